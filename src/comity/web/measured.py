"""Measuring every request: one line in the log and one count, neither about anybody."""

import logging
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_path

from comity.web.counters import Counters

log = logging.getLogger("comity.requests")

OPEN_PAGES = frozenset({"home", "get_help", "glossary", "privacy", "about", "metrics"})
OPEN_SPACES = frozenset(
    {"bodies", "charter", "codes", "communities", "consultation", "design", "health", "search"}
)
OWN_PAGES = frozenset(
    f"consultation:{name}"
    for name in (
        *("about_me", "change", "enter", "for_receipt", "leave", "missed", "own_answers"),
        *("panel_join", "panel_leave", "part", "receipt_file", "saved", "withdraw"),
        "withdraw_statement",
    )
)
"""In an open space, and still nobody's figure: what somebody does with their own part."""

OPEN_OPERATIONS = frozenset(
    {"bodies", "codes", "communities", "openapi.json", "policies", "search"}
)
SEALED = "sealed"
"""Everything else: how often somebody reports, answers or decides is nobody's figure."""

API = "api/v1/"


class Measure:
    """Time each request, from the first to the last of what happens around it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then say how long it took."""
        started = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        route = route_of(request)
        counters().count(route, f"{response.status_code // 100}xx", seconds)
        told = {
            "route": route,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000),
        }
        language = get_language_from_path(request.path_info)
        if language and route != SEALED:
            told["language"] = language
        log.info("request", extra=told)
        return response


@cache
def counters() -> Counters:
    """Give the counts of this process."""
    folder = settings.COMITY_COUNTERS
    return Counters(Path(folder) if folder else None)


def route_of(request: HttpRequest) -> str:
    """Name what was asked for, without anything that stands in its address.

    Only what everybody reads is named; a name that nobody put on the lists above is sealed.
    """
    match = request.resolver_match
    if match is None:
        return "static" if request.path_info.startswith(settings.STATIC_URL) else "nowhere"
    if match.route.startswith(API):
        first = match.route.removeprefix(API).partition("/")[0]
        return f"api:{first}" if first in OPEN_OPERATIONS else SEALED
    is_open = match.namespace in OPEN_SPACES if match.namespace else match.url_name in OPEN_PAGES
    return match.view_name if is_open and match.view_name not in OWN_PAGES else SEALED
