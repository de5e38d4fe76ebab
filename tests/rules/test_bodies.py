from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from comity.bodies.rules import (
    PEOPLE_NEEDED,
    Against,
    Change,
    Circle,
    Proposal,
    Standing,
    Step,
    after,
    against,
    is_carried,
    is_founding,
)

TODAY = date(2026, 3, 1)
KEY = "a" * 32
PEOPLE = st.sampled_from([f"person:{name}" for name in ("amal", "bo", "chidi", "dana")])
NAMES = st.sampled_from(["amal", "bo", "chidi", "dana", "esi", "fern"])


def proposal(**changes):
    said = {
        "change": Change.SEAT,
        "standing": Standing.OPEN,
        "about": "kit",
        "proposed_by": "person:amal",
        "confirmed_by": frozenset(),
        "last_day": TODAY,
        "fingerprint": KEY,
    }
    return Proposal(**(said | changes))


def asked(one=None, **changes):
    said = {
        "by": "person:bo",
        "eligible": True,
        "today": TODAY,
        "fingerprint": KEY,
        "compared": KEY,
    }
    return against(one or proposal(), **(said | changes))


def test_another_member_who_compared_the_key_may_confirm():
    assert asked() is None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"by": "person:amal"}, Against.YOURS),
        ({"by": "person:kit"}, Against.ABOUT_YOU),
        ({"eligible": False}, Against.OUTSIDER),
        ({"today": TODAY + timedelta(days=1)}, Against.OVER),
        ({"fingerprint": "b" * 32}, Against.KEY_CHANGED),
        ({"compared": "b" * 32}, Against.KEY_CHANGED),
        ({"fingerprint": "", "compared": ""}, Against.KEY_CHANGED),
    ],
)
def test_whoever_is_wrong_or_late_or_looked_at_another_key_is_refused(changes, problem):
    assert asked(**changes) is problem


@pytest.mark.parametrize("standing", set(Standing) - {Standing.OPEN})
def test_what_is_over_stays_over(standing):
    assert asked(proposal(standing=standing)) is Against.OVER


def test_nobody_confirms_twice():
    one = proposal(change=Change.UNSEAT, confirmed_by=frozenset({"person:bo"}))
    assert asked(one) is Against.CONFIRMED_BEFORE


def test_for_a_removal_no_key_is_compared():
    assert asked(proposal(change=Change.UNSEAT, fingerprint=""), compared="") is None


@given(st.sampled_from(Change), PEOPLE, st.lists(PEOPLE))
def test_nothing_is_carried_by_fewer_different_people_than_it_takes(change, first, others):
    carried = is_carried(change, behind=[first, *others])
    assert carried == (len({first, *others}) >= PEOPLE_NEEDED[change])
    assert not is_carried(change, behind=[first, first, first])


@given(st.frozensets(NAMES), st.frozensets(NAMES), NAMES, NAMES, st.sampled_from(Change))
def test_only_members_and_the_body_above_act_and_never_the_person_concerned(
    members, above, who, about, change
):
    circle = Circle(members=members, above=above)
    if circle.may_act(who, change, about=about):
        assert who != about
        assert who in members | above
    if who in above - members and len(members - {about}) >= PEOPLE_NEEDED[change]:
        assert not circle.may_act(who, change, about=about)


def test_the_body_above_helps_out_where_a_body_is_too_small():
    alone = Circle(members=frozenset({"amal"}), above=frozenset({"esi"}))
    assert alone.may_act("esi", Change.SEAT, about="kit")
    two = Circle(members=frozenset({"amal", "bo"}), above=frozenset({"esi"}))
    assert not two.may_act("esi", Change.SEAT, about="kit")
    assert two.may_act("esi", Change.UNSEAT, about="bo")


@pytest.mark.parametrize(
    ("sitting", "confirmed", "founding"),
    [(0, 0, True), (5, 0, True), (5, 1, False), (0, 3, True), (1, 1, False)],
)
def test_one_hand_seats_people_until_two_have(sitting, confirmed, founding):
    assert is_founding(sitting=sitting, confirmed_seats=confirmed) is founding


class ProposalMachine(RuleBasedStateMachine):
    """A proposal of any kind, with everybody trying everything in any order."""

    def __init__(self):
        super().__init__()
        self.standing = Standing.OPEN
        self.behind = ["person:amal"]
        self.ended = 0

    @rule(who=PEOPLE, change=st.just(Change.UNSEAT))
    def confirm(self, who, change):
        now = proposal(
            change=change,
            standing=self.standing,
            about="dana",
            confirmed_by=frozenset(self.behind[1:]),
        )
        if asked(now, by=who) is not None:
            return
        self.behind.append(who)
        enough = is_carried(change, behind=self.behind)
        self.move(after(self.standing, Step.CONFIRM, enough=enough))

    @precondition(lambda self: self.standing is Standing.OPEN)
    @rule(step=st.sampled_from([Step.WITHDRAW, Step.EXPIRE]))
    def drop(self, step):
        self.move(after(self.standing, step))

    @rule(step=st.sampled_from(Step))
    def try_what_is_over(self, step):
        if self.standing is not Standing.OPEN:
            assert after(self.standing, step, enough=True) is None

    def move(self, standing):
        self.ended += standing is not Standing.OPEN
        self.standing = standing

    @invariant()
    def it_ends_once_and_is_carried_by_three_others(self):
        assert self.ended <= 1
        assert "person:dana" not in self.behind
        assert len(self.behind) == len(set(self.behind))
        if self.standing is Standing.CARRIED:
            assert len(self.behind) == PEOPLE_NEEDED[Change.UNSEAT]


test_a_proposal_ends_once_and_by_enough_people = ProposalMachine.TestCase
