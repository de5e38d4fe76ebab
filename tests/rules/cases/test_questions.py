import json
from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.cases.errors import (
    AppealVariesUpwards,
    DepartureNeedsReason,
    UnknownChoice,
)
from comity.cases.rules.questions import (
    Allegation,
    Cited,
    MeasureTerms,
    Proposal,
    check_departure,
    check_variation,
    checked_harm,
    checked_terms,
    checked_text,
    departs,
    guideline_range,
    outcome_guard,
)
from comity.cases.rules.words import AppealOutcome
from comity.charter.rules import Intent, read
from comity.charter.rules.guideline import HARMS, HISTORIES, LEVELS
from comity.kernel.chain import canonical
from comity.people.rules import AccountRef
from comity.reports.errors import AnswerMissing, TextTooLong
from comity.reports.rules import LONGEST_TEXT

CHARTER = read((resources.files("comity.charter") / "shipped" / "small.toml").read_text())
PARTIAL = MeasureTerms(level=4, kind="partial_block", days=7, pages=("Lantern",))
texts = st.text(max_size=20)
accounts = st.builds(AccountRef, texts, texts, texts)
allegations = st.builds(
    Allegation,
    id=texts,
    account=accounts,
    cited=st.builds(Cited, *[texts] * 5, st.dictionaries(texts, texts)),
    what=texts,
    where=texts,
    when=texts,
    harm=st.sampled_from(HARMS),
    intent=st.sampled_from(Intent),
)
terms = st.builds(
    MeasureTerms,
    level=st.sampled_from(LEVELS),
    kind=texts,
    days=st.none() | st.integers(1, 400),
    pages=st.lists(texts).map(tuple),
    namespaces=st.lists(st.integers(0, 20)).map(tuple),
    note=texts,
)
proposals = st.builds(
    Proposal,
    id=texts,
    reason=texts,
    measure=st.none() | terms,
    departure_reason=texts,
    outcome=st.none() | st.sampled_from(AppealOutcome),
)


def through_a_room(content):
    """Write and read as a room does: as JSON."""
    return json.loads(canonical(content))


@given(allegations)
def test_an_allegation_is_read_back_as_it_was_written(one):
    assert Allegation.read(through_a_room(one.content())) == one


@given(proposals)
def test_a_proposal_is_read_back_as_it_was_written(one):
    assert Proposal.read(through_a_room(one.content())) == one


@given(st.lists(allegations, min_size=1), allegations, st.sampled_from(HISTORIES))
def test_finding_more_never_asks_for_less(found, another, history):
    before = guideline_range(CHARTER.guideline, found, history)
    after = guideline_range(CHARTER.guideline, [*found, another], history)
    assert after.severity >= before.severity
    for part in ("floor", "start", "ceiling"):
        assert getattr(after.cell, part) >= getattr(before.cell, part)


def test_nothing_found_asks_for_nothing():
    assert guideline_range(CHARTER.guideline, [], 0) is None


def test_the_terms_of_a_week_on_one_page_are_taken():
    assert checked_terms(PARTIAL, CHARTER) == PARTIAL


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"level": 9}, "level", id="no such rung"),
        pytest.param({"kind": "block"}, "kind", id="a kind of another rung"),
        pytest.param({"days": 181}, "days", id="too long"),
        pytest.param({"days": 0}, "days", id="no time at all"),
        pytest.param({"days": None}, "days", id="no end where one is due"),
        pytest.param({"pages": tuple("abcdefghijk")}, "pages", id="too many pages"),
        pytest.param({"pages": ()}, "pages", id="limited to nothing"),
    ],
)
def test_terms_that_the_charter_does_not_know_are_refused(change, field):
    with pytest.raises((UnknownChoice, AnswerMissing)) as refusal:
        checked_terms(replace(PARTIAL, **change), CHARTER)
    assert refusal.value.field == field


@given(allegations, st.sampled_from(HISTORIES), terms)
def test_leaving_the_range_needs_a_reason(allegation, history, measure):
    found = guideline_range(CHARTER.guideline, [allegation], history)
    check_departure(measure, found, "because")
    if departs(measure, found):
        with pytest.raises(DepartureNeedsReason):
            check_departure(measure, found, "  ")
    else:
        check_departure(measure, found, "")


def test_an_appeal_makes_nothing_stricter():
    check_variation(PARTIAL, level=4)
    with pytest.raises(AppealVariesUpwards):
        check_variation(PARTIAL, level=3)


def test_a_variation_says_to_what():
    with pytest.raises(AnswerMissing):
        check_variation(None, level=3)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_text_says_something(text):
    with pytest.raises(AnswerMissing):
        checked_text(text, field="reason")


def test_a_text_has_an_end():
    assert checked_text(" x" * 9, field="reason")
    with pytest.raises(TextTooLong):
        checked_text("x" * (LONGEST_TEXT + 1), field="reason")


@pytest.mark.parametrize("harm", [0, 6, -1])
def test_harm_has_five_degrees(harm):
    with pytest.raises(UnknownChoice):
        checked_harm(harm)


def test_each_outcome_opens_another_way():
    assert len({outcome_guard(outcome) for outcome in AppealOutcome}) == len(AppealOutcome)
