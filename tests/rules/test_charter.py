from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.charter.errors import (
    CharterKeyMissing,
    CharterKeyUnknown,
    CharterSyntaxWrong,
    CharterValueWrong,
    GuidelineNotMonotone,
)
from comity.charter.queries import shipped
from comity.charter.rules import (
    Base,
    Count,
    Decision,
    Intent,
    Majority,
    Prior,
    bound,
    numbers,
    read,
    spoken,
    stricter_direction,
)
from comity.charter.rules.guideline import HARMS, HISTORIES, LEVELS, SEVERITIES, falls
from comity.charter.rules.toml import key_lines
from comity.kernel.errors import SeveralProblems, WrongInput
from comity.kernel.order import at_or_above
from comity.kernel.spans import Span
from comity.messages import words

TEXT = shipped("small")
CHARTER = read(TEXT)
GUIDELINE = CHARTER.guideline
TODAY = date(2026, 3, 1)

MORE_THAN_HALF = Majority(1, 2, strict=True, base=Base.SEATED, quorum=3)
TWO_THIRDS = Majority(2, 3, strict=False, base=Base.SEATED, quorum=3)
AS_ARBITRATORS_COUNT = Majority(1, 2, strict=True, base=Base.WILLING, quorum=1)


def changed(old, new):
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def test_the_small_charter_is_read():
    assert CHARTER.names["en"] == "The Lantern Library"
    assert CHARTER.deadline("answer") == Span(7)
    assert CHARTER.handlers_minimum == 3
    assert len(CHARTER.hash) == 64


def test_a_deadline_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="coffee"):
        CHARTER.deadline("coffee")


@pytest.mark.parametrize(("days", "window"), [(0, 30), (30, 30), (31, 180), (None, 180)])
def test_a_long_suspension_can_be_appealed_for_longer(days, window):
    assert CHARTER.appeal_window(days) == Span(window)


@pytest.mark.parametrize(
    ("text", "error", "line_of", "field"),
    [
        pytest.param(
            changed("triage = 3 ", "triage = 0 "),
            CharterValueWrong,
            "triage = 0",
            "deadlines.triage",
            id="a number too small",
        ),
        pytest.param(
            changed("triage = 3 ", "triage = true "),
            CharterValueWrong,
            "triage = true",
            "deadlines.triage",
            id="a truth value where a number belongs",
        ),
        pytest.param(
            changed("triage = 3 ", "triages = 3\ntriage = 3 "),
            CharterKeyUnknown,
            "triages = 3",
            "deadlines.triages",
            id="an unknown key",
        ),
        pytest.param(
            changed("triage = 3 ", "# "),
            CharterKeyMissing,
            "[deadlines]",
            "deadlines.triage",
            id="a missing key, named by its table",
        ),
        pytest.param(
            changed('\nbase = "seated"', '\nbase = "everybody"'),
            CharterValueWrong,
            'base = "everybody"',
            "majorities.finding.base",
            id="a word that is none of the choices",
        ),
        pytest.param(
            changed("appeal_window_long = 180", "appeal_window_long = 20"),
            CharterValueWrong,
            "appeal_window_long",
            "deadlines.appeal_window_long",
            id="a long window shorter than the short one",
        ),
        pytest.param(
            changed("harm_3 = [2, 3, 4, 4]", "harm_3 = [2, 1, 4, 4]"),
            GuidelineNotMonotone,
            "harm_3",
            "guideline.severity.harm_3",
            id="a severity table that falls",
        ),
        pytest.param(
            changed('S3 = ["M2 M3 M5"', 'S3 = ["M0 M3 M5"'),
            GuidelineNotMonotone,
            'S3 = ["M0',
            "guideline.range.S3",
            id="a guideline that falls",
        ),
        pytest.param(
            changed('S3 = ["M2 M3 M5"', 'S3 = ["M3 M2 M5"'),
            CharterValueWrong,
            'S3 = ["M3',
            "guideline.range.S3",
            id="a floor above its start",
        ),
        pytest.param(
            changed('["threats"]', '["weather"]'),
            CharterValueWrong,
            '["weather"]',
            "emergency.subjects",
            id="a subject nobody defined",
        ),
        pytest.param(
            changed('"emergency_call",', '"emergency_sing",'),
            CharterValueWrong,
            "steps = [",
            "emergency.steps",
            id="a mistake inside a value of several lines",
        ),
    ],
)
def test_a_mistake_is_named_by_line_and_key(text, error, line_of, field):
    with pytest.raises(error) as refusal:
        read(text)
    line = next(n for n, one in enumerate(text.splitlines(), start=1) if line_of in one)
    assert refusal.value.detail["field"] == field
    assert refusal.value.detail["line"] == line
    assert str(line) in words(refusal.value.code, **refusal.value.detail)


def test_what_is_not_toml_is_named_by_line_and_column():
    with pytest.raises(CharterSyntaxWrong) as refusal:
        read("name = \nhandlers_minimum = 3\n")
    assert refusal.value.detail["line"] == 1


