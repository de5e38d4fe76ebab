"""Where local codes stand against the floor. All of it is public."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import F, QuerySet

from comity.codes.models import CodeVersion, FloorStanding
from comity.codes.queries.versions import State
from comity.codes.rules.documents import Level
from comity.codes.rules.standing import floor_mark
from comity.communities import queries as communities

StandingRow: TypeAlias = FloorStanding
"""What the last check of a code found, as skins hold it."""
VersionRow: TypeAlias = CodeVersion
"""A local version in force as skins hold it, with its community and its standing, if any."""


@dataclass(frozen=True, slots=True)
class Due:
    """A local code in force that was not checked since it or the floor changed.

    Attributes:
        code_id: of the code.
        version_id: of its version in force.
        community_id: whose code it is.
        number: of the version.
        language: in which its words were agreed.
        floor: the versions above it, each with its revision, the universal one first.
        mark: names that floor.
        path: the community and everything above it.
    """

    code_id: str
    version_id: str
    community_id: str
    number: int
    language: str
    floor: tuple[tuple[str, int], ...]
    mark: str
    path: tuple[str, ...]


def standing_of(community_id: str) -> StandingRow | None:
    """Tell what the last check of a community's code found; None before the first."""
    found = FloorStanding.objects.filter(code__community=community_id)
    return found.select_related("version").first()


def standings(*, below_only: bool = False) -> QuerySet[VersionRow]:
    """List every local code in force with its standing: first what has been below for longest."""
    found = CodeVersion.objects.filter(level=Level.LOCAL, state=State.IN_FORCE)
    if below_only:
        found = found.filter(code__standing__below_since__isnull=False)
    found = found.select_related("code__community", "code__standing").defer("vocabulary", "summary")
    return found.prefetch_related("code__community__names").order_by(
        F("code__standing__below_since").asc(nulls_last=True), "code__community__slug"
    )


def count_below() -> int:
    """Count the local codes in force that are below the floor now."""
    return standings(below_only=True).count()


def due_for_check(*, under: str = "", only: str = "") -> list[Due]:
    """List the local codes whose last check was of another version or another floor.

    Args:
        under: only in this community and everything below it; everywhere where empty.
        only: the id of a code; it alone is due then, whatever was checked.
    """
    parents = communities.parents()
    in_force = {
        row["code__community_id"]: row
        for row in CodeVersion.objects.filter(state=State.IN_FORCE).values(
            "id", "code_id", "code__community_id", "number", "level", "source_language", "revision"
        )
    }
    checked = {} if only else dict(_checked())
    found = []
    for community_id, row in in_force.items():
        path = _path(community_id, parents)
        if row["level"] != Level.LOCAL or (under and under not in path):
            continue
        if only and row["code_id"] != only:
            continue
        floor = tuple(
            (in_force[place]["id"], in_force[place]["revision"])
            for place in reversed(path[1:])
            if place in in_force
        )
        mark = floor_mark([name for name, _ in floor])
        if not floor or checked.get(row["code_id"]) == (row["id"], mark):
            continue
        found.append(
            Due(
                row["code_id"],
                row["id"],
                community_id,
                row["number"],
                row["source_language"],
                floor,
                mark,
                path,
            )
        )
    return sorted(found, key=lambda one: (one.floor, one.code_id))


def _checked() -> list[tuple[str, tuple[str, str]]]:
    rows = FloorStanding.objects.values_list("code_id", "version_id", "floor_mark")
    return [(code_id, (version_id, mark)) for code_id, version_id, mark in rows]


def _path(community_id: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Walk from a community up to the movement."""
    path: list[str] = []
    place: str | None = community_id
    while place is not None:
        path.append(place)
        place = parents.get(place)
    return tuple(path)
