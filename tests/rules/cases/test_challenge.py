from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.cases.errors import CodeDiffers, ProofExpired, ProofNotFound
from comity.cases.rules.challenge import (
    LIFETIME,
    Challenge,
    Way,
    check_typed,
    check_visit,
    find_proof,
)
from comity.wikis.rules import Contribution

NOW = datetime(2026, 3, 1, 12, 0, 30, 500_000, tzinfo=UTC)
CODE = "7K0QH3ZT8WRVM5XY"


def challenge(**other):
    return Challenge(
        **{
            "code": CODE,
            "provider": "wiki",
            "subject": "17",
            "visit": "visit",
            "way": Way.EDIT,
            "issued_at": NOW,
        }
        | other
    )


def edit(**other):
    return Contribution(
        **{
            "revision": 9,
            "account": 17,
            "page": "Sandbox",
            "namespace": 0,
            "at": NOW + timedelta(minutes=1),
            "summary": f"It is me: {CODE}",
        }
        | other
    )


def test_an_edit_with_the_code_proves_the_account():
    assert find_proof(challenge(), [edit(summary="other"), edit()]).revision == 9


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"account": 18}, id="another account"),
        pytest.param({"summary": f"x{CODE}"}, id="part of a longer word"),
        pytest.param({"summary": ""}, id="no code"),
        pytest.param({"at": NOW - timedelta(seconds=1)}, id="before it was asked for"),
    ],
)
def test_any_other_edit_proves_nothing(wrong):
    with pytest.raises(ProofNotFound):
        find_proof(challenge(), [edit(**wrong)])


def test_an_edit_in_the_same_second_counts():
    """Wikis keep whole seconds: ours has half a second more."""
    assert find_proof(challenge(), [edit(at=NOW.replace(microsecond=0))])


def test_a_code_that_was_sent_by_mail_is_not_proven_by_an_edit():
    with pytest.raises(ProofNotFound):
        find_proof(challenge(way=Way.MAIL), [edit()])


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), f" {CODE[:4]}-{CODE[4:]} "])
def test_a_code_may_be_typed_in_any_way(typed):
    check_typed(challenge(way=Way.MAIL), typed)


@pytest.mark.parametrize("typed", ["", "x", CODE[:-1], "7Ⓚ0QH"])
def test_a_wrong_code_is_refused(typed):
    with pytest.raises(CodeDiffers):
        check_typed(challenge(way=Way.MAIL), typed)


def test_a_code_for_an_edit_cannot_be_typed():
    """It was shown on the page, so typing it back would prove nothing."""
    with pytest.raises(CodeDiffers):
        check_typed(challenge(), CODE)


@pytest.mark.parametrize(
    ("visit", "after"),
    [
        pytest.param("other", timedelta(0), id="another visit"),
        pytest.param("visit", LIFETIME, id="too late"),
        pytest.param("visit", -timedelta(seconds=1), id="before it was made"),
    ],
)
def test_a_challenge_holds_for_one_visit_and_a_short_time(visit, after):
    with pytest.raises(ProofExpired):
        check_visit(challenge(), visit=visit, now=NOW + after)


def test_a_challenge_holds_until_it_expires():
    check_visit(challenge(), visit="visit", now=NOW + LIFETIME - timedelta(seconds=1))


@given(
    st.builds(
        challenge,
        code=st.text(),
        subject=st.text(),
        visit=st.text(),
        way=st.sampled_from(Way),
        issued_at=st.datetimes(timezones=st.just(UTC)),
    )
)
def test_a_challenge_is_read_back_as_it_was_written(one):
    assert Challenge.from_bytes(one.to_bytes()) == one


@given(st.binary())
def test_anything_else_is_no_challenge(written):
    with pytest.raises(ProofExpired):
        Challenge.from_bytes(written)
