"""Help in plain words, and a glossary that has the same words as everything else."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from comity.web.help.guides import GUIDES
from comity.web.home.words import BY_SLUG, TERMS
from tests.architecture.house import ROOT
from tests.harness.html import parse

pytestmark = pytest.mark.django_db

FOR_BUILDERS = {
    "participant": "pages say it where it stands, and how nobody is named",
    "contingent": "told in a sentence where somebody has reached it",
    "anchor": "a place in a text, told by its words",
    "event": "told apart from log lines for builders; to readers it is a gathering",
    "wrap": "how a room is locked",
    "epoch": "how a room is locked",
    "slot": "how a room is locked",
    "shred key": "how a room is locked",
    "line": "of the record",
    "fact": "what a line of the record says",
    "move": "one step of a case in the program",
    "decision policy": "a part of a ballot that no page names",
    "recount": "a part of a ballot that no page names",
    "threshold": "of a report that waits for others",
    "measure: interim": "stands in the glossary as interim measure",
    "check": "told to operators on their page",
    "trouble": "as above",
    "turn": "how clocks share their work",
    "route": "a row of the charter, explained on its page",
    "class of bodies": "as above",
    "clock": "as above",
    "duty": "as above",
    "own charter": "as above",
    "origin": "as above",
    "source": "as above",
    "standing": "as above",
    "checklist": "an ordinary word, explained on the page that has one",
    "shared login": "told to operators where they make one",
    "proposal": "an ordinary word, explained where a seat is given",
    "confirmation": "as above",
    "concern": "each is said in a sentence of its own",
    "provider": "pages name the site itself",
    "individual": "a kind of measure, an ordinary word",
    "functionary": "a kind of measure, an ordinary word",
    "group": "a kind of measure, an ordinary word",
}
"""Words of docs/GLOSSARY.md that no reader meets, and why."""

FOR_READERS = {"interim-measure", "allegation"}
"""Words of the page that stand in docs/GLOSSARY.md as a part of another row."""


def documented():
    """Read the words of docs/GLOSSARY.md: one row can explain several."""
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs" / "GLOSSARY.md").read_text(), re.MULTILINE)
    cells = [re.sub(r"\(.*?\)", "", row) for row in rows if row != "Word" and "---" not in row]
    return {word.strip() for cell in cells for word in cell.split(",")}


def test_every_documented_word_is_explained_to_readers_or_says_why_not():
    unexplained = {
        word for word in documented() - FOR_BUILDERS.keys() if word.replace(" ", "-") not in BY_SLUG
    }
    assert unexplained == set()


def test_readers_meet_no_word_that_is_not_documented():
    words = {word.replace(" ", "-") for word in documented()}
    assert {term.slug for term in TERMS} - words - FOR_READERS == set()


def test_every_exception_is_needed():
    assert FOR_BUILDERS.keys() - documented() == set()


def test_every_word_has_one_anchor():
    assert len(BY_SLUG) == len(TERMS)


def test_every_linked_word_stands_in_the_glossary(client):
    html = parse(client.get("/en/words/").content.decode())
    anchors = {node.get("id") for node in html.all("div")}
    templates = settings.PACKAGE / "web" / "templates"
    used = {
        slug
        for file in templates.rglob("*.html")
        for slug in re.findall(r'{% term "([\w-]+)"', file.read_text())
    }
    assert used | {term for guide in GUIDES for term in guide.terms} <= anchors


def page(client, guide, language="en"):
    response = client.get(f"/{language}/help/{guide.slug}/")
    assert response.status_code == 200
    return parse(response.content.decode())


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_every_guide_has_steps_and_says_who_sees_what(client, guide):
    html = page(client, guide)
    assert str(guide.title) in html.text()
    assert "Who will see this" in html.text()
    assert len(guide.steps) >= 4
    assert all(str(sentence) in html.text() for sentence in (*guide.steps, *guide.sees))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_every_guide_begins_where_it_says(client, guide):
    if guide.start:
        links = [link.get("href") for link in page(client, guide).all("a")]
        assert reverse(guide.start) in links


@pytest.mark.parametrize(
    "guide", [one for one in GUIDES if one.quiet], ids=lambda guide: guide.slug
)
def test_help_for_those_in_a_case_gives_nothing_away_in_its_title(client, guide):
    html = page(client, guide)
    [title] = html.all("title")
    assert title.text() == "Page"
    assert any(link.get("data-leave") is not None for link in html.all("a"))


def test_the_way_to_every_guide_stands_on_the_help_page(client):
    html = parse(client.get("/en/help/").content.decode())
    links = {link.get("href") for link in html.all("a")}
    with translation.override("en"):
        assert {reverse("help:guide", args=[guide.slug]) for guide in GUIDES} <= links


def test_a_guide_that_is_not_there_is_not_found(client):
    assert client.get("/en/help/to-fly/").status_code == 404


def test_a_guide_needs_no_look_up(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page(client, GUIDES[0])


LEADING = {
    "to-take-part": "consultation/rounds_list.html",
    "to-run-a-consultation": "consultation/rounds_new.html",
    "to-draft-a-code": "codes/drafts/start.html",
    "to-translate": "codes/languages.html",
}


@pytest.mark.parametrize("slug", LEADING)
def test_where_a_task_begins_its_guide_is_a_link_away(slug):
    template = (settings.PACKAGE / "web" / "templates" / LEADING[slug]).read_text()
    assert slug in {guide.slug for guide in GUIDES}
    assert f"{{% url 'help:guide' '{slug}' %}}" in template
