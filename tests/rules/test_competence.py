from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from comity.bodies.rules import BodyKind, Stage
from comity.charter.rules import Agreed, read
from comity.communities.rules import Kind, ancestors
from comity.competence.rules import (
    Body,
    CaseFacts,
    Mandate,
    Place,
    Seat,
    Structure,
    Why,
    competence,
    eligible,
    who_handles,
)
from comity.messages import words
from tests.factories.charter import SANDBOX_TEXT

TODAY = date(2026, 3, 1)
LATER = TODAY + timedelta(days=365)
# Hypothesis prints what it finds, so only what the walk needs is kept.
CHARTER = replace(read(SANDBOX_TEXT), values={}, agreed=Agreed(), ballots={})

PLACES = {
    place.id: place
    for place in [
        Place("movement", None, Kind.MOVEMENT),
        Place("en", "movement", Kind.PROJECT),
        Place("ar", "movement", Kind.PROJECT),
        Place("club", "movement", Kind.AFFILIATE),
        Place("fair", "club", Kind.EVENT, TODAY, TODAY + timedelta(days=2)),
        Place("picnic", "club", Kind.EVENT, TODAY, TODAY),
        Place("room", "en", Kind.GROUP),
    ]
}


def seats(*names, sits=True, certified=True, last_day=LATER):
    return tuple(Seat(name, sits, certified, last_day) for name in names)


def body(place_id, kind=BodyKind.LOCAL_PANEL, *, members=None, **mandate):
    names = members if members is not None else [f"{place_id}-{n}" for n in range(5)]
    return Body(
        id=f"{place_id}-{kind}",
        slug=f"{place_id}-{kind}",
        place_id=place_id,
        kind=kind,
        mandates=(Mandate(**mandate),),
        seats=seats(*names),
    )


EN = body("en", severity_to=3)
AR = body("ar", severity_to=3, languages=frozenset({"ar"}))
CLUB = body("club", BodyKind.AFFILIATE_COMMITTEE, severity_to=4)
FAIR = body("fair", BodyKind.EVENT_TEAM, severity_to=4)
TOP = body("movement", BodyKind.MOVEMENT_PANEL)
APPEALS = body("movement", BodyKind.APPEAL_PANEL, members=["x", "y", "z"], stage=Stage.APPEAL)
EVERYBODY = (EN, AR, CLUB, FAIR, TOP, APPEALS)


def structure(*bodies, today=TODAY):
    return Structure(PLACES, bodies or EVERYBODY, today, CHARTER)


def case(*places, severity=2, subject="conduct", **more):
    return CaseFacts(places=places, subject=subject, severity=severity, **more)


def ids(answer):
    return [one.body_id for one in answer.competent]


def why_not(answer, skipped):
    step = next(step for step in answer.path if step.body_id == skipped.id)
    assert not step.competent
    return [reason.why for reason in step.reasons]


def test_the_nearest_body_comes_first_and_the_next_up_stands_behind():
    answer = competence(case("en"), structure())
    assert ids(answer) == [EN.id, TOP.id]
    assert [one.reasons[0].why for one in answer.competent] == [
        Why.BODY_OF_THE_PLACE,
        Why.NEXT_IN_LINE,
    ]


def test_a_place_without_a_body_is_handled_above():
    answer = competence(case("room"), structure())
    assert ids(answer) == [EN.id, TOP.id]
    assert answer.first.reasons[0].why is Why.NEAREST_ABOVE


@pytest.mark.parametrize(
    ("facts", "skipped", "reason"),
    [
        pytest.param(case("en", severity=4), EN, Why.SEVERITY_NOT_COVERED, id="too grave"),
        pytest.param(
            case("ar", languages=frozenset({"en"})), AR, Why.LANGUAGE_NOT_SPOKEN, id="language"
        ),
        pytest.param(
            case("en", respondents=frozenset({"en-0"})), EN, Why.ABOUT_A_MEMBER, id="a member"
        ),
        pytest.param(
            case("en", unavailable=frozenset({"en-0", "en-1", "en-2"})),
            EN,
            Why.TOO_FEW_ELIGIBLE,
            id="too many kept out",
        ),
        pytest.param(case("en", measure=8), EN, Why.NOT_THE_WHOLE_MOVEMENT, id="everywhere"),
        pytest.param(
            case("fair", measure=5), FAIR, Why.MEASURE_OUT_OF_REACH, id="beyond the event"
        ),
    ],
)
def test_a_body_is_skipped_and_says_why(facts, skipped, reason):
    answer = competence(facts, structure())
    assert reason in why_not(answer, skipped)
    assert answer.first.body_id != skipped.id


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param(replace(EN, seats=()), Why.NOBODY_SITS, id="vacant"),
        pytest.param(
            replace(EN, seats=seats("a", "b") + seats("c", certified=False)),
            Why.TOO_FEW_KEYS,
            id="too few keys",
        ),
        pytest.param(replace(EN, mandates=()), Why.NO_MANDATE, id="no mandate"),
        pytest.param(
            replace(EN, mandates=(Mandate(subjects=frozenset({"power"})),)),
            Why.SUBJECT_NOT_COVERED,
            id="another subject",
        ),
        pytest.param(
            replace(EN, mandates=(Mandate(spaces=frozenset({"room"})),)),
            Why.SPACE_NOT_COVERED,
            id="another space",
        ),
        pytest.param(
            replace(EN, mandates=(Mandate(measure_to=0),)),
            Why.MEASURE_OUT_OF_REACH,
            id="the mildest measure is out of reach",
        ),
    ],
)
def test_a_body_that_cannot_act_is_skipped(changed, reason):
    answer = competence(case("en"), structure(changed, TOP))
    assert why_not(answer, EN) == [reason]
    assert ids(answer) == [TOP.id]


