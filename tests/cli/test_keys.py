"""The keys of the service: kept apart, changed for new ones while everything goes on, forgotten."""

import tomllib
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import settings as thoroughly
from hypothesis import strategies as some
from typer.testing import CliRunner

from comity.cli import keyfile
from comity.cli.app import app
from comity.config.environment import KeyFile
from comity.kernel.actors import SYSTEM
from comity.kernel.facts import Chain
from comity.kernel.ids import new_id
from comity.kernel.keys import ServiceKeys
from comity.kernel.passphrase import lock, unlock
from comity.kernel.sealing import CannotOpen
from comity.people import actions as people
from comity.people.models import NoticeAddress
from comity.people.queries import notice_address
from comity.record.actions import mark_keys, record
from comity.record.models import LineKey
from comity.record.queries import agrees_with, hidden_fields, key_file_fits, signed_head
from comity.vault import actions, queries
from comity.vault.actions.service import AT_ONCE, everything, renew_seals, states
from comity.vault.facts import RoomMade
from comity.vault.models import Certificate, Epoch
from comity.vault.rules import Audience
from comity.vault.tasks import renew
from tests.architecture.house import ROOT
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor, handler

LONG = "eleven quiet herons by the pier"
UNDER_A_KEY_OF_ITS_OWN = "record_line.hidden"


@pytest.fixture(autouse=True)
def _little_work(monkeypatch):
    """Lock with next to no work: what is slow on purpose would be most of the run."""
    monkeypatch.setattr("comity.kernel.passphrase.PASSES", 1)
    monkeypatch.setattr("comity.kernel.passphrase.MEMORY", 64)


@pytest.fixture
def key_file(tmp_path, settings, monkeypatch):
    """A key file, read anew by everybody as an installation does."""
    where = tmp_path / "keys.json"
    where.write_text(ServiceKeys.new().to_text())
    where.chmod(0o600)
    monkeypatch.setenv("COMITY_VAR", str(tmp_path))
    monkeypatch.delenv("COMITY_KEY_FILE", raising=False)
    settings.COMITY_KEYS = KeyFile(where)
    return where


