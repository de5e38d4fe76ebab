"""What can be known about texts on their way in, by those who may edit the code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes.models import CodeImport, CodeVersion
from comity.codes.queries.loading import level
from comity.codes.queries.versions import rows
from comity.codes.rules.documents import Document
from comity.codes.rules.reader import read_draft
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Bringing:
    """Files on their way to becoming a draft.

    Attributes:
        id: random, as in addresses.
        community_id: whose code they are to become.
        state: waiting, read or refused.
        done: how many files are read.
        total: how many there are.
        document: what came of them; nothing before they are read.
        unread: lines that are in no provision, by language: number, text and reason.
        mismatches: places that are built differently, by language: ids without a translation,
            and lines without a source.
        problems: why they cannot be read: a code and its details.
    """

    id: str
    community_id: str
    state: str
    done: int
    total: int
    document: Document | None
    unread: Mapping[str, Sequence[tuple[int, str, str]]]
    mismatches: Mapping[str, Sequence[tuple[list[str], list[int]]]]
    problems: Sequence[tuple[str, Mapping[str, object]]]


def bringing(import_id: str, *, seen_by: Actor) -> Bringing:
    """Find files on their way in.

    Raises:
        NotFound: there are none, or ``seen_by`` may not edit the code.
    """
    row = CodeImport.objects.filter(id=import_id).first()
    if row is None or not may(seen_by, Permission.CODE_EDIT, on=row.community_id):
        raise NotFound
    return told_import(row)


def waiting_imports() -> list[str]:
    """List what waits to be read, the oldest first."""
    found = CodeImport.objects.filter(state=CodeImport.State.WAITING).order_by("begun_on", "id")
    return list(found.values_list("id", flat=True))


def latest_document(community_id: str) -> Document | None:
    """Read the newest version of a community's code, be it a draft; nothing where there is none."""
    row = rows().filter(code__community=community_id).order_by("-number").first()
    return level(row).document if row else None


def has_draft(community_id: str) -> bool:
    """Tell whether a draft stands where one would be written."""
    found = CodeVersion.objects.filter(code__community=community_id)
    return found.filter(state=CodeVersion.State.DRAFT).exists()


def told_import(row: CodeImport) -> Bringing:
    """Tell what is known of an import from its row."""
    return Bringing(
        row.id,
        row.community_id,
        row.state,
        row.done,
        row.total,
        read_draft(row.document) if row.document else None,
        {
            tag: [(number, text, reason) for number, text, reason in lines]
            for tag, lines in row.report.get("unread", {}).items()
        },
        {
            tag: [(ids, lines) for ids, lines in places]
            for tag, places in row.report.get("mismatches", {}).items()
        },
        [(one["code"], one["detail"]) for one in row.problem.get("problems", [])],
    )
