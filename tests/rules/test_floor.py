"""Single cases, one for each way to fall below the floor."""

from dataclasses import replace

import pytest

from comity.codes.rules.floor import (
    Comparison,
    Dimension,
    Witness,
    circular,
    contradictions,
    findings,
)
from comity.codes.rules.provisions import Code, Kind, Modality, Provision, Taxonomy, Vocabulary
from comity.codes.rules.reader import read
from comity.codes.rules.strictest import effective, resolve
from comity.kernel.errors import SeveralProblems
from comity.kernel.order import Bound, Direction
from tests.rules.codes import VOCABULARY

DAYS = Bound(Direction.AT_MOST, 7, unit="days")
NO_HARM = Provision(
    "no-harm",
    Kind.UNACCEPTABLE,
    Modality.MUST_NOT,
    behaviours=frozenset({"harm"}),
    exceptions=frozenset({"quoting"}),
    parameters={"answer": DAYS},
)
FLOOR = Code((NO_HARM,))
CARE = Provision("care", Kind.EXPECTED, Modality.MUST, behaviours=frozenset({"care"}))


def below(local, floor=FLOOR):
    return findings(floor, local, VOCABULARY)


def local(**changes):
    return Code((replace(NO_HARM, **changes),), overlay=True)


@pytest.mark.parametrize(
    ("changes", "dimension", "witness"),
    [
        ({"modality": Modality.MAY}, Dimension.SIDE, ("insult", "newcomer", "event")),
        ({"modality": Modality.SHOULD_NOT}, Dimension.STRENGTH, ("insult", "newcomer", "event")),
        ({"derogable": True}, Dimension.DEROGABLE, ("insult", "newcomer", "event")),
        (
            {"behaviours": frozenset({"insult"})},
            Dimension.BEHAVIOURS,
            ("threat", "newcomer", "event"),
        ),
        ({"actors": frozenset({"newcomer"})}, Dimension.ACTORS, ("insult", "steward", "event")),
        ({"spaces": frozenset({"event"})}, Dimension.SPACES, ("insult", "newcomer", "wiki")),
        (
            {"exceptions": frozenset({"quoting", "art"})},
            Dimension.EXCEPTIONS,
            ("insult", "newcomer", "event"),
        ),
        ({"parameters": {}}, Dimension.PARAMETER, ("insult", "newcomer", "event")),
        (
            {"parameters": {"answer": Bound(Direction.AT_MOST, 8, unit="days")}},
            Dimension.PARAMETER,
            ("insult", "newcomer", "event"),
        ),
    ],
)
def test_each_way_to_fall_below_is_found_with_a_witness(changes, dimension, witness):
    (finding,) = below(local(**changes))
    assert (finding.dimension, finding.witness) == (dimension, Witness(*witness))
    assert (finding.floor_id, finding.local_id) == ("no-harm", "no-harm")


def test_a_parameter_that_falls_below_is_named_with_both_values():
    (finding,) = below(local(parameters={"answer": Bound(Direction.AT_MOST, 9, unit="days")}))
    assert (finding.parameter, finding.wanted, finding.given) == ("answer", "7 days", "9 days")


def test_a_whole_code_must_say_what_the_floor_says():
    (finding,) = below(Code(()))
    assert finding.dimension is Dimension.MISSING
    assert finding.local_id == ""


def test_an_overlay_takes_over_what_it_leaves_out():
    assert below(Code((), overlay=True)) == ()


def test_a_stricter_rule_is_no_finding():
    stricter = local(
        exceptions=frozenset(),
        parameters={"answer": Bound(Direction.AT_MOST, 2, unit="days")},
        behaviours=frozenset({"harm", "care"}),
    )
    assert below(stricter) == ()


def test_a_rule_under_another_id_says_what_it_refines():
    renamed = replace(NO_HARM, id="be-kind", refines="no-harm")
    assert below(Code((renamed,))) == ()
    assert below(Code((replace(renamed, refines=""),)))[0].dimension is Dimension.MISSING


@pytest.mark.parametrize("modality", [Modality.MAY, Modality.MUST, Modality.SHOULD])
def test_a_local_licence_for_what_the_floor_forbids_is_a_clash(modality):
    licence = Provision("banter", modality=modality, behaviours=frozenset({"insult"}))
    (finding,) = below(Code((licence,), overlay=True))
    assert finding.dimension is Dimension.CLASH
    assert finding.witness.behaviour == "insult"


