"""A real browser: Debian's Chromium, driven by Playwright."""

import os
from contextlib import contextmanager
from dataclasses import dataclass
from weakref import WeakSet

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

FLAGS = (
    "--no-sandbox",  # root may not use the sandbox, and the only pages are ours
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDTHS = {"phone": 360, "tablet": 768, "desk": 1280}
HEIGHT = 900
MOST_TABS = 120

_SCRIPTLESS = WeakSet()
"""Windows without script: nothing that waits for a promise ends there, and axe does."""


@dataclass(frozen=True)
class Browser:
    """One running browser; every window has cookies of its own."""

    chromium: object

    @contextmanager
    def window(self, url, *, script=True, language="en", width=WIDTHS["desk"], **options):
        """Open a window with cookies of its own, and give its page.

        Args:
            url: the host; pages are opened by path: ``page.goto("/en/")``.
            script: whether pages may run scripts.
            language: what the person reads.
            width: in CSS pixels.
            options: more for Playwright, such as ``color_scheme="dark"``.
        """
        context = self.chromium.new_context(
            base_url=url,
            java_script_enabled=script,
            locale=language,
            viewport={"width": width, "height": HEIGHT},
            ignore_https_errors=True,
            **options,
        )
        context.set_default_timeout(15_000)
        if not script:
            _SCRIPTLESS.add(context)
        try:
            yield context.new_page()
        finally:
            context.close()


@contextmanager
def started(executable):
    """Run a browser until the end of the ``with``."""
    # Playwright keeps a loop running in this thread; the tables of these tests are elsewhere.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        try:
            yield Browser(chromium)
        finally:
            chromium.close()


def barriers(page):
    """Give what axe finds on a page: the rule, how bad, and where, a line each."""
    if page.context in _SCRIPTLESS:
        with _same_page_with_script(page) as twin:
            return _axe(twin)
    return _axe(page)


def _axe(page):
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {rule['id']} ({rule['impact']}): {node['target'][0]}"
        for rule in found
        for node in rule["nodes"]
    ]


@contextmanager
def _same_page_with_script(page):
    """Show what a page holds in a window where axe can run, without our own scripts."""
    html = page.content()
    context = page.context.browser.new_context(
        storage_state=page.context.storage_state(),
        viewport=page.viewport_size,
        ignore_https_errors=True,
    )
    try:
        twin = context.new_page()
        twin.route("**/*.js", lambda route: route.abort())
        twin.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html"))
        twin.goto(page.url)
        yield twin
    finally:
        context.close()


def tab_to(page, words):
    """Press Tab until something with these words has the focus, and see that the focus shows.

    Raises:
        AssertionError: nothing with these words can be reached, or its focus cannot be seen.
    """
    passed = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
                const here = document.activeElement;
                if (!here || here === document.body) return null;
                const style = getComputedStyle(here);
                const label = here.labels && here.labels.length ? here.labels[0].innerText : "";
                return {
                    words: (label || here.innerText || here.getAttribute("aria-label")
                            || here.value || "").trim(),
                    shown: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
                           || style.boxShadow !== "none",
                };
            }"""
        )
        if focused is None:
            continue
        passed.append(focused["words"])
        if words in focused["words"]:
            assert focused["shown"], f"the focus on {words!r} cannot be seen"
            return
    raise AssertionError(f"Tab never reaches {words!r}; it passes {passed}")


def scrolls_sideways(page):
    """Tell whether a page is wider than its window."""
    return page.evaluate(
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
    )
