"""A feed as RFC 4287 asks for it, answered so that it can be kept and asked for again cheaply."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import get_language

from comity.web.pages import whole_address

KEPT = 300
"""Seconds for which anybody may keep a feed."""

BEFORE_ANYTHING = datetime(2026, 1, 1, tzinfo=UTC)
"""What a feed without entries gives as its last change: always the same, so that it is kept."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class News:
    """One entry of a feed.

    Attributes:
        name: never changes and names nothing else: ``version/…``.
        title: plain text.
        text: plain text.
        path: of the page about it.
        at: the moment.
    """

    name: str
    title: str
    text: str
    path: str
    at: datetime


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Give the moment of the newest entry, whoever asks and whenever."""
        return super().latest_post_date() if self.items else BEFORE_ANYTHING


def answer(
    request: HttpRequest, news: Sequence[News], *, name: str, title: str, text: str, path: str
) -> HttpResponse:
    """Give a feed, or say that it is as it was when it was last asked for.

    Args:
        request: who asks.
        news: the newest first.
        name: of the feed, as those of entries.
        title: plain text.
        text: plain text.
        path: of the page that shows the same to people.
    """
    feed = _Feed(
        title=_clean(title),
        link=whole_address(request, path),
        description=_clean(text),
        language=get_language(),
        feed_url=whole_address(request, request.path),
        feed_guid=_lasting(f"{name}/{get_language()}"),
        author_name="Comity",
    )
    for one in news:
        feed.add_item(
            title=_clean(one.title),
            link=whole_address(request, one.path),
            description=escape(_clean(one.text)),
            unique_id=_lasting(one.name),
            pubdate=one.at,
            updateddate=one.at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    latest = feed.latest_post_date()
    tag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = tag
    response["Last-Modified"] = http_date(latest.timestamp())
    response["Cache-Control"] = f"public, max-age={KEPT}"
    kept = get_conditional_response(
        request, etag=tag, last_modified=int(latest.timestamp()), response=response
    )
    return kept or response


def _lasting(name: str) -> str:
    """Name something for good, wherever it is served from (RFC 4151)."""
    return f"tag:{urlsplit(settings.COMITY_URL).hostname},2026:{name}"


def _clean(text: str) -> str:
    """Leave out what XML cannot hold."""
    return _NO_XML.sub("", text)
