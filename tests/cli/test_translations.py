"""How far a code is translated, on the terminal."""

import pytest
from typer.testing import CliRunner

from comity.access.queries import may
from comity.access.rules import Permission
from comity.cli.app import app
from comity.codes.errors.translations import NobodySignsInSo
from comity.codes.queries.translations import may_translate
from tests.factories.codes import ANSWER, draft, in_force, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import PersonFactory, as_actor

pytestmark = pytest.mark.django_db


def comity(*words):
    return CliRunner().invoke(app, ["code", *words])


@pytest.fixture
def movement():
    found = MovementFactory(slug="lantern", languages=["en", "es"])
    in_force(community=found)
    return found


def test_each_language_is_a_line(movement):
    told = comity("languages", "lantern").output.splitlines()
    assert told[0] == "Version 1, agreed in en:"
    assert told[1].split() == [
        *("language", "percent", "total", "approved", "complete", "in_review"),
        *("draft", "machine", "outdated", "missing"),
    ]
    assert told[2].split() == ["ar", "66%", "3", "0", "2", "0", "0", "0", "0", "1"]
    assert told[3].split() == ["es", "0%", "3", "0", "0", "0", "0", "0", "0", "3"]


def test_an_earlier_version_is_asked_for_by_its_number(movement):
    draft(universal(ANSWER), community=movement)
    assert "Version 2" in comity("languages", "lantern").output
    assert "Version 1" in comity("languages", "lantern", "--version", "1").output
    wrong = comity("languages", "lantern", "--version", "9")
    assert (wrong.exit_code, "no such version" in wrong.output) == (1, True)


def test_where_there_is_no_community_or_no_code_it_says_so():
    assert comity("languages", "nowhere").exit_code == 1
    CommunityFactory(slug="lighthouse")
    assert comity("languages", "lighthouse").exit_code == 1


def test_an_operator_says_who_translates(movement):
    person = PersonFactory(username="noor")
    assert comity("translator", "lantern", "noor").exit_code == 0
    assert may_translate(as_actor(person), movement.id)
    assert comity("translator", "lantern", "noor", "--dismiss").exit_code == 0
    assert not may_translate(as_actor(person), movement.id)
    assert isinstance(comity("translator", "lantern", "nobody").exception, NobodySignsInSo)


def test_an_operator_says_who_judges_words(movement):
    person = PersonFactory(username="noor")
    assert "can judge words" in comity("reviewer", "lantern", "noor").output
    assert may(as_actor(person), Permission.CODE_REVIEW, on=movement)
    assert "does not judge" in comity("reviewer", "lantern", "noor", "--dismiss").output
    assert not may(as_actor(person), Permission.CODE_REVIEW, on=movement)
    assert isinstance(comity("reviewer", "lantern", "nobody").exception, NobodySignsInSo)
    assert comity("reviewer", "nowhere", "noor").exit_code == 1
