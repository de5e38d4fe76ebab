"""A community's own charter never protects less than any charter above it; and redlines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.charter.errors import (
    CharterKeyUnknown,
    CharterLeavesOut,
    CharterMilder,
    CharterNotLocal,
    CharterNotTheSame,
    CharterTooHigh,
    CharterTooLow,
    CharterValueWrong,
    CharterWeaker,
)
from comity.charter.queries import shipped
from comity.charter.rules import Effect, gave_way, numbers, overlay, read, read_local, redline
from comity.kernel.errors import SeveralProblems, WrongInput
from comity.kernel.order import at_or_above
from comity.kernel.spans import Span
from comity.messages import words

TEXT = shipped("small")
FLOOR = read(TEXT)
HERE, BELOW = "0000000000001", "0000000000002"


def local(text, floor=FLOOR, community_id=HERE):
    return read_local(text, floor, community_id=community_id, version_id="v")


def on_top(text, floor=FLOOR, community_id=HERE):
    return overlay(text, floor, community_id=community_id, version_id="v")


def never_weaker(floor, charter):
    here = numbers(charter.values)
    return all(
        at_or_above(one.bound, here[key].bound) for key, one in numbers(floor.values).items()
    )


def test_a_community_may_be_stricter_and_keeps_the_rest():
    charter = local("[deadlines]\ntriage = 2\nanswer = 10\n")
    assert charter.deadline("triage") == Span(2)
    assert charter.deadline("answer") == Span(10)
    assert charter.deadline("inquiry") == FLOOR.deadline("inquiry")
    assert charter.own == {"deadlines.triage": HERE, "deadlines.answer": HERE}
    assert charter.hash != FLOOR.hash


@pytest.mark.parametrize(
    ("text", "error", "field", "direction", "values"),
    [
        pytest.param(
            "[deadlines]\ntriage = 4\n",
            CharterTooHigh,
            "deadlines.triage",
            "at_most",
            ("3", "4"),
            id="a body would take longer",
        ),
        pytest.param(
            "[deadlines]\nanswer = 6\n",
            CharterTooLow,
            "deadlines.answer",
            "at_least",
            ("7", "6"),
            id="people would have less time",
        ),
        pytest.param(
            "[majorities.finding]\nnumerator = 1\ndenominator = 3\n",
            CharterTooLow,
            "majorities.finding",
            "at_least",
            ("> 1/2", "> 1/3"),
            id="fewer would have to agree",
        ),
        pytest.param(
            "[majorities.finding]\nstrict = false\n",
            CharterTooLow,
            "majorities.finding",
            "at_least",
            ("> 1/2", "1/2"),
            id="half would be enough",
        ),
        pytest.param(
            '[majorities.finding]\nbase = "decided"\n',
            CharterLeavesOut,
            "majorities.finding.base",
            "superset",
            ("seated", "decided"),
            id="fewer would count",
        ),
        pytest.param(
            '[emergency]\nsubjects = ["privacy"]\n',
            CharterLeavesOut,
            "emergency.subjects",
            "superset",
            ("threats", "privacy"),
            id="less would be danger",
        ),
        pytest.param(
            '[roles.panel_member]\nconfidentiality = "advised"\n',
            CharterMilder,
            "roles.panel_member.confidentiality",
            "one_of_order",
            ("to_stand", "advised"),
            id="less would be asked",
        ),
        pytest.param(
            "[guideline.measures.M5]\nvalid_days = 10\n",
            CharterNotTheSame,
            "guideline.measures.M5.valid_days",
            "exact",
            ("1095", "10"),
            id="both sides are people",
        ),
        pytest.param(
            '[clocks.update]\nspan = "5 weeks"\n',
            CharterTooHigh,
            "clocks.update.span",
            "at_most",
            ("4 weeks", "5 weeks"),
            id="a clock that says itself where stricter is",
        ),
        pytest.param(
            '[competence]\nmovement_floor = "M8"\nevent_ceiling = "M5"\n',
            CharterTooHigh,
            "competence.event_ceiling",
            "at_most",
            ("M4", "M5"),
            id="a level",
        ),
    ],
)
def test_a_weaker_number_is_a_finding(text, error, field, direction, values):
    with pytest.raises(error) as refusal:
        local(text)
    told = refusal.value.detail
    assert (told["field"], told["direction"], told["whose"]) == (field, direction, "")
    assert (told["floor"], told["local"]) == values
    sentence = words(refusal.value.code, **told)
    assert values[0] in sentence
    assert values[1] in sentence


def test_there_is_one_finding_for_each_weaker_number():
    with pytest.raises(SeveralProblems) as refusal:
        local("handlers_minimum = 2\n[deadlines]\ntriage = 9\nstay = 9\n[panel]\nS1 = 4\n")
    fields = [problem.detail["field"] for problem in refusal.value.problems]
    assert fields == ["handlers_minimum", "deadlines.triage", "deadlines.stay"]
    assert [problem.detail["line"] for problem in refusal.value.problems] == [1, 3, 4]


def test_a_finding_says_whose_number_it_is():
    middle = local("[deadlines]\ntriage = 2\n")
    with pytest.raises(CharterWeaker) as refusal:
        local("[deadlines]\ntriage = 3\n", middle, BELOW)
    assert refusal.value.detail["whose"] == HERE
    deeper = local("[deadlines]\ntriage = 1\n", middle, BELOW)
    assert deeper.own == {"deadlines.triage": BELOW}


@pytest.mark.parametrize(
    ("text", "error", "field"),
    [
        pytest.param("format = 2\n", CharterNotLocal, "format", id="the format"),
        pytest.param('[name]\nen = "Ours"\n', CharterNotLocal, "name.en", id="the movement's name"),
        pytest.param(
            '[subjects.conduct]\nbehaviours = ["harm"]\n',
            CharterNotLocal,
            "subjects.conduct.behaviours",
            id="subjects",
        ),
        pytest.param(
            '[clocks.update]\nname = { en = "Ours" }\n',
            CharterNotLocal,
            "clocks.update.name.en",
            id="the name of a clock above",
        ),
        pytest.param(
            '[clocks.update]\nstricter = "at_least"\n',
            CharterNotLocal,
            "clocks.update.stricter",
            id="where stricter lies",
        ),
        pytest.param(
            "[ballots.elect]\nnet = 1\n", CharterNotLocal, "ballots.elect.net", id="one more way"
        ),
        pytest.param("[panel]\nS9 = 3\n", CharterKeyUnknown, "panel.S9", id="an unknown key"),
        pytest.param("deadlines = 3\n", CharterValueWrong, "deadlines", id="no table"),
        pytest.param(
            "[deadlines.triage]\nx = 1\n", CharterValueWrong, "deadlines.triage", id="a table"
        ),
        pytest.param(
            "[guideline.severity]\nharm_1 = [5]\n",
            CharterValueWrong,
            "guideline.severity.harm_1",
            id="a row too short",
        ),
        pytest.param("[panel]\nS1 = true\n", CharterTooLow, "panel.S1", id="a truth value"),
    ],
)
def test_what_is_not_a_communitys_to_say_is_refused(text, error, field):
    with pytest.raises((error, SeveralProblems)) as refusal:
        local(text)
    problems = getattr(refusal.value, "problems", [refusal.value])
    found = next(one for one in problems if one.detail["field"] == field)
    assert isinstance(found, error)
    assert words(found.code, **found.detail)


def test_a_community_names_its_own_clocks_and_contact():
    text = """
