"""Moments in the time zone of whoever reads, who chooses it on the page: no script, no guess.

The browser keeps the choice until it is closed. Nothing is kept here, and UTC keeps nothing there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import (
    format_datetime,
    get_datetime_format,
    get_timezone_gmt,
    get_timezone_location,
)
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from comity.web.components import reader

COOKIE = "__Host-zone" if settings.SECURE else "zone"
ZONES = (
    "UTC",
    "Pacific/Honolulu",
    "America/Anchorage",
    "America/Los_Angeles",
    "America/Denver",
    "America/Mexico_City",
    "America/Chicago",
    "America/Bogota",
    "America/New_York",
    "America/Caracas",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "Atlantic/Azores",
    "Africa/Accra",
    "Europe/London",
    "Africa/Lagos",
    "Europe/Berlin",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Europe/Kyiv",
    "Africa/Nairobi",
    "Europe/Istanbul",
    "Asia/Riyadh",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Yangon",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "Asia/Manila",
    "Asia/Tokyo",
    "Australia/Adelaide",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Tongatapu",
)
"""From west to east, at least one for every clock that many people live by."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as somebody reads it.

    Attributes:
        at: in UTC, for machines.
        shown: in the reader's zone and language.
        utc: the same in UTC.
    """

    at: datetime
    shown: str
    utc: str


def chosen(request: HttpRequest) -> str:
    """Say which zone somebody asked for, now or on a page before; UTC for anything else."""
    for wanted in (request.GET.get("zone", ""), request.COOKIES.get(COOKIE, "")):
        if wanted in ZONES:
            return wanted
    return "UTC"


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the browser keep the zone that somebody chose on this page, for the pages after it."""
    wanted, known = request.GET.get("zone", ""), request.COOKIES.get(COOKIE, "UTC")
    if wanted not in ZONES or wanted == known:
        return response
    if wanted == "UTC":
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        # Not "Strict": whoever comes here by a link from elsewhere reads in their zone too.
        response.set_cookie(COOKIE, wanted, secure=settings.SECURE, httponly=True, samesite="Lax")
    return response


def choosing(
    request: HttpRequest, when: datetime | None, also: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Give what a page needs for choosing a zone.

    Args:
        request: of the page.
        when: a moment on it, for which the distances from UTC are told; None for no moment.
        also: what else is asked in its address, which stays.
    """
    return {
        "zone": chosen(request),
        "zones": offered(when) if when else [],
        "also": {name: value for name, value in (also or {}).items() if value},
    }


def offered(when: datetime) -> list[tuple[str, str]]:
    """List the zones to choose from, with how far each is from UTC at a moment."""
    return [("UTC", "UTC"), *((name, _named(name, when)) for name in ZONES[1:])]


def moment(when: datetime, zone: str = "UTC") -> Moment:
    """Write a moment in a zone, with its distance from UTC, and in UTC beside it."""
    here = ZoneInfo(zone)
    return Moment(when.astimezone(UTC), _written(when, here), _written(when, ZoneInfo("UTC")))


def _written(when: datetime, zone: ZoneInfo) -> str:
    local = when.astimezone(zone)
    day, hour = (
        format_datetime(local, form, tzinfo=zone, locale=reader()) for form in ("d MMMM y", "HH:mm")
    )
    between = str(get_datetime_format("medium", locale=reader())).replace("'", "")  # "{1}, {0}"
    return f"{between.format(hour, day)} {_distance(local)}"


def _distance(local: datetime) -> str:
    gmt = get_timezone_gmt(local, "short", locale="en", return_z=False)
    return "UTC" if gmt in {"GMT+0000", "+0000"} else f"UTC{gmt.removeprefix('GMT')}"


def _named(name: str, when: datetime) -> str:
    return f"{_place(name, str(reader()))} ({_distance(when.astimezone(ZoneInfo(name)))})"


@cache  # as many as there are zones and languages, and slow to look up
def _place(name: str, locale: str) -> str:
    return get_timezone_location(name, locale=locale, return_city=True)
