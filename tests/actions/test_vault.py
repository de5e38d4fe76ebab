from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from comity.kernel.actors import ANYONE, SYSTEM
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.kernel.receipts import new_receipt
from comity.kernel.sealing import PrivateKeys
from comity.record.queries import first_broken_line
from comity.vault import actions, queries
from comity.vault.errors import (
    Barred,
    KeyAlreadyMade,
    NoCertifiedKey,
    NoKeyYet,
    Sealed,
    WrongPassphrase,
)
from comity.vault.models import Bar, Epoch, HandlerKey, ReceiptHolder, SealedItem, Slot, Wrap
from comity.vault.rules import Audience, File, Keyring, ReceiptKeys
from tests.factories.people import NOW, PASSPHRASE, TODAY, PersonFactory, as_actor, handler

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter():
    return ReceiptKeys.of(new_receipt())


@pytest.fixture
def ana():
    return handler()


@pytest.fixture
def ben():
    return handler()


@pytest.fixture
def stranger():
    return handler()


@pytest.fixture
def room(ana, ben, reporter):
    room_id = actions.create_room(
        audience=Audience.REPORT,
        holders=[ana.person_id, ben.person_id],
        receipt=reporter,
        by=ANYONE,
        now=NOW,
    )
    actions.put(room_id, kind="report", content={"text": "it hurt"}, writer=reporter, now=NOW)
    return room_id


def texts(room_id, opener):
    return [item.content["text"] for item in queries.read(room_id, opener) if not item.refused]


def test_everybody_who_holds_a_room_reads_it(room, ana, ben, reporter):
    for opener in (ana, ben, reporter):
        (item,) = queries.read(room, opener)
        assert (item.kind, item.content, item.writer) == (
            "report",
            {"text": "it hurt"},
            reporter.holder,
        )
        assert item.at == NOW


def test_a_stranger_cannot_tell_a_shut_room_from_none(room, stranger):
    for room_id in (room, new_id()):
        with pytest.raises(Sealed) as refusal:
            queries.read(room_id, stranger)
        assert (refusal.value.code, refusal.value.status) == (NotFound.code, 404)


def test_files_are_sealed_with_their_names(room, ana, reporter):
    file = File("photo of the wall.png", "image/png", b"\x89PNG...")
    actions.put(room, kind="file", content={}, files=[file], writer=reporter, now=NOW)
    assert queries.read_kind(room, ana, "file")[0].files == [file]


def test_items_come_oldest_first(room, ana, reporter):
    for minutes in (9, 3, 6):
        actions.put(
            room,
            kind="message",
            content={"text": str(minutes)},
            writer=ana,
            now=NOW + timedelta(minutes=minutes),
        )
    assert texts(room, reporter) == ["it hurt", "3", "6", "9"]


def test_who_stands_aside_opens_nothing_and_the_rest_goes_on(room, ana, ben, reporter):
    actions.bar(room, person_id=ana.person_id, by=as_actor_of(ben), now=NOW)
    actions.put(room, kind="message", content={"text": "later"}, writer=ben, now=NOW)
    with pytest.raises(Sealed):
        queries.read(room, ana)
    assert texts(room, ben) == texts(room, reporter) == ["it hurt", "later"]


def as_actor_of(keyring):
    return as_actor(HandlerKey.objects.get(id=keyring.key_id).person)


def test_wraps_kept_from_before_open_nothing_written_after(room, ana, ben):
    kept = list(Wrap.objects.filter(room=room, holder=queries.person_tag(ana.person_id)).values())
    actions.bar(room, person_id=ana.person_id, by=SYSTEM, now=NOW)
    item_id = actions.put(room, kind="message", content={"text": "new"}, writer=ben, now=NOW)
    Bar.objects.all().delete()
    Wrap.objects.bulk_create(Wrap(**wrap) for wrap in kept)
    assert item_id not in [item.id for item in queries.read(room, ana)]


def test_the_database_refuses_a_wrap_for_who_stands_aside(room, ana):
    wrap = Wrap.objects.get(room=room, holder=queries.person_tag(ana.person_id))
    actions.bar(room, person_id=ana.person_id, by=SYSTEM, now=NOW)
    with pytest.raises(IntegrityError, match="stands aside"), transaction.atomic():
        Wrap.objects.create(room_id=room, epoch=1, holder=wrap.holder, sealed=wrap.sealed)
    with pytest.raises(IntegrityError, match="stands aside"), transaction.atomic():
        Wrap.objects.filter(room=room).exclude(holder=wrap.holder).update(holder=wrap.holder)


def test_who_stands_aside_cannot_be_let_in_again(room, ana, ben):
    actions.bar(room, person_id=ana.person_id, by=SYSTEM, now=NOW)
    with pytest.raises(Barred):
        actions.admit(room, opener=ben, holders=[ana.person_id], by=SYSTEM, now=NOW)