[emergency]
contact = "harbour@lantern.example"

[clocks.tea]
name = { en = "Everybody has tea." }
span = "1 week"
stricter = "at_most"
missed = "reminded"
"""
    charter = local(text)
    assert charter.emergency.contact == "harbour@lantern.example"
    assert charter.agreed.clocks["tea"].days == 7
    assert "clocks.tea.span" in charter.own


def test_what_the_charter_leaves_free_may_go_either_way():
    free = read(TEXT.replace("format = 2\n", 'format = 2\nfree = ["clocks.update.span"]\n'))
    assert local('[clocks.update]\nspan = "9 weeks"\n', free).agreed.clocks["update"].days == 63


def test_a_charter_above_that_becomes_stricter_overtakes():
    text = "[deadlines]\ntriage = 2\nanswer = 10\n"
    stricter = read(TEXT.replace("triage = 3 ", "triage = 1 "))
    charter = on_top(text, stricter)
    assert charter.deadline("triage") == Span(1)
    assert charter.deadline("answer") == Span(10)
    assert [one.key for one in gave_way(text, stricter)] == ["deadlines.triage"]
    assert gave_way(text, FLOOR) == []


def test_what_hangs_on_something_that_is_gone_above_goes_too():
    text = '[clocks.update]\nspan = "1 week"\n[signing]\nroles = ["panel_member", "voter"]\n'
    assert local(text).agreed.clocks["update"].days == 7
    start = TEXT.index("[clocks.update]")
    without = read(TEXT[:start] + TEXT[TEXT.index("[clocks.consultation]") :])
    assert "update" not in on_top(text, without).agreed.clocks
    unsigned = TEXT.replace(TEXT[TEXT.index("[signing]") : TEXT.index("# Who must agree")], "")
    assert not on_top(text, read(unsigned)).agreed.signing.roles


DEADLINES = st.dictionaries(
    st.sampled_from(["triage", "answer", "appeal_window", "appeal_window_long", "inquiry", "stay"]),
    st.integers(1, 400),
)
PANELS = st.dictionaries(st.sampled_from(["S1", "S2", "S4", "S5", "appeal"]), st.integers(1, 9))
SHARES = st.tuples(st.integers(1, 9), st.integers(1, 9), st.booleans()).filter(
    lambda one: one[0] + one[2] <= one[1]
)
SPANS = st.tuples(st.integers(1, 90), st.sampled_from(["hours", "days", "weeks"]))
SUBJECTS = st.lists(st.sampled_from(list(FLOOR.subjects)), min_size=1, unique=True)


@st.composite
def own_texts(draw):
    """Draw any community's text: stricter here, weaker there."""
    lines = [f"handlers_minimum = {draw(st.integers(2, 6))}"]
    for table, values in (("deadlines", draw(DEADLINES)), ("panel", draw(PANELS))):
        lines += [f"[{table}]", *(f"{key} = {value}" for key, value in values.items())]
    numerator, denominator, strict = draw(SHARES)
    lines += [
        "[majorities.finding]",
        f"numerator = {numerator}",
        f"denominator = {denominator}",
        f"strict = {str(strict).lower()}",
    ]
    count, unit = draw(SPANS)
    lines += ["[clocks.update]", f'span = "{count} {unit}"']
    lines += ["[emergency]", f"subjects = {draw(SUBJECTS)!r}"]
    return "\n".join(lines) + "\n"