def test_a_space_below_one_that_is_covered_is_covered():
    shared = replace(TOP, mandates=(Mandate(spaces=frozenset({"en"})),))
    assert ids(competence(case("room"), structure(shared))) == [shared.id]
    assert ids(competence(case("ar"), structure(shared))) == []


def test_a_behaviour_counts_as_its_subject():
    privacy = replace(EN, mandates=(Mandate(subjects=frozenset({"privacy"})),))
    assert who_handles("en", "doxxing", 2, structure(privacy, TOP))[0].body_id == EN.id
    assert who_handles("en", "insult", 2, structure(privacy, TOP))[0].body_id == TOP.id


@pytest.mark.parametrize(
    ("ago", "skipped"), [(timedelta(days=365), True), (timedelta(days=366), False)]
)
def test_somebody_is_not_judged_by_a_body_they_left_lately(ago, skipped):
    left = replace(EN, seats=EN.seats + seats("rowan", sits=False, last_day=TODAY - ago))
    answer = competence(case("en", respondents=frozenset({"rowan"})), structure(left, TOP))
    assert (answer.first.body_id == TOP.id) is skipped


def test_an_event_team_acts_only_while_its_event_is_on():
    assert ids(competence(case("fair"), structure())) == [FAIR.id, CLUB.id, TOP.id]
    after = structure(today=TODAY + timedelta(days=3))
    answer = competence(case("fair"), after)
    assert ids(answer) == [CLUB.id, TOP.id]
    assert why_not(answer, FAIR) == [Why.EVENT_NOT_ON]


@pytest.mark.parametrize(
    ("places", "start", "why"),
    [
        pytest.param(("room",), "room", Why.ONE_PLACE, id="one place"),
        pytest.param(("room", "room"), "room", Why.ONE_PLACE, id="the same place twice"),
        pytest.param(("room", "en"), "en", Why.SEVERAL_PLACES, id="one above the other"),
        pytest.param(("en", "ar"), "movement", Why.SEVERAL_PLACES, id="two projects"),
        pytest.param(("fair", "club"), "club", Why.SEVERAL_PLACES, id="an event and its host"),
        pytest.param(("fair", "picnic"), "movement", Why.SEVERAL_EVENTS, id="two events"),
    ],
)
def test_the_walk_begins_where_all_places_meet(places, start, why):
    answer = competence(case(*places), structure())
    assert (answer.place_id, answer.start.why) == (start, why)


def test_what_is_about_a_body_is_for_the_place_above_it():
    answer = competence(case("en", about_body=EN.id), structure())
    assert (answer.start.why, ids(answer)) == (Why.ABOUT_A_BODY, [TOP.id])


def test_what_is_about_the_highest_body_is_for_nobody_but_others_there():
    other = body("movement", BodyKind.SHARED_PANEL, members=["p", "q", "r"])
    answer = competence(case("en", about_body=TOP.id), structure(TOP, other))
    assert ids(answer) == [other.id]
    assert why_not(answer, TOP) == [Why.ABOUT_ITSELF]


def test_what_is_about_a_community_is_for_the_movement():
    answer = competence(case("en", about_community=True), structure())
    assert (answer.start.why, ids(answer)) == (Why.ABOUT_A_COMMUNITY, [TOP.id])


def test_an_appeal_goes_to_other_people():
    facts = case("en", stage=Stage.APPEAL, decided_by=frozenset({"en-0", "en-1", "en-2"}))
    assert ids(competence(facts, structure())) == [APPEALS.id]
    again = replace(facts, decided_by=frozenset({"x"}))
    answer = competence(again, structure())
    assert why_not(answer, APPEALS) == [Why.DECIDED_BEFORE]


@pytest.mark.parametrize(
    ("facts", "urgent"),
    [
        (case("en"), False),
        (case("en", danger=True), True),
        (case("en", subject="threat"), True),
        (case("en", severity=5), True),
    ],
)
def test_danger_takes_the_emergency_route_at_the_same_time(facts, urgent):
    answer = competence(facts, structure())
    assert (answer.emergency is not None) is urgent
    assert answer.first is not None


def test_where_nobody_can_decide_every_body_says_why():
    answer = competence(case("en", unavailable=frozenset({"en-0", "en-1", "en-2"})), structure(EN))
    assert answer.first is None
    assert why_not(answer, EN) == [Why.TOO_FEW_ELIGIBLE]


