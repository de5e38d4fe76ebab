"""Who handles what, and where appeals go, as the Enforcement Guidelines have it."""

import pytest

from comity.bodies.rules import BodyKind
from comity.charter.queries import shipped
from comity.charter.rules import Appellant, Scope, read
from comity.competence.rules import Matter, appeal_target, classes_of, route

WIKIMEDIA = read(shipped("wikimedia"))
SMALL = read(shipped("small"))
EVERYTHING = frozenset(WIKIMEDIA.agreed.classes)
NO_LOCAL = EVERYTHING - {"local_structure", "event_team", "technical_committee"}
HARASSMENT, COMMITTEE, LOCAL = "harassment", "coordinating_committee", "local_structure"


def matter(subject=HARASSMENT, scope=Scope.ONE_WIKI, severity=3, **more):
    return Matter(subject=subject, scope=scope, severity=severity, **more)


@pytest.mark.parametrize(
    ("about", "there", "row", "classes", "because"),
    [
        pytest.param(
            matter("violence"),
            EVERYTHING,
            "violence",
            ("trust_and_safety",),
            "go to the host at once",
            id="violence on a wiki",
        ),
        pytest.param(
            matter("threat", Scope.EVENT),
            EVERYTHING,
            "violence",
            ("trust_and_safety",),
            "wherever they were made",
            id="violence at an event",
        ),
        pytest.param(
            matter("legal_threat"),
            EVERYTHING,
            "legal",
            ("legal",),
            "for lawyers",
            id="a legal threat",
        ),
        pytest.param(
            matter("doxxing"),
            EVERYTHING,
            "privacy",
            ("suppressors", "trust_and_safety", "legal"),
            "hidden first",
            id="private information",
        ),
        pytest.param(
            matter(scope=Scope.AFFILIATE),
            EVERYTHING,
            "affiliate",
            ("affiliations_committee",),
            "How an affiliate is run",
            id="how an affiliate is run",
        ),
        pytest.param(
            matter(scope=Scope.TECHNICAL),
            EVERYTHING,
            "technical",
            ("technical_committee",),
            "a committee of their own",
            id="a technical space",
        ),
        pytest.param(
            matter(scope=Scope.COMMUNITY, systemic=True),
            EVERYTHING,
            "systemic",
            (COMMITTEE,),
            "cannot be asked about itself",
            id="a community that fails",
        ),
        pytest.param(
            matter(scope=Scope.SEVERAL_WIKIS),
            EVERYTHING,
            "several_wikis",
            ("stewards", LOCAL, COMMITTEE),
            "several wikis",
            id="several wikis",
        ),
        pytest.param(
            matter(),
            EVERYTHING,
            "one_wiki",
            (LOCAL,),
            "by its own rules",
            id="one wiki",
        ),
        pytest.param(
            matter(),
            NO_LOCAL,
            "one_wiki",
            (COMMITTEE,),
            "only where there is no body",
            id="one wiki that has no body",
        ),
        pytest.param(
            matter("vandalism", severity=1),
            EVERYTHING,
            "vandalism",
            ("local_means",),
            "as every day",
            id="simple vandalism",
        ),
        pytest.param(
            matter("vandalism", severity=3),
            EVERYTHING,
            "one_wiki",
            (LOCAL,),
            "by its own rules",
            id="grave vandalism",
        ),
        pytest.param(
            matter(scope=Scope.OFF_WIKI),
            EVERYTHING,
            "off_wiki",
            (LOCAL,),
            "the body at home",
            id="off wiki",
        ),
        pytest.param(
            matter(scope=Scope.OFF_WIKI),
            NO_LOCAL,
            "off_wiki",
            (COMMITTEE,),
            "where there is none",
            id="off wiki, no body at home",
        ),
        pytest.param(
            matter(scope=Scope.EVENT),
            EVERYTHING,
            "event",
            ("event_team",),
            "its own safety rules",
            id="an event",
        ),
        pytest.param(
            matter(scope=Scope.EVENT),
            NO_LOCAL,
            "event",
            (COMMITTEE,),
            "may send the matter on",
            id="an event without a team",
        ),
        pytest.param(
            matter(scope=Scope.HOSTED_EVENT),
            EVERYTHING,
            "hosted_event",
            ("trust_and_safety", COMMITTEE),
            "events it holds itself",
            id="an event of the host",
        ),
    ],
)
def test_who_handles_what(about, there, row, classes, because):
    found = route(about, WIKIMEDIA, there)
    assert (found.row, found.classes, found.first) == (row, classes, classes[0])
    assert because in found.because["en"]


