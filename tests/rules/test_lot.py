"""The draw follows from seed and pool alone."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.lot import (
    PARTS,
    Lots,
    Mix,
    Quota,
    Stream,
    Ticket,
    asked,
    check_quotas,
    commitment,
    draw,
    missed,
    pool_hash,
    replace,
    types_of,
)
from comity.kernel.errors import SeveralProblems

SEED = bytes(range(32))
POOL = [Ticket(f"T{number}", {"language": "en"}) for number in range(6)]
POOL += [Ticket(f"U{number}", {"language": "ar"}) for number in range(3)]
QUOTAS = (Quota(Dimension.LANGUAGE, "ar", 1, 2), Quota(Dimension.LANGUAGE, "en", 1, 3))
LOTS = Lots(
    ({"language": "ar"}, {"language": "en"}),
    (Mix(PARTS // 4, (1, 3)), Mix(PARTS - PARTS // 4, (2, 2))),
)


def _replaced(seated, gone=(), turn=1, quotas=QUOTAS):
    return replace(POOL, quotas, seated, gone, seed=SEED, fixed="", beacon="", turn=turn)


@given(st.integers(1, 2**40), st.binary(min_size=1, max_size=40))
def test_numbers_stay_below_their_limit(limit, seed):
    stream = Stream(seed)
    assert all(0 <= stream.below(limit) < limit for _ in range(5))


def test_numbers_are_spread_evenly_and_follow_from_seed_and_names():
    stream = Stream(SEED, "even")
    counts = Counter(stream.below(6) for _ in range(6_000))
    # Chi-square with five degrees of freedom; the seed is fixed, so this never turns.
    assert sum((counts[side] - 1000) ** 2 / 1000 for side in range(6)) < 15.09
    assert Stream(SEED, "a").below(2**64) == Stream(SEED, "a").below(2**64)
    assert Stream(SEED, "a", "b").below(2**64) != Stream(SEED, "ab").below(2**64)
    assert Stream(SEED, "a").below(2**64) != Stream(b"x", "a").below(2**64)


def test_the_stream_never_changes_from_version_to_version():
    """Whoever checks an old draw with a new version must find the same people."""
    stream = Stream(SEED, "pool", "beacon")
    assert [stream.below(1000) for _ in range(5)] == STREAM
    assert commitment(SEED) == COMMITMENT
    assert pool_hash(POOL, QUOTAS, 4) == POOL_HASH


STREAM = [340, 769, 41, 111, 934]
COMMITMENT = "3ec3a3c2041120afed4f1f0311064b34d4afe2d754b2e0bbe5c98c5725a8be0f"
POOL_HASH = "80cf98c2292e33b5d970469727b2fd0198625c886d3827345327bc0f6b11b398"


def test_the_hash_of_a_pool_tells_of_everybody_and_every_quota():
    known = pool_hash(POOL, QUOTAS, 4)
    assert pool_hash(list(reversed(POOL)), tuple(reversed(QUOTAS)), 4) == known
    assert pool_hash(POOL[1:], QUOTAS, 4) != known
    assert pool_hash(POOL, QUOTAS[1:], 4) != known
    assert pool_hash(POOL, QUOTAS, 5) != known


@given(st.binary(min_size=32, max_size=32), st.text(max_size=5))
def test_a_panel_is_one_of_those_that_can_be_drawn(seed, beacon):
    panel = draw(LOTS, POOL, seed=seed, fixed="", beacon=beacon)
    counts = Counter(name[0] for name in panel)
    assert (counts["U"], counts["T"]) in {(1, 3), (2, 2)}
    assert len(set(panel)) == 4
    assert draw(LOTS, POOL, seed=seed, fixed="", beacon=beacon) == panel


def test_panels_and_people_are_drawn_as_often_as_their_chances_say():
    panels = [draw(LOTS, POOL, seed=SEED, fixed=str(number), beacon="") for number in range(2_000)]
    first = sum(1 for panel in panels if sum(name[0] == "U" for name in panel) == 1)
    assert first == pytest.approx(500, abs=60)
    often = Counter(name for panel in panels for name in panel)
    assert {name for name in often if not 1060 < often[name] < 1280 and name[0] == "U"} == set()
    assert {name for name in often if not 650 < often[name] < 850 and name[0] == "T"} == set()


def test_an_empty_seat_goes_to_somebody_who_keeps_the_quotas():
    assert _replaced({"T0", "T1", "T2"})[0] == "U"
    assert _replaced({"U0", "U1", "T2"})[0] == "T"


def test_whoever_stepped_down_is_not_asked_again():
    gone = {"U0", "U1"}
    assert _replaced({"T0", "T1", "T2"}, gone) == "U2"
    assert _replaced({"T0", "T1", "T2"}, {*gone, "U2"})[0] == "T"


def test_where_quotas_cannot_be_kept_they_are_missed_by_as_few_as_can_be():
    quotas = (Quota(Dimension.LANGUAGE, "ar", 0, 0), Quota(Dimension.LANGUAGE, "en", 0, 2))
    kept = [one for one in POOL if one.id in {"T0", "T1", _replaced({"T0", "T1"}, quotas=quotas)}]
    assert missed(quotas, kept) == 1


def test_nobody_is_left_when_all_were_drawn_or_stepped_down():
    assert _replaced({one.id for one in POOL}) is None
    assert _replaced(set(), {one.id for one in POOL}) is None


def test_each_replacement_is_drawn_anew():
    drawn = {_replaced({"U0", "U1"}, turn=turn) for turn in range(1, 30)}
    assert drawn == {f"T{number}" for number in range(6)}


@pytest.mark.parametrize(
    ("quotas", "code"),
    [
        ([("ar", -1, 4)], "quota_not_usable"),
        ([("ar", 3, 2), ("en", 0, 4)], "quota_not_usable"),
        ([("ar", 0, 4), ("ar", 0, 4)], "quota_twice"),
        ([("ar", 3, 4), ("en", 2, 4)], "quotas_ask_for_too_many"),
    ],
)
def test_quotas_that_no_panel_can_meet_are_refused_with_the_reason(quotas, code):
    with pytest.raises(SeveralProblems) as caught:
        check_quotas([Quota(Dimension.LANGUAGE, *one) for one in quotas], 4)
    assert [one.code for one in caught.value.problems] == [code]


def test_quotas_say_what_everybody_in_the_pool_has_to_answer():
    quotas = [Quota(Dimension.TENURE, "new", 1, 2), *QUOTAS]
    assert asked(quotas) == (Dimension.LANGUAGE, Dimension.TENURE)
    assert asked([]) == ()


def test_what_is_written_down_of_a_lot_is_read_again():
    assert Lots.from_json(LOTS.as_json()) == LOTS
    assert [Quota.from_json(one.as_json()) for one in QUOTAS] == list(QUOTAS)
    assert list(types_of(POOL).values()) == [("U0", "U1", "U2"), tuple(f"T{n}" for n in range(6))]