def test_every_reason_has_words():
    detail = {"least": 1, "most": 3, "count": 1, "needed": 3, "hours": 3}
    for why in Why:
        assert words(f"competence_{why}", **detail)


names = st.sampled_from([f"p{number}" for number in range(8)])
somewhere = st.sampled_from(sorted(PLACES))
often_above = st.just("movement") | somewhere
anything = st.just(frozenset())
mandates = st.builds(
    Mandate,
    stage=st.sampled_from(Stage),
    subjects=anything | st.frozensets(st.sampled_from(list(CHARTER.subjects)), max_size=2),
    severity_from=st.just(1),
    severity_to=st.just(5) | st.integers(1, 5),
    measure_to=st.just(8) | st.integers(0, 8),
    spaces=anything | st.frozensets(somewhere, max_size=1),
    languages=anything | st.frozensets(st.sampled_from(["en", "ar"]), max_size=1),
)
mostly = st.sampled_from([True, True, True, False])
some_seats = st.lists(
    st.builds(
        Seat,
        person_id=names,
        sits=mostly,
        certified=mostly,
        last_day=st.dates(TODAY - timedelta(days=500), TODAY + timedelta(days=500)),
    ),
    min_size=2,
    max_size=7,
    unique_by=lambda seat: seat.person_id,
).map(tuple)


@st.composite
def structures(draw):
    bodies = draw(
        st.lists(
            st.tuples(
                often_above, st.sampled_from(BodyKind), st.lists(mandates, max_size=2), some_seats
            ),
            max_size=6,
        )
    )
    charter = replace(CHARTER, handlers_minimum=draw(st.integers(1, 3)))
    made = tuple(
        Body(f"b{number}", f"b{number}", place, kind, tuple(given), held)
        for number, (place, kind, given, held) in enumerate(bodies)
    )
    return Structure(PLACES, made, TODAY, charter)


cases = st.builds(
    CaseFacts,
    places=st.lists(somewhere, min_size=1, max_size=3).map(tuple),
    subject=st.sampled_from([*CHARTER.subjects, "doxxing", "whistling"]),
    severity=st.integers(1, 5),
    measure=st.just(0) | st.integers(0, 8),
    languages=st.frozensets(st.sampled_from(["en", "ar", "fr"]), max_size=2),
    respondents=st.frozensets(names, max_size=2),
    unavailable=st.frozensets(names, max_size=2),
    about_community=st.booleans(),
    stage=st.sampled_from(Stage),
    decided_by=st.frozensets(names, max_size=2),
)


@given(cases, structures())
def test_the_path_is_the_same_however_the_bodies_are_listed(facts, given_structure):
    turned = replace(given_structure, bodies=given_structure.bodies[::-1])
    assert competence(facts, turned) == competence(facts, given_structure)


@given(cases, structures())
def test_the_path_only_goes_up_and_meets_each_body_once(facts, given_structure):
    answer = competence(facts, given_structure)
    way = ancestors(answer.place_id, given_structure.parents)
    heights = [way.index(step.place_id) for step in answer.path]
    assert heights == sorted(heights)
    met = [step.body_id for step in answer.path]
    assert len(met) == len(set(met))


@given(cases, structures())
def test_every_step_is_explained_in_words(facts, given_structure):
    answer = competence(facts, given_structure)
    for step in answer.path:
        assert step.reasons
    reasons = [answer.start, *(reason for step in answer.path for reason in step.reasons)]
    for reason in reasons:
        assert words(reason.code, **reason.detail)


@given(cases, structures())
def test_nobody_is_judged_by_a_body_they_sit_in(facts, given_structure):
    by_id = {body.id: body for body in given_structure.bodies}
    for one in competence(facts, given_structure).competent:
        sitting = {seat.person_id for seat in by_id[one.body_id].seats if seat.sits}
        recent = {seat.person_id for seat in by_id[one.body_id].seats if seat.last_day >= TODAY}
        assert not (sitting & recent & facts.respondents)


@given(cases, structures())
def test_a_competent_body_has_enough_people_who_could_open_it(facts, given_structure):
    by_id = {body.id: body for body in given_structure.bodies}
    for one in competence(facts, given_structure).competent:
        able = eligible(by_id[one.body_id], facts)
        assert len(able) >= given_structure.charter.handlers_minimum
        assert not set(able) & (facts.respondents | facts.unavailable | facts.decided_by)


@given(cases, structures(), names)
def test_keeping_one_more_person_out_only_moves_it_up(facts, given_structure, person):
    answer = competence(facts, given_structure)
    narrower = competence(replace(facts, unavailable=facts.unavailable | {person}), given_structure)
    assert set(ids(narrower)) <= set(ids(answer))


@pytest.mark.parametrize("wanted", [[True], [False, True]])
def test_the_generated_structures_choose_and_skip(wanted):
    def has(drawn):
        return [step.competent for step in competence(*drawn).path][: len(wanted)] == wanted

    found = settings(phases=[Phase.generate], max_examples=2000, database=None)
    assert find(st.tuples(cases, structures()), has, settings=found)
