import pytest

from comity.bodies.rules import BodyKind
from tests.factories.bodies import BodyFactory, MandateFactory, SeatFactory
from tests.factories.charter import CharterVersionFactory
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.wikis import WikiFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    CharterVersionFactory()
    return CommunityFactory(parent=MovementFactory(slug="lantern"), slug="lighthouse")


@pytest.fixture
def ask(client):
    def get(address, status=200):
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == status, answer.content
        return answer.json()

    return get


@pytest.mark.usefixtures("project")
def test_everybody_may_list_communities(ask):
    assert [one["slug"] for one in ask("communities")["items"]] == ["lantern", "lighthouse"]
    assert [one["slug"] for one in ask("communities?q=lightH")["items"]] == ["lighthouse"]


def test_a_community_names_its_wiki_if_one_is_connected(ask, project):
    assert ask("communities/lighthouse")["wiki"] is None
    wiki = WikiFactory(community=project)
    assert ask("communities/lighthouse")["wiki"] == wiki.id
    assert [one["wiki"] for one in ask("communities")["items"]] == [None, wiki.id]


def test_a_community_names_its_parent(ask, project):
    told = ask("communities/lighthouse")
    assert (told["id"], told["parent"], told["kind"]) == (project.id, "lantern", "project")


def test_who_decides_is_told_with_a_reason_for_every_body(ask, project):
    body = BodyFactory(community=project, slug="panel", kind=BodyKind.LOCAL_PANEL)
    MandateFactory(body=body, severity_to=3)
    told = ask("communities/lighthouse/handlers?subject=threat&severity=4")
    assert told["body"] is None
    assert told["emergency"]["code"] == "competence_danger"
    (step,) = told["path"]
    assert (step["slug"], step["competent"]) == ("panel", False)
    codes = [reason["code"] for reason in step["reasons"]]
    assert codes == ["competence_severity_not_covered", "competence_nobody_sits"]
    assert all(reason["title"] for reason in step["reasons"])


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("query", ["", "?subject=&severity=1", "?subject=conduct&severity=6"])
def test_a_question_that_makes_no_sense_is_refused(ask, query):
    assert ask(f"communities/lighthouse/handlers{query}", status=422)["problems"]


def test_a_body_tells_its_mandate_and_members(ask, project):
    body = BodyFactory(community=project, slug="panel")
    MandateFactory(body=body)
    seat = SeatFactory(body=body)
    told = ask("bodies/panel")
    assert told["community"] == "lighthouse"
    assert told["mandates"][0]["measure_to"] == "M8"
    assert [member["name"] for member in told["members"]] == [seat.person.name]
    assert [one["slug"] for one in ask("bodies")["items"]] == ["panel"]


@pytest.mark.parametrize(
    "address",
    ["communities/nowhere", "communities/nowhere/handlers?subject=a&severity=1", "bodies/nobody"],
)
def test_what_does_not_exist_is_not_found(ask, address):
    assert ask(address, status=404)["code"] == "not_found"
