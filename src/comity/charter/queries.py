"""Which charter is in force, and what this database is for. Charters are public."""

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import TypeAlias

from django.db.models import QuerySet

from comity.charter import rules
from comity.charter.errors import NoCharter
from comity.charter.models import CharterVersion, Installation
from comity.kernel.errors import NotFound

VersionRow: TypeAlias = CharterVersion
"""An adopted version as skins hold it."""
SANDBOX = Installation.Use.SANDBOX
SHIPPED = ("small", "wikimedia")
"""The charters that come with Comity."""
PRODUCTION = Installation.Use.PRODUCTION
MOVEMENT = ""
"""Stands where the id of a community would, for the charter of the whole movement."""


def charter_in_force() -> rules.Charter:
    """Read the charter of the movement that is in force.

    Raises:
        NoCharter: none has been adopted yet.
    """
    newest = _newest([MOVEMENT])
    if MOVEMENT not in newest:
        raise NoCharter
    return _read(newest[MOVEMENT])


def effective_charter(path: Sequence[str]) -> rules.Charter:
    """Read what holds in a community: of each number the strictest of all charters above it.

    Args:
        path: ids of the community and of everything above it, itself first, as
            ``communities.queries.ancestors`` lists them. This package stands below communities and
            knows no tree.

    Raises:
        NoCharter: none has been adopted yet.
    """
    newest = _newest([*path, MOVEMENT])
    nearest = next((place for place in (*path, MOVEMENT) if place in newest), None)
    if nearest is None or MOVEMENT not in newest:
        raise NoCharter
    return _read(newest[nearest])


def charter(version_id: str) -> rules.Charter:
    """Read the charter that a case is pinned to.

    Raises:
        NotFound: there is no such version.
    """
    return _read(version_id)


def version(version_id: str) -> CharterVersion:
    """Find an adopted version.

    Raises:
        NotFound: there is no such version.
    """
    try:
        return CharterVersion.objects.get(id=version_id)
    except CharterVersion.DoesNotExist:
        raise NotFound from None


def versions(community_id: str = MOVEMENT) -> list[CharterVersion]:
    """List every adopted version of the movement's charter, or of a community's, newest first."""
    return list(version_rows(community_id))


def version_rows(community_id: str = MOVEMENT) -> QuerySet[CharterVersion]:
    """Look for versions like ``versions``, without asking for any yet."""
    return CharterVersion.objects.filter(community_id=community_id).order_by("-number")


def communities_with_charters() -> frozenset[str]:
    """Name the communities that have a charter of their own, by id."""
    own = CharterVersion.objects.exclude(community_id=MOVEMENT)
    return frozenset(own.values_list("community_id", flat=True).distinct())


def shipped(name: str) -> str:
    """Give the text of a charter that comes with Comity.

    Raises:
        NotFound: none of this name does.
    """
    if name not in SHIPPED:
        raise NotFound
    return (resources.files("comity.charter") / "shipped" / f"{name}.toml").read_text("utf-8")


def installation() -> Installation | None:
    """Say what this database is for; None for one that nobody has used yet."""
    return Installation.objects.first()


def is_sandbox() -> bool:
    """Tell whether this database holds the people of the sandbox."""
    return Installation.objects.filter(use=SANDBOX).exists()


def _newest(places: Sequence[str]) -> dict[str, str]:
    """Name the version in force at each of these places that has one, in one query."""
    rows = CharterVersion.objects.filter(community_id__in=places).order_by("number")
    return dict(rows.values_list("community_id", "id"))


@lru_cache(maxsize=64)
def _read(version_id: str) -> rules.Charter:
    """Read an adopted text and all it stands on. They never change, so they are read once."""
    found = version(version_id)
    if not found.above_id:
        return rules.read(found.text, version_id=found.id)
    return rules.overlay(
        found.text,
        _read(found.above_id),
        community_id=found.community_id,
        version_id=found.id,
    )
