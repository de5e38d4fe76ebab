from datetime import timedelta

import pytest

from comity.notices.actions import notify, send_waiting
from comity.notices.queries import waiting
from comity.notices.rules import NoticeKind, may_send
from comity.people.actions import set_notice_address
from tests.factories.people import NOW, PersonFactory, as_actor

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


def test_letters_leave_at_their_hours_only(person, mailoutbox):
    notify(person_id=person.id, kind=NoticeKind.WORK_WAITING)
    assert send_waiting(now=NOW + timedelta(hours=1)) == 0
    assert (waiting(), mailoutbox) == (1, [])


def test_without_hours_they_leave_at_any_time():
    assert may_send(NOW, ())


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
    assert (send_waiting(now=NOW), waiting()) == (1, 0)
    assert len(mailoutbox) == 1
