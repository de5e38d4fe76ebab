"""The operator's page: what is wrong, and how to mend it."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.charter.queries import installation
from comity.kernel.errors import NotFound
from comity.messages import words
from comity.people.queries import actor
from comity.upkeep.queries import troubles
from comity.upkeep.rules import Area, Trouble, Weight

AREAS = {
    Area.CONFIGURATION: _("Settings"),
    Area.DATABASE: _("Database"),
    Area.MIGRATIONS: _("Tables"),
    Area.KEYS: _("Keys of the service"),
    Area.CLOCK: _("Clock"),
    Area.QUEUES: _("Work that waits"),
    Area.MAIL: _("Letters"),
    Area.WIKIS: _("Wikis"),
    Area.BODIES: _("Bodies"),
    Area.CODES: _("Codes"),
}
TONES = {Weight.WARNING: ("warn", _("Look at this")), Weight.BROKEN: ("danger", _("Not working"))}


@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest) -> HttpResponse:
    """Show what the checks find; sending the form also asks the mail server and the wikis."""
    by = actor(request.user)
    here = installation()
    if here is None:
        raise NotFound
    require(by, Permission.INSTALLATION_WATCH, on=here)
    asked = request.method == "POST"
    found = troubles(timezone.now(), far=asked)
    context = {"areas": list(_by_area(found)), "count": len(found), "asked": asked}
    return render(request, "operators/checks.html", context)


def _by_area(found: Iterable[Trouble]) -> Iterable[dict[str, object]]:
    told: dict[Area, list[dict[str, object]]] = {area: [] for area in AREAS}
    for one in found:
        tone, word = TONES[one.weight]
        told[one.area].append(
            {
                "tone": tone,
                "word": word,
                "what": words(one.code, **one.detail),
                "mend": words(f"mend_{one.code}", **one.detail),
            }
        )
    for area, lines in told.items():
        yield {"name": AREAS[area], "lines": lines}
