"""Where people are signed in, and how they get in again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings as installed
from django.db import connection
from django.utils import timezone

from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.keys import ServiceKeys
from comity.people import sessions
from comity.people.actions.sign_in import (
    end_other_sessions,
    end_session,
    end_what_the_old_password_gave,
    remove_second_step,
    replace_password,
)
from comity.people.actions.tokens import make_token, use_token
from comity.people.errors import NoSecondStep, PasswordNotUsable, TokenUnknown
from comity.people.models import Person, Session
from comity.people.rules import Scope
from comity.people.sessions import SessionStore
from comity.record.models import Line
from tests.factories.people import PersonFactory, as_actor

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 9, 12, 44, tzinfo=UTC)
TODAY = MORNING.date()
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
LANTERNS = "eleven lanterns over a bay"


@pytest.fixture(autouse=True)
def _in_the_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def person():
    return PersonFactory(username="wren")


def browser(person=None):
    """Sign somebody in at a browser, or open one in which nobody is."""
    store = SessionStore()
    if person is not None:
        store["_auth_user_id"] = person.id
    store.save()
    return store


def where(person, today=TODAY):
    return {one.id for one in sessions.signed_in(person.id, today=today)}


def id_of(store):
    return sessions.id_of(store.session_key)


def test_people_see_their_own_browsers_with_the_day(person):
    here, there = browser(person), browser(person)
    browser(PersonFactory())
    browser()
    assert where(person) == {id_of(here), id_of(there)}
    assert {one.since for one in sessions.signed_in(person.id, today=TODAY)} == {TODAY}


def test_the_day_of_signing_in_stays_however_often_the_session_is_used(person):
    store = browser(person)
    for hours in (10, 20, 30):
        with time_machine.travel(MORNING + timedelta(hours=hours), tick=False):
            again = SessionStore(store.session_key)
            again["seen"] = hours
            again.save()
            assert again["seen"] == hours
    (one,) = sessions.signed_in(person.id, today=TODAY + timedelta(days=1))
    assert one.since == TODAY


def test_after_a_week_one_signs_in_again_however_busy_the_session_was(person):
    store = browser(person)
    moment = MORNING
    while moment.date() - TODAY <= sessions.LONGEST:
        with time_machine.travel(moment, tick=False):
            again = SessionStore(store.session_key)
            assert again["_auth_user_id"] == person.id
            again.save()
        moment += timedelta(hours=11)
    with time_machine.travel(moment, tick=False):
        assert SessionStore(store.session_key).get("_auth_user_id") is None


def test_a_thief_of_the_table_cannot_tell_whose_sessions_are_whose(person, settings):
    browser(person)
    tags = {Session.objects.get().owner_tag}
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        tags.add(Session.objects.get(id=id_of(browser(person))).owner_tag)
    tags.add(Session.objects.get(id=id_of(browser(PersonFactory()))).owner_tag)
    settings.COMITY_KEYS = ServiceKeys.new()
    tags.add(Session.objects.get(id=id_of(browser(person))).owner_tag)
    assert len(tags) == 4


def test_one_browser_is_signed_out_and_the_others_stay(person):
    here, there = browser(person), browser(person)
    end_session(person_id=person.id, session_id=id_of(there), by=as_actor(person), now=MORNING)
    assert where(person) == {id_of(here)}
    assert SessionStore(there.session_key).get("_auth_user_id") is None


def test_nobody_signs_out_somebody_else(person):
    theirs = browser(PersonFactory())
    for session_id in (id_of(theirs), "0" * 64, ""):
        with pytest.raises(NotFound):
            end_session(
                person_id=person.id, session_id=session_id, by=as_actor(person), now=MORNING
            )
    stranger = as_actor(PersonFactory())
    with pytest.raises(NotPermitted):
        end_other_sessions(person_id=person.id, here="", by=stranger, now=MORNING)
    assert Session.objects.count() == 1


def test_all_browsers_but_this_are_signed_out(person):
    here, _there, _elsewhere = browser(person), browser(person), browser(person)
    others = browser(PersonFactory())
    ended = end_other_sessions(
        person_id=person.id, here=id_of(here), by=as_actor(person), now=MORNING
    )
    assert ended == 2
    assert where(person) == {id_of(here)}
    assert Session.objects.filter(id=id_of(others)).exists()


def a_token(person):
    return make_token(
        name="a script",
        scopes=[Scope.ME_READ],
        ends_on=TODAY + timedelta(days=30),
        by=as_actor(person),
        now=MORNING,
    )


def test_with_a_new_password_other_browsers_and_tokens_end(person):
    here, _there = browser(person), browser(person)
    token, theirs = a_token(person), a_token(PersonFactory())
    end_what_the_old_password_gave(
        person_id=person.id, here=id_of(here), by=as_actor(person), now=MORNING
    )
    assert where(person) == {id_of(here)}
    with pytest.raises(TokenUnknown):
        use_token(token, now=MORNING)
    assert use_token(theirs, now=MORNING)


def test_nobody_ends_what_somebody_else_began(person):
    token = a_token(person)
    with pytest.raises(NotPermitted):
        end_what_the_old_password_gave(
            person_id=person.id, here="", by=as_actor(PersonFactory()), now=MORNING
        )
    assert use_token(token, now=MORNING)


def test_an_operator_gives_a_new_password_and_all_browsers_are_signed_out(person):
    browser(person)
    replace_password(person_id=person.id, password=LANTERNS, by=OPERATOR, now=MORNING)
    assert Person.objects.get(id=person.id).check_password(LANTERNS)
    assert not where(person)
    assert Line.objects.get(kind="person:password_replaced").subject == person.id


@pytest.mark.parametrize("password", ["short", "123456789123456789", "aaaaaaaaaaaaaaaaaaaa"])
def test_an_operator_gives_no_password_that_is_easily_guessed(person, password):
    with pytest.raises(PasswordNotUsable):
        replace_password(person_id=person.id, password=password, by=OPERATOR, now=MORNING)
    assert not Line.objects.filter(kind="person:password_replaced").exists()


def test_an_operator_removes_a_lost_second_step(person):
    browser(person)
    TOTP.activate(person, "a secret")
    remove_second_step(person_id=person.id, by=OPERATOR, now=MORNING)
    assert not Authenticator.objects.exists()
    assert not where(person)
    assert Line.objects.get(kind="person:second_step_removed").subject == person.id


def test_where_there_is_no_second_step_none_is_removed(person):
    with pytest.raises(NoSecondStep):
        remove_second_step(person_id=person.id, by=OPERATOR, now=MORNING)
    with pytest.raises(NotFound):
        remove_second_step(person_id="nobody", by=OPERATOR, now=MORNING)


@pytest.mark.parametrize("by", [SYSTEM, Actor(ActorKind.PERSON, "somebody")])
def test_nobody_but_an_operator_changes_how_others_sign_in(person, by):
    with pytest.raises(NotPermitted):
        replace_password(person_id=person.id, password=LANTERNS, by=by, now=MORNING)
    with pytest.raises(NotPermitted):
        remove_second_step(person_id=person.id, by=by, now=MORNING)


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT data, created_at, last_used_at FROM mfa_authenticator")
        return [str(value) for value in cursor.fetchone()]


def test_the_table_of_second_factors_keeps_days_and_no_last_use(person):
    factor = TOTP.activate(person, "a secret").instance
    factor.record_usage()
    data, created, used = stored()
    assert created.startswith("2026-03-02 00:00:00")
    assert used == "None"
    assert factor.created_at == timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    assert "secret" not in data


def test_what_a_factor_consists_of_is_sealed_and_read_back(person):
    data = {"name": "The blue stick", "credential": {"id": "heron"}}
    kept = Authenticator.objects.create(user=person, type="webauthn", data=data)
    assert kept.data == data
    assert "blue" not in stored()[0]
    assert "heron" not in stored()[0]
    again = Authenticator.objects.get(id=kept.id)
    assert again.data == data
    again.data["name"] = "The green stick"
    again.save()
    assert Authenticator.objects.get().data["name"] == "The green stick"


def test_what_an_older_version_wrote_is_still_read(person):
    old = '{"secret": "sealed elsewhere"}'
    Authenticator.objects.bulk_create(
        [Authenticator(user=person, type="totp", data={}, created_at=MORNING)]
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mfa_authenticator SET data = %s", [old])
    assert Authenticator.objects.get().data == {"secret": "sealed elsewhere"}
    assert Authenticator.objects.only("id").get().type == "totp"


def test_sessions_live_as_long_as_the_settings_say(person):
    browser(person)
    ends = MORNING + timedelta(seconds=installed.SESSION_COOKIE_AGE)
    assert Session.objects.get().ends_on == ends.date()
