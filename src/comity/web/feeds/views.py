"""Feeds that anybody can follow without an account. Nothing about a person is in them."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.charter.rules import spoken
from comity.codes import queries
from comity.codes.queries import Version
from comity.communities import queries as communities
from comity.messages import words
from comity.record.queries import PublicLine, latest_public_lines
from comity.web.components import day
from comity.web.feeds.atom import News, answer

MOST = 50
TOLD = (
    "body:created",
    "body:mandate_given",
    "charter:adopted",
    "code:frozen",
    "code:put_in_force",
    "community:created",
    "community:moved",
)
"""What of the open record is news to everybody. Who sits where and who signed stands on pages."""


@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """Tell which versions of codes came into force, anywhere in the movement."""
    return answer(
        request,
        _versions(queries.latest_in_force(MOST)),
        name="codes",
        title=_("New versions of codes"),
        text=_("Every version of a code that came into force, in all communities."),
        path=reverse("codes:code"),
    )


@require_safe
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell which versions of one community's code came into force."""
    here = communities.by_slug(slug)
    return answer(
        request,
        _versions(queries.latest_in_force(MOST, community_id=here.id)),
        name=f"code/{here.id}",
        title=_("New versions of the code: %(community)s") % {"community": here.name},
        text=_("Every version of this code that came into force."),
        path=reverse("codes:versions", args=[slug]),
    )


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Tell what the open record says about codes, bodies and communities."""
    lines = latest_public_lines(kinds=TOLD, at_most=MOST)
    slugs = {one.id: one.slug for one in communities.every_community()}
    return answer(
        request,
        [_line(line, slugs) for line in lines],
        name="record",
        title=_("What the open record says"),
        text=_("Codes, bodies and communities: what was decided about them, and when."),
        path=reverse("home"),
    )


def _versions(versions: Sequence[Version]) -> list[News]:
    """Tell of versions; the names of their communities are looked up once."""
    places = communities.named({one.community_id for one in versions})
    return [
        _version(one, places[one.community_id], one.in_force_since)
        for one in versions
        if one.in_force_since
    ]


def _version(version: Version, place: communities.CommunityRow, since: datetime) -> News:
    language = get_language() or "en"
    said = {"number": version.number, "community": place.name, "day": day(since.date())}
    text = _("Version %(number)s is in force from %(day)s.") % said
    summary = spoken(version.summary, language) if version.summary else ""
    return News(
        f"version/{version.id}",
        _("%(community)s: version %(number)s of the code") % said,
        f"{text} {summary}".strip(),
        reverse("codes:versions", args=[place.slug]),
        since,
    )


def _line(line: PublicLine, slugs: dict[str, str]) -> News:
    """Tell of a line of the record, and lead to the community or body that it is about."""
    sentence = words(line.kind, **line.shown)
    community = str(line.shown.get("community", "")) or line.subject
    if line.kind.startswith("body:") and "slug" in line.shown:
        path = reverse("bodies:body", args=[line.shown["slug"]])
    elif community in slugs:
        path = reverse("communities:community", args=[slugs[community]])
    else:
        path = reverse("home")
    return News(f"record/{line.number}", sentence, sentence, path, datetime.fromisoformat(line.at))
