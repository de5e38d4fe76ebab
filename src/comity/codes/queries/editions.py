"""What can be known about published drafts: everything, by everybody."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from comity.codes.models import DraftEdition
from comity.codes.rules.documents import Document
from comity.codes.rules.reader import read_draft
from comity.kernel.errors import NotFound

KEPT_READ = 16
"""Editions that people are asked about at the same time; each is about as large as its text."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A draft as it was published on one day, without what it says.

    Attributes:
        id: random, as in addresses.
        version_id: of the draft, which may be frozen by now.
        version_number: of that version, counted from 1.
        version_state: draft, frozen, in_force or superseded.
        code_id: of the code, whatever version it is in.
        community_id: whose code it is.
        number: counted from 1 for each version.
        content_hash: SHA-256 of its text in TOML.
        made_on: the day.
    """

    id: str
    version_id: str
    version_number: int
    version_state: str
    code_id: str
    community_id: str
    number: int
    content_hash: str
    made_on: date


def edition(edition_id: str) -> Edition:
    """Find a published draft.

    Raises:
        NotFound: there is none.
    """
    row = _editions().filter(id=edition_id).first()
    if row is None:
        raise NotFound
    return told_edition(row)


def editions(version_id: str) -> list[Edition]:
    """List what was published of one version, the newest first."""
    return [told_edition(row) for row in _editions().filter(version=version_id).order_by("-number")]


def edition_rows(community_id: str) -> QuerySet[DraftEdition]:
    """List what was published of every version of a community's code, the newest first."""
    rows = _editions().filter(version__code__community=community_id)
    return rows.order_by("-version__number", "-number")


def editions_of(community_id: str) -> list[Edition]:
    """Tell what was published of every version of a community's code, the newest first."""
    return [told_edition(row) for row in edition_rows(community_id)]


def newest_edition(community_id: str) -> Edition | None:
    """Find what was published last of a community's code; None where nothing was."""
    row = edition_rows(community_id).first()
    return told_edition(row) if row else None


def edition_text(edition_id: str) -> str:
    """Give a published draft as TOML, byte for byte what its hash was made of.

    Raises:
        NotFound: there is none.
    """
    texts = DraftEdition.objects.filter(id=edition_id).values_list("document", flat=True)
    found = texts.first()
    if found is None:
        raise NotFound
    return found


@lru_cache(maxsize=KEPT_READ)
def edition_document(edition_id: str) -> Document:
    """Read what a published draft says; it is kept in memory, because it never changes.

    Raises:
        NotFound: there is none.
    """
    return read_draft(edition_text(edition_id))


def _editions() -> QuerySet[DraftEdition]:
    return DraftEdition.objects.select_related("version__code").defer("document")


def told_edition(row: DraftEdition) -> Edition:
    """Tell what is known of a published draft from its row."""
    return Edition(
        row.id,
        row.version_id,
        row.version.number,
        row.version.state,
        row.version.code_id,
        row.version.code.community_id,
        row.number,
        row.content_hash,
        row.made_on,
    )