def test_a_local_ban_on_what_the_floor_grants_is_a_clash():
    granted = Code((replace(CARE, modality=Modality.MAY),))
    ban = Provision("no-care", modality=Modality.SHOULD_NOT, behaviours=frozenset({"care"}))
    (finding,) = below(Code((ban,), overlay=True), granted)
    assert finding.dimension is Dimension.CLASH


def test_different_places_do_not_clash():
    at_events = Code((replace(NO_HARM, spaces=frozenset({"event"})),))
    on_wiki = Provision(
        "banter",
        modality=Modality.MAY,
        behaviours=frozenset({"insult"}),
        spaces=frozenset({"wiki"}),
    )
    assert below(Code((on_wiki,), overlay=True), at_events) == ()


def test_what_is_derogable_may_be_departed_from():
    soft = Code((replace(NO_HARM, derogable=True),))
    assert below(local(modality=Modality.MAY), soft) == ()
    resolved = effective(soft, local(modality=Modality.MAY), VOCABULARY)
    assert resolved.provisions[0].modality is Modality.MAY


def test_an_unstructured_provision_is_outside_the_floor():
    prose = Provision("spirit")
    assert not prose.structured
    assert below(Code((NO_HARM,)), Code((NO_HARM, prose))) == ()
    assert below(Code((NO_HARM, replace(prose, id="no-blame")))) == ()


def test_nobody_empties_a_name_of_the_floor_by_splitting_it():
    split = Vocabulary(behaviours=Taxonomy({"gross insult": "insult"}))
    narrow = local(behaviours=frozenset({"gross insult", "threat"}))
    (finding,) = findings(FLOOR, narrow, VOCABULARY.joined(split))
    assert finding.witness.behaviour == "insult"


def test_a_name_that_a_community_adds_falls_under_the_floor():
    wider = VOCABULARY.joined(Vocabulary(behaviours=Taxonomy({"prank": "harm"})))
    licence = Provision("pranks", modality=Modality.MAY, behaviours=frozenset({"prank"}))
    (finding,) = findings(FLOOR, Code((licence,), overlay=True), wider)
    assert finding.witness.behaviour == "prank"


def test_what_binds_tells_where_it_comes_from():
    local_code = Code(
        (
            replace(NO_HARM, id="kind", refines="no-harm", exceptions=frozenset()),
            CARE,
            Provision("banter", modality=Modality.MAY, behaviours=frozenset({"insult"})),
        ),
        overlay=True,
    )
    resolution = resolve([(FLOOR, VOCABULARY), (local_code, VOCABULARY)])
    assert [one.origins for one in resolution.provisions] == [
        ((0, "no-harm"), (1, "kind")),
        ((1, "care"),),
    ]
    assert resolution.inert == ((1, "banter"),)
    assert resolution.provisions[0].provision.exceptions == frozenset()


def test_an_event_may_refine_what_its_project_renamed():
    project = Code((replace(NO_HARM, id="kind", refines="no-harm"),), overlay=True)
    quick = {"answer": Bound(Direction.AT_MOST, 1, unit="days")}
    event = Code((replace(NO_HARM, id="swift", refines="kind", parameters=quick),), overlay=True)
    (bound,) = resolve([(FLOOR, VOCABULARY), (project, VOCABULARY), (event, VOCABULARY)]).provisions
    assert bound.provision.parameters == quick
    assert bound.origins == ((0, "no-harm"), (1, "kind"), (2, "swift"))


def test_a_code_that_contradicts_itself_is_told_where():
    code = Code((NO_HARM, Provision("b", modality=Modality.MAY, behaviours=frozenset({"threat"}))))
    (finding,) = contradictions(code, VOCABULARY)
    assert (finding.floor_id, finding.local_id) == ("no-harm", "b")
    assert finding.witness.behaviour == "threat"


def test_two_provisions_may_not_share_an_id():
    with pytest.raises(ValueError, match="no-harm"):
        Code((NO_HARM, NO_HARM))


def days(number, direction=Direction.AT_MOST):
    return {"answer": Bound(direction, number, unit="days")}


