"""A code as wikitext with the marks of its translators, one page a language.

It comes back as it was: what wikitext has no markup for is kept in the words of Markdown.
"""

import json
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from html import escape, unescape

from comity.codes.errors import CodeHeadWrong
from comity.codes.rules.documents import LONGEST_TITLE, Document, Text
from comity.codes.rules.exports.inline import NotWikitext, literal, words
from comity.codes.rules.exports.markdown import refuse_too_long
from comity.codes.rules.exports.marked import (
    Block,
    Marked,
    head_from,
    head_to,
    mark_from,
    mark_to,
    marked,
    one_line,
)
from comity.codes.rules.units import Reason, Unread, lines_of
from comity.codes.rules.wikitext.inline import Reader
from comity.codes.rules.wikitext.scan import NUMBER, scan
from comity.kernel.errors import WrongInput

_HEAD = re.compile(r"\s*<!-- comity (\{.*\}) -->\s*")
_MARK = re.compile(r"<!-- (provision .*|example) -->")
_EXAMPLE = "example"
_RAW = re.compile(r'<span class="markdown"><nowiki>([^<>]*)</nowiki></span>')
_LEAD = re.compile(r"'''([^'\n]+):'''(?: |$)")
_OPEN, _CLOSE = "<translate>", "</translate>"
_TITLE = "=="
_DEEPEST = 8


def write_wikitext(document: Document, language: str) -> str:
    """Write what a code says in one language; the agreed words are framed for translators."""
    whole = marked(document, language)
    page = _Page(framed=language == document.source_language)
    names = {one.id for one in whole.blocks}
    for block in whole.blocks:
        page.add(block, _depth(block.id, names))
    head = json.dumps(head_to(whole.head), ensure_ascii=False).replace("-->", "--\\u003e")
    return "\n".join([f"<!-- comity {head} -->", *page.lines]) + "\n"


def is_ours(text: str) -> bool:
    """Tell whether wikitext was written here."""
    return text.lstrip("\ufeff \n").startswith("<!-- comity {")


def read_wikitext(text: str, *, wiki: str = "") -> tuple[Marked, tuple[Unread, ...]]:
    """Read what ``write_wikitext`` wrote, also after people have worked on its words.

    Args:
        text: the page.
        wiki: the address that pages of the wiki stand under, to write links out.

    Returns:
        The code, and what else stood on the page.

    Raises:
        WrongInput: a part cannot be read; it is named.
    """
    raw = lines_of(text)
    scanned = scan("\n".join(raw))
    reader = Reader(scanned.literals, wiki)
    first = next((number for number, line in enumerate(raw) if line.strip()), 0)
    head = _HEAD.fullmatch(raw[first])
    try:
        found = json.loads(head[1]) if head else {}
    except (ValueError, RecursionError) as problem:
        raise CodeHeadWrong(field=f"line {first + 1}", key="comity_code") from problem
    parts: list[tuple[int, str, list[_Row]]] = []
    number, fresh, loose = "", True, set()
    for at, (line, said) in enumerate(zip(raw, scanned.lines, strict=True), start=1):
        if match := _MARK.fullmatch(line.strip()):
            parts.append((at, match[1], []))
            fresh = True
            continue
        marks = NUMBER.findall(said)
        words_here = NUMBER.sub("", said).strip()
        if marks or not words_here:
            number, fresh = (marks[-1] if marks else ""), True
        if words_here and parts:
            parts[-1][2].append(_Row(words_here, line.strip(), number, fresh))
            fresh = False
        elif words_here:
            loose.add(at)
    blocks: list[Block] = []
    for at, mark, rows in parts:
        read = _read(rows, reader)
        if mark != _EXAMPLE:
            name, units, source = mark_from(mark, line=at)
            title, body = read.title, read.body
            refuse_too_long(title, body, line=at)
            blocks.append(Block(name, units or read.numbers, source, Text(title, body), at))
        elif blocks:
            blocks[-1] = replace(blocks[-1], text=replace(blocks[-1].text, example=read.body))
    unread = [Unread(one, raw[one - 1].strip(), Reason.NO_TEXT) for one in sorted(loose)]
    unread += [
        Unread(one.line, one.text, one.reason)
        for one in scanned.pieces
        if one.reason and not _RAW.search(raw[one.line - 1]) and not _ours(raw[one.line - 1])
    ]
    return Marked(head_from(found), tuple(blocks)), tuple(
        sorted(unread, key=lambda one: one.number)
    )


