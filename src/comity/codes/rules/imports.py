"""Making a code out of Markdown: the source text with its translations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from comity.codes.errors import CodeNotText
from comity.codes.rules.documents import Document, Level, Text, Written
from comity.codes.rules.markdown import Taken, Unit, Unread, take_apart
from comity.codes.rules.provisions import Provision
from comity.codes.rules.table import refuse_what_no_database_keeps
from comity.codes.rules.translations import Mismatch, match

ALIKE = 0.6
"""From this share of equal words on, a changed text is taken for the same provision."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A code that was imported, and everything that could not be.

    Attributes:
        document: its provisions are unstructured, for people to sort.
        unread: lines that belong to no provision, by language.
        mismatches: places where a translation is built differently, by language.
    """

    document: Document
    unread: Mapping[str, tuple[Unread, ...]]
    mismatches: Mapping[str, tuple[Mismatch, ...]]


def import_markdown(
    *,
    slug: str,
    source: str,
    language: str,
    translations: Mapping[str, str],
    licence: str = "",
    level: Level = Level.UNIVERSAL,
) -> Imported:
    """Make a code out of Markdown.

    Args:
        slug: its short name.
        source: the text whose structure counts.
        language: of the source, as a BCP 47 tag.
        translations: other texts, by language.
        licence: under which the words may be used, as SPDX names it.
        level: universal or local.

    Raises:
        WrongInput: a text is too long, or its front matter cannot be read.
    """
    taken = {language: take_apart(source)}
    taken |= {tag: take_apart(text) for tag, text in translations.items() if tag != language}
    matched = {tag: match(taken[language], one) for tag, one in taken.items() if tag != language}
    written = tuple(
        Written(
            Provision(unit.id),
            {language: _text(unit)}
            | {
                tag: _text(one.units[unit.id])
                for tag, one in matched.items()
                if unit.id in one.units
            },
        )
        for unit in taken[language].units
    )
    titles = {tag: one.title for tag, one in taken.items() if one.title}
    titles.setdefault(language, _first_title(taken[language]) or slug)
    return Imported(
        Document(slug, level, language, licence, titles, {}, written),
        {tag: one.unread for tag, one in taken.items() if one.unread},
        {tag: one.mismatches for tag, one in matched.items() if one.mismatches},
    )


def keep_ids(document: Document, previous: Mapping[str, Text]) -> Document:
    """Give provisions the ids that they had before, though others came between them.

    Args:
        document: the new version.
        previous: words of the version before in the same source language, by id.
    """
    language = document.source_language
    texts = {one.provision.id: one.texts[language] for one in document.provisions}
    renamed = _same_words(texts, previous)
    for name, text in texts.items():
        if name in renamed:
            continue
        free = {old: words for old, words in previous.items() if old not in renamed.values()}
        likely = sorted(free, key=lambda old: (old == name, likeness(text, free[old])))
        alike = [old for old in likely if likeness(text, free[old]) >= ALIKE]
        if alike:
            renamed[name] = alike[-1]
    taken = set(renamed.values())
    for name in texts:
        if name not in renamed:
            renamed[name] = _free(name, taken)
            taken.add(renamed[name])
    return replace(
        document,
        provisions=tuple(
            replace(one, provision=replace(one.provision, id=renamed[one.provision.id]))
            for one in document.provisions
        ),
    )


def likeness(first: Text, second: Text) -> float:
    """Say which share of two texts is the same words in the same order, from 0 to 1."""
    ours, theirs = _words(first), _words(second)
    return SequenceMatcher(a=ours, b=theirs, autojunk=False).ratio()


def decode(data: bytes, *, field: str) -> str:
    """Read the bytes of a file as text.

    Args:
        data: of the file.
        field: what the refusal calls it.

    Raises:
        CodeNotText: it is not UTF-8, or holds a zero byte, which no database keeps.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CodeNotText(field=field, byte=problem.start) from problem
    refuse_what_no_database_keeps(text, field=field)
    return text


def _same_words(texts: Mapping[str, Text], previous: Mapping[str, Text]) -> dict[str, str]:
    """Find the provisions whose words have not changed."""
    before: dict[Text, list[str]] = {}
    for old, text in previous.items():
        before.setdefault(text, []).append(old)
    found = {}
    for name, text in texts.items():
        olds = before.get(text, [])
        if olds:
            old = name if name in olds else olds[0]
            olds.remove(old)
            found[name] = old
    return found


def _free(wanted: str, taken: Iterable[str]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _text(unit: Unit) -> Text:
    return Text(unit.title, unit.body)


def _first_title(taken: Taken) -> str:
    return next((unit.title for unit in taken.units if unit.title), "")


def _words(text: Text) -> list[str]:
    return f"{text.title} {text.body}".split()