@pytest.mark.parametrize(
    "parameters",
    [
        days(3, Direction.AT_LEAST),
        {"answer": Bound(Direction.AT_MOST, 3, unit="weeks")},
        {"answer": Bound(Direction.INTERVAL, (1, 2), unit="days")},
    ],
)
def test_a_number_that_goes_another_way_is_a_finding_and_binds_nobody(parameters):
    ours = local(parameters=parameters)
    (finding,) = below(ours)
    assert (finding.dimension, finding.parameter) == (Dimension.PARAMETER, "answer")
    (bound,) = effective(FLOOR, ours, VOCABULARY).provisions
    assert bound.parameters == {"answer": DAYS}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Bound(Direction.INTERVAL, (1, 3)), Bound(Direction.INTERVAL, (5, 6))),
        (Bound(Direction.EXACT, "this"), Bound(Direction.EXACT, "that")),
        (Bound(Direction.AT_MOST, 3), Bound(Direction.AT_LEAST, 3)),
        (Bound(Direction.AT_MOST, 3, unit="days"), Bound(Direction.AT_MOST, 3, unit="weeks")),
    ],
)
def test_two_rules_for_one_provision_whose_numbers_exclude_each_other_contradict(first, second):
    code = Code(
        (
            replace(NO_HARM, parameters={"kept": first}),
            replace(NO_HARM, id="also", refines="no-harm", parameters={"kept": second}),
        ),
        overlay=True,
    )
    (finding,) = contradictions(code, VOCABULARY)
    assert (finding.floor_id, finding.local_id) == ("no-harm", "also")
    assert (finding.dimension, finding.parameter) == (Dimension.PARAMETER, "kept")
    assert finding.witness == Witness("insult", "newcomer", "event")


def test_numbers_of_different_rules_do_not_contradict():
    code = Code(
        (
            replace(NO_HARM, parameters=days(3)),
            replace(NO_HARM, id="also", parameters=days(3, Direction.AT_LEAST)),
        )
    )
    assert contradictions(code, VOCABULARY) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Modality.MUST_NOT, Modality.MUST),
        (Modality.SHOULD_NOT, Modality.SHOULD),
        (Modality.MUST_NOT, Modality.MAY),
        (Modality.MAY, Modality.SHOULD_NOT),
        (Modality.MUST, Modality.MUST_NOT),
    ],
)
def test_every_pair_of_contrary_sides_is_found_where_the_two_meet(one, other):
    first = replace(NO_HARM, modality=one, spaces=frozenset({"wiki"}))
    second = Provision("other", modality=other, behaviours=frozenset({"threat", "care"}))
    (finding,) = contradictions(Code((first, second)), VOCABULARY)
    assert finding.witness == Witness("threat", "newcomer", "wiki")


def test_a_duty_and_a_right_to_the_same_thing_go_together():
    right = replace(CARE, id="right", modality=Modality.MAY)
    assert contradictions(Code((CARE, right)), VOCABULARY) == ()
    assert below(Code((right,), overlay=True), Code((CARE,))) == ()


def test_a_local_addition_against_a_right_of_the_floor_names_who_loses_it():
    appeal = Provision(
        "appeal",
        Kind.RIGHT,
        Modality.MAY,
        behaviours=frozenset({"appealing"}),
        actors=frozenset({"newcomer"}),
    )
    quiet = Provision(
        "quiet",
        modality=Modality.MUST_NOT,
        behaviours=frozenset({"appealing"}),
        spaces=frozenset({"event"}),
    )
    (finding,) = below(Code((quiet,), overlay=True), Code((appeal,)))
    assert (finding.floor_id, finding.local_id) == ("appeal", "quiet")
    assert finding.witness == Witness("appealing", "newcomer", "event")


def test_what_the_floor_says_on_both_sides_is_nobody_elses_contradiction():
    torn = Code((NO_HARM, Provision("b", modality=Modality.MAY, behaviours=frozenset({"threat"}))))
    threats = Provision("ours", modality=Modality.MAY, behaviours=frozenset({"threat"}))
    assert below(Code((threats,), overlay=True), torn) == ()
    insults = replace(threats, behaviours=frozenset({"insult", "threat"}))
    (finding,) = below(Code((insults,), overlay=True), torn)
    assert finding.witness.behaviour == "insult"


def test_provisions_that_refine_one_another_in_a_circle_are_named_and_each_still_counts():
    first = replace(NO_HARM, id="a", refines="b")
    second = replace(CARE, id="b", refines="a")
    selfish = replace(CARE, id="c", refines="c")
    overlay = Code((first, second, selfish), overlay=True)
    assert circular(overlay.provisions) == ["a", "b", "c"]
    assert circular((first, CARE)) == []
    bound = effective(Code(()), overlay, VOCABULARY).provisions
    assert [(one.id, one.modality) for one in bound] == [
        ("a", Modality.MUST_NOT),
        ("b", Modality.MUST),
        ("c", Modality.MUST),
    ]
    assert findings(overlay, overlay, VOCABULARY) == ()


