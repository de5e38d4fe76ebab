"""Counting wrong guesses, in a table that tells nobody who was guessed at."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kernel.keys import ServiceKeys
from comity.people.actions import tries
from comity.people.models import WrongTries
from comity.people.tasks import forget_wrong_tries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, 33, 15, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def take(who="tern", now=NOW, purpose="sign in"):
    return tries.take(purpose=purpose, who=who, now=now)


def forgive(who="tern", now=NOW):
    tries.forgive(purpose="sign in", who=who, now=now)


def guess_everywhere():
    for number in range(tries.PRESSED):
        take(f"somebody {number}")


def test_after_five_wrong_tries_there_is_none_left():
    assert [take() for _ in range(7)] == [True] * 5 + [False] * 2


def test_whoever_is_refused_does_not_wait_longer_for_asking_again():
    for _ in range(5):
        take()
    assert not take(now=NOW + timedelta(minutes=6))
    assert take(now=NOW + tries.LONGEST_WAIT)


@given(st.integers(0, 600), st.integers(0, 3600))
def test_nobody_waits_longer_than_ten_minutes(seconds_of_day, later):
    begun = NOW.replace(minute=0) + seconds_of_day * SECOND
    who = f"{seconds_of_day} {later}"
    for _ in range(6):
        take(who, begun)
    assert take(who, begun + tries.LONGEST_WAIT + later * SECOND)


def test_a_right_one_makes_all_wrong_ones_forgotten():
    for _ in range(4):
        take()
    take()
    forgive()
    assert [take() for _ in range(6)] == [True] * 5 + [False]


def test_what_one_guessed_wrong_holds_nobody_else_up_and_nothing_else():
    for _ in range(6):
        take()
    assert take("gannet")
    assert take(purpose="unlock")


def test_while_somebody_guesses_at_large_each_secret_has_one_try():
    guess_everywhere()
    assert [take(), take()] == [True, False]
    assert [take(purpose="unlock"), take(purpose="unlock")] == [True, True]


def test_whoever_gets_it_right_is_let_in_while_others_guess_at_large():
    guess_everywhere()
    for _ in range(3):
        assert take()
        forgive()


def test_right_tries_press_nobody():
    for number in range(tries.PRESSED + 5):
        take(f"somebody {number}")
        forgive(f"somebody {number}")
    assert [take(), take()] == [True, True]


def test_nobody_reads_in_the_table_whose_secret_was_guessed(settings):
    take()
    before = set(WrongTries.objects.values_list("tag", "hour"))
    assert {hour for _, hour in before} == {NOW.replace(minute=0, second=0)}
    WrongTries.objects.all().delete()
    settings.COMITY_KEYS = ServiceKeys.new()
    take()
    assert before.isdisjoint(WrongTries.objects.values_list("tag", "hour"))


def test_what_is_good_once_is_used_once_and_is_no_wrong_try():
    def used(now):
        return tries.use_once(purpose="code", what="123456", now=now)

    assert [used(NOW), used(NOW), used(NOW + tries.SPAN)] == [True, False, False]
    assert used(NOW + tries.LONGEST_WAIT)
    assert take(purpose="code")


def test_what_counts_no_more_is_forgotten_by_the_clock():
    take()
    forget_wrong_tries(NOW + timedelta(minutes=10))
    assert WrongTries.objects.count() == 2
    forget_wrong_tries(NOW + timedelta(hours=3))
    assert not WrongTries.objects.exists()
