"""What every page has around it, and what stands there when something goes wrong."""

import gzip
import re

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFilesSent
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views import defaults

from comity.kernel.errors import NotFound, NotPermitted
from comity.people.errors import NotSignedIn
from comity.web import errors
from comity.web.errors import TooManyTries
from comity.web.middleware import ShowRefusals
from tests.harness.html import parse

STYLE = settings.PACKAGE / "web" / "static" / "comity.css"
TEMPLATES = sorted((settings.PACKAGE / "web" / "templates").rglob("*.html"))

pytestmark = pytest.mark.django_db


def get(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return parse(response.content.decode())


def test_the_first_thing_on_a_page_skips_to_its_content(client):
    html = get(client, "/en/words/")
    first = next(iter(html.all("a")))
    [main] = html.all("main")
    assert first.get("href") == f"#{main.get('id')}"


def test_a_page_has_each_landmark_and_names_those_of_one_kind(client):
    html = get(client, "/en/words/")
    for landmark in ("header", "main", "footer"):
        assert len(list(html.all(landmark))) == 1
    names = [nav.get("aria-label") for nav in html.all("nav")]
    assert all(names)
    assert len(names) == len(set(names))


def test_a_title_names_the_page_and_the_house(client):
    [title] = get(client, "/en/words/").all("title")
    assert title.text() == "Words we use · Comity"


def test_a_title_leaves_out_what_is_empty():
    drawn = render_to_string("home/about.html")
    assert "<title>About Comity · Comity</title>" in drawn


def test_the_same_page_in_each_other_language_is_a_plain_link(client):
    html = get(client, "/en/words/?q=a")
    others = [link for link in html.all("a") if link.get("hreflang")]
    assert [(one.get("lang"), one.get("href"), one.text()) for one in others] == [
        ("ar", "/ar/words/?q=a", "العربية"),
        ("es", "/es/words/?q=a", "español"),
        ("fr", "/fr/words/?q=a", "français"),
    ]


def test_the_page_we_are_on_is_marked(client):
    html = get(client, "/en/help/")
    current = [link.text() for link in html.all("a") if link.get("aria-current") == "page"]
    assert current == ["Get help"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_no_template_has_styles_or_scripts_of_its_own(template):
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_no_template_loads_anything_from_elsewhere(template):
    assert not re.search(r"(?:src|<link[^>]*href)=\"(?:https?:)?//", template.read_text())


def test_the_stylesheet_is_light_and_knows_no_left_or_right():
    text = STYLE.read_text()
    assert len(gzip.compress(text.encode())) <= 10 * 1024
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    sided = re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right)|(?<![\w-])(?:left|right|float)\s*:|"
        r"text-align:\s*right",
        without_comments,
    )
    assert sided == []
    for query in ("prefers-color-scheme", "prefers-contrast", "forced-colors", "print"):
        assert query in text


def _luminance(colour):
    colour = colour.removeprefix("#")
    if len(colour) == 3:
        colour = "".join(2 * digit for digit in colour)
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    brighter, darker = sorted([_luminance(one), _luminance(other)], reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _tokens():
    found = {"light": {}, "dark": {}}
    text = STYLE.read_text()
    light, dark = text.split("@media (prefers-color-scheme: dark)")[:2]
    for name, part in (("light", light), ("dark", dark.split("@media")[0])):
        found[name] = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", part))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "paper", 7),
        ("ink", "tint", 7),
        ("quiet", "paper", 4.5),
        ("quiet", "tint", 4.5),
        ("accent", "paper", 4.5),
        ("accent", "tint", 4.5),
        ("accent", "accent-quiet", 4.5),
        ("accent-strong", "accent-quiet", 4.5),
        ("on-accent", "accent", 4.5),
        ("on-accent", "accent-strong", 4.5),
        ("good", "good-quiet", 4.5),
        ("warn", "warn-quiet", 4.5),
        ("accent", "warn-quiet", 4.5),
        ("danger", "danger-quiet", 4.5),
        ("danger", "paper", 4.5),
        ("edge", "paper", 3),
    ],
)
def test_colours_can_be_told_apart(scheme, front, back, least):
    tokens = _tokens()[scheme]
    assert _contrast(tokens[front], tokens[back]) >= least


