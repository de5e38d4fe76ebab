"""Units: what a text falls into before anybody has said what its provisions ask of whom.

Headings, paragraphs and list items become units; a line that belongs to none is named, with the
reason. However a text is written, its units are named in the same way.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto

from comity.codes.errors import CodeTooLong, CodeTooManyProvisions
from comity.codes.rules.documents import LONGEST_CODE, MOST_PROVISIONS
from comity.codes.rules.table import refuse_what_no_database_keeps

_COLON = ":\uff1a\u1361"  # Latin, full width, Ethiopic
_LEAD = re.compile(
    rf"\*\*(?P<inside>[^*\n]{{1,80}}?)\s*(?P<colon>[{_COLON}])?\*\*\s*(?P<after>[{_COLON}])?\s*"
)
_SLUG_LENGTH = 40
_LONGEST_ID = 150
"""Characters; an item deep inside others is named by its own place alone."""


class Reason(StrEnum):
    """Why a line belongs to no provision."""

    TABLE = auto()
    PROGRAM = auto()
    MARKUP = auto()
    RULE = auto()
    ONLY_LINKS = auto()
    UNUSED = auto()
    NO_TEXT = auto()
    TEMPLATE = auto()
    COMMENT = auto()
    WIKI_LINK = auto()
    NO_SOURCE = auto()


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that belongs to no provision; ``number`` counts from 1."""

    number: int
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Unit:
    """One heading with the paragraphs right under it, one list item, or later paragraphs.

    Attributes:
        id: stable: it follows from the headings and the order, not from the day.
        shape: what it is, the same in every language: "h2", "p", "li1" for an item, "li2" for
            one inside an item.
        title: a few words; may be empty.
        body: Markdown, its addresses written out.
        lines: the numbers of its lines, from 1.
        numbers: those that a translation system gave its heading and paragraphs, in their order;
            an empty one where it gave none.
    """

    id: str
    shape: str
    title: str
    body: str
    lines: tuple[int, ...]
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A text, taken apart.

    Attributes:
        title: its first heading, if that is of the highest level; or nothing.
        units: in their order.
        unread: every line that belongs to no unit, in their order.
        kept: lines that are neither, because they are the title, the front matter or addresses.
        front_matter: what stands between the plus signs.
        variables: what stands for ``$name`` in a translation, by unit number and name.
    """

    title: str
    units: tuple[Unit, ...]
    unread: tuple[Unread, ...]
    kept: tuple[int, ...]
    front_matter: Mapping[str, object]
    variables: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass
class Draft:
    """A unit while its paragraphs are still being collected."""

    id: str
    shape: str
    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    @property
    def finished(self) -> Unit:
        """Give the unit, its title in one line."""
        title, body = " ".join(self.title.split()), "\n\n".join(self.paragraphs).strip()
        lines = tuple(sorted(set(self.lines)))
        numbers = tuple(self.numbers) if any(self.numbers) else ()
        return Unit(self.id, self.shape, title, body, lines, numbers)


class Units:
    """The units of a text while it is read, each with a name of its own."""

    def __init__(self) -> None:
        """Begin before the first heading."""
        self.drafts: list[Draft] = []
        self.section = "preamble"
        self._ids: dict[str, int] = {}
        self._sections = 0
        self._later = 0

    def add(self, draft: Draft) -> Draft:
        """Take a unit in.

        Raises:
            CodeTooManyProvisions: nobody can read that many.
        """
        if len(self.drafts) == MOST_PROVISIONS:
            raise CodeTooManyProvisions(field="file", most=MOST_PROVISIONS)
        draft.id = self.unique(draft.id)
        self.drafts.append(draft)
        return draft

    def heading(self, shape: str, title: str, lines: Sequence[int]) -> Draft:
        """Begin a section."""
        self._sections += 1
        self._later = 0
        found = Draft(slug(title) or f"s{self._sections}", shape, title, lines=list(lines))
        self.section = self.add(found).id
        return found

    def paragraphs(self) -> Draft:
        """Begin a unit for paragraphs that stand under no heading, or after a list."""
        first = self.section == "preamble" and not self.drafts
        self._later += 1
        return self.add(Draft(self.section if first else f"{self.section}.p{self._later}", "p"))

    def unique(self, wanted: str) -> str:
        """Give a name that no other unit has."""
        name = wanted[:_LONGEST_ID].rstrip("-_.")
        while True:
            self._ids[name] = self._ids.get(name, 0) + 1
            if self._ids[name] == 1:
                return name
            name = f"{name}-{self._ids[name]}"

    @property
    def finished(self) -> tuple[Unit, ...]:
        """Give all units that say anything, in their order."""
        finished = (one.finished for one in self.drafts)
        return tuple(one for one in finished if one.title or one.body)


def lines_of(text: str) -> list[str]:
    """Part a text into lines, however they end.

    Raises:
        CodeTooLong: it is longer than ``LONGEST_CODE``.
        CodeNotText: no database keeps it.
    """
    if len(text) > LONGEST_CODE:
        raise CodeTooLong(field="file", most=LONGEST_CODE)
    refuse_what_no_database_keeps(text, field="file")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def has_words(text: str) -> bool:
    """Tell whether a text has a letter or digit in it."""
    return any(letter.isalnum() for letter in text)


def lead(text: str) -> tuple[str, str]:
    """Part the bold words and their colon, with which an item begins, from the rest."""
    match = _LEAD.match(text)
    if match is None or not (match["colon"] or match["after"]):
        return "", text
    rest = text[match.end() :].strip()
    return (match["inside"].strip(), rest) if rest else ("", text)


def named(counted: str, title: str) -> str:
    """Name an item by its title where it has one; a count shifts when items are added."""
    own = slug(title)
    return f"{counted.rpartition('.')[0]}.{own}" if own else counted


def slug(title: str) -> str:
    """Name a title as an address does; nothing where it is in another script."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    letters = sum(letter.isalpha() for letter in title)
    if sum(letter.isalpha() for word in words for letter in word) * 2 < letters:
        return ""  # a few Latin letters do not name a title in another script
    while len("-".join(words)) > _SLUG_LENGTH and len(words) > 1:
        words.pop()
    return "-".join(words)[:_SLUG_LENGTH]
