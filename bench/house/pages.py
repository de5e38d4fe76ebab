"""Every page that everybody may see: how heavy, how many requests, how fast."""

import os
from urllib.parse import urldefrag, urljoin, urlsplit

import django

from bench.figure import Figure, percentile
from bench.wire import Wire, everything_a_page_needs
from tests.harness.html import parse
from tests.harness.served import served

LANGUAGES = ("en", "ar", "es", "fr")
ROUNDS = 40
WARM_UP = 3
KILOBYTES = 30
REQUESTS = 3
P95 = 40  # ms
OK = 200
DEEPEST = 400
"""Addresses that are looked at; the sandbox has fewer."""


def figures():
    """Walk all public pages of the sandbox, one of each kind, and tell the worst of each figure."""
    with served() as running:
        measured = [
            measure(running.url, path)
            for language in LANGUAGES
            for path in walk(running.url, language)
        ]
    how = f"the worst of {len(measured)} public pages in {len(LANGUAGES)} languages"
    for name, at, unit, target in (
        ("weight", 1, "kB", KILOBYTES),
        ("requests", 2, "requests", REQUESTS),
        ("p95", 3, "ms", P95),
    ):
        worst = max(measured, key=lambda one: one[at])
        yield Figure(
            name=f"house.pages_{name}",
            value=worst[at],
            unit=unit,
            target=target,
            how=f"{how}: {worst[0]}",
        )


def measure(url, path):
    """Give the weight of a page in kB, its requests, and its p95 in ms."""
    answers = everything_a_page_needs(url, path)
    refused = [answer.status for answer in answers if answer.status != OK]
    if refused:
        raise AssertionError(f"{path}: {refused}")
    wire = Wire(url)
    times = [wire.get(path).milliseconds for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
    wire.close()
    weight = sum(answer.bytes_on_the_wire for answer in answers) / 1000
    return path, weight, len(answers), percentile(times, 0.95)


def walk(url, language):
    """Follow every link from the first page, and give one address of each public page.

    Raises:
        AssertionError: a public page is reached by no link, so that nobody finds it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    django.setup()
    from django.urls import Resolver404, resolve  # noqa: PLC0415, needs the settings
    from django.utils import translation  # noqa: PLC0415, as above

    from tests.skins.audiences import PUBLIC  # noqa: PLC0415, as above
    from tests.skins.pages import PAGES  # noqa: PLC0415, as above

    public = {
        name for name, row in PAGES.items() if row.audience == PUBLIC and not row.only_sent
    } - NOT_WALKED.keys()
    found, seen, waiting = {}, set(), [f"/{language}/"]
    wire = Wire(url, **{"Accept-Encoding": "identity"})
    while waiting and len(seen) < DEEPEST:
        path = waiting.pop(0)
        try:
            with translation.override(language):
                name = resolve(urlsplit(path).path).view_name
        except Resolver404:
            continue
        if path in seen or name not in public or found.get(name, path) != path:
            continue
        seen.add(path)
        answer = wire.get(path)
        if answer.status != OK:
            continue
        found[name] = path
        tree = parse(answer.body.decode())
        links = [urljoin(path, node.get("href") or "") for node in tree.all("a")]
        waiting += [urldefrag(link)[0] for link in links if link.startswith(f"/{language}/")]
    wire.close()
    missing = public - found.keys()
    if missing:
        raise AssertionError(f"no link leads to {', '.join(sorted(missing))}")
    return list(found.values())


NOT_WALKED = {
    "account_inactive": "only where an account was switched off",
    "api-1:openapi-json": "for programs",
    "calendar_file": "a file, offered where something is due",
    "charter:changes": "compares two versions, and the sandbox has one",
    "codes:redline": "as above",
    "feeds:code": "for feed readers",
    "feeds:codes": "for feed readers",
    "feeds:record": "for feed readers",
    "health:live": "for machines",
    "health:ready": "for machines",
    "people:locked_out": "only after too many wrong tries",
    "reports:close": "ends a session",
    "signup:sign_in_community": "the same page as signing in the movement",
}
"""Public addresses that are no pages, or lie on no path, and why."""
