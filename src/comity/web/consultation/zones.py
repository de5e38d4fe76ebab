"""Moments in the time zone of whoever reads, who chooses it on the page: no script, no guess."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_gmt, get_timezone_location
from django.http import HttpRequest

from comity.web.components import reader

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
    """Say which zone somebody asked for; UTC for anything else."""
    wanted = request.GET.get("zone", "")
    return wanted if wanted in ZONES else "UTC"


def offered(when: datetime) -> list[tuple[str, str]]:
    """List the zones to choose from, with how far each is from UTC at a moment."""
    return [("UTC", "UTC"), *((name, _named(name, when)) for name in ZONES[1:])]


def moment(when: datetime, zone: str = "UTC") -> Moment:
    """Write a moment in a zone, with its distance from UTC, and in UTC beside it."""
    here = ZoneInfo(zone)
    return Moment(when.astimezone(UTC), _written(when, here), _written(when, ZoneInfo("UTC")))


def _written(when: datetime, zone: ZoneInfo) -> str:
    local = when.astimezone(zone)
    day = format_datetime(local, "d MMMM y, HH:mm", tzinfo=zone, locale=reader())
    return f"{day} {_distance(local)}"


def _distance(local: datetime) -> str:
    gmt = get_timezone_gmt(local, "short", locale="en", return_z=False)
    return "UTC" if gmt in {"GMT+0000", "+0000"} else f"UTC{gmt.removeprefix('GMT')}"


def _named(name: str, when: datetime) -> str:
    place = get_timezone_location(name, locale=reader(), return_city=True)
    return f"{place} ({_distance(when.astimezone(ZoneInfo(name)))})"
