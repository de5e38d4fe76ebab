import pytest
from typer.testing import CliRunner

from comity.cli.app import app
from tests.factories.codes import answer_in, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory

pytestmark = pytest.mark.django_db


def comity(*words):
    return CliRunner().invoke(app, words)


def test_what_has_moved_is_checked_and_what_is_below_counted():
    in_force(universal(), community=MovementFactory())
    in_force(local(answer_in(2)), community=CommunityFactory(slug="harbour"))
    assert comity("code", "recheck").output == "Checked: 1. Below the floor now: 0.\n"
    in_force(universal(answer_in(1)), community=MovementFactory())
    assert comity("code", "recheck", "harbour").output == "Checked: 1. Below the floor now: 1.\n"
    assert comity("code", "recheck").output == "Checked: 0. Below the floor now: 1.\n"


def test_a_community_that_does_not_exist_is_named():
    MovementFactory()
    answer = comity("code", "recheck", "nowhere")
    assert answer.exit_code == 1
    assert "There is no community with the short name nowhere." in answer.output
