"""What a code in one language carries beside its words, so that it comes back as it was.

Markdown and wikitext share this: a head, and a mark before each provision that names it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from comity.codes.errors import CodeHeadWrong, CodeIdTwice, CodeLanguageTwice, CodeTooManyProvisions
from comity.codes.rules.documents import (
    LONGEST_ADDRESS,
    LONGEST_LANGUAGE,
    LONGEST_LICENCE,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_PROVISIONS,
    Document,
    Level,
    Source,
    Text,
    Written,
    are_unit_numbers,
)
from comity.codes.rules.provisions import Provision
from comity.codes.rules.table import ADDRESS, LANGUAGE, NAME, is_kept

SHAPE = 1
"""Of the head and the marks; another number means that they are read differently."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of the whole code.

    Attributes:
        id: the short name of the code.
        level: universal or local.
        source_language: in which its words were agreed.
        language: of this file.
        licence: of the words, as SPDX names it; may be empty.
        title: in the language of the file.
        summary: likewise; may be empty.
    """

    id: str
    level: Level
    source_language: str
    language: str
    licence: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Block:
    """One provision in one language.

    Attributes:
        id: persistent.
        units: the numbers that a translation system gave its parts.
        source: where its words were taken from, if anybody said.
        text: its words.
        line: of its mark, from 1; it counts for nothing where blocks are compared.
    """

    id: str
    units: tuple[str, ...]
    source: Source | None
    text: Text
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Marked:
    """A file that was written here before."""

    head: Head
    blocks: tuple[Block, ...]


def marked(document: Document, language: str) -> Marked:
    """Take what a code says in one language; what it does not say there is left out."""
    head = Head(
        document.slug,
        document.level,
        document.source_language,
        language,
        document.licence,
        one_line(document.title.get(language, "")),
        document.summary.get(language, ""),
    )
    blocks = tuple(
        Block(one.provision.id, one.units, one.source, one.texts[language])
        for one in document.provisions
        if language in one.texts
    )
    return Marked(head, blocks)


def one_line(text: str) -> str:
    """Write a title in one line."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def head_to(head: Head) -> dict[str, object]:
    """Write a head as a table."""
    return {"comity_code": SHAPE, **asdict(head), "level": str(head.level)}


def head_from(found: Mapping[str, object]) -> Head:
    """Read what ``head_to`` wrote.

    Raises:
        CodeHeadWrong: it is of another shape, or lacks something; ``key`` says what.
    """
    if found.get("comity_code") != SHAPE:
        raise CodeHeadWrong(field="comity_code", key="comity_code")
    level = _value(found, "level", LONGEST_NAME)
    if level not in set(Level):
        raise CodeHeadWrong(field="level", key="level")
    languages = [_value(found, key, LONGEST_LANGUAGE) for key in ("source_language", "language")]
    for key, tag in zip(("source_language", "language"), languages, strict=True):
        if not LANGUAGE.fullmatch(tag):
            raise CodeHeadWrong(field=key, key=key)
    return Head(
        _value(found, "id", LONGEST_NAME),
        Level(level),
        languages[0],
        languages[1],
        _value(found, "licence", LONGEST_LICENCE),
        _value(found, "title", LONGEST_TITLE),
        _value(found, "summary", LONGEST_TEXT),
    )


def mark_to(block: Block) -> str:
    """Write the mark of a provision: its name and, where there is more, a table in one line."""
    more: dict[str, object] = {}
    if block.units:
        more["units"] = list(block.units)
    if block.source:
        more["source"] = {key: said for key, said in asdict(block.source).items() if said}
    if not more:
        return f"provision {block.id}"
    # No dash may end the comment that this stands in.
    table = json.dumps(more, ensure_ascii=False).replace("-->", "--\\u003e")
    return f"provision {block.id} {table}"


def mark_from(said: str, *, line: int) -> tuple[str, tuple[str, ...], Source | None]:
    """Read what ``mark_to`` wrote.

    Raises:
        CodeHeadWrong: a part of it cannot be read.
    """
    name, _, table = said.removeprefix("provision ").strip().partition(" ")
    if len(name) > LONGEST_NAME or not NAME.fullmatch(name):
        raise CodeHeadWrong(field=f"line {line}", key=f"provision {name[:LONGEST_NAME]}")
    try:
        more = json.loads(table) if table else {}
    except (ValueError, RecursionError) as problem:
        raise CodeHeadWrong(field=f"line {line}", key=name) from problem
    units = more.get("units", []) if isinstance(more, dict) else None
    source = more.get("source") if isinstance(more, dict) else None
    if not are_unit_numbers(units) or not isinstance(source, dict | None):
        raise CodeHeadWrong(field=f"line {line}", key=name)
    return name, tuple(units), _source(source) if source else None


def joined(files: Sequence[Marked]) -> Document:
    """Put a code together from its files, one a language.

    Raises:
        CodeHeadWrong: none of them is in the language of the agreed words.
        CodeLanguageTwice: two are in the same language.
        CodeIdTwice: a file names a provision twice.
        CodeTooManyProvisions: nobody can read that many.
    """
    by_language: dict[str, Marked] = {}
    for one in files:
        if one.head.language in by_language:
            raise CodeLanguageTwice(field="file", language=one.head.language)
        by_language[one.head.language] = one
    source = by_language.get(files[0].head.source_language)
    if source is None:
        raise CodeHeadWrong(field="source_language", key="source_language")
    texts: dict[str, dict[str, Text]] = {}
    for language, one in by_language.items():
        for block in one.blocks:
            said = texts.setdefault(block.id, {})
            if language in said:
                raise CodeIdTwice(field="file", name=block.id)
            said[language] = block.text
    if len(source.blocks) > MOST_PROVISIONS:
        raise CodeTooManyProvisions(field="file", most=MOST_PROVISIONS)
    tag = source.head.language
    return Document(
        source.head.id,
        source.head.level,
        tag,
        source.head.licence,
        {tag: source.head.title or source.head.id}
        | {language: one.head.title for language, one in by_language.items() if one.head.title},
        {language: one.head.summary for language, one in by_language.items() if one.head.summary},
        tuple(
            Written(Provision(one.id), texts[one.id], one.source, one.units)
            for one in source.blocks
        ),
    )


def strangers(files: Sequence[Marked]) -> dict[str, list[Block]]:
    """List provisions of a translation that the source does not have, by language."""
    source = next((one for one in files if one.head.language == one.head.source_language), None)
    known = {block.id for block in source.blocks} if source else set()
    found = {
        one.head.language: [block for block in one.blocks if block.id not in known] for one in files
    }
    return {language: names for language, names in found.items() if names}


def _value(found: Mapping[str, object], key: str, longest: int) -> str:
    value = found.get(key, "")
    if not isinstance(value, str) or not is_kept(value, longest):
        raise CodeHeadWrong(field=key, key=key)
    if not value.strip() and key in {"id", "source_language", "language"}:
        raise CodeHeadWrong(field=key, key=key)
    return value.strip()


def _source(found: Mapping[str, object]) -> Source:
    source = Source(
        _value(found, "title", LONGEST_TITLE),
        _value(found, "address", LONGEST_ADDRESS),
        _value(found, "section", LONGEST_NAME),
        _value(found, "licence", LONGEST_LICENCE),
    )
    if not source.title or (source.address and not ADDRESS.fullmatch(source.address)):
        raise CodeHeadWrong(field="source", key="source")
    return source