def _ours(line: str) -> bool:
    return bool(_MARK.fullmatch(line.strip()) or _HEAD.fullmatch(line))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with words: cleaned, as it was, its unit number, and whether it begins something."""

    said: str
    raw: str
    number: str
    fresh: bool


@dataclass
class _Read:
    """The words of a provision while its lines are read."""

    title: str = ""
    paragraphs: list[list[str]] = field(default_factory=list)
    all_numbers: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        return "\n\n".join("\n".join(one) for one in self.paragraphs).strip()

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(self.all_numbers) if any(self.all_numbers) else ()

    def begin(self, row: _Row, said: str) -> None:
        self.paragraphs.append([said])
        self.all_numbers.append(row.number)


def _read(rows: Sequence[_Row], reader: Reader) -> _Read:
    """Read the lines of one provision."""
    found = _Read()
    stars = ""
    for row in rows:
        if raw := _RAW.fullmatch(row.raw):
            found.begin(row, unescape(raw[1]))
        elif not found.all_numbers and row.said.startswith("==") and row.said.endswith("=="):
            found.title = one_line(reader.plain(row.said.strip("=")))
            found.all_numbers.append(row.number)
        elif not found.all_numbers and row.said.startswith("*"):
            rest = row.said.lstrip("*")
            stars = row.said[: len(row.said) - len(rest)]
            _read_item(found, row, rest.strip(), reader)
        elif stars and row.said.startswith(f"{stars}:"):
            found.begin(row, reader.markdown(row.said[len(stars) + 1 :])[0])
        else:
            said = _read_line(row.said, reader, found)
            if row.fresh or not found.paragraphs:
                found.begin(row, said)
            else:
                found.paragraphs[-1].append(said)
    return found


def _read_item(found: _Read, row: _Row, rest: str, reader: Reader) -> None:
    lead = _LEAD.match(rest)
    if lead:
        found.title = one_line(reader.plain(lead[1]))
        rest = rest[lead.end() :]
    said = reader.markdown(rest)[0]
    if said:
        found.begin(row, said)
    else:
        found.all_numbers.append(row.number)


def _read_line(said: str, reader: Reader, found: _Read) -> str:
    """Read a line of a paragraph, or of a list inside a provision."""
    if said.startswith("* "):
        return f"- {reader.markdown(said[2:])[0]}"
    if said.startswith("# "):
        above = len(found.paragraphs[-1]) if found.paragraphs else 0
        return f"{above + 1}. {reader.markdown(said[2:])[0]}"
    return reader.markdown(said)[0]


class _Page:
    """A page while it is written."""

    def __init__(self, *, framed: bool) -> None:
        self.lines = ["<languages />"] if framed else []
        self._framed = framed
        self._number = ""
        self._used: set[str] = set()

    def add(self, block: Block, depth: int) -> None:
        """Write a provision so that it comes back as it is."""
        title = one_line(block.text.title)[:LONGEST_TITLE]
        parts = _nice(title, block.text.body, depth)
        numbers = block.units if len(block.units) == len(parts) else ("",) * len(parts)
        if depth and numbers[0] == self._number != "":
            # One unit holds several items: nothing may stand between them but our mark.
            self.lines = self.lines[: len(self.lines) - self._framed]
            self.lines.append("")
        else:
            self._number = ""
            self.lines += ["", ""] + [_OPEN] * self._framed
        mark = len(self.lines) - 1 - (self.lines[-1] == _OPEN)
        derived = tuple(self._parts(parts, numbers, depth))
        known = block.units == (derived if any(derived) else ())
        self.lines[mark] = f"<!-- {mark_to(replace(block, units=()) if known else block)} -->"
        if block.text.example:
            self.lines += ["", "<!-- example -->"]
            for lines in _nice("", block.text.example, 0):
                self.lines += ["", *lines]
            self._number = ""
        self.lines += [_CLOSE] * self._framed

    def _parts(
        self, parts: Sequence[list[str]], numbers: Sequence[str], depth: int
    ) -> Iterator[str]:
        """Write the parts of a provision, and tell which number each is read back with."""
        for place, (lines, number) in enumerate(zip(parts, numbers, strict=True)):
            under_title = place == 1 and parts[0][0].startswith(_TITLE) and number != ""
            if place and not depth and not (under_title and number == self._number):
                self.lines.append("")
                self._number = ""
            said = list(lines)
            if number and number not in self._used and not (place and depth):
                self._used.add(number)
                self._number = number
                if said[0].startswith(_TITLE):
                    said[0] += f" <!--T:{number}-->"
                else:
                    self.lines.append(f"<!--T:{number}-->")
            self.lines += said
            yield self._number


def _nice(title: str, body: str, depth: int) -> list[list[str]]:
    """Write words as wikitext, or as they are where that would not come back."""
    head = _headed(title, depth)
    try:
        parts = list(_lines(head, body, depth))
        if parts and _comes_back(parts, title, body, depth):
            return parts
    except NotWikitext:
        pass
    raw = escape(body, quote=False).replace("\n", "&#10;")
    return [
        *([[head]] if head else []),
        [f'<span class="markdown"><nowiki>{raw}</nowiki></span>'],
    ]


def _headed(title: str, depth: int) -> str:
    if not title:
        return ""
    said = literal(title, whole="'" in title)
    return f"{'*' * depth} '''{said}:'''" if depth else f"{_TITLE} {said} {_TITLE}"


def _lines(head: str, body: str, depth: int) -> Iterator[list[str]]:
    """Write the parts of a provision: its title, and each paragraph."""
    paragraphs = [words(one, in_item=depth > 0) for one in body.split("\n\n") if body]
    stars = "*" * depth
    if not depth:
        yield from [[head]] * bool(head)
        yield from paragraphs
        return
    first = paragraphs[0] if paragraphs else [""]
    yield [f"{head or stars} {first[0]}".strip(), *first[1:]]
    for lines in paragraphs[1:]:
        yield [f"{stars}: {lines[0]}", *lines[1:]]


def _comes_back(parts: Sequence[Sequence[str]], title: str, body: str, depth: int) -> bool:
    """Read what was written, and tell whether it says the same."""
    between = "\n" if depth else "\n\n"
    try:
        scanned = scan(between.join("\n".join(one) for one in parts))
    except WrongInput:
        return False
    rows, fresh = [], True
    for line in scanned.lines:
        if line.strip():
            rows.append(_Row(line.strip(), "", "", fresh))
        fresh = not line.strip()
    read = _read(rows, Reader(scanned.literals))
    return (read.title, read.body) == (title, body) and len(read.all_numbers) == len(parts)


def _depth(name: str, names: AbstractSet[str]) -> int:
    """Tell how deep a provision stands inside others, from its name."""
    above = name.split(".")[:-1]
    inside = [".".join(above[:place]) for place in range(1, len(above) + 1)]
    listed = not re.fullmatch(r"p\d+(?:-\d+)?", name.rpartition(".")[2])
    return min(sum(one in names for one in inside), _DEEPEST) if listed else 0
