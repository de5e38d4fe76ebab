"""Pages that tell what an opinion map says, while a round is open and when it has closed."""

import pytest
from django.test import Client
from django.utils.translation import override

from comity.consultation.actions import statements
from comity.consultation.models import Round
from comity.consultation.queries import opinions
from comity.consultation.rules.kinds import RoundState
from comity.record.actions import run_due
from tests.factories.opinions import THOUGHTS, divided, shown
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.harness.html import parse
from tests.web.consulting import close, draw
from tests.web.consulting import round_url as url
from tests.web.serving import text_of

pytestmark = pytest.mark.django_db
LARGEST_PAGE = 30_000


def test_without_a_map_the_page_says_why(round_, organiser, runs):
    page = Client().get(url("opinion_map", round_))
    assert "There is no opinion map yet" in text_of(page)
    page = organiser.post(url("draw_opinion_map", round_), follow=True)
    assert "The opinion map is being drawn" in text_of(page)
    run_due(now=NOW)
    page = Client().get(url("opinion_map", round_))
    assert "Too few people have voted to tell anything" in text_of(page)


def test_the_map_says_first_what_all_have_in_common_and_where_they_differ(round_, runs):
    divided(round_)
    close(round_)
    draw(round_, runs)
    page = Client().get(url("opinion_map", round_))
    text = text_of(page)
    common = text.index("In every group, at least 100 of 100 agree.")
    differ = text.index("100 of 100 in Group")
    sure = text.index("These groups are stable")
    table = text.index("<table")
    assert common < differ < sure < table < text.index("<figure")
    assert "Group A: 12 people" in text
    assert '<title id="picture-title">' in text
    assert text.count('id="s1"') == 1
    assert "Fingerprint of the votes" in text
    assert len(page.content) < LARGEST_PAGE


def test_while_the_round_is_open_the_map_tells_numbers_of_everybody_together_only(round_, runs):
    divided(round_, people=40)
    draw(round_, runs)
    page = Client().get(url("opinion_map", round_))
    text = text_of(page)
    assert "While a round is open, its map tells less" in text
    assert "A first look on" in text
    assert "In every group, most agree." in text
    assert "most do not." in text
    assert "of 75 people" in text
    for hidden in ("people</h3>", "In common", "<figure", "Fingerprint", "of 100 in Group"):
        assert hidden not in text
    assert "Its votes are not published." in text
    headings = [one.text() for one in parse(text).all("th") if one.get("scope") == "col"]
    assert headings == ["Statement", "Everybody"]


def test_a_newer_map_that_would_tell_how_a_few_answered_is_not_shown(round_, runs):
    divided(round_)
    draw(round_, runs)
    before = opinions.opinion_map(round_.id)
    by = as_actor(PersonFactory())
    statements.react(statement_id=shown(round_)[0], answer="agree", by=by, now=NOW)
    draw(round_, runs)
    assert opinions.opinion_map(round_.id) == before
    text = text_of(Client().get(url("opinion_map", round_)))
    assert "It can be drawn again when five more people have answered the same statement." in text
    assert "there is a new one in any case." in text


def test_a_cancelled_round_promises_no_map(round_):
    Round.objects.filter(id=round_.id).update(state=RoundState.CANCELLED)
    text = text_of(Client().get(url("opinion_map", round_)))
    assert "This round was cancelled, so none is drawn." in text
    assert "Answer the statements" not in text


def test_a_map_without_groups_says_what_most_think(round_, runs):
    for place in range(12):
        by = as_actor(PersonFactory())
        statements.react(statement_id=shown(round_)[0], answer="agree", by=by, now=NOW)
        if place < 4:
            statements.react(statement_id=shown(round_)[1], answer="agree", by=by, now=NOW)
    draw(round_, runs)
    text = text_of(Client().get(url("opinion_map", round_)))
    assert "There are no groups" in text
    assert "Most agree:" in text
    assert "<figure" not in text


def test_a_declined_statement_leaves_the_map(round_, runs):
    divided(round_)
    draw(round_, runs)
    statements.decline(statement_id=shown(round_)[0], reason="Twice.", by=runs, now=NOW)
    text = text_of(Client().get(url("opinion_map", round_)))
    assert THOUGHTS[0] not in text
    assert THOUGHTS[1] in text


def test_the_votes_are_handed_out_when_the_round_is_over(round_, runs):
    divided(round_)
    draw(round_, runs)
    assert Client().get(url("opinion_votes", round_)).status_code == 404
    close(round_)
    assert Client().get(url("opinion_votes", round_)).status_code == 404
    draw(round_, runs)
    answer = Client().get(url("opinion_votes", round_))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.json()["statements"] == [1, 2, 3, 4]
    assert len(answer.json()["people"]) == 24
    assert "comity consultation opinion" in text_of(Client().get(url("opinion_map", round_)))


def test_the_map_reads_from_right_to_left(round_, runs):
    divided(round_)
    close(round_)
    draw(round_, runs)
    with override("ar"):
        address = url("opinion_map", round_)
    picture = Client().get(address).context["picture"]
    assert picture.number > picture.letter > picture.value
