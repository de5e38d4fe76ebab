"""A code as Markdown, one file a language, that comes back as it was."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from comity.codes.errors import CodeTooLong
from comity.codes.rules.documents import LONGEST_TEXT, LONGEST_TITLE, Document, Text
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
from comity.codes.rules.markdown import front_matter_of
from comity.codes.rules.units import lines_of

_MARK = re.compile(r"<!-- (provision .*|example) -->")
_EXAMPLE = "example"
_TITLE = "## "
_LIKE_MARK = re.compile(r"[\\\s]*<!-- (?:provision|example)\b")
_LIKE_TITLE = re.compile(r"\\*## ")


def write_markdown(document: Document, language: str) -> str:
    """Write what a code says in one language."""
    whole = marked(document, language)
    return "\n".join(_lines(whole)).rstrip("\n") + "\n"


def read_markdown(text: str) -> Marked:
    """Read what ``write_markdown`` wrote, also after people have worked on its words.

    Raises:
        WrongInput: a part cannot be read; it is named.
    """
    lines = lines_of(text)
    found, top = front_matter_of(lines)
    head = head_from(found)
    parts: list[tuple[int, str, list[str]]] = [(top, "", [])]
    for number, line in enumerate(lines[top:], start=top + 1):
        if match := _MARK.fullmatch(line.strip()):
            parts.append((number, match[1], []))
        else:
            parts[-1][2].append(line)
    titles = (one_line(line[2:]) for line in parts[0][2] if line.startswith("# "))
    blocks: list[Block] = []
    for number, mark, said in parts[1:]:
        if mark != _EXAMPLE:
            name, units, source = mark_from(mark, line=number)
            blocks.append(Block(name, units, source, _text(said, number), number))
        elif blocks:
            example = _unguarded(said, first=False)
            blocks[-1] = replace(blocks[-1], text=replace(blocks[-1].text, example=example))
    return Marked(replace(head, title=next(titles, head.title)[:LONGEST_TITLE]), tuple(blocks))


def _text(lines: Sequence[str], number: int) -> Text:
    """Part the words of a provision into its title and the rest."""
    words = "\n".join(lines).strip("\n")
    first, _, rest = words.partition("\n")
    if not first.startswith(_TITLE):
        return Text("", _unguarded(lines, first=True))
    title, body = one_line(first[len(_TITLE) :]), _unguarded(rest.split("\n"), first=False)
    refuse_too_long(title, body, line=number)
    return Text(title, body)


def refuse_too_long(title: str, body: str, *, line: int) -> None:
    """Refuse words that no provision holds.

    Raises:
        CodeTooLong: it names the line.
    """
    for said, most in ((title, LONGEST_TITLE), (body, LONGEST_TEXT)):
        if len(said) > most:
            raise CodeTooLong(field=f"line {line}", most=most)


def _unguarded(lines: Sequence[str], *, first: bool) -> str:
    said = "\n".join(lines).strip("\n").split("\n")
    found = []
    for number, line in enumerate(said):
        bare = line.removeprefix("\\")
        like_title = first and not number and _LIKE_TITLE.match(bare)
        found.append(bare if _LIKE_MARK.match(bare) or like_title else line)
    return "\n".join(found).strip()


def _lines(whole: Marked) -> Iterator[str]:
    yield "+++"
    for key, value in head_to(whole.head).items():
        if key != "title" and value != "":
            yield f"{key} = {_quoted(value)}"
    yield "+++"
    if whole.head.title:
        yield ""
        yield f"# {whole.head.title}"
    for block in whole.blocks:
        yield ""
        yield f"<!-- {mark_to(block)} -->"
        yield ""
        title = one_line(block.text.title)
        if title:
            yield f"## {title}"
            yield ""
        yield from _guarded(block.text.body, first=not title)
        if block.text.example:
            yield ""
            yield "<!-- example -->"
            yield ""
            yield from _guarded(block.text.example, first=False)


def _guarded(text: str, *, first: bool) -> Iterator[str]:
    """Keep a line of the words from being taken for a mark or a title."""
    for number, line in enumerate(text.split("\n")):
        like_title = first and not number and _LIKE_TITLE.match(line)
        yield f"\\{line}" if _LIKE_MARK.match(line) or like_title else line


def _quoted(value: object) -> str:
    """Write a value as TOML: as JSON, but for one letter."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
