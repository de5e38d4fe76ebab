"""The names that a draft is written with: adding one, and taking one out."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from comity.codes.errors import (
    CodeTooManyProvisions,
    NameInUse,
    NameNotExplained,
    NameTaken,
    ProvisionWithoutWords,
    ShortNameWrong,
)
from comity.codes.rules.documents import LONGEST_NAME, LONGEST_TITLE, MOST_NAMES, Document, Words
from comity.codes.rules.provisions import Taxonomy, Vocabulary
from comity.codes.rules.table import NAME, refuse_long
from comity.kernel.errors import NotFound

LONGEST_MADE = 60
"""Characters of a name that is made of what something is called."""

AXES = ("behaviours", "actors", "spaces")
"""Names that stand in a tree; exceptions and parameters only have words."""


@dataclass(frozen=True, slots=True)
class Above:
    """The names that the codes above a community explain.

    Attributes:
        vocabulary: where they stand.
        words: what they are called.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that somebody explains.

    Attributes:
        axis: behaviours, actors, spaces, exceptions or parameters.
        name: of small letters, digits and hyphens.
        called: what it is called in the language of the draft.
        parent: the name that it stands under; empty for none, and for what is in no tree.
    """

    axis: str
    name: str
    called: str
    parent: str = ""


def short_name(called: str) -> str:
    """Make a name of what something is called; of what has no letters of ours, a hash of it."""
    plain = unicodedata.normalize("NFKD", called).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    if words and len("".join(words)) * 2 >= len(called.replace(" ", "")):
        return "-".join(words)[:LONGEST_MADE].rstrip("-")
    return f"n-{hashlib.sha256(called.encode()).hexdigest()[:8]}"


def with_names(document: Document, explained: Iterable[NewName], above: Above) -> Document:
    """Explain several names.

    Raises:
        WrongInput: as ``with_name``.
    """
    for one in explained:
        document = with_name(document, one, above)
    return document


def with_name(document: Document, new: NewName, above: Above) -> Document:
    """Explain a name, so that provisions can be written with it.

    Raises:
        ShortNameWrong: the name has other letters.
        NameTaken: it is explained already, here or above.
        NameNotExplained: nobody explains the parent.
        CodeTooLong: what it is called is longer than a title.
        ProvisionWithoutWords: it is called nothing.
    """
    axis, name, called, parent = new.axis, new.name, new.called.strip(), new.parent
    if not called:
        raise ProvisionWithoutWords(field="called")
    if len(name) > LONGEST_NAME or not NAME.fullmatch(name):
        raise ShortNameWrong(field="name", name=name[:LONGEST_NAME])
    refuse_long(("called", called, LONGEST_TITLE))
    own = document.words.get(axis, {})
    if name in own or name in above.words.get(axis, {}):
        raise NameTaken(field="name", name=name)
    if len(own) >= MOST_NAMES:
        raise CodeTooManyProvisions(field="name", most=MOST_NAMES)
    words = {**document.words, axis: {**own, name: {document.source_language: called}}}
    if axis not in AXES:
        return replace(document, words=words)
    tree: Taxonomy = getattr(document.vocabulary, axis)
    known = tree.joined(getattr(above.vocabulary, axis))
    if parent and parent not in known.parents:
        raise NameNotExplained(field="parent", name=parent)
    grown = replace(document.vocabulary, **{axis: Taxonomy({**tree.parents, name: parent})})
    return replace(document, words=words, vocabulary=grown)


def without_name(document: Document, *, axis: str, name: str) -> Document:
    """Take a name out that nothing uses any more.

    Raises:
        NotFound: the draft does not explain it.
        NameInUse: a provision or another name uses it.
    """
    own = document.words.get(axis, {})
    if name not in own:
        raise NotFound
    for one in document.provisions:
        if name in getattr(one.provision, axis):
            raise NameInUse(name=name, user=one.provision.id)
    words = {**document.words, axis: {key: said for key, said in own.items() if key != name}}
    if axis not in AXES:
        return replace(document, words=words)
    parents = dict(getattr(document.vocabulary, axis).parents)
    for below, parent in parents.items():
        if parent == name:
            raise NameInUse(name=name, user=below)
    parents.pop(name, None)
    return replace(
        document,
        words=words,
        vocabulary=replace(document.vocabulary, **{axis: Taxonomy(parents)}),
    )