@pytest.fixture
def filled(key_file, db):
    """A little of everything that the service seals or signs."""
    ana = handler()
    room_id = actions.create_room(
        audience=Audience.REPORT, holders=[ana.person_id], by=SYSTEM, now=NOW
    )
    actions.put(room_id, kind="note", content={"text": "from the service"}, writer=None, now=NOW)
    person = PersonFactory()
    people.set_notice_address(
        person_id=person.id, address="ana@lantern.example", by=as_actor(person)
    )
    Authenticator.objects.create(user=person, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    mark_keys()
    return ana, room_id, person


def keys(*words, stdin=None):
    return CliRunner().invoke(app, ["keys", *words], input=stdin)


def opens_everything(filled):
    ana, room_id, person = filled
    (item,) = queries.read(room_id, ana)
    factor = Authenticator.objects.get(user=person)
    return (
        item.content == {"text": "from the service"}
        and notice_address(person.id) == "ana@lantern.example"
        and factor.data == {"secret": "JBSWY3DPEHPK3PXP"}
        and hidden_fields(Chain.SEALED, 1)["holders"] == [ana.person_id]
        and set(queries.certified_keys([ana.person_id], on=TODAY)) == {ana.person_id}
        and queries.current_epoch(room_id).number == 1
    )


# ----------------------------------------------------------------------------------- the list


def test_everything_that_is_sealed_to_the_service_is_renewed(db):
    listed = tomllib.loads((ROOT / "docs" / "COLUMNS.toml").read_text())
    sealed = {
        f"{table}.{column}"
        for table, kinds in listed.items()
        for column in kinds.get("sealed_to_the_service", ())
    }
    renewed = {kept.name for kept in everything()} | {"mfa_authenticator.data"}
    assert sealed - renewed == {UNDER_A_KEY_OF_ITS_OWN}


# ------------------------------------------------------------------------------------- rotation


@pytest.mark.parametrize("what", ["field", "service"])
def test_a_new_key_takes_over_and_the_old_one_opens_nothing_more(filled, key_file, what):
    before = ServiceKeys.from_text(key_file.read_text())
    head = signed_head(NOW)
    assert keys("rotate", what).exit_code == 0
    assert opens_everything(filled)
    assert sum(state.left for state in states())
    renew(NOW)
    assert not sum(state.left for state in states())
    assert keys("retire", "--now").exit_code == 0
    assert opens_everything(filled)
    assert key_file_fits()
    assert agrees_with(head)
    after = ServiceKeys.from_text(key_file.read_text())
    if what == "field":
        assert after.names() != before.names()
        blob = bytes(NoticeAddress.objects.get().sealed)
        with pytest.raises(CannotOpen):
            before.open("notice address", blob)
    else:
        assert after.signing_names() != before.signing_names()
        assert before.signing.root not in [one.root for one in after.older_signing]
        assert not after.verify("handler key", b"forged", before.sign("handler key", b"forged"))
        assert after.verify("record head", b"kept", before.sign("record head", b"kept"))


def test_a_process_that_runs_sees_a_new_key_at_once(filled, key_file, settings):
    running = settings.COMITY_KEYS
    before = running.names()
    keys("rotate", "field")
    assert running.names()[1:] == before


def test_a_key_file_that_becomes_unreadable_does_not_stop_what_runs(key_file, settings):
    names = settings.COMITY_KEYS.names()
    key_file.write_text("half of")
    assert settings.COMITY_KEYS.names() == names
    key_file.unlink()
    assert settings.COMITY_KEYS.names() == names
    key_file.write_text("half of")
    key_file.chmod(0o600)
    with pytest.raises(ImproperlyConfigured):
        KeyFile(key_file)


def test_nothing_is_forgotten_while_something_needs_it(filled, key_file):
    keys("rotate", "field")
    before = key_file.read_text()
    result = keys("retire", "--now")
    assert result.exit_code == 1
    assert "still need an older key" in result.output
    assert key_file.read_text() == before


def test_nothing_is_forgotten_while_somebody_may_hold_a_form(filled, key_file):
    with time_machine.travel(NOW, tick=False):
        keys("rotate", "field")
        keys("finish")
        assert "Somebody may still hold a form" in keys("retire").output
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        assert keys("retire").exit_code == 0


def test_of_two_operators_one_makes_the_new_key(filled, key_file):
    keys("rotate", "field")
    result = keys("rotate", "service")
    assert result.exit_code == 1
    assert "An older key is still here" in result.output
    assert len(ServiceKeys.from_text(key_file.read_text()).signing_names()) == 1


def test_who_is_stopped_in_the_middle_goes_on_where_they_were(filled, key_file):
    for _ in range(AT_ONCE + 5):
        record(
            RoomMade(subject=new_id(), audience="report", holders=("person:x",)),
            by=SYSTEM,
            now=NOW,
        )
    keys("rotate", "field")
    answers = iter([False, True])
    assert renew_seals(enough=lambda: next(answers)) == AT_ONCE
    left = {state.name: state.left for state in states()}
    assert left["record_linekey.sealed"] == LineKey.objects.count() - AT_ONCE
    assert opens_everything(filled)
    renew_seals()
    assert not sum(state.left for state in states())
    assert hidden_fields(Chain.SEALED, AT_ONCE)["holders"] == ["person:x"]


def test_what_somebody_forged_is_passed_by_and_stays_worth_nothing(filled, key_file):
    room_id = filled[1]
    Epoch.objects.filter(room=room_id).update(signature=b"forged" * 11)
    LineKey.objects.update(sealed=b"forged" * 11)
    keys("rotate", "service")
    renew_seals()
    damaged = {state.name: state.damaged for state in states() if state.damaged}
    assert damaged == {"record_linekey.sealed": 1, "vault_epoch.signature": 1}
    assert "that no key opens" in keys("status").output
    assert keys("retire", "--now").exit_code == 0
    assert bytes(Epoch.objects.get(room=room_id).signature) == b"forged" * 11


def test_what_0_1_0_signed_is_known_and_signed_anew(filled, key_file, settings):
    certificate = Certificate.objects.get()
    certificate.signature = bytes(certificate.signature)[4:]  # its signatures named no key
    certificate.save()
    assert queries.certified_keys([filled[0].person_id], on=TODAY)
    renew_seals()
    assert len(bytes(Certificate.objects.get().signature)) == 68
    assert opens_everything(filled)


@thoroughly(max_examples=30)
@given(turns=some.lists(some.sampled_from(["field", "signing", "retire"]), max_size=6))
def test_whatever_is_changed_in_whatever_order_nothing_is_lost(turns):
    kept = ServiceKeys.new()
    blob, head = kept.seal("purpose", b"text"), kept.sign("record head", b"head")
    tag = kept.tag("holder", "person:x")
    for turn in turns:
        if turn == "field":
            kept = kept.with_new_field_key(on=TODAY)
        elif turn == "signing":
            kept = kept.with_new_signing(on=TODAY)
        else:
            blob = kept.seal("purpose", kept.open("purpose", blob))
            kept = kept.retired()
        kept = ServiceKeys.from_text(kept.to_text())
        assert kept.open("purpose", blob) == b"text"
        assert kept.verify("record head", b"head", head)
        assert kept.tag("holder", "person:x") == tag


# ---------------------------------------------------------------------------------- kept apart


def test_keys_come_back_from_their_locked_copy(key_file, tmp_path):
    before = key_file.read_text()
    copy = tmp_path / "keys.locked"
    assert keys("backup", str(copy), stdin=f"{LONG}\n").exit_code == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    key_file.unlink()
    assert keys("restore", str(copy), stdin=f"{LONG}\n").exit_code == 0
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert ServiceKeys.from_text(key_file.read_text()) == ServiceKeys.from_text(before)


def test_another_passphrase_opens_no_copy(key_file, tmp_path):
    copy = tmp_path / "keys.locked"
    keys("backup", str(copy), stdin=f"{LONG}\n")
    key_file.unlink()
    result = keys("restore", str(copy), stdin="twelve quiet herons by the pier\n")
    assert result.exit_code == 1
    assert "does not open" in result.output
    assert not key_file.exists()


def test_a_short_passphrase_locks_nothing(key_file, tmp_path):
    result = keys("backup", str(tmp_path / "keys.locked"), stdin="short\n")
    assert result.exit_code == 1
    assert not (tmp_path / "keys.locked").exists()


def test_keys_that_are_there_are_never_written_over(key_file, tmp_path):
    copy = tmp_path / "keys.locked"
    keys("backup", str(copy), stdin=f"{LONG}\n")
    before = key_file.read_text()
    assert keys("restore", str(copy), stdin=f"{LONG}\n").exit_code == 1
    assert key_file.read_text() == before


@thoroughly(max_examples=30)
@given(some.data())
def test_a_locked_text_that_was_changed_or_cut_off_does_not_open(data):
    locked = lock(b"text", LONG)
    assert unlock(locked, LONG) == b"text"
    place = data.draw(some.integers(0, len(locked) - 1))
    changed = locked[:place] + bytes([locked[place] ^ 1]) + locked[place + 1 :]
    for wrong in (changed, locked[:place]):
        with pytest.raises(CannotOpen):
            unlock(wrong, LONG)


def test_the_folder_of_a_new_installation_is_for_nobody_else(tmp_path, monkeypatch):
    made = tmp_path / "var"
    monkeypatch.setenv("COMITY_VAR", str(made))
    monkeypatch.delenv("COMITY_KEY_FILE", raising=False)
    keyfile.prepare("init")
    assert made.stat().st_mode & 0o077 == 0
