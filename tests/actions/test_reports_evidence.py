"""An edit given as evidence: noted for the service alone, fetched later, kept in the room."""

import pytest

from comity.record.actions import run_due
from comity.record.models import Reaction
from comity.reports import queries
from comity.reports.errors import NoSuchPlace
from comity.reports.models import Evidence
from comity.reports.tasks import fetch_evidence
from comity.vault import queries as rooms
from comity.wikis.errors import EvidenceElsewhere, EvidenceNotReadable
from tests.factories import reports as factory
from tests.factories.people import NOW
from tests.factories.wikis import WikiFactory
from tests.wiki.liar import Liar, refused, told

pytestmark = pytest.mark.django_db

LOGIN = told({"query": {"userinfo": {"id": 2, "name": "Keeper", "rights": ["read"]}}})


def revision(number, text):
    """Answer as a wiki that knows one revision."""
    found = {
        "revid": number,
        "parentid": number - 1,
        "user": "Tern",
        "userid": 7,
        "timestamp": "2026-03-01T10:00:00Z",
        "comment": "",
        "sha1": "ab",
        "slots": {"main": {"content": text}},
    }
    return told(
        {"query": {"pages": [{"pageid": 3, "ns": 0, "title": "Garden", "revisions": [found]}]}}
    )


NO_REVISION = told({"query": {"badrevids": {"5": {"revid": 5}}}})


@pytest.fixture
def liar():
    with Liar() as liar:
        yield liar


@pytest.fixture
def house(liar):
    built = factory.house()
    WikiFactory(community=built.project, api_url=liar.api_url, login="", secret="a token")
    return built


@pytest.fixture
def address(liar):
    return liar.api_url.replace("api.php", "index.php") + "?diff=123456789&oldid=prev"


@pytest.fixture
def sent(house, address):
    return factory.send(house.project, evidence=(address,))


def test_what_is_to_be_fetched_is_sealed_to_the_service(sent, address):
    row = Evidence.objects.get()
    assert b"123456789" not in bytes(row.sealed)
    assert address.encode() not in bytes(row.sealed)
    (wanted,) = queries.evidence_wanted(sent.report.id)
    assert (wanted.address, wanted.pointer.revision) == (address, 123456789)


def test_a_copy_and_its_digest_are_kept_in_the_room_and_the_note_is_erased(
    sent, house, liar, address
):
    liar.says(LOGIN, revision(123456789, "You fool."), revision(123456788, "Beans."))
    run_due(now=NOW)
    (item,) = rooms.read_kind(sent.report.room_id, house.local.keyrings[0], "evidence")
    assert item.writer == "service"
    assert item.content["address"] == address
    assert item.content["newer"]["text"] == "You fool."
    assert item.content["older"]["text"] == "Beans."
    assert len(item.content["digest"]) == 64
    assert not Evidence.objects.exists()
    assert not Reaction.objects.filter(handler__contains="fetch_evidence").exists()


@pytest.mark.parametrize("code", ["internal_api_error_DBQueryError", "readapidenied"])
def test_while_the_wiki_gives_nothing_it_is_tried_again_and_nothing_is_lost(
    sent, house, liar, code
):
    liar.says(LOGIN, refused(code))
    run_due(now=NOW)
    assert Evidence.objects.exists()
    reaction = Reaction.objects.get(handler__contains="fetch_evidence")
    assert reaction.not_before > NOW
    liar.says(LOGIN, revision(123456789, "You fool."), revision(123456788, "Beans."))
    run_due(now=reaction.not_before)
    assert len(rooms.read_kind(sent.report.room_id, house.local.keyrings[0], "evidence")) == 1


def test_an_edit_that_does_not_exist_is_said_to_be_missing(sent, house, liar, address):
    liar.says(LOGIN, NO_REVISION, LOGIN)
    run_due(now=NOW)
    (item,) = rooms.read_kind(sent.report.room_id, house.local.keyrings[0], "evidence")
    assert item.content == {"address": address, "problem": "no_such_revision"}
    assert not Evidence.objects.exists()


def test_fetching_twice_keeps_one_copy(sent, house, liar):
    liar.says(LOGIN, revision(123456789, "You fool."), revision(123456788, "Beans."))
    fetch_evidence(sent.report.id, NOW)
    fetch_evidence(sent.report.id, NOW)
    assert len(rooms.read_kind(sent.report.room_id, house.local.keyrings[0], "evidence")) == 1


@pytest.mark.parametrize(
    ("address", "refusal"),
    [("https://elsewhere.example/?diff=3", EvidenceElsewhere), ("yesterday", EvidenceNotReadable)],
)
def test_an_address_that_leads_to_no_edit_of_the_wiki_is_named(house, address, refusal):
    with pytest.raises(refusal):
        queries.check_evidence([address], community_id=house.project.id)


def test_where_no_wiki_is_connected_any_address_will_do(house):
    queries.check_evidence(["yesterday"], community_id=house.movement.id)
    sent = factory.send(house.movement, evidence=("yesterday",))
    assert factory.said(sent.receipt, "report")[0]["evidence"] == ["yesterday"]
    assert not Evidence.objects.exists()


def test_evidence_from_nowhere_is_refused(house):
    with pytest.raises(NoSuchPlace):
        queries.check_evidence(["3"], community_id="nowhere")
