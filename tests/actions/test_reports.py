"""Sending a report, writing again, taking it back: what is stored, and who can open it."""

import json
from datetime import timedelta

import pytest

from comity.bodies import actions as bodies
from comity.communities.rules import Kind
from comity.kernel.actors import SYSTEM
from comity.kernel.errors import WrongInput
from comity.kernel.receipts import new_receipt
from comity.kernel.sealing import PrivateKeys
from comity.notices.models import Notice
from comity.notices.rules import NoticeKind
from comity.people.rules import WIKI, AccountRef
from comity.record.models import Line
from comity.reports import actions, queries
from comity.reports.errors import (
    AlreadyWithdrawn,
    AnswerMissing,
    AudienceChanged,
    FilesTooLarge,
    NobodyCanHandle,
    NoSuchPerson,
    NoSuchPlace,
    ReceiptUnknown,
    ReportClosed,
    TextNotReadable,
)
from comity.reports.models import Report
from comity.reports.rules import Answers, Harmed, Mention, begin
from comity.vault import actions as vault
from comity.vault import queries as rooms
from comity.vault.errors import Barred, NoCertifiedKey, Sealed
from comity.vault.models import SealedItem, Wrap
from comity.vault.rules import File, Keyring, ReceiptKeys
from tests.factories import reports as factory
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor
from tests.harness import tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return factory.house()


@pytest.fixture
def sent(house):
    return factory.send(house.project)


def opening(report, panel):
    """Name the members whose keys really open a report."""
    return {
        person.display_name
        for person in panel.people
        if rooms.may_open(report.room_id, panel.keyring(person))
        and rooms.read(report.room_id, panel.keyring(person))
    }


def test_a_report_is_sealed_to_the_members_of_the_body_and_to_its_receipt(house):
    sent = factory.send(house.project, what="It hurt.", name="Robin", harmed=Harmed.ME)
    assert opening(sent.report, house.local) == {"Amal", "Bo", "Chidi", "Dana"}
    assert opening(sent.report, house.top) == set()
    (content,) = factory.said(sent.receipt, "report")
    assert (content["what"], content["name"], content["harmed"]) == ("It hurt.", "Robin", "me")


def test_danger_is_told_at_once_to_all_who_can_open_the_report(house):
    factory.send(house.project, danger=True)
    told = Notice.objects.filter(kind=NoticeKind.URGENT)
    assert {notice.person_id for notice in told} == {one.id for one in house.local.people}


def test_without_danger_nobody_is_woken(sent):
    assert not Notice.objects.exists()


def test_what_is_kept_in_the_clear_is_a_place_a_body_and_days(sent, house):
    kept = Report.objects.values().get()
    assert kept == {
        "id": sent.report.id,
        "community_id": house.project.id,
        "body_id": house.local.body.id,
        "room_id": sent.report.room_id,
        "draft_tag": kept["draft_tag"],
        "language": "en",
        "received_on": TODAY,
        "acknowledge_by": TODAY + timedelta(days=3),
        "receipt_saved": False,
        "withdrawn": False,
    }


def test_nothing_of_a_report_stands_anywhere_in_the_clear(house):
    canaries = {
        "what": "canary-what",
        "name": "canary-name",
        "contact": "canary-contact",
        "keep_from": "canary-keep",
        "people": ("canary-person",),
        "accounts": (Mention("canary-account", (AccountRef(WIKI, "987654321", "canary-ref"),)),),
        "evidence": ("https://canary.example/?diff=123456789",),
    }
    sent = factory.send(house.project, **canaries)
    actions.reply(
        receipt=sent.receipt,
        text="canary-reply",
        files=[File("canary-file.png", "image/canary", b"canary-data")],
        now=NOW,
    )
    actions.withdraw(receipt=sent.receipt, reason="canary-reason", now=NOW)
    receipt = sent.text.replace("-", "")
    dump = tables.dump()
    lowered = dump.lower()
    assert "canary" not in lowered
    assert b"canary".hex() not in lowered
    assert "canary".encode("utf-16-le").hex() not in lowered
    for secret in (receipt, sent.text, receipt.lower(), "987654321", "123456789"):
        assert secret not in dump
        assert secret.encode().hex() not in lowered


def test_receiving_is_on_the_sealed_chain_by_its_day_alone(sent, house):
    line = Line.objects.get(kind="report:received")
    assert (line.chain, line.at, line.shown) == ("sealed", TODAY.isoformat(), {})
    row = json.dumps({"subject": line.subject, "actor": line.actor})
    assert sent.report.id not in row
    assert house.project.id not in row


