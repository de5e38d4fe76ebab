"""Which languages there are, and how far their words can be trusted."""

import pytest
from django.conf import settings

from comity.web import languages
from comity.web.languages import State
from tests.architecture.house import ROOT
from tests.harness.html import parse

pytestmark = pytest.mark.django_db


def page(client, address):
    return parse(client.get(address).content.decode())


def test_every_language_is_listed_with_its_state(client):
    html = page(client, "/en/languages/")
    [main] = html.all("main")
    links = {link.get("hreflang"): link.get("href") for link in main.all("a")}
    assert links == {tag: f"/{tag}/languages/" for tag, _name in settings.LANGUAGES}
    assert "Needs native review" in main.text()


def test_whoever_reads_words_that_need_review_is_told_on_every_page(client):
    [footer] = page(client, "/ar/about/").all("footer")
    notes = [
        p for p in footer.all("p") if any(a.get("href") == "/ar/languages/" for a in p.all("a"))
    ]
    assert len(notes) == 1
    [footer] = page(client, "/en/about/").all("footer")
    assert not [p for p in footer.all("p") if list(p.all("a"))]


def test_a_language_that_nobody_named_counts_as_unreviewed():
    assert languages.state_of("xx") is State.UNREVIEWED


def test_the_source_is_the_only_language_that_nobody_translated():
    assert [tag for tag, state in languages.STATES.items() if state is State.SOURCE] == ["en"]


def test_the_documents_say_the_same():
    said = (ROOT / "docs" / "LANGUAGES.md").read_text()
    for tag, state in languages.STATES.items():
        assert f"| {tag} | {state.replace('_', ' ')} |" in said
