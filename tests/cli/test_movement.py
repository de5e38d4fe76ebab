import os
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from comity.access.queries import reach
from comity.access.rules import Permission
from comity.charter import queries as charters
from comity.charter.errors import (
    CharterSyntaxWrong,
    CharterUnreadable,
    DatabaseInUse,
    NothingSetUp,
    SandboxInPublic,
    WrongInstallation,
)
from comity.cli.app import app
from comity.cli.movement import refuse_wrong_use
from comity.cli.sandbox import guide, load
from comity.codes.queries import versions
from comity.communities.queries import by_slug, root
from comity.consultation.models import OpinionRun
from comity.consultation.queries.rounds import consultations
from comity.people.queries import actor, by_username
from comity.record.actions import run_due
from comity.record.queries import first_broken_line
from comity.upkeep.queries import troubles
from comity.upkeep.rules import Area
from comity.vault.actions import unlock
from tests.factories.bodies import BodyFactory
from tests.factories.charter import SANDBOX_TEXT, CharterVersionFactory, InstallationFactory
from tests.factories.communities import MovementFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PASSWORD = "a lantern in every window"


@pytest.fixture
def charter(tmp_path):
    file = tmp_path / "charter.toml"
    file.write_text(SANDBOX_TEXT)
    return file


@pytest.fixture
def init(charter):
    """Begin a movement, with a password that comes through a pipe."""

    def run(path=charter, password=PASSWORD):
        reader, writer = os.pipe()
        os.write(writer, f"{password}\n".encode())
        os.close(writer)
        words = ["init", str(path), "--operator", "kim", "--password-fd", str(reader)]
        return CliRunner().invoke(app, words)

    return run


def test_a_movement_begins_with_a_charter_and_an_operator(init):
    result = init()
    assert result.exit_code == 0, result.output
    assert charters.installation().use == charters.PRODUCTION
    assert charters.charter_in_force().names["en"] == root().named("en") == "The Lantern Library"
    kim = by_username("kim")
    assert kim.check_password(PASSWORD)
    assert list(reach(actor(kim), Permission.COMMUNITY_CREATE)) == [root().id]
    assert not reach(actor(kim), Permission.CASE_HANDLE).exists()
    assert first_broken_line() is None


def test_a_movement_begins_once(init):
    init()
    assert isinstance(init().exception, DatabaseInUse)


def test_nothing_begins_among_people(init):
    PersonFactory()
    assert isinstance(init().exception, DatabaseInUse)
    assert charters.installation() is None


