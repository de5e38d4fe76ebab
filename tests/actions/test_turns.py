"""Any number of clocks and workers: each minute's work, and each reaction, is done once."""

import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as installed

from comity.kernel.actors import SYSTEM
from comity.kernel.ids import new_id
from comity.kernel.keys import ServiceKeys
from comity.people.facts import AccountLinked, PersonRegistered
from comity.record.actions import LEASE, mark_keys, record, run_due, tick
from comity.record.errors import WrongKeyFile
from comity.record.models import KeyMark, Reaction, Turn
from comity.record.queries import (
    backlog_since,
    dead_handlers,
    first_broken_line,
    key_file_fits,
    last_minute,
    last_moment,
    waiting_reactions,
)
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
THIS_MINUTE = NOW.replace(second=0, microsecond=0)
CALLS = []


def working(now):
    CALLS.append(now)


def interrupted(now):
    raise KeyboardInterrupt


def reacting(subject, now):
    CALLS.append(subject)


@pytest.fixture(autouse=True)
def forget_calls():
    CALLS.clear()


@pytest.fixture
def every_minute(settings):
    def wire(work):
        settings.COMITY_EVERY_TICK = (f"{__name__}.{work.__name__}",)

    return wire


@pytest.fixture
def keys(settings):
    """Give keys of this test alone."""
    settings.COMITY_KEYS = ServiceKeys.new()
    return settings.COMITY_KEYS


def reaction(**values):
    return Reaction.objects.create(handler=f"{__name__}.reacting", subject=new_id(), **values)


def test_two_clocks_do_the_work_of_a_minute_once(every_minute):
    every_minute(working)
    assert (tick(now=NOW), tick(now=NOW + timedelta(seconds=3))) == ([], [])
    assert [NOW] == CALLS
    tick(now=NOW + MINUTE)
    assert [NOW, NOW + MINUTE] == CALLS
    assert last_minute() == THIS_MINUTE + MINUTE


def test_an_operator_can_have_the_minute_done_anew(every_minute):
    every_minute(working)
    tick(now=NOW)
    tick(now=NOW, anew=True)
    assert [NOW, NOW] == CALLS


def test_a_clock_that_is_still_at_it_is_not_disturbed(every_minute):
    every_minute(working)
    name = f"{__name__}.working"
    Turn.objects.create(name=name, minute=THIS_MINUTE - MINUTE, leased_until=NOW + MINUTE)
    tick(now=NOW, anew=True)
    assert CALLS == []


def test_a_clock_that_died_is_relieved(every_minute):
    every_minute(interrupted)
    with pytest.raises(KeyboardInterrupt):
        tick(now=NOW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules[__name__], "interrupted", working)
        tick(now=NOW + MINUTE)
        assert CALLS == []
        tick(now=NOW + LEASE)
    assert [NOW + LEASE] == CALLS


def test_after_the_clock_was_set_back_the_work_goes_on(every_minute):
    every_minute(working)
    tick(now=NOW + timedelta(days=1))
    tick(now=NOW)
    assert [NOW + timedelta(days=1), NOW] == CALLS
    tick(now=NOW - MINUTE)
    assert len(CALLS) == 2


def test_after_the_clock_was_set_back_the_record_keeps_its_order():
    record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW)
    record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW - timedelta(days=9))
    assert first_broken_line() is None
    assert last_moment() == (NOW - timedelta(days=9)).replace(microsecond=0)


def test_a_worker_stops_between_two_reactions():
    for _ in range(3):
        reaction()
    assert run_due(now=NOW, enough=lambda: len(CALLS) == 2) == 2
    assert Reaction.objects.count() == 1


@pytest.mark.usefixtures("keys")
def test_the_outbox_is_overdue_when_something_waits_for_a_whole_minute(every_minute):
    every_minute(working)
    assert backlog_since() is None
    reaction()
    for minute in range(3):
        tick(now=NOW + minute * MINUTE)
    assert backlog_since() == THIS_MINUTE
    run_due(now=NOW)
    tick(now=NOW + 3 * MINUTE)
    assert backlog_since() == THIS_MINUTE + 3 * MINUTE


@pytest.mark.usefixtures("keys")
def test_a_busy_outbox_is_not_overdue(every_minute):
    every_minute(working)
    for minute in range(3):
        reaction()
        tick(now=NOW + minute * MINUTE)
        run_due(now=NOW)
    assert backlog_since() == THIS_MINUTE + 2 * MINUTE


def test_what_failed_for_hours_is_named():
    reaction(attempts=12, last_error="ValueError", not_before=NOW + MINUTE)
    reaction(attempts=11, last_error="ValueError", not_before=NOW + MINUTE)
    assert waiting_reactions(NOW)["dead"] == 1
    assert dead_handlers() == [f"{__name__}.reacting"]


def test_the_key_file_is_remembered(keys, settings):
    assert key_file_fits()
    mark_keys()
    settings.COMITY_KEYS = ServiceKeys.new()
    assert not key_file_fits()
    with pytest.raises(WrongKeyFile):
        mark_keys()
    settings.COMITY_KEYS = keys
    assert key_file_fits()


def test_a_newer_field_key_is_remembered_and_an_old_copy_refused(keys, settings):
    mark_keys()
    newer = ServiceKeys.new().field_keys[0]
    settings.COMITY_KEYS = replace(keys, field_keys=(newer, *keys.field_keys))
    mark_keys()
    assert KeyMark.objects.get().field_key == installed.COMITY_KEYS.names()[0]
    settings.COMITY_KEYS = keys
    assert not key_file_fits()


def test_a_database_that_nobody_marked_is_compared_with_what_was_sealed_in_it(keys, settings):
    record(AccountLinked(subject=new_id(), provider="wiki", account="1"), by=SYSTEM, now=NOW)
    assert key_file_fits()
    settings.COMITY_KEYS = ServiceKeys.new()
    assert not key_file_fits()
    with pytest.raises(WrongKeyFile):
        mark_keys()
    assert not KeyMark.objects.exists()
