import pytest
from django.conf import settings

from comity.cases import actions, tasks
from comity.cases.actions.delivery import PROOF_PURPOSE
from comity.cases.errors import (
    AlreadyExtended,
    AnotherRespondent,
    MoveNotPossible,
    MoveNotYours,
    NoAllegation,
    NotHeard,
    UnknownAccount,
    UnknownChoice,
    UnknownProvision,
)
from comity.cases.models import Case, Delivery
from comity.cases.queries import respondent_view
from comity.cases.rules.delivery import ATTEMPTS_BEFORE_HELP
from comity.kernel.errors import Later
from comity.kernel.receipts import new_receipt
from comity.people.rules import WIKI, AccountRef
from comity.record.models import Line
from comity.reports.errors import AnswerMissing, ReceiptUnknown, TextTooLong
from comity.vault.queries import read
from comity.vault.rules import File, ReceiptKeys
from comity.wikis.errors import NoWiki
from comity.wikis.models import Wiki
from tests.factories.cases import story as new_story


def kinds():
    return list(Line.objects.order_by("number").values_list("kind", flat=True))


def panel_items(story, kind):
    items = read(story.case.panel_room, story.keyring(story.members[0]))
    return [item for item in items if item.kind == kind]


def test_evidence_lies_sealed_in_the_room_of_the_panel(story):
    story.inquired()
    file = File("talk.txt", "text/plain", b"Names.")
    actions.add_evidence(text="Look.", files=[file], **story.with_(story.members[0]))
    (item,) = panel_items(story, "evidence")
    assert (item.content, item.files[0].data) == ({"text": "Look."}, b"Names.")


def test_evidence_says_or_holds_something(story):
    story.inquired()
    with pytest.raises(AnswerMissing):
        actions.add_evidence(text=" ", **story.with_(story.members[0]))


def test_an_allegation_carries_the_words_of_the_code_that_the_case_is_pinned_to(story):
    story.inquired()
    stated = story.allege(provision="1.1")
    assert stated.cited.id == "respect"
    assert (stated.cited.title, stated.cited.version) == ("The Lantern code", "3")
    assert stated.cited.texts == {"en": "Mind respect."}
    assert stated.cited.code_hash == story.case.code_hash


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        pytest.param({"provision": "9.9"}, UnknownProvision, id="no such provision"),
        pytest.param({"what": " "}, AnswerMissing, id="nothing said"),
        pytest.param({"where": "x" * 20_001}, TextTooLong, id="too much said"),
        pytest.param({"harm": 6}, UnknownChoice, id="harm off the scale"),
        pytest.param({"intent": "evil"}, UnknownChoice, id="intent off the scale"),
        pytest.param(
            {"account": AccountRef(WIKI, "not a number", "x")}, UnknownAccount, id="no account"
        ),
    ],
)
def test_an_allegation_that_cannot_be_served_is_refused(story, change, refusal):
    story.inquired()
    with pytest.raises(refusal):
        story.allege(**change)


def test_the_same_allegation_sent_twice_is_one(story):
    story.inquired()
    assert story.allege() == story.allege()
    assert len(panel_items(story, "allegation")) == 1


def test_a_case_is_about_one_respondent(story):
    story.alleged()
    with pytest.raises(AnotherRespondent):
        story.allege(account=AccountRef(WIKI, "4711", "Odela"))


def test_nothing_is_served_before_something_is_alleged(story):
    story.inquired()
    with pytest.raises(NoAllegation):
        actions.serve(**story.with_(story.members[0]))


def test_nothing_can_be_served_where_no_wiki_is_connected(story):
    story.alleged()
    Wiki.objects.all().delete()
    with pytest.raises(NoWiki):
        actions.serve(**story.with_(story.members[0]))
    assert story.state == "inquiry"


def test_only_the_panel_serves(story):
    story.alleged()
    (outside,) = story.people("alternate")
    with pytest.raises(MoveNotYours):
        actions.serve(**story.with_(outside))


def test_the_notice_stands_on_the_talk_page_and_says_nothing_of_a_case(story, paper):
    story.delivered()
    (message,) = paper.talk
    assert message["title"] == "User talk:Ferron"
    assert "Somebody left you a message on The movement" in message["text"]
    assert story.case_id not in message["text"]
    assert Delivery.objects.get().id not in message["text"]
    delivery = Delivery.objects.get()
    assert (delivery.stage, delivery.channel) == ("delivered", "talk_page")
    proof = settings.COMITY_KEYS.open(PROOF_PURPOSE, bytes(delivery.proof))
    assert str(message["revid"]).encode() in proof


def test_whoever_can_be_written_to_gets_a_letter_instead(db, paper):
    del db
    story = new_story(paper, emailable=True).delivered()
    assert [letter["target"] for letter in paper.letters] == ["Ferron"]
    assert paper.talk == []
    assert Delivery.objects.get().channel == "letter"
    assert story.state == "hearing"


def test_the_notice_is_delivered_once(story, paper):
    story.served()
    for _ in range(3):
        tasks.deliver_notice(story.case_id, story.now)
    assert len(paper.talk) == 1
    assert kinds().count("case:notice_delivered") == 1


def test_a_crash_after_the_talk_page_was_written_writes_no_second_message(
    story, paper, monkeypatch
):
    story.served()
    with monkeypatch.context() as broken:
        broken.setattr("comity.cases.actions.keep_delivered", _die)
        with pytest.raises(KeyboardInterrupt):
            tasks.deliver_notice(story.case_id, story.now)
    assert Delivery.objects.get().stage == "waiting"
    tasks.deliver_notice(story.case_id, story.now)
    assert len(paper.talk) == 1
    assert Delivery.objects.get().stage == "delivered"


