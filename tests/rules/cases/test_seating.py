import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.cases.rules.seating import (
    HANDLES,
    MAY_READ,
    Hard,
    Seat,
    Soft,
    invitations,
    is_complete,
    seat_after,
)

conflicts = st.lists(st.sampled_from([*Hard, *Soft]))


@pytest.mark.parametrize(
    ("declared", "seat"),
    [
        ([], Seat.SEATED),
        ([Soft.SPOKE_IN_PUBLIC], Seat.RECUSED_SOFT),
        ([Soft.SPOKE_IN_PUBLIC, Soft.SPOKE_IN_PUBLIC], Seat.RECUSED_SOFT),
        ([Soft.SPOKE_IN_PUBLIC, Soft.SAME_SMALL_TEAM], Seat.RECUSED_HARD),
        ([Hard.WITNESS], Seat.RECUSED_HARD),
        ([Hard.WITNESS, Soft.SPOKE_IN_PUBLIC], Seat.RECUSED_HARD),
    ],
)
def test_a_declaration_leads_to_a_seat(declared, seat):
    assert seat_after(declared) is seat


@given(conflicts, st.sampled_from([*Hard, *Soft]))
def test_declaring_more_never_gives_more(declared, another):
    order = [Seat.SEATED, Seat.RECUSED_SOFT, Seat.RECUSED_HARD]
    before, after = seat_after(declared), seat_after([*declared, another])
    assert order.index(after) >= order.index(before)


@pytest.mark.parametrize(
    ("seats", "complete"),
    [
        pytest.param([Seat.SEATED] * 3, True, id="three may vote"),
        pytest.param([Seat.SEATED] * 2, False, id="two are too few"),
        pytest.param([Seat.SEATED] * 2 + [Seat.RECUSED_SOFT], True, id="a voice fills the panel"),
        pytest.param([Seat.SEATED] + [Seat.RECUSED_SOFT] * 2, False, id="one could not carry"),
        pytest.param([Seat.SEATED] * 2 + [Seat.RECUSED_HARD] * 5, False, id="barred sit nowhere"),
        pytest.param([Seat.SEATED] * 2 + [Seat.INVITED], False, id="invited is not seated"),
    ],
)
def test_a_panel_of_three_with_a_quorum_of_two_is_complete(seats, complete):
    assert is_complete(3, 2, seats) is complete


def test_everybody_who_handles_may_read():
    assert HANDLES < MAY_READ
    assert Seat.RECUSED_HARD not in MAY_READ
    assert Seat.EXCLUDED not in MAY_READ


@given(st.integers(1, 7), st.lists(st.sampled_from(Seat), max_size=12))
def test_with_everybody_invited_who_is_needed_a_panel_can_vote(size, seats):
    invited = [Seat.SEATED if seat is Seat.INVITED else seat for seat in seats]
    assert is_complete(size, size, invited + [Seat.SEATED] * invitations(size, seats))
