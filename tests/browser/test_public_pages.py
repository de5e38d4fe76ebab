"""Every page that is open to all, as a real browser shows it: narrow, wide, dark, by keyboard."""

from urllib.parse import urlsplit

import pytest

from tests.harness import w3m
from tests.harness.browser import WIDTHS, barriers, scrolls_sideways, tab_to

LANGUAGES = ("en", "ar")
MOST_PAGES = 40
FOREIGN = "Permissions-Policy header: Unrecognized feature"
"""What Chromium says of doors that only other browsers have; we close those too."""

LEADS_AWAY = "/en/leave/"  # to a neutral page somewhere else, on purpose


@pytest.fixture(scope="module")
def pages(served):
    """Find every address that links lead to from the home page, one of each kind of page."""
    with served.reader() as reader:
        waiting, found = ["/en/"], []
        while waiting and len(found) < MOST_PAGES:
            path = waiting.pop(0)
            page = reader.get(path)
            if page.status != 200 or not page.html:
                continue
            found.append(path)
            for _words, address in page.links:
                there = urlsplit(address)
                if (
                    address.startswith(served.url)
                    and there.path.startswith("/en/")
                    and there.path != LEADS_AWAY
                    and there.path not in found
                    and there.path not in waiting
                    and _kind(there.path) not in {_kind(known) for known in [*found, *waiting]}
                ):
                    waiting.append(there.path)
    return found


def _kind(path):
    """Say which page it is, whatever it is about: ``/en/code/*/rule/*/``."""
    parts = path.strip("/").split("/")
    return "/".join(part if number % 2 else "*" for number, part in enumerate(parts))


def test_there_are_pages(pages):
    assert len(pages) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_axe_finds_no_barrier_and_nothing_scrolls_sideways(served, browser, pages, language, width):
    found = []
    with browser.window(served.url, language=language, width=WIDTHS[width]) as page:
        for path in pages:
            page.goto(path.replace("/en/", f"/{language}/", 1))
            found += barriers(page)
            if scrolls_sideways(page):
                found.append(f"{path} scrolls sideways at {WIDTHS[width]} px")
    assert not found, "\n".join(found)


def test_the_dark_dress_has_contrast_too(served, browser, pages):
    with browser.window(served.url, color_scheme="dark") as page:
        found = []
        for path in pages:
            page.goto(path)
            found += barriers(page)
    assert not found, "\n".join(found)


def test_at_twice_the_size_everything_still_fits(served, browser, pages):
    found = []
    with browser.window(served.url, width=WIDTHS["tablet"] // 2, device_scale_factor=2) as page:
        for path in pages:
            page.goto(path)
            if scrolls_sideways(page):
                found.append(path)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_with_text_of_twice_the_size_nothing_scrolls_sideways(
    served, browser, pages, language, width
):
    found = []
    with browser.window(served.url, language=language, width=WIDTHS[width]) as page:
        for path in [*pages, "/en/design/", "/en/search/?q=panel"]:
            page.goto(path.replace("/en/", f"/{language}/", 1))
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            if scrolls_sideways(page):
                found.append(path)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("words", ["Report", "Get help", "Sign in"])
def test_the_first_links_are_reached_by_keyboard_and_show_their_focus(served, browser, words):
    with browser.window(served.url) as page:
        page.goto("/en/")
        tab_to(page, words)


def test_nothing_on_a_public_page_comes_from_elsewhere(served, browser, pages):
    asked = set()
    with browser.window(served.url) as page:
        page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
        for path in pages:
            page.goto(path)
    assert asked <= {urlsplit(served.url).netloc, ""}


def test_no_page_complains_to_the_console(served, browser, pages):
    said = []
    with browser.window(served.url) as page:
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        for path in pages:
            page.goto(path)
    ours = [line for line in said if FOREIGN not in line]
    assert not ours, "\n".join(ours)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_browser_reads_the_way_to_report(served, language):
    home = w3m.read(f"{served.url}/{language}/")
    report = w3m.read(f"{served.url}/{language}/report/")
    assert home.strip()
    assert len(report.split()) > 30
