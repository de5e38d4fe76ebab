"""What binds in a community, and how a version stands against what binds above it."""

from dataclasses import dataclass
from functools import lru_cache

from comity.codes.models import CodeVersion
from comity.codes.queries.loading import lean, level, up_to_date
from comity.codes.queries.loading import levels as read_levels
from comity.codes.queries.versions import State, Version, rows, seen, told_version
from comity.codes.rules.effective import EffectiveCode, compose
from comity.codes.rules.floor import Finding
from comity.codes.rules.provisions import Code as Rules
from comity.codes.rules.provisions import Vocabulary
from comity.codes.rules.redline import Change
from comity.codes.rules.redline import redline as compared
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound

KEPT_IN_MEMORY = 64
"""Effective codes; a movement has about as many as it has communities that are looked at."""


@dataclass(frozen=True, slots=True)
class FloorFindings:
    """Where a local version falls below what binds above it.

    Attributes:
        version: the local one.
        findings: none when it is above the floor.
        floor: what binds above it.
        code: what binds where it holds, strictest of both.
        names: the names of both.
    """

    version: Version
    findings: tuple[Finding, ...]
    floor: EffectiveCode
    code: EffectiveCode


def effective_code(community_id: str) -> EffectiveCode | None:
    """Find what binds in a community: the strictest of every code from the movement down to it.

    Returns:
        Nothing where no code is in force at all.

    Raises:
        NotFound: there is no such community.
    """
    path = [one.id for one in communities.path_of(community_id)]
    return _effective(path)


def floor_findings(version_id: str, *, seen_by: Actor | None = None) -> FloorFindings:
    """Hold a local version against what binds above its community.

    Raises:
        NotFound: there is no such version to be seen, or nothing is in force above it.
    """
    row = seen(version_id, seen_by)
    floor = floor_of(row.code.community_id)
    if floor is None:
        raise NotFound
    local = level(row)
    code = compose([*floor.levels, local])
    found = against_floor(floor, local.document.code, local.document.vocabulary)
    return FloorFindings(told_version(row), found, floor, code)


def findings_of(version_id: str, *, seen_by: Actor | None = None) -> tuple[Finding, ...]:
    """List in which respects a local version falls below what binds above its community.

    Raises:
        NotFound: there is no such version to be seen, or nothing is in force above it.
    """
    row = seen(version_id, seen_by)
    floor = floor_of(row.code.community_id)
    if floor is None:
        raise NotFound
    local = lean([version_id])[version_id]
    rules = Rules(tuple(rule for rule, _ in local.provisions), overlay=True)
    return against_floor(floor, rules, local.vocabulary)


def floor_of(community_id: str) -> EffectiveCode | None:
    """Find what binds above a community; nothing for the movement, or where nothing is in force."""
    return _effective([one.id for one in communities.path_of(community_id)][1:])


def against_floor(floor: EffectiveCode, local: Rules, names: Vocabulary) -> tuple[Finding, ...]:
    """Hold a local code against a floor, which is laid out once for all codes below it."""
    return floor.comparison.under(names).findings(local)


def redline(
    from_version_id: str, to_version_id: str, *, language: str, seen_by: Actor | None = None
) -> tuple[Change, ...]:
    """Show what changed from one version of a code to another.

    Args:
        from_version_id: the earlier one.
        to_version_id: the later one.
        language: of the reader, as a BCP 47 tag.
        seen_by: who is looking.

    Raises:
        NotFound: one of them is not to be seen, or they are versions of different codes.
    """
    first, second = seen(from_version_id, seen_by), seen(to_version_id, seen_by)
    if first.code_id != second.code_id:
        raise NotFound
    return compared(up_to_date(level(first)), up_to_date(level(second)), language)


def _effective(path: list[str]) -> EffectiveCode | None:
    """Compose what binds at the first of these communities, the movement being the last."""
    in_force = CodeVersion.objects.filter(code__community__in=path, state=State.IN_FORCE)
    found = {
        community_id: (version_id, revision)
        for community_id, version_id, revision in in_force.values_list(
            "code__community_id", "id", "revision"
        )
    }
    levels = tuple(found[place] for place in reversed(path) if place in found)
    return composed(levels) if levels else None


@lru_cache(maxsize=KEPT_IN_MEMORY)
def composed(levels: tuple[tuple[str, int], ...]) -> EffectiveCode:
    """Compose versions, once for each translation of them: what is in force never changes.

    Args:
        levels: the id of each version with its revision, the universal one first.
    """
    above = composed(levels[:1]) if len(levels) > 1 else None
    missing = [name for name, _ in levels[1 if above else 0 :]]
    found = {row.id: row for row in rows().filter(id__in=missing)}
    read = read_levels([found[name] for name in missing])
    return compose([*(above.levels if above else ()), *read], above)