def test_a_circle_over_two_levels_changes_nothing_that_the_floor_says():
    floor = Code((replace(NO_HARM, id="a", refines="b"),))
    ours = Code(
        (replace(NO_HARM, id="b", refines="a", modality=Modality.SHOULD_NOT),), overlay=True
    )
    (bound,) = effective(floor, ours, VOCABULARY).provisions
    assert (bound.id, bound.modality) == ("a", Modality.MUST_NOT)


def test_behaviour_that_nobody_explains_stands_for_itself_alone():
    odd = Provision("odd", modality=Modality.MUST_NOT, behaviours=frozenset({"gribbling"}))
    assert below(Code((odd,), overlay=True)) == ()
    licence = replace(odd, id="free", modality=Modality.MAY)
    (finding,) = below(Code((licence,), overlay=True), Code((odd,)))
    assert finding.witness.behaviour == "gribbling"


def test_one_comparison_serves_many_codes_and_takes_in_their_names():
    comparison = Comparison(FLOOR, VOCABULARY)
    assert comparison.under(Vocabulary()) is comparison
    wider = comparison.under(Vocabulary(behaviours=Taxonomy({"prank": "harm"})))
    licence = Provision("pranks", modality=Modality.MAY, behaviours=frozenset({"prank"}))
    assert comparison.findings(Code((licence,), overlay=True)) == ()
    (finding,) = wider.findings(Code((licence,), overlay=True))
    assert finding.witness.behaviour == "prank"


def test_a_right_spread_over_every_place_is_searched_without_trying_each_point():
    many = [f"n{number}" for number in range(300)]
    names = Vocabulary(*(Taxonomy(dict.fromkeys(many, "all") | {"all": ""}) for _ in range(3)))
    wide = replace(
        CARE, behaviours=frozenset({"all"}), actors=frozenset({"all"}), spaces=frozenset({"all"})
    )
    floor = Code((replace(wide, id="ban", modality=Modality.MUST_NOT), wide))
    licence = replace(wide, id="free", modality=Modality.SHOULD)
    assert findings(floor, Code((licence,), overlay=True), names) == ()


def test_a_code_whose_provisions_refine_one_another_in_a_circle_is_not_read():
    rules = "".join(
        f'[provisions.{name}]\nkind = "text"\nrefines = "{other}"\n'
        f'[provisions.{name}.en]\ntext = "Words."\n'
        for name, other in (("a", "b"), ("b", "a"), ("c", "elsewhere"))
    )
    head = '[code]\nid = "ours"\nlevel = "local"\nsource_language = "en"\n'
    with pytest.raises(SeveralProblems) as caught:
        read(f'{head}[code.title]\nen = "Ours"\n{rules}')
    assert [one.field for one in caught.value.problems] == [
        "provisions.a.refines",
        "provisions.b.refines",
    ]


@pytest.mark.parametrize(("axis", "name"), [("actors", "visitor"), ("spaces", "pier")])
def test_nobody_and_no_place_that_a_community_adds_is_outside_everyone_and_everywhere(axis, name):
    floor = Code((Provision("peace", modality=Modality.MUST_NOT, behaviours=frozenset({"harm"})),))
    rule = Provision(
        "joke",
        modality=Modality.MAY,
        behaviours=frozenset({"insult"}),
        **{axis: frozenset({name})},
    )
    local = Code((rule,), overlay=True)
    names = VOCABULARY.joined(Vocabulary(**{axis: Taxonomy({name: ""})}))
    (found,) = findings(floor, local, names)
    assert getattr(found.witness, axis.removesuffix("s")) == name
    assert [one.id for one in effective(floor, local, names).provisions] == ["peace"]


@pytest.mark.parametrize(
    ("named", "dimension", "witness"),
    [
        ({"actors": {"newcomer", "steward"}}, Dimension.ACTORS, ("insult", "everyone", "event")),
        ({"spaces": {"wiki", "event"}}, Dimension.SPACES, ("insult", "newcomer", "everywhere")),
    ],
)
def test_whoever_names_every_group_that_has_a_name_has_not_named_everyone(
    named, dimension, witness
):
    floor = Provision("a", modality=Modality.MUST_NOT, behaviours=frozenset({"insult"}))
    local = replace(floor, **{axis: frozenset(names) for axis, names in named.items()})
    [finding] = findings(Code((floor,)), Code((local,)), VOCABULARY)
    assert (finding.dimension, finding.witness) == (dimension, Witness(*witness))
