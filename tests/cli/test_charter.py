"""`comity charter`: reading, comparing and adopting."""

import pytest
from typer.testing import CliRunner

from comity.charter import queries
from comity.charter.actions import adopt_charter
from comity.charter.errors import (
    CharterKeyUnknown,
    CharterTooHigh,
    CharterUnitWrong,
    CharterUnreadable,
)
from comity.charter.rules import read
from comity.cli.app import app
from comity.cli.movement import renamed
from comity.kernel.errors import NotFound
from comity.messages import words
from tests.factories.charter import InstallationFactory
from tests.factories.codes import OPERATOR
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
SMALL = queries.shipped("small")
STRICTER = SMALL.replace("triage = 3 ", "triage = 2 ")


@pytest.fixture
def first():
    InstallationFactory()
    return adopt_charter(text=SMALL, by=OPERATOR, now=NOW)


@pytest.fixture
def project(first):
    del first
    return CommunityFactory(parent=MovementFactory(slug="lantern"), slug="lighthouse")


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "charter.toml"
        path.write_text(text)
        return str(path)

    return write


def run(*told, typed=None):
    return CliRunner().invoke(app, ["charter", *told], input=typed)


@pytest.mark.parametrize("name", queries.SHIPPED)
def test_a_charter_that_comes_with_comity_passes_its_check(name):
    result = run("check", name)
    assert result.exit_code == 0
    assert "nothing is wrong" in result.output


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (SMALL.replace("triage = 3 ", "triages = 3\ntriage = 3 "), CharterKeyUnknown),
        (SMALL.replace('span = "4 weeks"', 'span = "4 years"', 1), CharterUnitWrong),
    ],
)
def test_a_wrong_charter_is_named_by_its_line(file, text, error):
    problem = run("check", file(text)).exception
    assert isinstance(problem, error)
    assert words(problem.code, **problem.detail).startswith("Line ")


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path):
    missing = tmp_path / "nowhere.toml"
    picture = tmp_path / "picture.toml"
    picture.write_bytes(b"\xff\xfe\x00")
    for path in (missing, picture, tmp_path):
        problem = run("check", str(path)).exception
        assert isinstance(problem, CharterUnreadable)
        assert str(path) in words(problem.code, **problem.detail)


@pytest.mark.usefixtures("project")
def test_a_community_weaker_than_above_has_a_finding_for_each_number(file):
    text = "[deadlines]\ntriage = 9\nanswer = 2\n"
    result = run("check", file(text), "--community", "lighthouse")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert len(lines) == 2
    assert "deadlines.triage: Line 2: the charter above says 3" in lines[0]
    assert lines[0].endswith("It is 9. (lantern, at_most)")
    assert lines[1].endswith("It is 2. (lantern, at_least)")
    fine = run("check", file("[deadlines]\ntriage = 2\n"), "--community", "lighthouse")
    assert (fine.exit_code, "1 numbers of its own" in fine.output) == (0, True)


@pytest.mark.usefixtures("first")
def test_two_charters_are_compared(file):
    for before, after in (("small", file(STRICTER)), ("in-force", file(STRICTER)), ("1", "small")):
        result = run("diff", before, after)
        assert result.exit_code == 0
    assert run("diff", "in-force", file(STRICTER)).output == (
        "strengthens  deadlines.triage: 3 -> 2\n"
    )
    assert run("diff", "1", "small").output == "Nothing changes.\n"
    assert isinstance(run("diff", "7", "small").exception, NotFound)


@pytest.mark.usefixtures("first")
def test_a_new_version_is_shown_before_it_is_adopted(file):
    path = file(STRICTER)
    assert run("adopt", path, typed="n\n").exit_code == 1
    assert queries.charter_in_force().deadline("triage").days == 3
    result = run("adopt", path, typed="y\n")
    assert "strengthens  deadlines.triage: 3 -> 2" in result.output
    assert "Version 2 is in force." in result.output
    assert queries.charter_in_force().deadline("triage").days == 2


@pytest.mark.usefixtures("project")
def test_a_community_adopts_its_own(file):
    told = ("--community", "lighthouse", "--yes")
    assert isinstance(
        run("adopt", file("[deadlines]\ntriage = 9\n"), *told).exception, CharterTooHigh
    )
    result = run("adopt", file("[deadlines]\ntriage = 2\n"), *told)
    assert result.exit_code == 0, result.output
    shown = run("show", "--community", "lighthouse").output
    assert "deadlines.triage = 2  # lighthouse" in shown
    assert "deadlines.answer = 7  # Resolution of the Lantern assembly (agreed)" in shown
    assert "deadlines.triage = 3" in run("show").output


@pytest.mark.usefixtures("first")
def test_the_adopted_text_is_printed_as_it_is():
    assert run("show", "--toml").output == SMALL


@pytest.mark.parametrize("name", queries.SHIPPED)
def test_a_movement_is_given_its_own_name(name):
    charter = read(renamed(queries.shipped(name), 'The "Harbour" Commons'))
    assert charter.names == {"en": 'The "Harbour" Commons'}
    assert charter.deadlines == read(queries.shipped(name)).deadlines