def test_who_was_named_kept_out_or_in_conflict_can_never_be_let_in(house):
    amal, bo, *_ = house.local.people
    outsider = PersonFactory()
    account = factory.link(outsider, "7", "Old name", "Tern")
    bodies.declare_conflict(person_id=bo.id, account=account, by=as_actor(bo), now=NOW)
    sent = factory.send(
        house.project,
        accounts=(Mention("Old name", (account,)),),
        excluded=frozenset({amal.id}),
    )
    # Three are needed, and only two of the panel are left, so it went to the top.
    assert opening(sent.report, house.top) == {"Esi", "Fern", "Gus"}
    everybody = [person.id for person in [*house.local.people, *house.top.people, outsider]]
    barred = rooms.barred(sent.report.room_id, everybody)
    assert barred == {amal.id, bo.id, outsider.id}
    for person_id in barred:
        with pytest.raises((Barred, NoCertifiedKey)):
            vault.admit(
                sent.report.room_id, opener=sent.receipt, holders=[person_id], by=SYSTEM, now=NOW
            )


def test_the_excluded_member_finds_nothing_even_with_every_key_they_have(house):
    amal = house.local.people[0]
    sent = factory.send(house.project, excluded=frozenset({amal.id}))
    keyring = house.local.keyring(amal)
    assert opening(sent.report, house.local) == {"Bo", "Chidi", "Dana"}
    with pytest.raises(Sealed):
        rooms.read(sent.report.room_id, keyring)
    assert sent.report.room_id not in set(rooms.rooms_open_to(keyring))
    for wrap in Wrap.objects.filter(room=sent.report.room_id):
        forged = Keyring(amal.id, keyring.key_id, keyring.private)
        info = rooms.Place(wrap.room_id, wrap.epoch).info("wrap", wrap.holder)
        with pytest.raises(Exception):  # noqa: B017, PT011 -- any failure will do, opening will not
            forged.private.open(bytes(wrap.sealed), info)


def test_sending_the_same_draft_again_makes_no_second_report(house):
    draft = begin(Answers(community_id=house.project.id, what="It hurt."))
    first = actions.submit(draft=draft, now=NOW)
    second = actions.submit(draft=draft.answering(Answers(what="changed")), now=NOW)
    assert (first.again, second.again) == (False, True)
    assert second.report.id == first.report.id
    assert Report.objects.count() == 1
    assert Line.objects.filter(kind="report:received").count() == 1


def test_the_quicker_of_two_at_once_wins_and_the_other_learns_of_it(house, monkeypatch):
    draft = begin(Answers(community_id=house.project.id, what="It hurt."))
    first = actions.submit(draft=draft, now=NOW)
    answers = iter([None, first.report])
    monkeypatch.setattr(queries, "of_draft", lambda _tag: next(answers))
    second = actions.submit(draft=draft, now=NOW)
    assert (second.again, second.report.id) == (True, first.report.id)
    assert SealedItem.objects.count() == 1


def test_a_list_that_was_shown_must_be_the_list_that_is_sealed_to(house):
    answers = Answers(community_id=house.project.id, what="It hurt.")
    shown = queries.audience_of(answers, now=NOW).mark
    factory.seat_with_key(house.local.body, name="Newcomer")
    with pytest.raises(AudienceChanged):
        actions.submit(draft=begin(answers), expected=shown, now=NOW)
    assert not Report.objects.exists()
    new = queries.audience_of(answers, now=NOW).mark
    actions.submit(draft=begin(answers), expected=new, now=NOW)


def test_where_nobody_is_left_nothing_is_stored(house):
    everybody = frozenset(person.id for person in house.local.people + house.top.people)
    answers = Answers(community_id=house.project.id, what="It hurt.", excluded=everybody)
    with pytest.raises(NobodyCanHandle):
        actions.submit(draft=begin(answers), now=NOW)
    assert not Report.objects.exists()
    assert not SealedItem.objects.exists()


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ({"what": ""}, AnswerMissing),
        ({"what": "\ud800"}, TextNotReadable),
        ({"community_id": "nowhere"}, NoSuchPlace),
        ({"community_id": "\x00"}, TextNotReadable),
        ({"excluded": frozenset({"nobody"})}, NoSuchPerson),
        ({"people": ("\x00",)}, WrongInput),
    ],
)
def test_wrong_answers_are_refused_and_nothing_is_stored(house, answers, refusal):
    whole = {"community_id": house.project.id, "what": "It hurt."} | answers
    with pytest.raises(refusal):
        actions.submit(draft=begin(Answers(**whole)), now=NOW)
    assert not Report.objects.exists()


