from datetime import timedelta

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from comity.bodies.actions import ask_code_name, confirm_proposal, propose_seat
from comity.bodies.errors import FoundingOver, ProposalYours
from comity.bodies.queries import body_by_slug, mandates, members
from comity.bodies.rules import Stage
from comity.cli.app import app
from comity.communities.errors import SlugTaken
from comity.communities.queries import by_slug
from comity.kernel.errors import NotFound
from comity.people.queries import actor, by_username
from comity.vault.actions import make_key
from tests.factories.communities import MovementFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
UNTIL = (timezone.now() + timedelta(days=90)).date().isoformat()


@pytest.fixture
def run():
    def invoke(*words):
        return CliRunner().invoke(app, list(words))

    return invoke


@pytest.fixture
def harbour(run):
    MovementFactory(slug="lantern")
    return run("community", "add", "harbour", "--parent", "lantern", "--name", "en=The Harbour")


@pytest.fixture
def panel(run, harbour):
    assert harbour.exit_code == 0, harbour.output
    words = ["--community", "harbour", "--name", "The panel", "--contact", "panel@harbour.example"]
    return run("body", "add", "panel", *words)


@pytest.mark.usefixtures("harbour")
def test_a_community_is_added_and_listed(run):
    assert by_slug("harbour").name == "The Harbour"
    listed = run("community", "list").output
    assert listed.splitlines() == ["lantern  The movement", "  harbour  The Harbour"]


@pytest.mark.usefixtures("harbour")
def test_an_event_has_days_and_can_move(run):
    words = ["--kind", "event", "--starts", UNTIL, "--ends", UNTIL, "--name", "ar=مهرجان"]
    result = run("community", "add", "fair", "--parent", "lantern", "--language", "ar", *words)
    assert result.exit_code == 0, result.output
    assert by_slug("fair").starts_on.isoformat() == UNTIL
    assert run("community", "move", "fair", "--parent", "harbour").exit_code == 0
    assert by_slug("fair").parent.slug == "harbour"


@pytest.mark.usefixtures("harbour")
def test_a_refusal_is_the_same_refusal(run):
    again = run("community", "add", "harbour", "--parent", "lantern", "--name", "Another")
    assert isinstance(again.exception, SlugTaken)
    nowhere = run("community", "add", "pier", "--parent", "nowhere", "--name", "The Pier")
    assert isinstance(nowhere.exception, NotFound)


def test_a_body_is_set_up_given_a_mandate_and_seated(run, panel):
    assert panel.exit_code == 0, panel.output
    assert run("body", "mandate", "panel", "--severity-to", "3", "--stage", "first").exit_code == 0
    PersonFactory(username="kim", display_name="Kim Harbour")
    assert run("body", "seat", "panel", "kim", "--until", UNTIL).exit_code == 0
    body, today = body_by_slug("panel"), timezone.now().date()
    (running,) = mandates([body.id], today)[body.id]
    assert (running.scope.stage, running.scope.severity_to) == (Stage.FIRST, 3)
    assert [one.display_name for one in members(body.id, today)] == ["Kim Harbour"]
    assert run("body", "unseat", "panel", "kim").exit_code == 0
    assert members(body.id, today) == []


@pytest.mark.usefixtures("panel")
def test_nobody_who_has_no_account_is_seated(run):
    assert isinstance(run("body", "seat", "panel", "kim", "--until", UNTIL).exception, NotFound)
    assert isinstance(run("body", "unseat", "panel", "kim").exception, NotFound)


@pytest.mark.usefixtures("panel")
def test_somebody_who_holds_no_seat_cannot_leave_it(run):
    PersonFactory(username="kim")
    assert isinstance(run("body", "unseat", "panel", "kim").exception, NotFound)


@pytest.mark.usefixtures("panel")
def test_a_seat_is_proposed_from_the_terminal_and_confirmed_by_a_member(run):
    for name in ("kim", "lou"):
        person = PersonFactory(username=name)
        make_key(person_id=person.id, passphrase="a lamp", by=actor(person), now=timezone.now())
    assert run("body", "seat", "panel", "kim", "--until", UNTIL).exit_code == 0
    made = run("body", "propose", "panel", "lou", "--until", UNTIL, "--code-name", "Heron")
    assert made.exit_code == 0, made.output
    proposal_id, fingerprint = made.output.split()
    listed = run("body", "proposals", "panel").output
    assert proposal_id in listed
    assert fingerprint in listed
    alone = run("body", "confirm", proposal_id, "--fingerprint", fingerprint)
    assert isinstance(alone.exception, ProposalYours)
    confirm_proposal(
        proposal_id=proposal_id,
        compared=fingerprint,
        by=actor(by_username("kim")),
        now=timezone.now(),
    )
    assert isinstance(run("body", "unseat", "panel", "kim").exception, FoundingOver)
    assert "Heron" in [
        one.display_name for one in members(body_by_slug("panel").id, timezone.now().date())
    ]


@pytest.mark.usefixtures("panel")
def test_what_a_member_proposed_is_confirmed_from_the_terminal_and_ones_own_withdrawn(run):
    for name in ("kim", "lou", "max"):
        person = PersonFactory(username=name)
        make_key(person_id=person.id, passphrase="a lamp", by=actor(person), now=timezone.now())
    assert run("body", "seat", "panel", "kim", "--until", UNTIL).exit_code == 0
    lou, now = by_username("lou"), timezone.now()
    proposal = propose_seat(
        body_id=body_by_slug("panel").id,
        person_id=lou.id,
        starts_on=now.date(),
        ends_on=now.date(),
        by=actor(by_username("kim")),
        now=now,
    )
    groups = "-".join(proposal.fingerprint[at : at + 4] for at in range(0, 32, 4)).upper()
    assert run("body", "confirm", proposal.id, "--fingerprint", groups).exit_code == 0
    removal = run("body", "propose-removal", "panel", "lou").output.strip()
    assert run("body", "withdraw", removal).exit_code == 0
    ask_code_name(person_id=lou.id, code_name="Heron", by=actor(lou), now=timezone.now())
    assert run("body", "code-name", "panel", "lou", "Heron").exit_code == 0
    key = run("body", "propose-key", "panel", "lou")
    assert proposal.fingerprint in key.output
