"""`comity code put-in-force`."""

import pytest

from comity.codes import actions, queries
from comity.codes.errors import CodeVersionNotFrozen
from tests.cli.test_codes import comity
from tests.factories.codes import NOW, OPERATOR, answer_in, draft, in_force, universal
from tests.factories.communities import MovementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern")


def frozen(movement, *written):
    version = draft(universal(*written), community=movement)
    return actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)


def test_the_newest_frozen_version_binds_where_none_is_named(movement):
    in_force(universal(), community=movement)
    frozen(movement, answer_in(2))
    newest = frozen(movement, answer_in(1))
    assert comity("put-in-force", "lantern").output == "Version 3 is in force.\n"
    assert queries.code_in_force(movement.id).id == newest.id


def test_a_version_is_named_by_its_number(movement):
    first = frozen(movement, answer_in(2))
    frozen(movement, answer_in(1))
    assert comity("put-in-force", "lantern", "--version", "1").exit_code == 0
    assert queries.code_in_force(movement.id).id == first.id


def test_what_is_not_there_or_not_frozen_is_named(movement):
    draft(universal(), community=movement)
    none = comity("put-in-force", "lantern")
    assert none.exit_code == 1
    assert "no version that is frozen and not yet in force" in none.stderr
    assert "has no version 7." in comity("put-in-force", "lantern", "--version", "7").stderr
    unfrozen = comity("put-in-force", "lantern", "--version", "1")
    assert isinstance(unfrozen.exception, CodeVersionNotFrozen)
    assert "no community with the short name nowhere" in comity("put-in-force", "nowhere").stderr
    assert queries.code_in_force(movement.id) is None
