"""Taking a code apart that somebody wrote in Markdown, without losing a line.

Headings, paragraphs and list items become units; a line that belongs to none is named, with the
reason. Structure is read, never guessed: what a unit asks of people is for people to say.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from comity.codes.errors import CodeTooLong, FrontMatterWrong
from comity.codes.rules.documents import LONGEST_TEXT, LONGEST_TITLE
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
from comity.kernel import toml

__all__ = ["Reason", "Taken", "Unit", "Unread", "take_apart"]

LONGEST_BLOCK = 2 * LONGEST_TEXT
"""Characters between two empty lines; no provision holds as many."""

_FENCE = "+++"
_REFERENCE = re.compile(r"\[([^\[\]]+)\](?:\[([^\[\]]*)\])?(?![(:])")


def take_apart(text: str) -> Taken:
    """Take a Markdown text apart.

    Raises:
        CodeTooLong: it is longer than ``LONGEST_CODE``, or goes on for longer than
            ``LONGEST_BLOCK`` without an empty line.
        CodeTooManyProvisions: nobody can read that many.
        FrontMatterWrong: the lines between plus signs are not closed, or not TOML.
    """
    lines = lines_of(text)
    front_matter, top = front_matter_of(lines)
    body = [""] * top + lines[top:]
    _refuse_endless(body)
    walk = _Walk("\n".join(body))
    kept = {number for number in range(1, top + 1) if lines[number - 1].strip()}
    kept |= walk.kept
    units = walk.units.finished
    covered = kept.union(*(one.lines for one in units))
    unread = tuple(
        Unread(number, line.strip(), walk.reasons.get(number, Reason.NO_TEXT))
        for number, line in enumerate(lines, start=1)
        if line.strip() and number not in covered
    )
    return Taken(walk.title, units, unread, tuple(sorted(kept)), front_matter)


def _refuse_endless(lines: Sequence[str]) -> None:
    """Refuse what goes on without an empty line: the parser can take the square of its length."""
    length = 0
    for number, line in enumerate(lines, start=1):
        length = length + len(line) + 1 if line.strip() else 0
        if length > LONGEST_BLOCK:
            raise CodeTooLong(field=f"line {number}", most=LONGEST_BLOCK)


def front_matter_of(lines: Sequence[str]) -> tuple[dict[str, object], int]:
    """Read what stands between plus signs at the top, and count its lines.

    Raises:
        FrontMatterWrong: it is not closed, or not TOML.
    """
    if not lines or lines[0].strip() != _FENCE:
        return {}, 0
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == _FENCE:
            try:
                return toml.loads("\n".join(lines[1:number])), number + 1
            except (ValueError, RecursionError) as problem:
                raise FrontMatterWrong(field="line 1", line=1) from problem
    raise FrontMatterWrong(field="line 1", line=1)


class _Walk:
    """One way through the blocks of a text, top to bottom."""

    def __init__(self, text: str) -> None:
        parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
        environment: dict[str, dict[str, dict[str, object]]] = {}
        tokens = parser.parse(text, environment)
        self._references = environment.get("references", {})
        self._used: set[str] = set()
        self._items: list[int] = []
        self._item: list[Draft] = []
        self._current: Draft | None = None
        self._quoted = 0
        self.title = ""
        self.kept: set[int] = set()
        self.units = Units()
        self.reasons: dict[int, Reason] = {}
        headings = [one.tag for one in tokens if one.type == "heading_open"]
        self._has_title = headings[:1] == ["h1"]
        self._run(tokens)
        self._keep_references()

    def _run(self, tokens: Sequence[Token]) -> None:
        handlers: dict[str, Callable[[Token, Token], None]] = {
            "heading_open": self._heading,
            "paragraph_open": self._paragraph,
            "bullet_list_open": self._open_list,
            "bullet_list_close": self._close_list,
            "ordered_list_open": self._open_list,
            "ordered_list_close": self._close_list,
            "list_item_open": self._open_item,
            "list_item_close": self._close_item,
            "blockquote_open": self._quote,
            "blockquote_close": self._quote,
        }
        in_table = False
        for token, following in zip(tokens, [*tokens[1:], *tokens[-1:]], strict=True):
            if token.type in _SKIPPED:
                self._skip(token, _SKIPPED[token.type])
            in_table = token.type == "table_open" or (in_table and token.type != "table_close")
            if not in_table and token.type in handlers:
                handlers[token.type](token, following)

    def _heading(self, token: Token, inline: Token) -> None:
        title = _plain(inline)
        if len(title) > LONGEST_TITLE:
            self._paragraph(token, inline)  # somebody underlined a whole paragraph
            return
        if self._has_title and not self.title and token.tag == "h1":
            self.title = title
            self.kept.update(_numbers(token))
            return
        # A heading can stand inside an item; the lists around it go on behind it.
        self._items = self._items[: len(self._item)]
        self._current = self.units.heading(token.tag, title, _numbers(token))

    def _paragraph(self, token: Token, inline: Token) -> None:
        if _only_links(inline):
            self._skip(token, Reason.ONLY_LINKS)
            return
        text = self._written_out(inline.content)
        draft = self._item[-1] if self._item else self._current
        if draft is None:
            draft = self._current = self.units.paragraphs()
        elif self._item and not draft.lines:
            draft.title, text = lead(text)
            draft.id = named(draft.id, draft.title)
            self.units.add(draft)
        quote = "> " * self._quoted
        draft.paragraphs.append(quote + text.replace("\n", f"\n{quote}"))
        draft.lines += _numbers(token)

    def _quote(self, token: Token, _following: Token) -> None:
        self._quoted += token.nesting

    def _open_list(self, _token: Token, _following: Token) -> None:
        depth = len(self._item)
        if len(self._items) <= depth:
            self._items.append(0)
        self._current = None

    def _close_list(self, _token: Token, _following: Token) -> None:
        # Items of one section count on through all its lists; those inside an item start anew.
        self._items = self._items[: max(1, len(self._item))]

    def _open_item(self, _token: Token, _following: Token) -> None:
        depth = len(self._item)
        self._items[depth] += 1
        self._items = self._items[: depth + 1]
        above = self._item[-1].id if self._item else self.units.section
        self._item.append(Draft(f"{above}.{self._items[depth]}", f"li{depth + 1}"))

    def _close_item(self, _token: Token, _following: Token) -> None:
        self._item.pop()

    def _skip(self, token: Token, reason: Reason) -> None:
        self.reasons.update(dict.fromkeys(_numbers(token), reason))

    def _written_out(self, text: str) -> str:
        """Write the addresses into the text that it refers to by label."""

        def write(match: re.Match[str]) -> str:
            label = " ".join((match[2] or match[1]).split()).upper()
            reference = self._references.get(label)
            if reference is None:
                return match[0]
            self._used.add(label)
            return f"[{match[1]}]({reference['href']})"

        return _REFERENCE.sub(write, text)

    def _keep_references(self) -> None:
        for label, reference in self._references.items():
            numbers = _range(reference.get("map"))
            if label in self._used:
                self.kept.update(numbers)
            else:
                self.reasons.update(dict.fromkeys(numbers, Reason.UNUSED))


_SKIPPED = {
    "fence": Reason.PROGRAM,
    "code_block": Reason.PROGRAM,
    "html_block": Reason.MARKUP,
    "hr": Reason.RULE,
    "table_open": Reason.TABLE,
}


def _numbers(token: Token) -> list[int]:
    return list(_range(token.map))


def _range(span: object) -> range:
    """Number the lines of a token from 1."""
    if isinstance(span, list | tuple):
        return range(int(span[0]) + 1, int(span[1]) + 1)
    return range(0)


def _plain(inline: Token) -> str:
    """Read the words of a line without their markup."""
    parts = [
        " " if one.type in {"softbreak", "hardbreak"} else one.content
        for one in inline.children or []
        if one.type in {"text", "code_inline", "softbreak", "hardbreak", "text_special"}
    ]
    return " ".join("".join(parts).split())


def _only_links(inline: Token) -> bool:
    """Tell whether a paragraph leads elsewhere and says nothing itself."""
    return not any(has_words(text) for text in _outside_links(inline.children or []))


def _outside_links(children: Sequence[Token]) -> Iterator[str]:
    depth = 0
    for one in children:
        depth += one.type == "link_open"
        depth -= one.type == "link_close"
        if not depth and one.type in {"text", "code_inline", "text_special"}:
            yield one.content
