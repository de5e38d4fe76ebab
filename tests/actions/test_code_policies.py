import pytest

from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.codes.errors import (
    AddressWrong,
    CodeTooLong,
    LanguageUnknown,
    PolicyPartMissing,
    PolicyWithoutWords,
    ProvisionWithoutWords,
)
from comity.codes.rules.policies import Relation
from comity.codes.rules.writer import write
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.record.models import Line
from tests.factories.codes import OPERATOR, answer_in, draft, in_force, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody

pytestmark = pytest.mark.django_db
TEXT = "# Events\n\n## Answers\n\nWe answer in a week.\n\n## Photos\n\nAsk before you take one.\n"


@pytest.fixture
def movement():
    return MovementFactory()


def add(community, by=OPERATOR, **changes):
    said = {
        "title": "Events",
        "address": "https://events.example/",
        "language": "en",
        "licence": "",
        "text": TEXT,
    }
    return actions.add_policy(community_id=community.id, **(said | changes), by=by, now=NOW)


def mapped(policy, provision="answer", relation=Relation.WEAKER, part=1, *, by=OPERATOR, note=""):
    actions.map_provision(
        policy_id=policy.id,
        provision_id=provision,
        relation=relation,
        part=part,
        note=note,
        by=by,
        now=NOW,
    )


def test_a_policy_in_prose_is_taken_apart_and_laid_beside_the_code(movement):
    in_force()
    policy = add(movement)
    laid = queries.laid_beside(policy.id)
    assert [(row.id, row.relation) for row in laid.rows] == [("answer", ""), ("kindness", "")]
    assert [part.title for part in laid.parts] == ["Answers", "Photos"]
    assert all(row.suggestion is None for row in laid.rows)
    assert laid.counts[""] == 2
    assert queries.policies(movement.id) == [policy]


def test_what_people_say_of_a_provision_stands_beside_it(movement):
    in_force()
    policy = add(movement)
    mapped(policy, note="A week is longer than three days.")
    mapped(policy, "kindness", Relation.MISSING, 0)
    first, second = queries.laid_beside(policy.id).rows
    assert (first.relation, first.part.title) == ("weaker", "Answers")
    assert first.note == "A week is longer than three days."
    assert (second.relation, second.part) == ("missing", None)
    laid = queries.laid_beside(policy.id)
    assert [part.title for part in laid.loose] == ["Photos"]
    assert (laid.counts["weaker"], laid.counts["missing"], laid.counts[""]) == (1, 1, 0)
    mapped(policy, relation=Relation.CONFLICTING)
    assert queries.laid_beside(policy.id).rows[0].relation == "conflicting"
    assert queries.policy(policy.id).mapped == 2


def test_a_structured_policy_brings_suggestions_that_change_nothing(movement):
    in_force()
    policy = add(movement, text=write(universal(answer_in(9))))
    answer, kindness = queries.laid_beside(policy.id).rows
    assert (answer.suggestion.relation, answer.suggestion.part) == (Relation.WEAKER, 1)
    assert kindness.suggestion.relation is Relation.MISSING
    assert answer.relation == ""


def test_a_policy_is_laid_beside_what_everybody_can_read(movement):
    policy = add(movement)
    assert queries.laid_beside(policy.id).rows == []
    version = draft(universal(), community=movement)
    assert queries.laid_beside(policy.id).rows == []
    assert len(queries.laid_beside(policy.id, seen_by=OPERATOR).rows) == 2
    actions.publish_edition(version_id=version.id, by=OPERATOR, now=NOW)
    assert len(queries.laid_beside(policy.id).rows) == 2


def test_a_mapping_outlives_the_version_it_was_made_for(movement):
    in_force()
    policy = add(movement)
    mapped(policy)
    in_force(universal(answer_in(1)), community=movement)
    (row,) = queries.laid_beside(policy.id).rows
    assert row.relation == "weaker"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": " "}, ProvisionWithoutWords),
        ({"title": "x" * 301}, CodeTooLong),
        ({"address": "events.example"}, AddressWrong),
        ({"language": "English, I think"}, LanguageUnknown),
        ({"text": "***\n"}, PolicyWithoutWords),
        ({"text": "x" * 1_000_001}, CodeTooLong),
    ],
)
def test_a_policy_that_nobody_could_compare_is_refused(movement, changes, refusal):
    with pytest.raises(refusal):
        add(movement, **changes)
    assert queries.policies(movement.id) == []


def test_what_is_missing_stands_nowhere_and_everything_else_somewhere(movement):
    in_force()
    policy = add(movement)
    for relation, part in ((Relation.MISSING, 1), (Relation.EQUAL, 0), (Relation.WEAKER, 99)):
        with pytest.raises(PolicyPartMissing):
            mapped(policy, relation=relation, part=part)
    with pytest.raises(CodeTooLong):
        mapped(policy, note="x" * 5_001)
    with pytest.raises(NotFound):
        mapped(policy, "nothing")


def test_only_those_who_write_the_code_lay_policies_beside_it(movement):
    in_force()
    policy = add(movement, by=as_actor(somebody(Permission.CODE_EDIT, on=movement)))
    stranger = as_actor(PersonFactory())
    for act in (
        lambda: add(movement, by=stranger),
        lambda: mapped(policy, by=stranger),
        lambda: actions.remove_policy(policy_id=policy.id, by=stranger, now=NOW),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert queries.laid_beside(policy.id, seen_by=stranger).counts[""] == 2


def test_a_policy_is_taken_away_with_what_was_said_of_it(movement):
    in_force()
    policy = add(movement)
    mapped(policy)
    actions.remove_policy(policy_id=policy.id, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        queries.policy(policy.id)
    lines = Line.objects.filter(kind__startswith="policy:").order_by("number")
    assert [line.kind for line in lines] == ["policy:added", "policy:mapped", "policy:removed"]


def test_a_policy_that_is_not_there_is_not_found():
    with pytest.raises(NotFound):
        queries.laid_beside(new_id())
    with pytest.raises(NotFound):
        actions.remove_policy(policy_id=new_id(), by=OPERATOR, now=NOW)
