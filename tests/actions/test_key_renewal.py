"""Changing one's keys for new ones, and what becomes of keys whose certificate has ended."""

from datetime import timedelta

import pytest

from comity.kernel.actors import ANYONE, SYSTEM
from comity.kernel.errors import NotPermitted
from comity.record.queries import first_broken_line, public_lines
from comity.vault import actions, queries
from comity.vault.errors import NoCertifiedKey, NoKeyYet, Sealed, WrongPassphrase
from comity.vault.models import Certificate, HandlerKey, Wrap
from comity.vault.rules import Audience
from tests.factories.people import NOW, PASSPHRASE, TODAY, PersonFactory, as_actor, handler

pytestmark = pytest.mark.django_db
NEWER = "nine slow otters in a row"


@pytest.fixture
def ana():
    return handler()


@pytest.fixture
def room(ana):
    """A room that two people hold, with something that Ana wrote."""
    holders = [ana.person_id, handler().person_id]
    room_id = actions.create_room(audience=Audience.PANEL, holders=holders, by=ANYONE, now=NOW)
    actions.put(room_id, kind="note", content={"text": "mine"}, writer=ana, now=NOW)
    return room_id


def actor_of(keyring):
    return as_actor(HandlerKey.objects.get(id=keyring.key_id).person)


def renewed(keyring):
    by = actor_of(keyring)
    return actions.renew_key(keyring=keyring, passphrase=NEWER, by=by, now=NOW)


def test_new_keys_open_whatever_the_old_ones_did(ana, room):
    newer, _code = renewed(ana)
    (item,) = queries.read(room, newer)
    assert (item.content, item.refused) == ({"text": "mine"}, False)


def test_the_old_keys_open_nothing_more(ana, room):
    renewed(ana)
    with pytest.raises(Sealed):
        queries.read(room, ana)
    with pytest.raises(WrongPassphrase):
        actions.unlock(person_id=ana.person_id, secret=PASSPHRASE)


def test_both_new_ways_unlock_the_new_keys(ana):
    newer, code = renewed(ana)
    for secret in (NEWER, code):
        assert actions.unlock(person_id=ana.person_id, secret=secret).key_id == newer.key_id


def test_seats_are_certified_anew_until_the_same_day(ana, room):
    before = Certificate.objects.get(key=ana.key_id)
    newer, _code = renewed(ana)
    after = Certificate.objects.get(key=newer.key_id)
    assert (after.seat_id, after.ends_on) == (before.seat_id, before.ends_on)
    assert queries.certified_keys([ana.person_id], on=TODAY)[ana.person_id].id == newer.key_id


def test_what_follows_is_sealed_to_the_new_keys(ana, room):
    newer, _code = renewed(ana)
    later = actions.create_room(
        audience=Audience.PANEL, holders=[ana.person_id], by=ANYONE, now=NOW
    )
    actions.put(later, kind="note", content={"text": "new"}, writer=newer, now=NOW)
    assert queries.read(later, newer)
    with pytest.raises(Sealed):
        queries.read(later, ana)


def test_other_holders_notice_nothing(ana, room):
    before = set(Wrap.objects.exclude(holder=queries.person_tag(ana.person_id)).values_list())
    renewed(ana)
    after = set(Wrap.objects.exclude(holder=queries.person_tag(ana.person_id)).values_list())
    assert before == after


def test_a_certificate_that_somebody_forged_is_not_renewed(ana):
    Certificate.objects.update(signature=b"forged" * 11)
    newer, _code = renewed(ana)
    assert not Certificate.objects.filter(key=newer.key_id).exists()


def test_it_stands_on_the_record_with_both_fingerprints(ana):
    before = HandlerKey.objects.get(id=ana.key_id).fingerprint
    newer, _code = renewed(ana)
    (line,) = public_lines(subject=ana.person_id, kinds=("vault:key_renewed",))
    assert (line["fingerprint"], line["former"]) == (newer.private.public.fingerprint, before)
    assert first_broken_line() is None


def test_nobody_changes_the_keys_of_others(ana):
    with pytest.raises(NotPermitted):
        actions.renew_key(keyring=ana, passphrase=NEWER, by=as_actor(PersonFactory()), now=NOW)


def test_keys_are_changed_once(ana):
    renewed(ana)
    with pytest.raises(NoKeyYet):
        renewed(ana)


# ----------------------------------------------------------------- certificates that have ended


def test_nothing_new_is_sealed_to_a_handler_whose_certificate_has_ended():
    past = handler(ends_on=TODAY - timedelta(days=1))
    with pytest.raises(NoCertifiedKey) as refusal:
        actions.create_room(audience=Audience.PANEL, holders=[past.person_id], by=SYSTEM, now=NOW)
    assert refusal.value.code == "no_certified_key"


def test_what_they_could_open_stays_open_when_a_certificate_ends(ana, room):
    later = NOW + timedelta(days=800)
    assert not queries.certified_keys([ana.person_id], on=later.date())
    (item,) = queries.read(room, ana)
    assert item.content == {"text": "mine"}


def test_new_keys_do_not_bring_an_ended_certificate_back():
    past = handler(ends_on=TODAY - timedelta(days=1))
    newer, _code = renewed(past)
    assert not Certificate.objects.filter(key=newer.key_id).exists()
