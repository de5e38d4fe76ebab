import base64
from datetime import timedelta

import pytest
from django.conf import settings

from comity.cases import actions, tasks
from comity.cases.actions.proof import LETTER_PURPOSE
from comity.cases.errors import (
    CodeDiffers,
    NeverHere,
    ProofExpired,
    ProofNotFound,
    UnknownAccount,
    UnknownChoice,
)
from comity.cases.models import Delivery, ProofLetter
from comity.cases.queries import respondent_view
from comity.cases.rules.delivery import LETTERS_A_DAY
from comity.kernel.errors import Later, NotFound
from comity.kernel.ids import new_id
from comity.kernel.receipts import parse_receipt
from comity.vault.rules import ReceiptKeys
from tests.factories.cases import story as new_story
from tests.factories.people import PersonFactory, as_actor
from tests.factories.reports import link


def start(story, way="edit", visit="a visit", name=None):
    delivery = Delivery.objects.get()
    return actions.start_challenge(
        wiki_id=delivery.wiki_id,
        account_name=name or story.user.name,
        way=way,
        visit=visit,
        now=story.now,
    )


def prove(story, started, *, visit="a visit", typed="", after=timedelta(0)):
    return actions.prove(token=started.token, visit=visit, now=story.now + after, typed=typed)


def test_an_edit_with_the_code_releases_the_receipt(story, paper):
    story.delivered()
    started = start(story)
    assert started.code in started.summary
    with pytest.raises(ProofNotFound):
        prove(story, started)
    paper.edit(story.user, started.summary, at=story.now)
    (text,) = prove(story, started)
    receipt = ReceiptKeys.of(parse_receipt(text))
    assert respondent_view(receipt, now=story.now).particulars


def test_a_receipt_is_released_once_and_then_erased(story, paper):
    story.delivered()
    started = start(story)
    paper.edit(story.user, started.summary, at=story.now)
    prove(story, started)
    delivery = Delivery.objects.get()
    assert (bytes(delivery.receipt), bytes(delivery.account)) == (b"", b"")
    with pytest.raises(NeverHere):
        prove(story, started)


def test_the_edit_of_somebody_else_releases_nothing(story, paper):
    story.delivered()
    started = start(story)
    paper.edit(paper.user("Odela"), started.summary, at=story.now)
    with pytest.raises(ProofNotFound):
        prove(story, started)


def test_a_proof_belongs_to_the_visit_that_asked_for_it(story, paper):
    story.delivered()
    started = start(story)
    paper.edit(story.user, started.summary, at=story.now)
    with pytest.raises(ProofExpired):
        prove(story, started, visit="somebody else's visit")


def test_a_proof_expires(story, paper):
    story.delivered()
    started = start(story)
    paper.edit(story.user, started.summary, at=story.now)
    with pytest.raises(ProofExpired):
        prove(story, started, after=timedelta(minutes=30))


@pytest.mark.parametrize("token", ["", "no token", base64.urlsafe_b64encode(b"x" * 90).decode()])
def test_a_forged_token_is_refused(story, token):
    story.delivered()
    with pytest.raises(ProofExpired):
        actions.prove(token=token, visit="a visit", now=story.now)


def test_a_token_tells_nothing(story):
    story.delivered()
    started = start(story, way="mail")
    opened = base64.urlsafe_b64decode(started.token)
    assert b"Ferron" not in opened
    assert str(story.user.number).encode() not in opened
    assert (started.code, started.summary) == ("", "")


def test_an_account_for_which_nothing_waits_gets_nothing(story, paper):
    story.delivered()
    other = paper.user("Odela")
    started = start(story, name="Odela")
    paper.edit(other, started.summary, at=story.now)
    with pytest.raises(NeverHere):
        prove(story, started)


def test_asking_says_nothing_of_whether_something_waits(story, paper):
    story.delivered()
    paper.user("Odela")
    waiting, nothing = start(story), start(story, name="Odela")
    assert len(waiting.token) == len(nothing.token)


@pytest.mark.parametrize("name", ["Nobody", ""])
def test_an_account_that_the_wiki_does_not_know_is_refused(story, name):
    story.delivered()
    delivery = Delivery.objects.get()
    with pytest.raises(UnknownAccount):
        actions.start_challenge(
            wiki_id=delivery.wiki_id, account_name=name, way="edit", visit="v", now=story.now
        )