def refused(error, address="/en/words/"):
    request = RequestFactory().get(address)
    response = ShowRefusals(lambda _: HttpResponse()).process_exception(request, error)
    return response.status_code, parse(response.content.decode())


def test_a_refusal_says_why_and_what_to_do():
    status, html = refused(NotPermitted())
    assert status == 403
    [words] = [node for node in html.all("div") if node.get("role") == "alert"]
    assert "You are not allowed to do that." in words.text()
    assert any(link.get("href") == "/en/help/" for link in html.all("a"))


def test_whoever_must_sign_in_comes_back_afterwards():
    status, html = refused(NotSignedIn(), "/en/account/?a=1&b=2")
    assert status == 401
    links = [
        link.get("href")
        for link in html.all(
            "a",
        )
        if "button" in (link.get("class") or "")
    ]
    assert links == ["/en/account/sign-in/?next=/en/account/%3Fa%3D1%26b%3D2"]


@pytest.mark.parametrize(
    "error",
    [NotFound(), NotPermitted(), NotSignedIn(), TooManyTries(minutes=5)],
    ids=lambda error: error.code,
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_refusal_has_a_page_in_every_language(error, language):
    with translation.override(language):
        status, html = refused(error)
    assert status == error.status
    [root] = html.all("html")
    assert root.get("lang") == language
    assert len(list(html.all("h1"))) == 1


def test_a_page_that_is_not_there_leads_on(client):
    html = get(client, "/en/no-such-page/", status=404)
    assert "There is nothing here" in html.text()
    assert any(link.get("href") == "/en/" for link in html.all("a"))


def test_an_address_without_a_language_that_leads_nowhere_has_a_page_too(client):
    assert "There is nothing here" in get(client, "/no-such-page", status=404).text()


def test_a_form_from_elsewhere_is_refused_with_help():
    request = RequestFactory().post("/en/account/sign-in/")
    response = errors.csrf_failure(request, "Origin checking failed")
    assert response.status_code == 403
    text = parse(response.content.decode()).text()
    assert "The page was too old" in text
    assert "Origin" not in text


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (RequestDataTooBig("x"), 413, "This is too large"),
        (TooManyFilesSent("x"), 413, "This is too large"),
        (BadRequest("x"), 400, "could not be read"),
    ],
)
def test_what_cannot_be_read_or_is_too_large_is_said_so(error, status, words):
    response = errors.bad_request(RequestFactory().post("/en/"), error)
    assert response.status_code == status
    assert words in parse(response.content.decode()).text()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_for_our_own_faults_needs_nothing(language, django_assert_num_queries):
    with translation.override(language), django_assert_num_queries(0):
        response = defaults.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    [root] = parse(response.content.decode()).all("html")
    assert root.get("lang") == language


def test_a_missing_page_is_refused_by_django_with_our_words():
    response = defaults.page_not_found(RequestFactory().get("/en/x/"), Http404())
    assert "There is nothing here" in response.content.decode()


def test_forbidden_has_a_page():
    response = defaults.permission_denied(RequestFactory().get("/en/x/"), PermissionError())
    assert "You may not do this" in response.content.decode()


@pytest.mark.parametrize("name", ["comity.css", "comity.js", "passkeys.js"])
def test_styles_and_scripts_are_sent_compressed(client, name):
    answer = client.get(f"/static/{name}", headers={"accept-encoding": "gzip"})
    sent = b"".join(answer.streaming_content)
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent) == (STYLE.parent / name).read_bytes()
    assert len(sent) < STYLE.stat().st_size / 2
