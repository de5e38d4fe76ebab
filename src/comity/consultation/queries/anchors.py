"""The text that a round is about, and where in it contributions belong."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from comity.codes.queries.editions import edition_document
from comity.codes.rules.documents import Document
from comity.consultation.queries.contributions import AnchorView
from comity.consultation.rules.anchors import Placed, Texts, place

KEPT = 16
"""Texts that people are asked about at the same time."""


def texts_of(document: Document) -> Texts:
    """Read what each provision of a text says, by language, title and example included."""
    return {
        one.provision.id: {
            language: "\n\n".join(part for part in (said.title, said.body, said.example) if part)
            for language, said in one.texts.items()
        }
        for one in document.provisions
    }


@lru_cache(maxsize=KEPT)
def texts(edition_id: str) -> Texts:
    """Read what each provision of a published draft says; it never changes, so it is kept.

    Raises:
        NotFound: there is no such draft.
    """
    return texts_of(edition_document(edition_id))


def placed(anchors: Iterable[AnchorView], against: Texts) -> Mapping[AnchorView, Placed]:
    """Find where places belong in a text, be it the one they were chosen in or a later one."""
    return {one: place(one.provision_id, one.quote, against) for one in anchors}
