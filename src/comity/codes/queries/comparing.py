"""Comparing texts of codes: versions and published drafts, of one code or of two."""

from dataclasses import dataclass, replace
from functools import lru_cache

from comity.codes.queries.binding import effective_code
from comity.codes.queries.drafts import names_above
from comity.codes.queries.editions import edition, edition_document
from comity.codes.queries.kept import Kept
from comity.codes.queries.loading import level, up_to_date
from comity.codes.queries.versions import State, Version, rows, told_version, writes
from comity.codes.rules.documents import Document, Words
from comity.codes.rules.redline import Change, Summary, aligned, redline, summary
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound

EDITION = "edition"
"""The mark of every published draft: none of them changes."""
KEPT_COMPARED = 32
"""Comparisons of texts that do not change any more; translations of them give new marks."""
KEPT_READ = 32
"""Versions that people compare at the same time; each is about as large as its text."""


@dataclass(frozen=True, slots=True)
class CodeText:
    """A text of a code: one of its versions, or a draft as it was published.

    Attributes:
        id: of the version or of the edition.
        version: the version, in which state whatever.
        edition: the number of the edition; 0 for the version itself.
        hash: of what it says; empty for a draft.
        mark: tells these words from any that the text may have later; empty for a draft.
    """

    id: str
    version: Version
    edition: int
    hash: str
    mark: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts side by side.

    Attributes:
        before: the earlier one.
        after: the later one.
        changes: of each provision, in the order of the later text.
        summary: all of them in a few numbers.
        languages: in which both have words.
        words: what the names of both are called.
    """

    before: CodeText
    after: CodeText
    changes: tuple[Change, ...]
    summary: Summary
    languages: tuple[str, ...]
    words: Words


_KEPT: Kept[Comparison] = Kept(KEPT_COMPARED)


def text(text_id: str, *, seen_by: Actor | None = None) -> tuple[CodeText, Document]:
    """Find a version or a published draft, and read what it says.

    Raises:
        NotFound: there is none, or it is a draft that ``seen_by`` does not write.
    """
    found = _found(text_id, seen_by)
    return found, _said(found)


def _found(text_id: str, seen_by: Actor | None) -> CodeText:
    """Find a text without reading what it says."""
    row = rows().filter(id=text_id).first()
    if row is None:
        published = edition(text_id)
        # Its version may still be a draft that others do not see; what was published is public.
        version = told_version(rows().get(id=published.version_id))
        return CodeText(text_id, version, published.number, published.content_hash, EDITION)
    version = told_version(row)
    if version.state == State.DRAFT:
        if not writes(seen_by, version.community_id):
            raise NotFound
        return CodeText(row.id, version, 0, "", "")
    return CodeText(row.id, version, 0, version.content_hash, str(row.revision))


def _said(text: CodeText) -> Document:
    """Read what a text says; all but drafts are kept in memory."""
    if text.edition:
        return edition_document(text.id)
    return _read(text.id, int(text.mark)) if text.mark else _read_anew(text.id)


def compare(
    before_id: str, after_id: str, *, language: str, seen_by: Actor | None = None
) -> Comparison:
    """Compare two texts. Of two different codes, provisions that say nearly the same are paired.

    Args:
        before_id: of the earlier version or published draft.
        after_id: of the later one.
        language: of the reader, as a BCP 47 tag.
        seen_by: who is looking.

    Raises:
        NotFound: one of them is not to be seen.
    """
    first, second = (_found(one, seen_by) for one in (before_id, after_id))
    place = second.version.community_id
    key = (before_id, first.mark, after_id, second.mark, language, _edition_above(place))
    kept = _KEPT.get(key) if first.mark and second.mark else None
    if kept is not None:
        return replace(kept, before=first, after=second)
    before, after, above = _said(first), _said(second), names_above(place)
    if first.version.code_id != second.version.code_id:
        after = aligned(before, after)
    changes = redline(before, after, language, names=above.vocabulary)
    shared = tuple(one for one in after.languages if one in before.languages)
    words = _called(above.words, before.words, after.words)
    found = Comparison(first, second, changes, summary(changes), shared, words)
    if first.mark and second.mark:
        _KEPT.keep(key, found)
    return found


def _edition_above(community_id: str) -> tuple[tuple[str, int], ...]:
    """Tell one set of names above a community from another."""
    above = communities.ancestors(community_id)[1:]
    binding = effective_code(above[0].id) if above else None
    return binding.edition if binding else ()


def _called(*all_words: Words) -> Words:
    """Join what names are called; the last that says it counts."""
    axes = {axis for words in all_words for axis in words}
    return {
        axis: {name: said for words in all_words for name, said in words.get(axis, {}).items()}
        for axis in axes
    }


@lru_cache(maxsize=KEPT_READ)
def _read(version_id: str, revision: int) -> Document:
    """Read a version that is frozen; only its translations change, and the revision with them."""
    del revision
    return _read_anew(version_id)


def _read_anew(version_id: str) -> Document:
    return up_to_date(level(rows().get(id=version_id)))
