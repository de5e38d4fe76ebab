"""Making a code out of what people bring: files in one or more languages, of one kind."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from comity.codes.errors import (
    CodeFilesDiffer,
    CodeLanguageTwice,
    CodeNotText,
    CodeTooLong,
    LanguageUnknown,
)
from comity.codes.rules.documents import (
    LONGEST_LANGUAGE,
    LONGEST_TEXT,
    Document,
    Level,
    Source,
    Text,
    Written,
)
from comity.codes.rules.exports.jsoned import read_json
from comity.codes.rules.exports.markdown import read_markdown
from comity.codes.rules.exports.marked import Marked, joined, strangers
from comity.codes.rules.exports.wikitext import is_ours as is_our_wikitext
from comity.codes.rules.exports.wikitext import read_wikitext
from comity.codes.rules.keeping import keep_ids
from comity.codes.rules.markdown import take_apart
from comity.codes.rules.provisions import Provision, Vocabulary
from comity.codes.rules.reader import read_draft, read_local
from comity.codes.rules.table import LANGUAGE, refuse_what_no_database_keeps
from comity.codes.rules.translations import Mismatch, match
from comity.codes.rules.units import Reason, Taken, Unit, Unread
from comity.codes.rules.wikitext import take_wikitext_apart

_SUFFIXES = {
    "json": "json",
    "markdown": "markdown",
    "md": "markdown",
    "mediawiki": "wikitext",
    "toml": "toml",
    "wiki": "wikitext",
    "wikitext": "wikitext",
}
_TAG = re.compile(r".+\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.[a-z]+", re.IGNORECASE)
_WIKI_SIGN = re.compile(r"<translate>|<!--T:\d|^==[^=]|'''|\[\[", re.MULTILINE)
_TOML_SIGN = re.compile(r"^\[code\]", re.MULTILINE)
_LOOKED_AT = 20_000


class Form(StrEnum):
    """How a code can be written."""

    MARKDOWN = auto()
    WIKITEXT = auto()
    TOML = auto()
    JSON = auto()


WHOLE = frozenset({Form.TOML, Form.JSON})
"""Forms in which one file says everything, in all languages."""


@dataclass(frozen=True, slots=True)
class File:
    """What somebody brings.

    Attributes:
        name: as people know it.
        text: what it says.
        form: how it is written; nothing where that is for us to see.
        language: as a BCP 47 tag; empty where the file or its name says so.
    """

    name: str
    text: str
    form: Form | None = None
    language: str = ""

    @property
    def written_in(self) -> Form:
        """Tell how it is written: as was said, or as its name and its words show."""
        if self.form:
            return self.form
        suffix = _SUFFIXES.get(self.name.rpartition(".")[2].lower())
        if suffix:
            return Form(suffix)
        start = self.text[:_LOOKED_AT]
        if start.lstrip("\ufeff \n").startswith("{"):
            return Form.JSON
        if _TOML_SIGN.search(start):
            return Form.TOML
        return Form.WIKITEXT if _WIKI_SIGN.search(start) else Form.MARKDOWN

    @property
    def tag(self) -> str:
        """Tell its language: as was said, or as its name shows, as in ``code.ar.md``."""
        found = _TAG.fullmatch(self.name)
        return self.language or (found[1].lower() if found else "")


@dataclass(frozen=True, slots=True)
class Asked:
    """How files are to be read.

    Attributes:
        slug: the short name of the code, where no file says it.
        level: universal or local.
        language: of the first file, where neither it nor its name says so.
        licence: of the words, as SPDX names it; empty to keep what the files say.
        source: where the words were taken from, for provisions that do not say so.
        wiki: the address that pages of the wiki stand under, to write links out.
        previous: words of the version before by id and language, so that provisions keep ids.
        above: the names of the codes that a local code builds on.
    """

    slug: str
    level: Level = Level.UNIVERSAL
    language: str = "en"
    licence: str = ""
    source: Source | None = None
    wiki: str = ""
    previous: Mapping[str, Mapping[str, Text]] | None = None
    above: Vocabulary | None = None


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


def import_files(
    files: Sequence[File], asked: Asked, each: Callable[[int], object] = lambda _number: None
) -> Imported:
    """Make a code out of files: the first is the source, the others say it in other languages.

    Args:
        files: at least one.
        asked: how they are to be read.
        each: told how many files are read, after each of them.

    Raises:
        CodeFilesDiffer: they are of different kinds, or one of several says everything.
        CodeLanguageTwice: two are in the same language.
        LanguageUnknown: the language of a file is said nowhere, or is no tag of one.
        WrongInput: a file cannot be read; what is wrong with it is named.
        SeveralProblems: several things in it are.
    """
    form = files[0].written_in
    for one in files[1:]:
        if one.written_in is not form or form in WHOLE:
            raise CodeFilesDiffer(field=one.name)
    if form in WHOLE:
        found = Imported(_whole(files[0].text, form, asked), {}, {})
        each(1)
    elif any(_is_ours(one.text, form) for one in files):
        found = _ours(files, form, asked, each)
    else:
        found = _apart(files, form, asked, each)
    document = found.document
    return replace(
        found,
        document=replace(
            document,
            level=asked.level,
            licence=asked.licence or document.licence,
            provisions=tuple(
                one if one.source else replace(one, source=asked.source)
                for one in document.provisions
            ),
        ),
    )


def _whole(text: str, form: Form, asked: Asked) -> Document:
    if form is Form.JSON:
        return read_json(text, asked.above)
    return read_draft(text) if asked.above is None else read_local(text, asked.above)


def _is_ours(text: str, form: Form) -> bool:
    if form is Form.WIKITEXT:
        return is_our_wikitext(text)
    lines = text[:_LOOKED_AT].removeprefix("\ufeff").splitlines()
    return lines[:1] == ["+++"] and any(line.startswith("comity_code") for line in lines)


def _ours(
    files: Sequence[File], form: Form, asked: Asked, each: Callable[[int], object]
) -> Imported:
    """Read files that were written here: they say themselves what is what."""
    read: list[Marked] = []
    unread: dict[str, tuple[Unread, ...]] = {}
    for number, one in enumerate(files, start=1):
        if not _is_ours(one.text, form):
            raise CodeFilesDiffer(field=one.name)
        if form is Form.WIKITEXT:
            page, left = read_wikitext(one.text, wiki=asked.wiki)
            unread[page.head.language] = left
        else:
            page = read_markdown(one.text)
        read.append(page)
        each(number)
    for language, blocks in strangers(read).items():
        more = tuple(Unread(one.line, one.id, Reason.NO_SOURCE) for one in blocks)
        unread[language] = (*unread.get(language, ()), *more)
    return Imported(joined(read), {tag: one for tag, one in unread.items() if one}, {})


def _apart(
    files: Sequence[File], form: Form, asked: Asked, each: Callable[[int], object]
) -> Imported:
    """Take files apart that say nothing about themselves, and match them by how they are built."""
    taken: dict[str, Taken] = {}
    for number, one in enumerate(files, start=1):
        tag = one.tag or ("" if taken else asked.language)
        if len(tag) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(tag):
            raise LanguageUnknown(field=one.name, language=tag[:LONGEST_LANGUAGE] or "…")
        if tag in taken:
            raise CodeLanguageTwice(field=one.name, language=tag)
        if form is Form.WIKITEXT:
            source = next(iter(taken.values()), None)
            variables = source.variables if source else {}
            taken[tag] = take_wikitext_apart(one.text, wiki=asked.wiki, variables=variables)
        else:
            taken[tag] = take_apart(one.text)
        each(number)
    found = _matched(taken, asked)
    known = {
        name: texts[found.document.source_language]
        for name, texts in (asked.previous or {}).items()
        if found.document.source_language in texts
    }
    return replace(found, document=keep_ids(found.document, known)) if known else found


def _matched(taken: Mapping[str, Taken], asked: Asked) -> Imported:
    for one in taken.values():
        _refuse_long_units(one)
    language, source = next(iter(taken.items()))
    matched = {tag: match(source, one) for tag, one in taken.items() if tag != language}
    written = tuple(
        Written(
            Provision(unit.id),
            {language: _text(unit)}
            | {
                tag: _text(one.units[unit.id])
                for tag, one in matched.items()
                if unit.id in one.units
            },
            units=unit.numbers,
        )
        for unit in source.units
    )
    titles = {tag: one.title for tag, one in taken.items() if one.title}
    titles.setdefault(language, _first_title(source) or asked.slug)
    return Imported(
        Document(asked.slug, asked.level, language, asked.licence, titles, {}, written),
        {tag: one.unread for tag, one in taken.items() if one.unread},
        {tag: one.mismatches for tag, one in matched.items() if one.mismatches},
    )


def _refuse_long_units(taken: Taken) -> None:
    """Refuse what is longer than a provision, by the line on which it begins."""
    for unit in taken.units:
        if len(unit.body) > LONGEST_TEXT:
            raise CodeTooLong(field=f"line {unit.lines[0]}", most=LONGEST_TEXT)


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
    rest = [
        File(tag, text, Form.MARKDOWN, tag) for tag, text in translations.items() if tag != language
    ]
    files = [File(language, source, Form.MARKDOWN, language), *rest]
    return import_files(files, Asked(slug, level, language, licence))


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


def _text(unit: Unit) -> Text:
    return Text(unit.title, unit.body)


def _first_title(taken: Taken) -> str:
    return next((unit.title for unit in taken.units if unit.title), "")
