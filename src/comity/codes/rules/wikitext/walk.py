"""The second way through wikitext: its lines become units."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from comity.codes.rules.documents import LONGEST_TITLE
from comity.codes.rules.units import (
    Draft,
    Reason,
    Taken,
    Unit,
    Units,
    Unread,
    has_words,
    lead,
    lines_of,
    named,
)
from comity.codes.rules.wikitext.inline import Left, Reader, outside_links
from comity.codes.rules.wikitext.scan import NUMBER, Scanned, pieces_by_line, scan

_LISTED = "*#:;"
_DEEPEST = 8
"""Of items inside items; deeper ones count as this deep."""
_SHORTEST_RULE = 4
_LARGEST = 6
_VARIABLE = re.compile(r"\$([^\s$]{1,40}?)(?![\w-])")


def take_wikitext_apart(
    text: str, *, wiki: str = "", variables: Mapping[tuple[str, str], str] | None = None
) -> Taken:
    """Take wikitext apart.

    Args:
        text: as an export gives it, with or without the marks of its translators.
        wiki: the address that pages of the wiki stand under, to write links out.
        variables: of the source, where this is a translation of it.

    Raises:
        CodeTooLong: it is longer than ``LONGEST_CODE``.
        CodeTooManyProvisions: nobody can read that many.
        CodeMarkupOpen: something is opened and never closed, or closed and never opened.
        UnitNumberTwice: a number of the translation system stands in two places.
    """
    lines = lines_of(text)
    scanned = scan("\n".join(lines))
    walk = _Walk(scanned, Reader(scanned.literals, wiki), variables or {})
    units = walk.run()
    covered = walk.kept.union(*(one.lines for one in units))
    pieces = pieces_by_line(scanned.pieces)
    unread = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        out = [Left(one.text, one.reason) for one in pieces.get(number, []) if one.reason]
        out += walk.left.get(number, [])
        if number in covered:
            unread += [Unread(number, one.text, one.reason) for one in out]
        else:
            reason = walk.reasons.get(number) or (out[0].reason if out else None)
            if reason is None and number in pieces:
                walk.kept.add(number)  # a frame for translators, and nothing else
            else:
                unread.append(Unread(number, line.strip(), reason or Reason.NO_TEXT))
    kept = tuple(sorted(walk.kept))
    return Taken(walk.title, units, tuple(unread), kept, {}, scanned.variables)


@dataclass
class _Item:
    """An item that others can stand inside; ``items`` counts them."""

    draft: Draft
    prefix: str
    items: int = 0


class _Walk:
    def __init__(
        self, scanned: Scanned, reader: Reader, variables: Mapping[tuple[str, str], str]
    ) -> None:
        self._lines = scanned.lines
        self._reader = reader
        self._variables = variables
        self._units = Units()
        self._open: list[_Item] = []
        self._section = _Item(Draft(self._units.section, ""), "")
        self._current: Draft | None = None
        self._continued = False
        self._number = ""
        self.title = ""
        self.kept: set[int] = set()
        self.reasons: dict[int, Reason] = {}
        self.left: dict[int, list[Left]] = {}

    def run(self) -> tuple[Unit, ...]:
        for number, line in enumerate(self._lines, start=1):
            self._line(number, line)
        return self._units.finished

    def _line(self, number: int, line: str) -> None:
        marked = NUMBER.findall(line)
        said = NUMBER.sub("", line).strip() if marked else line.strip()
        if marked or not said:
            self._number = marked[-1] if marked else ""
            self._continued = False
        if not said:
            return
        said = self._filled(said)
        if said.startswith("=") and self._heading(number, said):
            return
        if said[0] in _LISTED:
            self._listed(number, said)
        elif said.startswith("-" * _SHORTEST_RULE):
            self.reasons[number] = Reason.RULE
            self._continued = False
        else:
            self._paragraph(number, said)

    def _filled(self, said: str) -> str:
        """Write out what a translation only names, as in ``$link``."""
        if "$" not in said or not self._variables:
            return said

        def write(match: re.Match[str]) -> str:
            return self._variables.get((self._number, match[1]), match[0])

        return _VARIABLE.sub(write, said)

    def _heading(self, number: int, said: str) -> bool:
        size = min(_led_by(said), _led_by(said[::-1]), _LARGEST)
        inside = said[size : len(said) - size]
        title = self._reader.plain(inside) if size else ""
        if not title or len(title) > LONGEST_TITLE:
            return False
        self._open, self._continued = [], False
        if size == 1 and not self._units.drafts and not self.title:
            self.title = title
            self.kept.add(number)
            return True
        self._current = self._units.heading(f"h{size}", title, [number])
        self._current.numbers.append(self._number)
        self._section = _Item(self._current, "")
        return True

    def _listed(self, number: int, said: str) -> None:
        rest = said.lstrip(_LISTED)
        prefix = said[: len(said) - len(rest)][: _DEEPEST + 1]
        text = self._read(number, rest)
        if not has_words(text):
            return
        self._current, self._continued = None, False
        if prefix.endswith(":") and (over := self._continues(prefix)):
            self._add(over, number, text)
            return
        depth = min(len(prefix), len(self._open) + 1, _DEEPEST)
        self._open = self._open[: depth - 1]
        above = self._open[-1] if self._open else self._section
        above.items += 1
        draft = Draft(f"{above.draft.id}.{above.items}", f"li{depth}")
        if prefix.endswith(";"):
            term, text = self._term(text)
        else:
            term, text = lead(text)
        draft.title, draft.id = term, named(draft.id, term)
        self._units.add(draft)
        self._open.append(_Item(draft, prefix))
        if text:
            self._add(draft, number, text)
        else:
            draft.lines.append(number)
            draft.numbers.append(self._number)

    def _continues(self, prefix: str) -> Draft | None:
        """Find the item that an indented line belongs to, if any."""
        depth = len(prefix)
        if len(self._open) >= depth > 1:
            self._open = self._open[: depth - 1]
            return self._open[-1].draft
        if depth == 1 and self._open and self._open[0].prefix.endswith(";"):
            self._open = self._open[:1]
            return self._open[0].draft
        return None

    def _term(self, text: str) -> tuple[str, str]:
        """Part what is defined from its definition."""
        term, _, said = text.partition(": ")
        term = term.replace("**", "").strip()
        if "](" in term or len(term) > LONGEST_TITLE:
            return "", text
        return term, said.strip()

    def _paragraph(self, number: int, said: str) -> None:
        text = self._read(number, said, whole=not self._continued)
        if not text:
            self._continued = False
            return
        if self._open:
            self._open, self._current = [], None
        if self._current is None:
            self._current, self._continued = self._units.paragraphs(), False
        if self._continued:
            self._current.paragraphs[-1] += f"\n{text}"
            self._current.lines.append(number)
        else:
            self._add(self._current, number, text)
        self._continued = True

    def _read(self, number: int, said: str, *, whole: bool = True) -> str:
        """Read the words of a line; none where it only leads elsewhere."""
        text, left = self._reader.markdown(said)
        if left:
            self.left[number] = left
        if whole and text and not has_words(outside_links(text)):
            if has_words(text):
                self.reasons[number] = Reason.ONLY_LINKS
            return ""
        return text

    def _add(self, draft: Draft, number: int, text: str) -> None:
        if draft.shape.startswith("li") and not draft.paragraphs:
            draft.numbers.clear()  # what an item is called and what it says are one part
        draft.paragraphs.append(text)
        draft.lines.append(number)
        draft.numbers.append(self._number)


def _led_by(said: str) -> int:
    return len(said) - len(said.lstrip("="))