def test_several_mistakes_are_named_together_in_the_order_of_the_text():
    text = changed("handlers_minimum = 3", "handlers_minimum = 1").replace(
        "stay = 3 ", "stay = -1 "
    )
    with pytest.raises(SeveralProblems) as refusal:
        read(text)
    named = [problem.detail["field"] for problem in refusal.value.problems]
    assert named == ["handlers_minimum", "deadlines.stay"]


def test_an_empty_text_names_what_is_missing_and_does_not_crash():
    with pytest.raises(SeveralProblems) as refusal:
        read("")
    missing = {p.detail["field"] for p in refusal.value.problems}
    assert {"name", "handlers_minimum", "deadlines", "guideline"} <= missing


def problems_of(text):
    try:
        read(text)
    except SeveralProblems as refusal:
        return refusal.problems
    except WrongInput as refusal:
        return [refusal]
    return []


@given(st.integers(0, TEXT.count("\n") - 1))
def test_a_charter_with_any_line_removed_is_read_or_refused_with_words(number):
    lines = TEXT.splitlines()
    for problem in problems_of("\n".join(lines[:number] + lines[number + 1 :])):
        assert words(problem.code, **problem.detail)


def test_keys_are_found_whatever_the_values_look_like():
    text = '''a = """
b = 1
"""
c = [ # [not a table]
  "]", 'x = 1',
]
d.e = 2
["f g".h]
i = { j = 1 }
'''
    assert key_lines(text) == {
        ("a",): 1,
        ("c",): 4,
        ("d",): 7,
        ("d", "e"): 7,
        ("f g", "h"): 8,
        ("f g", "h", "i"): 9,
    }


RELATIVE = {"clocks", "notices", "retention", "caps", "thresholds"}
"""Tables whose numbers say themselves where stricter lies."""


@pytest.mark.parametrize("text", [TEXT, shipped("wikimedia")])
def test_every_number_of_a_charter_says_what_is_stricter(text):
    found = numbers(read(text).values)
    assert len(found) > 150
    for key, one in found.items():
        if type(one.value) is int and key.split(".")[0] not in RELATIVE:
            assert stricter_direction(key) is one.bound.direction


@pytest.mark.parametrize(
    ("key", "charter", "local", "fine"),
    [
        ("deadlines.triage", 3, 2, True),
        ("deadlines.triage", 3, 4, False),
        ("deadlines.answer", 7, 10, True),
        ("deadlines.answer", 7, 3, False),
        ("handlers_minimum", 3, 2, False),
        ("guideline.measures.M5.history", 3, 3, True),
        ("guideline.measures.M5.history", 3, 4, False),
    ],
)
def test_a_community_may_only_protect_more(key, charter, local, fine):
    assert at_or_above(bound(key, charter), bound(key, local)) is fine


@pytest.mark.parametrize(
    ("harm", "intent", "severity"),
    [
        (1, Intent.UNAWARE, 1),
        (2, Intent.UNAWARE, 1),
        (1, Intent.TARGETED, 2),
        (2, Intent.KNOWING, 3),
        (3, Intent.KNOWING, 4),
        (4, Intent.TARGETED, 5),
        (5, Intent.UNAWARE, 5),
    ],
)
def test_severity_is_harm_by_intent(harm, intent, severity):
    assert GUIDELINE.severity(harm, intent) == severity


@given(st.sampled_from(SEVERITIES), st.sampled_from(HISTORIES))
def test_more_harm_or_more_history_is_never_milder(severity, history):
    here = GUIDELINE.cell(severity, history)
    assert here.floor <= here.start <= here.ceiling
    for more in {(min(severity + 1, 5), history), (severity, min(history + 1, 4))}:
        there = GUIDELINE.cell(*more)
        assert there.floor >= here.floor
        assert there.start >= here.start
        assert there.ceiling >= here.ceiling


@given(st.sampled_from(HARMS), st.sampled_from(Intent))
def test_more_harm_is_never_less_grave(harm, intent):
    assert GUIDELINE.severity(min(harm + 1, 5), intent) >= GUIDELINE.severity(harm, intent)


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([[1, 2], [2, 3]], None),
        ([[1, 2], [2, 1]], (1, 1)),
        ([[1, 0]], (0, 1)),
        ([[2], [1]], (1, 0)),
    ],
)
def test_where_a_table_falls_is_found(rows, place):
    assert falls(rows) == place