def test_a_crash_after_the_letter_was_sent_sends_no_second_letter(db, paper, monkeypatch):
    """No wiki says whether a letter went out, so the talk page is used instead."""
    del db
    story = new_story(paper, emailable=True).served()
    with monkeypatch.context() as broken:
        broken.setattr("comity.cases.actions.keep_delivered", _die)
        with pytest.raises(KeyboardInterrupt):
            tasks.deliver_notice(story.case_id, story.now)
    tasks.deliver_notice(story.case_id, story.now)
    assert (len(paper.letters), len(paper.talk)) == (1, 1)


def _die(**_):
    raise KeyboardInterrupt


def test_a_wiki_that_is_down_is_tried_again_and_then_the_panel_is_told(story, paper):
    story.served()
    paper.refuse("edit", "query")
    for _ in range(ATTEMPTS_BEFORE_HELP + 1):
        with pytest.raises(Later):
            tasks.deliver_notice(story.case_id, story.now)
    assert kinds().count("case:notice_stuck") == 1
    paper.refuse()
    tasks.deliver_notice(story.case_id, story.now)
    assert Delivery.objects.get().stage == "delivered"


def test_the_time_to_answer_runs_from_the_delivery(story):
    story.served()
    assert (story.case.due_on - story.now.date()).days == 14
    story.now = story.now.replace(day=5)
    tasks.deliver_notice(story.case_id, story.now)
    assert (story.case.answer_due_on - story.now.date()).days == 7


def test_time_is_extended_once(story):
    story.delivered()
    before = story.case.answer_due_on
    actions.extend(**story.with_(story.members[0]))
    assert (story.case.answer_due_on - before).days == 7
    with pytest.raises(AlreadyExtended):
        actions.extend(**story.with_(story.members[0]))


def test_the_respondent_reads_what_exactly_is_alleged(story):
    story.proven()
    shown = respondent_view(story.respondent, now=story.now)
    (allegation,) = shown.particulars.content["allegations"]
    assert allegation["what"] == "called another editor names."
    assert allegation["cited"]["texts"]["en"] == "Mind respect."
    assert shown.particulars.content["note"] == "Take your time."
    assert [choice.move for choice in shown.choices] == ["answer"]
    assert {seat.person_id for seat in shown.seats} == {person.id for person in story.members}


def test_an_answer_reaches_the_panel_and_nobody_else(story):
    story.answered()
    items = read(story.case.respondent_room, story.keyring(story.members[0]))
    assert [item.content for item in items if item.kind == "message"] == [{"text": "I was upset."}]
    assert story.case.answered


def test_the_hearing_stays_open_until_there_is_an_answer_or_the_time_has_passed(story):
    story.delivered()
    for days in (0, 7):
        story.passes(days)
        with pytest.raises(NotHeard):
            actions.close_hearing(**story.with_(story.members[0]))
    story.passes(1)
    actions.close_hearing(**story.with_(story.members[0]))
    assert story.state == "deliberation"


def test_silence_is_said_to_be_silence(story):
    story.delivered()
    story.passes(8)
    actions.close_hearing(**story.with_(story.members[0]))
    assert not story.case.answered


def test_somebody_who_cannot_be_reached_does_not_stop_a_case_for_ever(story, paper):
    story.served()
    paper.refuse("edit", "query")
    story.passes(14)
    with pytest.raises(NotHeard):
        actions.close_hearing(**story.with_(story.members[0]))
    story.passes(1)
    actions.close_hearing(**story.with_(story.members[0]))
    assert Delivery.objects.get().stage == "waiting"


def test_the_respondent_can_write_after_the_hearing_too(story):
    story.deliberating()
    actions.answer(receipt=story.respondent, text="One more thing.", now=story.now)
    assert story.state == "deliberation"
    assert kinds()[-1] == "case:message_sent"


def test_an_answer_says_or_holds_something(story):
    story.proven()
    with pytest.raises(AnswerMissing):
        actions.answer(receipt=story.respondent, text="", now=story.now)


@pytest.mark.parametrize("whose", ["nobody's", "a reporter's"])
def test_only_the_respondent_s_receipt_answers(story, whose):
    story.proven()
    receipt = story.receipt if whose == "a reporter's" else ReceiptKeys.of(new_receipt())
    with pytest.raises(ReceiptUnknown):
        actions.answer(receipt=receipt, text="It was not me.", now=story.now)
    with pytest.raises(ReceiptUnknown):
        respondent_view(receipt, now=story.now)


@pytest.mark.parametrize("to", ["respondent", "reporter", "panel"])
def test_a_member_writes_to_each_side_in_their_own_room(story, to):
    story.delivered()
    actions.send_message(to=to, text="A question.", **story.with_(story.members[0]))
    row = story.case
    room = {
        "respondent": row.respondent_room,
        "reporter": row.reports.get().room,
        "panel": row.panel_room,
    }[to]
    items = read(room, story.keyring(story.members[0]))
    assert [item for item in items if item.content.get("text") == "A question."]


def test_nobody_is_written_to_who_cannot_be_reached_yet(story):
    story.inquired()
    for to in ("respondent", "everybody"):
        with pytest.raises(UnknownChoice):
            actions.send_message(to=to, text="A question.", **story.with_(story.members[0]))


def test_the_clear_part_of_a_case_names_nobody(story):
    story.answered()
    dumped = str([list(table.objects.values()) for table in (Case, Delivery)])
    for secret in ("Ferron", "called another editor names", "respect", "upset"):
        assert secret not in dumped


def test_nothing_moves_in_a_hearing_that_belongs_elsewhere(story):
    story.delivered()
    with pytest.raises(MoveNotPossible):
        actions.conclude_findings(**story.with_(story.members[0]))
