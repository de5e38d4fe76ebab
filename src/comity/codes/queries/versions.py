"""What can be known about versions. All of them are public but drafts, which their authors see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes.models import Code, CodeVersion
from comity.codes.queries.loading import level
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.effects import Effects, from_column
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound

State = CodeVersion.State


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
        effects: what it means for those who are easily overlooked; none in a draft, and where
            nobody said it.
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
    effects: Effects | None


def code_in_force(community_id: str) -> Version | None:
    """Find the version of a community's own code that is in force; none if it has no own code."""
    row = rows().filter(code__community=community_id, state=State.IN_FORCE).first()
    return told_version(row) if row else None


def community_of(code_id: str) -> str:
    """Tell whose code it is.

    Raises:
        NotFound: there is no such code.
    """
    found = Code.objects.filter(id=code_id).values_list("community_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def code_of(community_id: str) -> str:
    """Name the code of a community by its id; empty where it has none, not even a draft."""
    found = Code.objects.filter(community=community_id).values_list("id", flat=True)
    return found.first() or ""


def universal_in_force() -> tuple[str, int] | None:
    """Name the movement's code and the number of its version in force, in one look-up."""
    found = CodeVersion.objects.filter(level=Level.UNIVERSAL, state=State.IN_FORCE)
    return found.values_list("code_id", "number").first()


def version(version_id: str, *, seen_by: Actor | None = None) -> Version:
    """Find a version.

    Raises:
        NotFound: there is none, or it is a draft that ``seen_by`` does not write.
    """
    return told_version(seen(version_id, seen_by))


def version_rows(community_id: str, *, seen_by: Actor | None = None) -> QuerySet[CodeVersion]:
    """List the versions of a community's own code, the newest first; drafts for their authors."""
    found = rows().filter(code__community=community_id).order_by("-number").defer("vocabulary")
    return found if writes(seen_by, community_id) else found.exclude(state=State.DRAFT)


def versions(community_id: str, *, seen_by: Actor | None = None) -> list[Version]:
    """Tell every version of a community's own code, the newest first; drafts to their authors."""
    return [told_version(row) for row in version_rows(community_id, seen_by=seen_by)]


def latest_in_force(at_most: int, *, community_id: str = "") -> list[Version]:
    """List the versions that came into force last, the newest first; of one community or of all."""
    found = rows().exclude(in_force_since=None).order_by("-in_force_since", "id")
    if community_id:
        found = found.filter(code__community=community_id)
    return [told_version(row) for row in found[:at_most]]


def document(version_id: str, *, seen_by: Actor | None = None) -> Document:
    """Read what a version says.

    Raises:
        NotFound: there is none, or it is a draft that ``seen_by`` does not write.
    """
    return level(seen(version_id, seen_by)).document


def communities_with_codes() -> dict[str, str]:
    """Map each community with a code of its own in force to the version."""
    found = CodeVersion.objects.filter(state=State.IN_FORCE)
    return dict(found.values_list("code__community_id", "id"))


def rows() -> QuerySet[CodeVersion]:
    """Look among all versions, each with its code."""
    return CodeVersion.objects.select_related("code")


def seen(version_id: str, seen_by: Actor | None) -> CodeVersion:
    """Find the row of a version.

    Raises:
        NotFound: there is none, or it is a draft that ``seen_by`` does not write.
    """
    row = rows().filter(id=version_id).first()
    if row is None:
        raise NotFound
    if row.state == State.DRAFT and not writes(seen_by, row.code.community_id):
        raise NotFound
    return row


def writes(seen_by: Actor | None, community_id: str) -> bool:
    """Tell whether somebody writes the code of a community, or translates it."""
    wanted = (Permission.CODE_EDIT, Permission.CODE_TRANSLATE)
    return seen_by is not None and any(may(seen_by, one, on=community_id) for one in wanted)


def told_version(row: CodeVersion) -> Version:
    """Tell what is known of a version from its row."""
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
        from_column(row.effects),
    )