def test_nobody_is_holder_and_aside_at_once(ana):
    with pytest.raises(Barred):
        actions.create_room(
            audience=Audience.PANEL,
            holders=[ana.person_id],
            barred=[ana.person_id],
            by=SYSTEM,
            now=NOW,
        )


def test_whoever_opens_a_room_can_let_others_in_to_all_of_it(room, ana, stranger):
    actions.bar(room, person_id=new_id(), by=SYSTEM, now=NOW)
    actions.put(room, kind="message", content={"text": "second"}, writer=ana, now=NOW)
    actions.admit(room, opener=ana, holders=[stranger.person_id], by=SYSTEM, now=NOW)
    assert texts(room, stranger) == ["it hurt", "second"]


def test_whoever_opens_nothing_lets_nobody_in(room, stranger):
    with pytest.raises(Sealed):
        actions.admit(room, opener=stranger, holders=[stranger.person_id], by=SYSTEM, now=NOW)


def test_a_second_receipt_can_be_let_in(room, ana):
    second = ReceiptKeys.of(new_receipt())
    actions.admit_receipt(room, opener=ana, receipt=second, by=SYSTEM, now=NOW)
    assert texts(room, second) == ["it hurt"]
    assert queries.rooms_of_receipt(second.lookup) == [room]


def test_nothing_is_wrapped_to_a_key_nobody_certified(ana):
    person = PersonFactory()
    actions.make_key(person_id=person.id, passphrase=PASSPHRASE, by=as_actor(person), now=NOW)
    with pytest.raises(NoCertifiedKey):
        actions.create_room(
            audience=Audience.REPORT, holders=[ana.person_id, person.id], by=ANYONE, now=NOW
        )


@pytest.mark.parametrize(
    "dates",
    [
        {"ends_on": TODAY - timedelta(days=1)},
        {"starts_on": TODAY + timedelta(days=1)},
    ],
    ids=["over", "not begun"],
)
def test_a_certificate_counts_on_its_days_only(dates):
    keyring = handler(**dates)
    assert queries.certified_keys([keyring.person_id], on=TODAY) == {}


def test_a_certificate_is_for_one_seat():
    keyring = handler(seat_id="SEATONE")
    for seat, found in [("SEATONE", True), ("SEATTWO", False)]:
        keys = queries.certified_keys(
            [keyring.person_id], on=TODAY, seat_of={keyring.person_id: seat}
        )
        assert bool(keys) is found


def test_an_ended_seat_gets_no_new_wraps_but_its_words_can_still_be_checked(room, ana, ben):
    seat_id = ana_seat(ana)
    actions.put(room, kind="message", content={"text": "signed"}, writer=ana, now=NOW)
    actions.end_certificate(seat_id=seat_id, by=SYSTEM, now=NOW)
    assert queries.certified_keys([ana.person_id], on=TODAY) == {}
    assert texts(room, ben) == ["it hurt", "signed"]


def test_a_key_that_nobody_compared_is_not_certified_when_a_seat_ends(ana):
    seat_id, by = ana_seat(ana), as_actor(HandlerKey.objects.get(id=ana.key_id).person)
    actions.revoke_key(person_id=ana.person_id, by=by, now=NOW)
    made, _ = actions.make_key(person_id=ana.person_id, passphrase=PASSPHRASE, by=by, now=NOW)
    actions.end_certificate(seat_id=seat_id, by=SYSTEM, now=NOW)
    assert not HandlerKey.objects.get(id=made.key_id).certificates.exists()


def ana_seat(keyring):
    return HandlerKey.objects.get(id=keyring.key_id).certificates.get().seat_id


def test_a_public_key_put_in_anothers_place_is_refused(ana, ben):
    mallory = PrivateKeys.new().public
    HandlerKey.objects.filter(id=ana.key_id).update(box=mallory.box, signing=mallory.signing)
    with pytest.raises(NoCertifiedKey):
        actions.create_room(
            audience=Audience.REPORT, holders=[ana.person_id, ben.person_id], by=ANYONE, now=NOW
        )


def test_a_room_key_put_in_anothers_place_is_refused(room, reporter):
    Epoch.objects.filter(room=room).update(box=PrivateKeys.new().public.box)
    with pytest.raises(NotPermitted):
        actions.put(room, kind="message", content={}, writer=reporter, now=NOW)


def test_an_item_that_its_writer_did_not_sign_is_not_shown(room, ana, ben):
    forger = Keyring(ana.person_id, ana.key_id, PrivateKeys.new())
    actions.put(room, kind="message", content={"text": "forged"}, writer=forger, now=NOW)
    refused = [item for item in queries.read(room, ben) if item.refused]
    assert len(refused) == 1
    assert (refused[0].content, refused[0].kind) == ({}, "")


