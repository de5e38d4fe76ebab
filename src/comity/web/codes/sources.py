"""Where the words of a code were taken from, for the end of a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from comity.codes.rules.documents import Document, Source
from comity.codes.rules.effective import EffectiveCode


@dataclass(frozen=True, slots=True)
class Drawn:
    """A code or policy that words were taken from.

    Attributes:
        title: what it is called.
        address: where it can be read; may be empty.
        licence: of its words; may be empty.
        count: how many provisions have words from it.
    """

    title: str
    address: str
    licence: str
    count: int


def of_document(document: Document) -> list[Drawn]:
    """List what a document was drawn from, what gave most first."""
    return _counted(one.source for one in document.provisions if one.source)


def of_code(code: EffectiveCode) -> list[Drawn]:
    """List what everything that binds in a place was drawn from, what gave most first."""
    return _counted(one.lead.source for one in code.provisions if one.lead.source)


def _counted(sources: Iterable[Source]) -> list[Drawn]:
    found: dict[tuple[str, str, str], int] = {}
    for one in sources:
        key = one.title, one.address, one.licence
        found[key] = found.get(key, 0) + 1
    return [Drawn(*key, count) for key, count in sorted(found.items(), key=lambda item: -item[1])]