@pytest.mark.parametrize(
    ("priors", "history"),
    [
        pytest.param([], 0, id="nothing before"),
        pytest.param([Prior(0, TODAY)], 0, id="no action is no history"),
        pytest.param([Prior(1, TODAY - timedelta(days=90))], 1, id="advice on its last day"),
        pytest.param([Prior(1, TODAY - timedelta(days=91))], 0, id="advice that no longer counts"),
        pytest.param([Prior(1, TODAY), Prior(2, TODAY)], 2, id="repeated"),
        pytest.param([Prior(4, None)], 2, id="a limit that still runs"),
        pytest.param([Prior(5, TODAY)], 3, id="a suspension"),
        pytest.param([Prior(6, TODAY), Prior(1, TODAY)], 4, id="the gravest counts"),
        pytest.param([Prior(1, TODAY, breached=True)], 4, id="broken terms"),
    ],
)
def test_history_is_classed(priors, history):
    assert GUIDELINE.history_class(priors, TODAY) == history


priors = st.builds(
    Prior,
    level=st.sampled_from(LEVELS),
    ended_on=st.none() | st.dates(date(2015, 1, 1), TODAY),
    breached=st.booleans(),
)


@given(st.lists(priors, max_size=5), priors)
def test_one_more_prior_never_makes_history_milder(before, one):
    more = GUIDELINE.history_class([*before, one], TODAY)
    assert more >= GUIDELINE.history_class(before, TODAY)


@given(st.lists(priors, max_size=5), st.integers(0, 4000))
def test_history_only_fades(before, days):
    later = TODAY + timedelta(days=days)
    ended = [replace(one, ended_on=one.ended_on or TODAY) for one in before]
    assert GUIDELINE.history_class(ended, later) <= GUIDELINE.history_class(ended, TODAY)


@pytest.mark.parametrize(
    ("majority", "count", "needed"),
    [
        pytest.param(AS_ARBITRATORS_COUNT, Count(0, 0, 0, 12), 7, id="12 active, none recused"),
        pytest.param(AS_ARBITRATORS_COUNT, Count(0, 0, 0, 12, 2), 6, id="12 active, 2 recused"),
        pytest.param(AS_ARBITRATORS_COUNT, Count(0, 0, 2, 12, 2), 5, id="and 2 abstaining"),
        pytest.param(MORE_THAN_HALF, Count(0, 0, 0, 3), 2, id="two of three"),
        pytest.param(MORE_THAN_HALF, Count(0, 0, 0, 4), 3, id="half of four is not more than half"),
        pytest.param(TWO_THIRDS, Count(0, 0, 0, 3), 2, id="exactly two thirds is enough"),
        pytest.param(TWO_THIRDS, Count(0, 0, 0, 5), 4, id="rounded up, never down"),
        pytest.param(TWO_THIRDS, Count(0, 0, 0, 5, 2), 2, id="recusals shrink the base"),
    ],
)
def test_so_many_votes_are_needed(majority, count, needed):
    assert majority.needed(count) == needed


def test_nothing_is_carried_below_the_quorum():
    assert not MORE_THAN_HALF.carried(Count(2, 0, 0, 3))
    assert MORE_THAN_HALF.carried(Count(2, 1, 0, 3))


majorities = st.sampled_from([MORE_THAN_HALF, TWO_THIRDS, AS_ARBITRATORS_COUNT])


@given(majorities, st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_what_is_settled_stays_as_it_is(majority, yes, no, abstained, missing):
    count = Count(yes, no, abstained, yes + no + abstained + missing)
    if majority.settled(count):
        all_yes = replace(count, in_favour=yes + missing)
        all_no = replace(count, against=no + missing)
        assert majority.carried(all_yes) == majority.carried(all_no) == majority.carried(count)


def test_graver_findings_and_measures_need_more_votes():
    assert CHARTER.majority_for_finding(3) == CHARTER.majorities[Decision.FINDING]
    assert CHARTER.majority_for_finding(4) == CHARTER.majorities[Decision.SEVERE_FINDING]
    assert CHARTER.majority_for_measure(5, departs=False) == CHARTER.majorities[Decision.MEASURE]
    severe = CHARTER.majorities[Decision.SEVERE_MEASURE]
    assert CHARTER.majority_for_measure(6, departs=False) == severe
    departure = CHARTER.majorities[Decision.DEPARTURE]
    assert CHARTER.majority_for_measure(1, departs=True) == departure


@pytest.mark.parametrize(
    ("behaviour", "subject"),
    [("doxxing", "privacy"), ("privacy", "privacy"), ("whistling", "conduct")],
)
def test_every_behaviour_belongs_to_a_subject(behaviour, subject):
    assert CHARTER.subject_of(behaviour) == subject


@pytest.mark.parametrize(
    ("language", "name"), [("ar", "ب"), ("ar-eg", "ب"), ("en", "b"), ("fr", "b")]
)
def test_a_name_is_said_in_the_nearest_language(language, name):
    assert spoken({"ar": "ب", "en": "b"}, language) == name


def test_a_name_without_english_is_said_in_what_there_is():
    assert spoken({"ar": "ب"}, "en") == "ب"


@pytest.mark.parametrize("text", ["x={" * 5_000, "a." * 5_000, "a = " + "9" * 5_000])
def test_what_the_reader_gives_up_on_is_no_charter(text):
    with pytest.raises(CharterSyntaxWrong):
        read(text)
