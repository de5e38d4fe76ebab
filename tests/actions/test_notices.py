from datetime import timedelta

import pytest

from comity.notices.actions import notify, send_waiting
from comity.notices.models import Notice
from comity.notices.queries import delayed, refused, waiting
from comity.notices.rules import NoticeKind, may_leave, try_again
from comity.people.actions import set_notice_address
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.harness.mail import MailSink

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(settings):
    settings.COMITY_NOTICE_HOURS = frozenset({NOW.hour})
    person = PersonFactory(language="en")
    set_notice_address(person_id=person.id, address="wren@example.org", by=as_actor(person))
    return person


def test_twenty_pieces_of_news_are_one_letter_that_says_nothing(person, mailoutbox, settings):
    for _ in range(20):
        notify(person_id=person.id, kind=NoticeKind.WORK_WAITING)
    assert send_waiting(now=NOW) == 1
    (letter,) = mailoutbox
    assert letter.to == ["wren@example.org"]
    assert letter.body == (
        f"Something is waiting for you. Sign in to see it: {settings.COMITY_URL}\n\n"
        "Nobody reads answers to this letter."
    )
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert (send_waiting(now=NOW), waiting()) == (0, 0)


def test_a_letter_about_an_answer_says_no_more_than_that(person, mailoutbox, settings):
    for kind in (NoticeKind.ANSWER_WAITING, NoticeKind.WORK_WAITING, NoticeKind.ANSWER_WAITING):
        notify(person_id=person.id, kind=kind)
    assert send_waiting(now=NOW) == 2
    about_answer, about_work = sorted(mailoutbox, key=lambda letter: letter.body)
    assert about_answer.subject == about_work.subject
    assert about_answer.body == (
        f"An answer is waiting for you. Sign in to read it: {settings.COMITY_URL}\n\n"
        "Nobody reads answers to this letter."
    )


def test_letters_leave_at_their_hours_only(person, mailoutbox):
    notify(person_id=person.id, kind=NoticeKind.WORK_WAITING)
    assert send_waiting(now=NOW + timedelta(hours=1)) == 0
    assert (waiting(), mailoutbox) == (1, [])


def test_without_hours_they_leave_at_any_time():
    assert may_leave(NOW, ()) == set(NoticeKind)


def test_a_letter_about_danger_does_not_wait_for_its_hour(person, mailoutbox):
    notify(person_id=person.id, kind=NoticeKind.WORK_WAITING)
    notify(person_id=person.id, kind=NoticeKind.URGENT)
    assert send_waiting(now=NOW + timedelta(hours=1)) == 1
    (letter,) = mailoutbox
    assert letter.subject == "There is something for you on Comity"
    assert letter.body.startswith("Something is waiting for you that should not wait")
    assert waiting() == 1


def test_who_gave_no_address_gets_no_letter(settings, mailoutbox):
    settings.COMITY_NOTICE_HOURS = ()
    notify(person_id=PersonFactory().id, kind=NoticeKind.WORK_WAITING)
    assert (send_waiting(now=NOW), waiting(), mailoutbox) == (0, 0, [])


def test_mail_that_is_refused_waits_and_is_tried_again(person, settings, mailoutbox):
    notify(person_id=person.id, kind=NoticeKind.MEASURE_STUCK)
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert (send_waiting(now=NOW), waiting()) == (0, 1)
    settings.EMAIL_BACKEND = works
    settings.COMITY_NOTICE_HOURS = ()
    assert (send_waiting(now=NOW), waiting(), delayed()) == (0, 1, 1)
    assert (send_waiting(now=NOW + timedelta(minutes=2)), waiting()) == (1, 0)
    assert len(mailoutbox) == 1


@pytest.fixture
def server(settings):
    with MailSink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.COMITY_NOTICE_HOURS = ()
        yield sink


def test_what_the_server_puts_off_is_tried_later_each_time(person, server):
    notify(person_id=person.id, kind=NoticeKind.WORK_WAITING)
    server.refusing = True
    assert send_waiting(now=NOW) == 0
    notice = Notice.objects.get()
    assert (notice.attempts, notice.not_before) == (1, NOW + timedelta(minutes=2))
    assert send_waiting(now=notice.not_before) == 0
    notice.refresh_from_db()
    assert (notice.attempts, notice.not_before) == (2, NOW + timedelta(minutes=6))
    server.refusing = False
    assert (send_waiting(now=notice.not_before), waiting()) == (1, 0)
    assert len(server.letters) == 1


def test_what_the_server_will_never_take_stays_until_there_is_more_news(person, server):
    notify(person_id=person.id, kind=NoticeKind.WORK_WAITING)
    server.refusing = "550 No such mailbox"
    assert send_waiting(now=NOW) == 0
    server.refusing = False
    assert send_waiting(now=NOW + timedelta(days=1)) == 0
    assert (waiting(), refused()) == (0, 1)
    notify(person_id=person.id, kind=NoticeKind.WORK_WAITING)
    assert (waiting(), refused()) == (1, 0)
    assert send_waiting(now=NOW) == 1


def test_waiting_grows_and_ends_at_four_hours():
    waits = [try_again(NOW, attempts) - NOW for attempts in range(1, 12)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=4)
