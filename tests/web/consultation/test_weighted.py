"""Opinion as counted and as weighted on its page, over the API and at the terminal."""

import pytest
from django.test import Client
from typer.testing import CliRunner

from comity.cli.app import app
from comity.consultation.models import Round
from comity.consultation.rules.kinds import RoundState
from tests.actions.consultation.test_weighted import draw, found, round_, runs
from tests.factories import consultations
from tests.factories.opinions import THOUGHTS, asking, grouped
from tests.web.consultation.test_opinion_pages import url
from tests.web.serving import text_of

pytestmark = pytest.mark.django_db
__all__ = ["found", "round_", "runs"]


def page(round_, query=""):
    return Client().get(url("weighted_opinion", round_) + query)


def api(round_):
    return Client().get(f"/api/v1/rounds/{round_.id}/weighted-opinion")


def terminal(round_):
    return CliRunner().invoke(app, ["consultation", "statement", "weighted", round_.id])


def test_it_stands_beside_what_was_counted_with_what_weights_cannot_do(
    round_, runs, django_assert_max_num_queries
):
    grouped(round_, en=190, ar=10)
    draw(round_, runs)
    with django_assert_max_num_queries(12):
        told = text_of(page(round_))
    assert "Weights cannot bring back who is absent, and they count in no vote." in told
    assert "95 agree, 5 disagree, 0 pass" in told
    assert "counts 5 times as much as the one that counts least" in told
    assert "Some weights were cut" in told
    assert "the groups of one in three people, picked by lot, were exchanged" in told
    assert all(thought in told for thought in THOUGHTS)
    shown = api(round_).json()
    assert shown["withheld"] is None
    assert shown["told"]["dimension"] == "language"
    assert shown["told"]["trimmed"] is True
    [first, *_others] = shown["told"]["statements"]
    assert first["counted"] == {"agree": 95, "disagree": 5, "passed": 0}
    printed = terminal(round_).output
    assert "largest weight 5.0 times the smallest, some weights were cut" in printed
    weighted = first["weighted"]
    line = f"95 5 0  {weighted['agree']} {weighted['disagree']} {weighted['passed']}"
    assert line in printed


@pytest.mark.parametrize(
    ("sizes", "why", "words"),
    [
        ({"en": 90, "ar": 4}, "few", "In some group fewer than five people answered"),
        ({"en": 14, "ar": 14}, "unsure", "So few answers would be left"),
    ],
)
def test_where_it_is_not_told_everybody_reads_why(round_, runs, sizes, why, words):
    grouped(round_, **sizes)
    draw(round_, runs)
    assert words in text_of(page(round_))
    assert api(round_).json() == {"withheld": why, "told": None}
    assert terminal(round_).output.strip() == f"withheld: {why}"


def test_while_a_round_is_open_everybody_reads_that_it_comes_later(round_, runs):
    grouped(round_, en=90, ar=30)
    draw(round_, runs, RoundState.OPEN)
    assert "It is done once, when the round has closed." in text_of(page(round_))
    assert api(round_).json() == {"withheld": "not_yet", "told": None}
    assert terminal(round_).output.strip() == "withheld: not_yet"


def test_without_sizes_or_before_the_map_is_drawn_the_page_says_so(round_, found, runs):
    Round.objects.filter(id=round_.id).update(state=RoundState.CLOSED)
    assert "when the opinion map of the closed round is drawn" in text_of(page(round_))
    Round.objects.filter(id=round_.id).update(state=RoundState.CANCELLED)
    assert "a round that was cancelled" in text_of(page(round_))
    other = consultations.consultation()
    plain = asking(found=other)
    draw(plain, consultations.organiser_of(other))
    assert "Nobody has said how large the groups are" in text_of(page(plain))


def test_a_round_of_another_kind_has_none(found):
    other = consultations.opened(found)
    assert page(other).status_code == 404
    assert api(other).status_code == 404
    assert terminal(other).exit_code != 0


def test_many_statements_come_in_pages_and_the_map_leads_there(found, round_, runs):
    many = asking(*(f"Thought number {one}." for one in range(30)), found=found)
    grouped(many, en=60, ar=30)
    draw(many, runs)
    assert "Thought number 29." not in text_of(page(many))
    assert "Thought number 29." in text_of(page(many, "?page=2"))
    assert len(page(many).content) < 30_000
    assert url("weighted_opinion", many) in Client().get(url("opinion_map", many)).content.decode()
