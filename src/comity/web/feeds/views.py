"""Feeds that anybody can follow without an account. Nothing about a person is in them."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.charter.rules import spoken
from comity.codes import queries
from comity.codes.queries import Edition, Version
from comity.codes.queries.news import latest_editions, latest_frozen
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
        _news(),
        name="codes",
        title=_("New versions of codes"),
        text=_("Versions of codes and drafts that were published, in all communities."),
        path=reverse("codes:code"),
    )


@require_safe
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell which versions of one community's code came into force."""
    here = communities.by_slug(slug)
    return answer(
        request,
        _news(here.id),
        name=f"code/{here.id}",
        title=_("New versions of the code: %(community)s") % {"community": here.name},
        text=_("Versions of this code and drafts that were published."),
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


def _news(community_id: str = "") -> list[News]:
    """Tell what is new about the code of one community or of all, the newest first."""
    news = [
        *_versions(queries.latest_in_force(MOST, community_id=community_id)),
        *_frozen(latest_frozen(MOST, community_id=community_id)),
        *_editions(latest_editions(MOST, community_id=community_id)),
    ]
    return sorted(news, key=lambda one: (one.at, one.name), reverse=True)[:MOST]


def _frozen(versions: Sequence[tuple[Version, datetime]]) -> list[News]:
    """Tell of versions that nobody can change any more and that bind nobody yet."""
    places = communities.named({one.community_id for one, _since in versions})
    news = []
    for version, since in versions:
        place = places[version.community_id]
        said = {"number": version.number, "community": place.name}
        news.append(
            News(
                f"frozen/{version.id}",
                _("%(community)s: version %(number)s of the code is frozen") % said,
                _("What version %(number)s says will not change. It is not in force yet.") % said,
                reverse("codes:versions", args=[place.slug]),
                since,
            )
        )
    return news


def _editions(editions: Sequence[Edition]) -> list[News]:
    """Tell of drafts that were published, so that people can be asked about them."""
    places = communities.named({one.community_id for one in editions})
    news = []
    for one in editions:
        place = places[one.community_id]
        said = {"number": one.version_number, "edition": one.number, "community": place.name}
        title = _("%(community)s: edition %(edition)s of the draft of version %(number)s") % said
        path = reverse("codes:edition", args=[place.slug, one.id])
        news.append(
            News(
                f"edition/{one.id}",
                title,
                _("A draft was published. It binds nobody yet."),
                path,
                datetime.combine(one.made_on, time(), UTC),
            )
        )
    return news


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
