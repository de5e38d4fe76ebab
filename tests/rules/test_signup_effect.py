"""What is told of newcomers, and what is not."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from comity.signup.rules import FEW, Effect, pause, told

counts = some.integers(0, 10_000)


@given(counts, counts)
def test_no_number_tells_of_few_people_directly_or_by_what_is_left(part, rest):
    shown = told(part, part + rest)
    if shown is not None:
        assert shown == part
        assert part == 0 or part >= FEW
        assert rest == 0 or rest >= FEW


@given(counts)
def test_a_number_alone_is_told_unless_it_is_small(part):
    assert told(part) == (None if 0 < part < FEW else part)


@given(some.lists(counts, min_size=6, max_size=6), some.booleans())
def test_an_effect_is_read_as_it_was_written(numbers, complete):
    names = ("edited", "signed", "new", "new_signed", "joined", "without_account")
    effect = Effect(
        looked_on=date(2026, 3, 2),
        since=date(2026, 2, 1),
        complete=complete,
        **dict(zip(names, numbers, strict=True)),
    )
    assert Effect.from_json(effect.as_json()) == effect


@given(some.integers(0, 10_000))
def test_a_wiki_in_trouble_is_left_alone_longer_but_never_more_than_an_hour(attempts):
    assert timedelta(0) < pause(attempts) <= pause(attempts + 1) <= timedelta(hours=1)