def test_a_wrong_charter_begins_nothing(init, tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("name =")
    assert isinstance(init(wrong).exception, CharterSyntaxWrong)
    assert charters.installation() is None


def test_a_charter_that_is_not_there_is_named(init, tmp_path):
    result = init(tmp_path / "nowhere.toml")
    assert result.exit_code == 1
    assert isinstance(result.exception, CharterUnreadable)
    assert charters.installation() is None


def test_a_movement_begins_with_a_charter_that_comes_with_comity(init):
    assert init("wikimedia").exit_code == 0
    assert charters.charter_in_force().ballots["committee_systemic"].in_favour == 8


def test_a_movement_begins_with_its_own_name_and_the_small_charter():
    reader, writer = os.pipe()
    os.write(writer, f"{PASSWORD}\n".encode())
    os.close(writer)
    told = ["--charter", "small", "--name", "Harbour", "--operator", "kim"]
    result = CliRunner().invoke(app, ["init", *told, "--password-fd", str(reader)])
    assert result.exit_code == 0, result.output
    assert root().named("en") == "Harbour"
    assert root().slug == "harbour"


def test_a_short_password_begins_nothing(init):
    result = init(password="short")
    assert result.exit_code == 1
    assert "15 characters" in result.output
    assert charters.installation() is None


def test_without_a_terminal_the_password_needs_a_descriptor(charter):
    result = CliRunner().invoke(app, ["init", str(charter), "--operator", "kim"])
    assert result.exit_code == 1
    assert "--password-fd" in result.output


def test_an_empty_database_is_not_served():
    with pytest.raises(NothingSetUp):
        refuse_wrong_use("127.0.0.1")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_the_sandbox_is_served_on_this_machine(settings, host):
    InstallationFactory(use=charters.SANDBOX)
    settings.COMITY_SANDBOX = True
    refuse_wrong_use(host)


@pytest.mark.parametrize(
    ("announced", "host"),
    [(True, "0.0.0.0"), (True, "wiki.example"), (False, "127.0.0.1")],  # noqa: S104, these are refused
)
def test_the_sandbox_is_served_nowhere_else(settings, announced, host):
    InstallationFactory(use=charters.SANDBOX)
    settings.COMITY_SANDBOX = announced
    with pytest.raises(SandboxInPublic):
        refuse_wrong_use(host)


def test_a_real_movement_is_not_served_as_a_sandbox(settings):
    InstallationFactory(use=charters.PRODUCTION)
    refuse_wrong_use("0.0.0.0")  # noqa: S104, a proxy may stand in front
    settings.COMITY_SANDBOX = True
    with pytest.raises(WrongInstallation):
        refuse_wrong_use("127.0.0.1")


def test_the_sandbox_never_meets_real_people():
    InstallationFactory(use=charters.PRODUCTION)
    with pytest.raises(WrongInstallation):
        load.load(now=NOW)


def test_the_sandbox_never_joins_people_who_are_there():
    PersonFactory()
    with pytest.raises(DatabaseInUse):
        load.load(now=NOW)
    assert charters.installation() is None


def test_the_sandbox_is_loaded_once_and_everybody_can_do_their_part():
    assert load.load(now=NOW)
    assert not load.load(now=NOW)
    assert charters.is_sandbox()
    said = load.movement()
    for part in said.people[:2]:
        assert by_username(part["username"]).check_password(said.password)
    member = by_username(min(said.members))
    assert unlock(person_id=member.id, secret=said.passphrase)
    assert [one.code for one in troubles(NOW, far=False) if one.area is Area.BODIES] == []
    assert first_broken_line() is None


def test_the_sandbox_shows_the_life_of_a_code_without_a_wait():
    load.load(now=NOW)
    stages = [one.stage for one in consultations(community_id=by_slug("lantern-library").id)]
    assert stages == ["running"]
    assert [one.stage for one in consultations(community_id=by_slug("lighthouse").id)] == [
        "concluded"
    ]
    assert [one.state for one in versions(by_slug("lighthouse").id)] == ["frozen", "in_force"]
    # What follows by itself is done by the worker: here, the map.
    run_due(now=NOW)
    whole = OpinionRun.objects.get(early=False)
    assert (whole.state, whole.k) == ("drawn", 2)


def test_the_guide_names_everybody_and_both_secrets():
    said = load.movement()
    text = guide(8000)
    assert "http://localhost:8000" in text
    for part in said.people:
        assert part["username"] in text
    assert said.password in text
    assert said.passphrase in text


def test_members_decide_and_appeals_go_to_other_people():
    said = load.movement()
    assert said.members <= {part["username"] for part in said.people}
    appeal = {
        name for body in said.bodies if body["kind"] == "appeal_panel" for name in body["members"]
    }
    others = [body["members"] for body in said.bodies if body["kind"] != "appeal_panel"]
    assert all(appeal.isdisjoint(members) for members in others)


def test_check_names_a_community_from_which_nobody_can_be_reached():
    InstallationFactory()
    CharterVersionFactory()
    BodyFactory(community=MovementFactory(slug="lonely"))
    result = CliRunner().invoke(app, ["check", "--near"])
    assert result.exit_code > 0
    assert "\nlonely: a report about conduct with severity 1" in result.output


def test_check_says_when_there_is_nothing_to_check():
    result = CliRunner().invoke(app, ["check", "--near"])
    assert result.exit_code == 2
    assert "Nothing has been set up here." in result.output