def test_hostile_markdown_and_right_to_left_marks_are_kept_as_they_were_typed(house):
    text = "<script>alert(1)</script> ![x](http://evil.example/) \u202etxet"
    sent = factory.send(house.project, what=text)
    assert factory.said(sent.receipt, "report")[0]["what"] == text


def test_the_reporter_writes_again_and_members_read_it(sent, house):
    picture = File("a.png", "image/png", b"\x89PNG")
    item_id = actions.reply(receipt=sent.receipt, text="And again.", files=[picture], now=NOW)
    keyring = house.local.keyrings[0]
    item = next(one for one in rooms.read(sent.report.room_id, keyring) if one.id == item_id)
    assert (item.kind, item.content, list(item.files)) == (
        "message",
        {"text": "And again."},
        [picture],
    )
    assert item.writer == sent.receipt.holder
    assert Line.objects.filter(kind="report:followed_up").count() == 1


def test_members_answer_and_the_reporter_reads_it(sent, house):
    keyring = house.local.keyrings[1]
    vault.put(
        sent.report.room_id,
        kind="message",
        content={"text": "We read it."},
        writer=keyring,
        now=NOW,
    )
    assert factory.said(sent.receipt, "message") == [{"text": "We read it."}]


def test_files_alone_are_a_message_but_nothing_at_all_is_none(sent):
    actions.reply(receipt=sent.receipt, text="", files=[File("a", "", b"x")], now=NOW)
    with pytest.raises(AnswerMissing):
        actions.reply(receipt=sent.receipt, text=" ", now=NOW)


def test_files_that_are_too_large_are_refused(sent, settings):
    settings.COMITY_UPLOAD_LIMIT = 10
    with pytest.raises(FilesTooLarge):
        actions.reply(receipt=sent.receipt, text="", files=[File("a", "", b"x" * 11)], now=NOW)
    assert SealedItem.objects.count() == 1


def test_a_report_is_taken_back_once(sent, house):
    actions.withdraw(receipt=sent.receipt, reason="I changed my mind.", now=NOW)
    assert Report.objects.get().withdrawn
    kept = rooms.read_kind(sent.report.room_id, house.local.keyrings[0], "withdrawal")
    assert kept[0].content == {"text": "I changed my mind."}
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw(receipt=sent.receipt, reason="", now=NOW)
    assert Line.objects.filter(kind="report:withdrawn").count() == 1


def test_another_receipt_can_do_nothing(sent):
    other = ReceiptKeys.of(new_receipt())
    for act in (
        lambda: actions.reply(receipt=other, text="x", now=NOW),
        lambda: actions.withdraw(receipt=other, reason="", now=NOW),
        lambda: actions.note_saved(receipt=other),
        lambda: queries.correspondence(other),
    ):
        with pytest.raises(ReceiptUnknown):
            act()


def test_a_message_under_the_lookup_of_a_receipt_but_with_other_keys_is_not_believed(sent):
    forger = ReceiptKeys(sent.receipt.lookup, PrivateKeys.new())
    vault.put(
        sent.report.room_id, kind="message", content={"text": "forged"}, writer=forger, now=NOW
    )
    assert factory.said(sent.receipt, "message") == []
    assert any(item.refused for item in queries.correspondence(sent.receipt).items)


def test_a_closed_report_takes_no_more_messages_and_says_so(sent):
    vault.close_room(sent.report.room_id)
    assert queries.correspondence(sent.receipt).closed
    with pytest.raises(ReportClosed):
        actions.reply(receipt=sent.receipt, text="x", now=NOW)
    with pytest.raises(ReportClosed):
        actions.withdraw(receipt=sent.receipt, reason="", now=NOW)


def test_a_receipt_that_was_saved_is_noted(sent):
    actions.note_saved(receipt=sent.receipt)
    assert Report.objects.get().receipt_saved


def test_reports_from_places_below_go_up_to_the_nearest_body(house):
    group = CommunityFactory(parent=house.project, kind=Kind.GROUP)
    assert factory.send(group).report.body_id == house.local.body.id
