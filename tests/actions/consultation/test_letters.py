"""Letters about rounds through a real mail server, and what comes back."""

import smtplib
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from django.db import OperationalError
from typer.testing import CliRunner

from comity.cli.app import app
from comity.consultation.actions import letters, rounds, taking_part
from comity.consultation.actions.letters import Outcome
from comity.consultation.actions.own import forget
from comity.consultation.models import Letter, ReplyAddress
from comity.consultation.queries import contributions as queries
from comity.consultation.rules.kinds import Channel, RoundKind
from comity.kernel.actors import SYSTEM
from comity.people.actions import set_notice_address
from comity.record.actions import run_due
from tests.factories import consultations as make
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
ADDRESS = "kit@lantern.example"


@pytest.fixture
def post(mail_sink, settings):
    """Let letters go to a real server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_sink.port
    settings.COMITY_REPLY_ADDRESS = "reply@comity.example"
    return mail_sink


def told(post, *, kind=RoundKind.LISTENING, **changes):
    """Let somebody hear of a round that opens, and give them, the round and the letter."""
    person, planned = PersonFactory(), make.planned(kind=kind, **changes)
    by = as_actor(person)
    set_notice_address(person_id=person.id, address=ADDRESS, by=by)
    taking_part.take_part(consultation_id=planned.consultation_id, by=by, now=NOW)
    taking_part.choose_shown(
        consultation_id=planned.consultation_id,
        shows_name=False,
        wants_letters=True,
        by=by,
        now=NOW,
    )
    rounds.open_now(round_id=planned.id, by=SYSTEM, now=NOW)
    run_due(now=NOW)
    letters.send_waiting(now=NOW)
    return person, planned, message_from_bytes(post.to(ADDRESS)[-1].raw, policy=default)


def received(post, raw):
    """Send a letter to a real mail server, which hands it to our command as Postfix does."""
    with smtplib.SMTP("127.0.0.1", post.port) as server:
        server.sendmail("else@lantern.example", ["in@comity.example"], raw)
    handed = post.to("in@comity.example")[-1].raw
    done = CliRunner().invoke(app, ["consultation", "receive-mail"], input=handed)
    assert done.exit_code == 0
    return Outcome(done.stdout.strip())


def reply_to(letter, text="By the river.", **headers):
    made = EmailMessage()
    made["From"], made["To"] = "Somebody <else@lantern.example>", letter["Reply-To"]
    made["Message-ID"] = "<1@lantern.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(f"{text}\n\nOn 2 Mar 2026 12:30, Comity wrote:\n> {letter.get_content()}")
    return made.as_bytes()


def test_a_reply_by_e_mail_becomes_a_contribution_without_a_name(post):
    person, round_, letter = told(post)
    assert received(post, reply_to(letter)) is Outcome.CONTRIBUTED
    [said] = queries.contributions(round_.id)
    assert (said.text, said.channel, said.participant.name) == ("By the river.", Channel.MAIL, "")
    assert queries.is_own(as_actor(person), said)


def test_a_letter_says_nothing_that_leads_to_the_answer_but_its_address(post):
    _person, _round, letter = told(post)
    token = letter["Reply-To"].partition("+")[2].partition("@")[0]
    assert token not in letter.get_content()
    kept = ReplyAddress.objects.get()
    assert token not in kept.tag
    assert letter["Auto-Submitted"] == "auto-generated"


def test_the_same_letter_delivered_twice_contributes_once(post):
    _person, round_, letter = told(post)
    for _again in range(2):
        received(post, reply_to(letter))
    assert queries.count(round_.id) == 1


def test_a_letter_with_a_made_up_address_is_ignored(post):
    _person, round_, letter = told(post)
    raw = reply_to(letter).replace(
        letter["Reply-To"].encode(), b"reply+%s@comity.example" % (b"0" * 26)
    )
    before = len(post.letters)
    assert received(post, raw) is Outcome.IGNORED
    assert queries.count(round_.id) == 0
    assert len(post.letters) == before + 1


def test_what_a_machine_wrote_is_ignored_and_not_answered(post):
    _person, round_, letter = told(post)
    before = len(post.to(ADDRESS))
    raw = reply_to(letter, Auto_Submitted="auto-replied")
    assert received(post, raw) is Outcome.IGNORED
    assert queries.count(round_.id) == 0
    assert len(post.to(ADDRESS)) == before


def test_a_page_without_text_is_answered_at_the_address_given_here_and_nowhere_else(post):
    _person, _round, letter = told(post)
    made = message_from_bytes(reply_to(letter), policy=default)
    made.clear_content()
    made.set_content("<p>By the river.</p>", subtype="html")
    assert received(post, made.as_bytes()) is Outcome.ANSWERED
    answer = post.to(ADDRESS)[-1]
    assert "There was no plain text in it." in answer.text
    assert b"Auto-Submitted: auto-replied" in answer.raw
    assert not post.to("else@lantern.example")


def test_a_reply_after_the_round_closed_is_answered(post):
    _person, round_, letter = told(post)
    rounds.close(round_id=round_.id, by=SYSTEM, now=round_.closes)
    assert received(post, reply_to(letter)) is Outcome.ANSWERED
    assert "This round is not open." in post.to(ADDRESS)[-1].text


def test_a_huge_letter_is_answered_and_not_kept(post):
    _person, round_, letter = told(post)
    assert letters.receive(raw=reply_to(letter, "x" * 1_000_001), now=NOW) is Outcome.ANSWERED
    assert queries.count(round_.id) == 0


def test_somebody_who_was_forgotten_cannot_reply_any_more(post):
    person, round_, letter = told(post)
    forget(person.id, NOW)
    assert letters.receive(raw=reply_to(letter), now=NOW) is Outcome.IGNORED
    assert queries.count(round_.id) == 0


@pytest.mark.parametrize("told_in_it", [ADDRESS, "Else@lantern.example", "reply+{token}@x.example"])
def test_a_reply_that_names_its_author_is_not_published_and_they_are_told(post, told_in_it):
    _person, round_, letter = told(post)
    token = letter["Reply-To"].partition("+")[2].partition("@")[0]
    raw = reply_to(letter, f"By the river. {told_in_it.format(token=token)}")
    assert received(post, raw) is Outcome.ANSWERED
    assert queries.count(round_.id) == 0
    assert "an e-mail address of yours" in post.to(ADDRESS)[-1].text


def test_a_panel_takes_no_replies(post):
    _person, _round, letter = told(post, kind=RoundKind.PANEL)
    assert letter["Reply-To"] is None


def test_nobody_is_told_who_did_not_ask_for_it(post):
    planned = make.planned()
    person = PersonFactory()
    set_notice_address(person_id=person.id, address=ADDRESS, by=as_actor(person))
    by = as_actor(person)
    taking_part.take_part(consultation_id=planned.consultation_id, by=by, now=NOW)
    rounds.open_now(round_id=planned.id, by=SYSTEM, now=NOW)
    run_due(now=NOW)
    assert letters.send_waiting(now=NOW) == 0


def test_what_the_mail_server_puts_off_is_tried_again_later(post):
    post.refusing = True
    with pytest.raises(IndexError):
        told(post)
    waiting = Letter.objects.get()
    assert waiting.attempts == 1
    assert not ReplyAddress.objects.exists()
    post.refusing = False
    assert letters.send_waiting(now=NOW) == 0
    assert letters.send_waiting(now=waiting.not_before) == 1


def test_a_letter_about_a_round_that_is_over_does_not_go_out(post):
    post.refusing = True
    with pytest.raises(IndexError):
        told(post)
    round_id = Letter.objects.get().round_id
    post.refusing = False
    rounds.close(round_id=round_id, by=SYSTEM, now=NOW + timedelta(days=7))
    assert letters.send_waiting(now=NOW + timedelta(days=7)) == 0
    assert not Letter.objects.exists()


def test_a_mail_server_is_asked_to_try_again_while_the_database_is_away(monkeypatch):
    def away(**_given):
        raise OperationalError

    monkeypatch.setattr("comity.cli.consultation.checking.letters.receive", away)
    done = CliRunner().invoke(app, ["consultation", "receive-mail"], input=b"To: a@b.example")
    assert done.exit_code == 75


def test_a_letter_that_another_clock_has_begun_to_send_does_not_go_twice(post):
    post.refusing = True
    with pytest.raises(IndexError):
        told(post)
    waiting = Letter.objects.get()
    due = waiting.not_before
    post.refusing = False
    Letter.objects.filter(id=waiting.id).update(not_before=due + timedelta(minutes=5))
    assert letters._send(waiting, due) is False
    assert not post.to(ADDRESS)
    assert letters.send_waiting(now=due + timedelta(minutes=5)) == 1
