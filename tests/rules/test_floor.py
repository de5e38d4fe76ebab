"""Single cases, one for each way to fall below the floor."""

from dataclasses import replace

import pytest

from comity.codes.rules.floor import Dimension, Witness, contradictions, findings
from comity.codes.rules.provisions import Code, Kind, Modality, Provision, Taxonomy, Vocabulary
from comity.codes.rules.strictest import effective, resolve
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