def test_a_receipt_that_the_service_did_not_vouch_for_signs_nothing(room, ben):
    forger = ReceiptKeys.of(new_receipt())
    public = forger.private.public
    ReceiptHolder.objects.create(
        room_id=room,
        lookup=forger.lookup,
        box=public.box,
        signing=public.signing,
        signature=bytes(64),
    )
    actions.put(room, kind="message", content={"text": "forged"}, writer=forger, now=NOW)
    assert texts(room, ben) == ["it hurt"]


def test_nothing_sealed_can_be_moved(room, ana, ben, reporter):
    other = actions.create_room(
        audience=Audience.REPORT, holders=[ana.person_id], by=ANYONE, now=NOW
    )
    first = SealedItem.objects.get(room=room)
    second_id = actions.put(room, kind="message", content={"text": "b"}, writer=ana, now=NOW)
    second = SealedItem.objects.get(id=second_id)
    first.sealed, second.sealed = second.sealed, first.sealed
    first.save()
    second.save()
    assert all(item.refused for item in queries.read(room, ana))
    wrap = Wrap.objects.get(room=other)
    Wrap.objects.filter(room=room, holder=wrap.holder).update(sealed=wrap.sealed)
    with pytest.raises(Sealed):
        queries.read(room, ana)


def test_flipping_any_byte_of_an_item_never_breaks_reading(room, ana):
    row = SealedItem.objects.get(room=room)
    for where in (0, 5, 1200, -1):
        changed = bytearray(row.sealed)
        changed[where] ^= 255
        SealedItem.objects.filter(id=row.id).update(sealed=bytes(changed))
        assert [item.refused for item in queries.read(room, ana)] == [True]


def test_keys_unlock_with_the_passphrase_and_with_the_recovery_code():
    person = PersonFactory()
    made, code = actions.make_key(
        person_id=person.id, passphrase=PASSPHRASE, by=as_actor(person), now=NOW
    )
    for secret in (PASSPHRASE, code, code.lower().replace("-", " ")):
        assert actions.unlock(person_id=person.id, secret=secret) == made


@pytest.mark.parametrize(
    "secret",
    ["", "seven quiet river", new_receipt().text],
    ids=["nothing", "another passphrase", "a receipt"],
)
def test_nothing_else_unlocks_them(ana, secret):
    with pytest.raises(WrongPassphrase):
        actions.unlock(person_id=ana.person_id, secret=secret)


def test_a_slot_moved_to_another_key_unlocks_nothing(ana, ben):
    theirs = Slot.objects.get(key=ana.key_id, kind="passphrase")
    Slot.objects.filter(key=ben.key_id, kind="passphrase").update(
        salt=theirs.salt, sealed=theirs.sealed
    )
    with pytest.raises(WrongPassphrase):
        actions.unlock(person_id=ben.person_id, secret=PASSPHRASE)


def test_a_new_passphrase_replaces_the_old_one(ana):
    actions.change_passphrase(keyring=ana, passphrase="nine loud mountains", by=as_actor_of(ana))
    assert actions.unlock(person_id=ana.person_id, secret="nine loud mountains") == ana
    with pytest.raises(WrongPassphrase):
        actions.unlock(person_id=ana.person_id, secret=PASSPHRASE)


def test_keys_are_made_once_and_by_their_owner(ana):
    person = PersonFactory()
    with pytest.raises(KeyAlreadyMade):
        actions.make_key(
            person_id=ana.person_id, passphrase=PASSPHRASE, by=as_actor_of(ana), now=NOW
        )
    with pytest.raises(NotPermitted):
        actions.make_key(person_id=person.id, passphrase=PASSPHRASE, by=as_actor_of(ana), now=NOW)
    with pytest.raises(NoKeyYet):
        actions.unlock(person_id=person.id, secret=PASSPHRASE)


def test_the_table_tells_nobody_who_holds_a_room(room, ana, reporter):
    stored = str(list(Wrap.objects.values())) + str(list(Bar.objects.values()))
    assert ana.person_id not in stored
    assert reporter.lookup not in stored


def test_reading_costs_the_same_few_queries_however_much_is_there(
    room, ana, ben, reporter, django_assert_num_queries
):
    for writer in (ana, ben, reporter, None):
        actions.put(room, kind="message", content={"text": "x"}, writer=writer, now=NOW)
    with django_assert_num_queries(5):
        queries.read(room, reporter)
    for _ in range(6):
        actions.put(room, kind="message", content={"text": "x"}, writer=ana, now=NOW)
    with django_assert_num_queries(5):
        queries.read(room, reporter)


def test_all_of_it_is_on_record(room):
    assert first_broken_line() is None