@pytest.mark.parametrize(
    ("asked", "there", "row", "to", "because"),
    [
        pytest.param(
            (LOCAL, True),
            EVERYTHING,
            "one_person",
            LOCAL,
            "What one person decided",
            id="one administrator, where there is a body",
        ),
        pytest.param(
            ("local_means", True),
            NO_LOCAL,
            "one_person",
            COMMITTEE,
            "where there is none",
            id="one administrator, where there is none",
        ),
        pytest.param(
            (LOCAL, False), EVERYTHING, "final_here", "", "no appeal leads", id="an arbitration"
        ),
        pytest.param(
            (COMMITTEE, False), EVERYTHING, "final_here", "", "no appeal leads", id="the committee"
        ),
        pytest.param(
            ("stewards", False), EVERYTHING, "final_here", "", "no appeal leads", id="stewards"
        ),
        pytest.param(("legal", False), EVERYTHING, "legal", "", "lawyers", id="lawyers"),
        pytest.param(
            ("trust_and_safety", False),
            EVERYTHING,
            "office_action",
            "case_review",
            "volunteers",
            id="an office action",
        ),
        pytest.param(("case_review", False), EVERYTHING, "legal", "", "cannot", id="its review"),
        pytest.param(
            ("event_team", False),
            NO_LOCAL,
            "other_body",
            COMMITTEE,
            "no body is final",
            id="the team of an event",
        ),
    ],
)
def test_where_an_appeal_goes(asked, there, row, to, because):
    decided_by, alone = asked
    found = appeal_target(decided_by, WIKIMEDIA, there, alone=alone)
    assert (found.row, found.to) == (row, to)
    assert because in found.because["en"]


def test_an_office_action_is_appealed_within_six_months_by_those_concerned():
    found = appeal_target("trust_and_safety", WIKIMEDIA, EVERYTHING)
    assert found.within_days == 180
    assert found.who == {Appellant.RESPONDENT, Appellant.REQUESTER}


@pytest.mark.parametrize("charter", [WIKIMEDIA, SMALL])
@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("severity", [1, 5])
def test_nothing_is_nobodys_matter(charter, scope, severity):
    for subject in charter.subjects:
        for there in (frozenset(), frozenset(charter.agreed.classes)):
            about = Matter(subject=subject, scope=scope, severity=severity)
            found = route(about, charter, there)
            assert found.row
            assert found.because["en"]
            if there:
                assert found.first


@pytest.mark.parametrize("charter", [WIKIMEDIA, SMALL])
def test_a_final_class_is_never_appealed_after_it_decided_together(charter):
    for name, one in charter.agreed.classes.items():
        target = appeal_target(name, charter, charter.agreed.classes)
        assert bool(target.to) is not one.final, name


def test_kinds_of_bodies_belong_to_classes():
    assert classes_of([BodyKind.LOCAL_PANEL], WIKIMEDIA) == {LOCAL}
    assert classes_of([], WIKIMEDIA) == frozenset()


def test_a_charter_without_a_table_routes_nothing():
    old = shipped("small").partition("# Where the numbers come from.")[0]
    charter = read(old.replace("format = 2\n", ""))
    assert route(matter("conduct"), charter, EVERYTHING).classes == ()
    assert appeal_target(LOCAL, charter, EVERYTHING).to == ""
