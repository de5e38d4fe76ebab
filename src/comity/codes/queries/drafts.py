"""What whoever drafts a code needs: templates to start from, and the names above."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from comity.codes.models import CodeVersion
from comity.codes.queries.binding import effective_code
from comity.codes.queries.versions import State, Version, document, version
from comity.codes.rules.documents import Document, Source
from comity.codes.rules.names import Above
from comity.codes.rules.reader import read
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound

SHIPPED = ("movement", "event", "project")
"""Codes that come with Comity, to start from."""

OURS = "shipped-"
THEIRS = "version-"


@dataclass(frozen=True, slots=True)
class Template:
    """A code to start from.

    Attributes:
        name: as ``actions.start_draft`` takes it.
        title: by language.
        summary: by language; may be empty.
        source_language: whose words were agreed.
        licence: of its words; may be empty.
        community_id: whose code it is; empty for one that comes with Comity.
        number: of the version; 0 for one that comes with Comity.
    """

    name: str
    title: dict[str, str]
    summary: dict[str, str]
    source_language: str
    licence: str
    community_id: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a template says.

    Attributes:
        document: its provisions.
        taken_from: what to name on each of them; nothing where the words are one's own.
    """

    document: Document
    taken_from: Source | None


def templates(community_id: str) -> list[Template]:
    """List what a community can start a draft from, the nearest first.

    That is every version of its own code but the draft, what is in force elsewhere, and what
    comes with Comity.
    """
    rows = CodeVersion.objects.select_related("code").exclude(state=State.DRAFT)
    own = rows.filter(code__community=community_id).order_by("-number")
    others = rows.filter(state=State.IN_FORCE).exclude(code__community=community_id)
    found = [
        Template(
            f"{THEIRS}{row.id}",
            row.title,
            row.summary,
            row.source_language,
            row.licence,
            row.code.community_id,
            row.number,
        )
        for row in (*own, *others.order_by("level", "code__slug"))
    ]
    return [*found, *_shipped_rows()]


def template(name: str, *, community_id: str) -> Chosen:
    """Open a template.

    Args:
        name: as ``templates`` lists it.
        community_id: who wants to start from it.

    Raises:
        NotFound: there is none, or it is a draft.
    """
    if name.startswith(OURS) and name.removeprefix(OURS) in SHIPPED:
        ours = shipped(name.removeprefix(OURS))
        title = ours.title[ours.source_language]
        return Chosen(ours, Source(title, licence=ours.licence))
    found = version(name.removeprefix(THEIRS))
    said = document(found.id)
    if found.community_id == community_id:
        return Chosen(said, None)
    title = found.title.get(found.source_language, said.slug)
    return Chosen(said, Source(title, licence=found.licence))


@lru_cache(maxsize=len(SHIPPED))
def shipped(name: str) -> Document:
    """Read a code that comes with Comity."""
    file = resources.files("comity.codes") / "shipped" / f"{name}.toml"
    return read(file.read_text("utf-8"))


def draft_of(community_id: str, *, seen_by: Actor) -> Version | None:
    """Find the draft of a community's code; none where there is none for this person to see."""
    row = CodeVersion.objects.filter(code__community=community_id, state=State.DRAFT).first()
    if row is None:
        return None
    try:
        return version(row.id, seen_by=seen_by)
    except NotFound:
        return None


def names_above(community_id: str) -> Above:
    """Collect the names that the codes above a community explain.

    Raises:
        NotFound: there is no such community.
    """
    above = communities.ancestors(community_id)[1:]
    code = effective_code(above[0].id) if above else None
    return Above(code.vocabulary, code.words) if code else Above()


def _shipped_rows() -> Iterator[Template]:
    for name in SHIPPED:
        one = shipped(name)
        yield Template(
            f"{OURS}{name}", dict(one.title), dict(one.summary), one.source_language, one.licence
        )
