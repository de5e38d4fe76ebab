from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import CreateError, UpdateError

from comity.people.models import Session
from comity.people.sessions import SessionStore
from comity.people.tasks import forget_ended_sessions

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def cookie():
    store = SessionStore()
    store["secret"] = "grey heron"
    store.save()
    return store.session_key


def test_a_cookie_opens_its_session(cookie):
    assert SessionStore(cookie)["secret"] == "grey heron"


def test_the_table_holds_neither_the_cookie_nor_what_it_opens(cookie):
    row = Session.objects.get()
    assert cookie not in row.id
    assert b"heron" not in bytes(row.sealed)
    assert SessionStore(row.id).get("secret") is None


def test_a_row_moved_to_another_cookie_opens_nothing(cookie):
    SessionStore().save()
    here, there = Session.objects.all()
    here.sealed, there.sealed = there.sealed, here.sealed
    here.save()
    there.save()
    assert SessionStore(cookie).get("secret") is None


def test_a_session_ends_by_itself_to_the_second(settings):
    with time_machine.travel(MORNING, tick=False):
        store = SessionStore()
        store["secret"] = "x"
        store.save()
    almost = MORNING + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    with time_machine.travel(almost, tick=False):
        assert SessionStore(store.session_key).get("secret") == "x"
    with time_machine.travel(almost + timedelta(seconds=1), tick=False):
        assert SessionStore(store.session_key).get("secret") is None


def test_ended_sessions_are_forgotten_by_the_clock(cookie):
    forget_ended_sessions(datetime.now(UTC))
    assert Session.objects.count() == 1
    forget_ended_sessions(datetime.now(UTC) + timedelta(days=2))
    assert not Session.objects.exists()


def test_signing_out_elsewhere_is_noticed(cookie):
    here = SessionStore(cookie)
    here["more"] = 1
    SessionStore(cookie).delete()
    with pytest.raises(UpdateError):
        here.save()


def test_a_cookie_is_made_once(cookie):
    with pytest.raises(CreateError):
        SessionStore(cookie).save(must_create=True)
