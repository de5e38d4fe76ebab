"""The charter over the API: the numbers in force, every version, and what changed. All public."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from comity.api.pages import USUAL, After, Limit, Page, page, page_of
from comity.charter import queries
from comity.charter.queries import VersionRow
from comity.charter.rules import Charter, numbers, origin_of, redline
from comity.communities.queries import by_slug
from comity.competence.queries import effective_charter

router = Router(tags=["charter"], auth=None)


class CharterVersionOut(Schema):
    """An adopted version."""

    id: str
    number: int
    community: str | None = Field(description="whose own charter it is; null for the movement")
    above: str | None = Field(description="the version it stands on; null for the movement")
    adopted_on: date
    hash: str


class NumberOut(Schema):
    """One number, with the direction that makes it stricter."""

    key: str
    value: int | bool | str | list[str | int]
    stricter: str
    source: str = Field(
        description="a key of sources; empty where a community set it, or nobody said"
    )
    community: str | None = Field(description="the community that set it; null for the movement")


class CharterSourceOut(Schema):
    """A text that numbers come from."""

    names: dict[str, str]
    standing: str
    address: str
    adopted_on: date | None


class CharterOut(Schema):
    """A charter: every number, and where it comes from."""

    version: CharterVersionOut
    numbers: list[NumberOut]
    sources: dict[str, CharterSourceOut]


class CharterChangeOut(Schema):
    """A change from one version to another."""

    key: str
    before: str
    after: str
    effect: str = Field(description="strengthens, weakens, or differs")


@router.get("", response=CharterOut)
def charter(request: HttpRequest, community: Annotated[str, Query(max_length=100)] = "") -> object:
    """Show the charter in force: of the movement, or what holds in a community."""
    del request
    if community:
        return _out(effective_charter(by_slug(community).id))
    return _out(queries.charter_in_force())


@router.get("/versions", response=Page[CharterVersionOut])
def versions(
    request: HttpRequest,
    community: Annotated[str, Query(max_length=100)] = "",
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List every version, newest first: of the movement, or of a community's own charter."""
    place = by_slug(community).id if community else queries.MOVEMENT
    return page_of(request, queries.version_rows(place), after, limit, show=_version)


@router.get("/versions/{version_id}", response=CharterOut)
def version(request: HttpRequest, version_id: str) -> object:
    """Show one version."""
    del request
    return _out(queries.charter(version_id))


@router.get("/versions/{before}/changes/{later}", response=Page[CharterChangeOut])
def changes(
    request: HttpRequest,
    before: str,
    later: str,
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List what changed from one version to another, and whether it protects more or less."""
    found = redline(queries.charter(before), queries.charter(later))
    return page(request, found, after, limit, name=lambda one: one.key)


def _out(told: Charter) -> dict[str, object]:
    return {
        "version": _version(queries.version(told.version_id)),
        "numbers": [
            {
                "key": one.key,
                "value": one.value,
                "stricter": one.bound.direction,
                "source": origin.source
                if one.key not in told.own and (origin := origin_of(one.key, told.agreed))
                else "",
                "community": told.own.get(one.key),
            }
            for one in numbers(told.values).values()
        ],
        "sources": {
            name: {
                "names": dict(one.names),
                "standing": one.standing,
                "address": one.address,
                "adopted_on": one.adopted_on,
            }
            for name, one in told.agreed.sources.items()
        },
    }


def _version(one: VersionRow) -> dict[str, object]:
    return {
        "id": one.id,
        "number": one.number,
        "community": one.community_id or None,
        "above": one.above_id or None,
        "adopted_on": one.adopted_on,
        "hash": one.hash,
    }