def test_there_are_two_ways_to_prove_an_account(story):
    story.delivered()
    with pytest.raises(UnknownChoice):
        start(story, way="a phone call")


def test_a_wiki_that_nobody_connected_is_not_found(story):
    with pytest.raises(NotFound):
        actions.start_challenge(
            wiki_id=new_id(), account_name="Ferron", way="edit", visit="v", now=story.now
        )


@pytest.fixture
def blocked(db, paper):
    """A respondent who can edit nothing and gets e-mail through the wiki."""
    del db
    return new_story(paper, emailable=True).delivered()


def sent_code(paper):
    return paper.letters[-1]["text"].partition("The code is ")[2].partition(".")[0]


def test_a_code_by_mail_proves_the_account_of_somebody_who_cannot_edit(blocked, paper):
    started = start(blocked, way="mail")
    tasks.send_proof_letter(ProofLetter.objects.get().id, blocked.now)
    assert not ProofLetter.objects.exists()
    assert prove(blocked, started, typed=sent_code(paper).lower())


def test_another_code_proves_nothing(blocked):
    started = start(blocked, way="mail")
    with pytest.raises(CodeDiffers):
        prove(blocked, started, typed="7K0QH3ZT8WRVM5XY")
    assert not Delivery.objects.get().released


def test_a_code_that_was_sent_cannot_be_shown_in_an_edit(blocked, paper):
    started = start(blocked, way="mail")
    tasks.send_proof_letter(ProofLetter.objects.get().id, blocked.now)
    paper.edit(blocked.user, sent_code(paper), at=blocked.now)
    with pytest.raises(CodeDiffers):
        prove(blocked, started)


def test_nobody_is_written_to_for_whom_nothing_waits(blocked, paper):
    paper.user("Odela", emailable=True)
    start(blocked, way="mail", name="Odela")
    assert not ProofLetter.objects.exists()


def test_nobody_s_mailbox_is_filled(blocked):
    for _ in range(LETTERS_A_DAY + 2):
        start(blocked, way="mail")
    assert ProofLetter.objects.count() == LETTERS_A_DAY
    blocked.now += timedelta(days=1)
    start(blocked, way="mail")
    assert ProofLetter.objects.count() == LETTERS_A_DAY + 1


def test_a_code_waits_sealed_until_it_is_sent(blocked, paper):
    start(blocked, way="mail")
    letter = ProofLetter.objects.get()
    paper.refuse("emailuser")
    with pytest.raises(Later):
        tasks.send_proof_letter(letter.id, blocked.now)
    sealed = bytes(ProofLetter.objects.get().letter)
    opened = settings.COMITY_KEYS.open(LETTER_PURPOSE, sealed)
    assert str(blocked.user.number).encode() in opened
    paper.refuse()
    tasks.send_proof_letter(letter.id, blocked.now)
    tasks.send_proof_letter(letter.id, blocked.now)
    assert len(paper.letters) == 2  # the notice, and the code once


def test_whoever_signs_in_with_the_account_needs_no_code(story):
    story.delivered()
    person = PersonFactory()
    link(person, str(story.user.number), story.user.name)
    (text,) = actions.prove_by_sign_in(by=as_actor(person), now=story.now)
    assert respondent_view(ReceiptKeys.of(parse_receipt(text)), now=story.now).particulars


def test_signing_in_with_another_account_releases_nothing(story):
    story.delivered()
    person = PersonFactory()
    link(person, "4711", "Odela")
    with pytest.raises(NeverHere):
        actions.prove_by_sign_in(by=as_actor(person), now=story.now)


def test_who_proves_an_account_before_the_notice_came_has_been_reached(story, paper):
    story.served()
    started = start(story)
    paper.edit(story.user, started.summary, at=story.now)
    prove(story, started)
    delivery = Delivery.objects.get()
    assert (delivery.stage, delivery.channel) == ("delivered", "account")
    assert (story.case.answer_due_on - story.now.date()).days == 7
    tasks.deliver_notice(story.case_id, story.now)
    assert paper.talk == []
