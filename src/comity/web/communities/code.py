"""What a community adds to the floor, provision by provision."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from comity.codes import queries
from comity.codes.rules.documents import Document, Level, Written
from comity.communities.queries import CommunityRow


@dataclass(frozen=True, slots=True)
class Added:
    """A provision of a community's own, as its card shows it.

    Attributes:
        id: in the code.
        title: in ``language``; may be empty.
        text: Markdown in ``language``.
        language: the reader's, or the nearest there is.
        unstructured: whether no machine can compare it with the floor.
        decides_url: who decides about it in this community.
    """

    id: str
    title: str
    text: str
    language: str
    unstructured: bool
    decides_url: str


def added(community: CommunityRow) -> Sequence[Added]:
    """List what a community adds; nothing where it has no code of its own in force."""
    version = queries.code_in_force(community.id)
    if version is None:
        return ()
    document = queries.document(version.id)
    if document.level is Level.UNIVERSAL:
        return ()
    return [_card(one, document, community) for one in document.provisions]


def _card(one: Written, document: Document, community: CommunityRow) -> Added:
    language = _nearest(one, document)
    text = one.texts[language]
    asked = {"place": community.slug, "subject": min(one.provision.behaviours, default="")}
    return Added(
        id=one.provision.id,
        title=text.title,
        text=text.body,
        language=language,
        unstructured=not one.provision.structured,
        decides_url=f"{reverse('communities:who')}?{urlencode(asked)}",
    )


def _nearest(one: Written, document: Document) -> str:
    """Choose the reader's language, else the one in which the provision was agreed."""
    reader = get_language() or document.source_language
    for tag in (reader, reader.split("-", maxsplit=1)[0], document.source_language):
        if tag in one.texts:
            return tag
    return next(iter(one.texts))