@given(own_texts(), own_texts())
def test_what_holds_is_never_weaker_than_any_charter_above(upper, lower):
    middle = on_top(upper)
    bottom = on_top(lower, middle, BELOW)
    assert never_weaker(FLOOR, middle)
    assert never_weaker(middle, bottom)
    assert never_weaker(FLOOR, bottom)


@given(own_texts())
def test_putting_a_text_on_top_twice_changes_nothing(text):
    once = on_top(text)
    assert on_top(text, once).values == once.values


@given(own_texts(), own_texts())
def test_two_charters_that_are_each_at_or_above_the_other_are_the_same(first, second):
    one, other = on_top(first), on_top(second)
    if never_weaker(one, other) and never_weaker(other, one):
        bounds = [{key: n.bound for key, n in numbers(c.values).items()} for c in (one, other)]
        assert bounds[0] == bounds[1]


@given(own_texts())
def test_what_is_accepted_holds_word_for_word_and_what_is_weaker_is_refused(text):
    try:
        charter = local(text)
    except (WrongInput, SeveralProblems):
        assert gave_way(text, FLOOR)
    else:
        assert gave_way(text, FLOOR) == []
        assert never_weaker(FLOOR, charter)


@pytest.mark.parametrize(
    ("edit", "key", "values", "effect"),
    [
        (("triage = 3 ", "triage = 2 "), "deadlines.triage", ("3", "2"), Effect.STRENGTHENS),
        (("triage = 3 ", "triage = 4 "), "deadlines.triage", ("3", "4"), Effect.WEAKENS),
        (("answer = 7 ", "answer = 5 "), "deadlines.answer", ("7", "5"), Effect.WEAKENS),
        (
            ('span = "4 weeks"', 'span = "28 days"'),
            "clocks.update.span",
            ("4 weeks", "28 days"),
            Effect.DIFFERS,
        ),
        (
            ("valid_days = 90\n", "valid_days = 80\n"),
            "guideline.measures.M1.valid_days",
            ("90", "80"),
            Effect.DIFFERS,
        ),
        (
            ("longest_days = 30\n", ""),
            "guideline.measures.M5.longest_days",
            ("30", ""),
            Effect.WEAKENS,
        ),
        (
            ('contact = "safety@lantern.example"', 'contact = "safe@lantern.example"'),
            "emergency.contact",
            ("safety@lantern.example", "safe@lantern.example"),
            Effect.DIFFERS,
        ),
        (
            ('to = ["event_team", "local_panel"]', 'to = ["local_panel"]'),
            "routing.event.to",
            ("event_team, local_panel", "local_panel"),
            Effect.DIFFERS,
        ),
    ],
)
def test_each_change_is_classed(edit, key, values, effect):
    (change,) = redline(FLOOR, read(TEXT.replace(*edit, 1)))
    assert (change.key, change.before, change.after, change.effect) == (key, *values, effect)


def test_two_charters_that_say_the_same_have_no_redline():
    assert redline(FLOOR, read(TEXT + "# a remark\n")) == []


@given(own_texts(), own_texts())
def test_a_redline_read_backwards_turns_every_effect_round(first, second):
    one, other = on_top(first), on_top(second)
    turned = {
        Effect.STRENGTHENS: Effect.WEAKENS,
        Effect.WEAKENS: Effect.STRENGTHENS,
        Effect.DIFFERS: Effect.DIFFERS,
    }
    forwards = {(c.key, c.before, c.after, turned[c.effect]) for c in redline(one, other)}
    assert forwards == {(c.key, c.after, c.before, c.effect) for c in redline(other, one)}
