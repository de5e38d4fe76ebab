"""What can be known about codes. All of it is public but drafts, which their authors see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes.models import Code, CodeVersion
from comity.codes.queries.editions import (
    Edition,
    edition,
    edition_document,
    edition_text,
    editions,
    editions_of,
)
from comity.codes.queries.loading import level
from comity.codes.queries.telling import ToldFinding, named, tell, tell_bound
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.effective import EffectiveCode, compose
from comity.codes.rules.floor import Finding, findings
from comity.codes.rules.provisions import Code as Rules
from comity.codes.rules.redline import Change
from comity.codes.rules.redline import redline as compared
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound

__all__ = [
    "Edition",
    "FloorFindings",
    "ToldFinding",
    "Version",
    "edition",
    "edition_document",
    "edition_text",
    "editions",
    "editions_of",
    "named",
    "tell",
    "tell_bound",
]

State = CodeVersion.State
KEPT_IN_MEMORY = 64
"""Effective codes; a movement has about as many as it has communities that are looked at."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a code, without its provisions.

    Attributes:
        id: random, as in addresses.
        code_id: of the code, whatever version it is in.
        community_id: whose code it is.
        number: counted from 1.
        state: draft, frozen, in_force or superseded.
        title: by language.
        summary: by language.
        source_language: whose words were agreed.
        licence: of the words, as SPDX names it; may be empty.
        content_hash: of structure and agreed words; empty while it is a draft.
        in_force_since: the moment, if it ever was.
    """

    id: str
    code_id: str
    community_id: str
    number: int
    state: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    source_language: str
    licence: str
    content_hash: str
    in_force_since: datetime | None


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


def code_in_force(community_id: str) -> Version | None:
    """Find the version of a community's own code that is in force; none if it has no own code."""
    row = _versions().filter(code__community=community_id, state=State.IN_FORCE).first()
    return _version(row) if row else None


def community_of(code_id: str) -> str:
    """Tell whose code it is.

    Raises:
        NotFound: there is no such code.
    """
    found = Code.objects.filter(id=code_id).values_list("community_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def universal_in_force() -> tuple[str, int] | None:
    """Name the movement's code and the number of its version in force, in one look-up."""
    rows = CodeVersion.objects.filter(level=Level.UNIVERSAL, state=State.IN_FORCE)
    return rows.values_list("code_id", "number").first()


def version(version_id: str, *, seen_by: Actor | None = None) -> Version:
    """Find a version.

    Raises:
        NotFound: there is none, or it is a draft that ``seen_by`` does not write.
    """
    return _version(_seen(version_id, seen_by))


def versions(community_id: str, *, seen_by: Actor | None = None) -> list[Version]:
    """List the versions of a community's own code, the newest first; drafts for their authors."""
    rows = _versions().filter(code__community=community_id).order_by("-number")
    if not _writes(seen_by, community_id):
        rows = rows.exclude(state=State.DRAFT)
    return [_version(row) for row in rows]


def latest_in_force(at_most: int, *, community_id: str = "") -> list[Version]:
    """List the versions that came into force last, the newest first; of one community or of all."""
    rows = _versions().exclude(in_force_since=None).order_by("-in_force_since", "id")
    if community_id:
        rows = rows.filter(code__community=community_id)
    return [_version(row) for row in rows[:at_most]]


def document(version_id: str, *, seen_by: Actor | None = None) -> Document:
    """Read what a version says.

    Raises:
        NotFound: there is none, or it is a draft that ``seen_by`` does not write.
    """
    return level(_seen(version_id, seen_by)).document


def effective_code(community_id: str) -> EffectiveCode | None:
    """Find what binds in a community: the strictest of every code from the movement down to it.

    Returns:
        Nothing where no code is in force at all.

    Raises:
        NotFound: there is no such community.
    """
    path = [one.id for one in communities.ancestors(community_id)]
    return _effective(path)


def floor_findings(version_id: str, *, seen_by: Actor | None = None) -> FloorFindings:
    """Hold a local version against what binds above its community.

    Raises:
        NotFound: there is no such version to be seen, or nothing is in force above it.
    """
    row = _seen(version_id, seen_by)
    above = [one.id for one in communities.ancestors(row.code.community_id)][1:]
    floor = _effective(above)
    if floor is None:
        raise NotFound
    local = level(row)
    code = compose([*floor.levels, local])
    upper = compose(floor.levels)
    binding = Rules(tuple(one.provision for one in upper.provisions))
    found = findings(binding, local.document.code, code.vocabulary)
    return FloorFindings(_version(row), found, upper, code)


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
    first, second = _seen(from_version_id, seen_by), _seen(to_version_id, seen_by)
    if first.code_id != second.code_id:
        raise NotFound
    return compared(level(first).document, level(second).document, language)


def communities_with_codes() -> dict[str, str]:
    """Map each community with a code of its own in force to the version."""
    rows = CodeVersion.objects.filter(state=State.IN_FORCE)
    return dict(rows.values_list("code__community_id", "id"))


def _effective(path: list[str]) -> EffectiveCode | None:
    """Compose what binds at the first of these communities, the movement being the last."""
    rows = CodeVersion.objects.filter(code__community__in=path, state=State.IN_FORCE)
    found = {
        community_id: (version_id, revision)
        for community_id, version_id, revision in rows.values_list(
            "code__community_id", "id", "revision"
        )
    }
    levels = tuple(found[place] for place in reversed(path) if place in found)
    return _composed(levels) if levels else None


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _composed(levels: tuple[tuple[str, int], ...]) -> EffectiveCode:
    """Compose versions, once for each translation of them: what is in force never changes."""
    rows = {row.id: row for row in _versions().filter(id__in=[name for name, _ in levels])}
    return compose([level(rows[name]) for name, _ in levels])


def _versions() -> QuerySet[CodeVersion]:
    return CodeVersion.objects.select_related("code")


def _seen(version_id: str, seen_by: Actor | None) -> CodeVersion:
    row = _versions().filter(id=version_id).first()
    if row is None:
        raise NotFound
    if row.state == State.DRAFT and not _writes(seen_by, row.code.community_id):
        raise NotFound
    return row


def _writes(seen_by: Actor | None, community_id: str) -> bool:
    return seen_by is not None and may(seen_by, Permission.CODE_EDIT, on=community_id)


def _version(row: CodeVersion) -> Version:
    return Version(
        row.id,
        row.code_id,
        row.code.community_id,
        row.number,
        row.state,
        row.title,
        row.summary,
        row.source_language,
        row.licence,
        row.content_hash,
        row.in_force_since,
    )
