from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.charter import queries as charters
from comity.charter.actions import adopt_local_charter
from comity.charter.errors import NoCharter
from comity.competence.queries import (
    charter_at,
    competence,
    concerns,
    concerns_at,
    concerns_of_body,
    effective_charter,
    gaps,
    structure,
    who_handles,
)
from comity.competence.rules import CaseFacts, Why
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.kernel.ids import new_id
from comity.vault.actions import certify, make_key
from tests.factories.bodies import MandateFactory, SeatFactory
from tests.factories.charter import CharterVersionFactory
from tests.factories.communities import CommunityFactory, MovementFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")


def seated(body, *, certified=True):
    seat = SeatFactory(body=body)
    if certified:
        make_key(person_id=seat.person_id, passphrase="a lamp", by=OPERATOR, now=NOW)
        certify(
            person_id=seat.person_id,
            seat_id=seat.id,
            starts_on=seat.starts_on,
            ends_on=seat.ends_on,
            by=OPERATOR,
            now=NOW,
        )
    return seat


@pytest.fixture
def project():
    CharterVersionFactory()
    return CommunityFactory(parent=MovementFactory())


@pytest.fixture
def panel(project):
    panel = MandateFactory(body__community=project).body
    for _ in range(3):
        seated(panel)
    return panel


def ask(place, on=TODAY):
    found = who_handles(community_id=place.id, subject="conduct", severity=2, on=on)
    return [one.body_id for one in found]


def test_a_body_with_enough_certified_members_is_competent(project, panel):
    assert ask(project) == [panel.id]


def test_a_member_without_a_certified_key_does_not_count(project):
    panel = MandateFactory(body__community=project).body
    for certified in (True, True, False):
        seated(panel, certified=certified)
    assert ask(project) == []


def test_a_body_whose_terms_are_over_is_not(project, panel):
    assert ask(project, on=date(2028, 1, 1)) == []


def test_a_mandate_counts_while_it_runs(project, panel):
    panel.mandates.update(until=date(2026, 2, 28))
    assert ask(project) == []


def test_what_is_about_a_body_is_decided_elsewhere(project, panel):
    facts = CaseFacts(places=(project.id,), subject="conduct", severity=2, about_body=panel.id)
    answer = competence(facts, on=TODAY)
    assert (answer.start.why, answer.first) == (Why.ABOUT_A_BODY, None)


def test_a_place_that_does_not_exist_is_not_found(project):
    with pytest.raises(NotFound):
        structure(TODAY, [new_id()])


def test_without_a_charter_nobody_is_competent():
    with pytest.raises(NoCharter):
        structure(TODAY)


def test_more_bodies_and_members_need_no_more_queries(project, panel):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            ask(project)
        return len(caught)

    ask(project)  # reads the charter, once for good
    before = queries()
    for _ in range(3):
        other = MandateFactory(body__community=project.parent).body
        for _ in range(3):
            seated(other, certified=False)
    assert queries() == before


def test_a_community_from_which_nobody_is_reached_is_named(project, panel):
    """The panel serves its own project; from the movement above it, nobody is reached."""
    assert [gap.community for gap in gaps(TODAY)] == ["movement"]


def test_a_community_is_asked_by_its_own_numbers(project, panel):
    above = charters.charter_in_force()
    adopt_local_charter(
        path=[project.id, project.parent_id],
        below=(),
        text="handlers_minimum = 4\n",
        by=OPERATOR,
        now=NOW,
    )
    assert effective_charter(project.id).handlers_minimum == 4
    assert effective_charter(project.parent_id).version_id == above.version_id
    assert ask(project) == []
    assert structure(TODAY, [project.parent_id]).charter.handlers_minimum == 3
    assert structure(TODAY, [project.id, project.parent_id]).charter.handlers_minimum == 3
    seated(panel)
    assert ask(project) == [panel.id]


def test_a_body_lacks_keys_by_the_numbers_of_its_own_community(project, panel):
    assert concerns_of_body(panel.id, on=TODAY) == []
    adopt_local_charter(
        path=[project.id, project.parent_id],
        below=(),
        text="handlers_minimum = 4\n",
        by=OPERATOR,
        now=NOW,
    )
    assert [one.code for one in concerns_of_body(panel.id, on=TODAY)] == ["concern_few_keys"]


def test_a_place_that_nobody_named_has_the_charter_of_the_movement(project):
    above = charters.charter_in_force().version_id
    assert {charter_at(place).version_id for place in ("", "NOWHERE", project.id)} == {above}


def test_what_is_missing_is_told_of_a_body_of_a_community_and_of_all(project, panel):
    assert concerns_of_body(panel.id, on=TODAY) == []
    project.languages = ["ar"]
    project.save()
    other = MandateFactory(body__community=project, body__contact="").body
    assert [one.code for one in concerns_of_body(other.id, on=TODAY)] == [
        "concern_no_contact",
        "concern_nobody_sits",
    ]
    everything = {(one.about, one.code) for one in concerns(TODAY)}
    assert (project.slug, "concern_nobody_reads") in everything
    assert {(one.about, one.code) for one in concerns_at(project.id, on=TODAY)} == everything


def test_looking_at_every_body_takes_as_many_queries_as_looking_at_one(project, panel):
    concerns(TODAY)  # reads the charter, which is then remembered
    with CaptureQueriesContext(connection) as asked:
        concerns(TODAY)
    before = len(asked)
    for _ in range(4):
        seated(MandateFactory(body__community=CommunityFactory(parent=project)).body)
    with CaptureQueriesContext(connection) as asked:
        concerns(TODAY)
    assert len(asked) == before


def test_of_a_body_that_does_not_exist_nothing_is_told():
    with pytest.raises(NotFound):
        concerns_of_body(new_id(), on=TODAY)
