"""`comity catalogues`: every sentence of the interface, in every language.

Babel reads and writes them, so no tools of gettext are needed.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as find_sentences
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

app = typer.Typer(no_args_is_help=True, help="The sentences of the interface and their languages.")

SOURCE_LANGUAGE = "en"
"""Sentences stand in it already; its catalogue only rewords what other libraries say."""

_WIDTH = 100
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_HEADER = "# Sentences of Comity. The licence of Comity holds for them too."
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_NOTE = "Translators:"
_TEAM = "The people of Comity"
_PLURALS = {
    # As Django's own catalogue has it; Babel numbers the last two forms the other way round.
    "ar": (
        "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5"
    ),
}
_PLACEHOLDER = re.compile(r"%(?:\((?P<name>[^)]*)\))?[-#0 +]*\d*(?:\.\d+)?(?P<kind>[a-zA-Z%])")
_ELEMENT = re.compile(r"</?[a-zA-Z][^>]*>")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def folder() -> Path:
    """Say where the catalogues lie: the first place that the settings name."""
    return Path(settings.LOCALE_PATHS[0])


def languages() -> list[str]:
    """List the languages of the interface."""
    return [language for language, _name in settings.LANGUAGES]


def collect(source: Path) -> Catalog:
    """Find every sentence in the Python files and templates below a folder.

    Raises:
        SyntaxError: a template has a translation that cannot be read; it is named.
    """
    catalog = _empty(None)
    for file in sorted(source.rglob("*")):
        if file.suffix not in {".py", ".html", ".txt"} or not file.is_file():
            continue
        where = file.relative_to(source.parent).as_posix()
        text = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            # In brackets: the reader of Python would stumble over the indents of a template.
            text = f"({templatize(text, origin=where)}\n)"
        for _line, sentence, notes, context in find_sentences(
            "python", BytesIO(text.encode()), _KEYWORDS, (_NOTE,), {"encoding": "utf-8"}
        ):
            catalog.add(sentence, None, [(where, 0)], auto_comments=notes, context=context)
    return catalog


def merged(language: str, found: Catalog, existing: bytes | None) -> Catalog:
    """Bring the catalogue of a language up to date: new sentences empty, old ones gone."""
    catalog = _empty(language)
    if existing is not None:
        catalog = read_po(BytesIO(existing), locale=language, domain="django")
    catalog.update(found, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = _BEGAN
    return catalog


def problems(catalog: Catalog, found: Catalog) -> Iterator[str]:
    """Say what is wrong with the catalogue of a language, a line each."""
    language = str(catalog.locale)
    theirs = {_key(message) for message in catalog if message.id}
    ours = {_key(message) for message in found if message.id}
    for _context, sentence in sorted(ours - theirs):
        yield f"{language}: not in the catalogue: {sentence!r}"
    for _context, sentence in sorted(theirs - ours):
        yield f"{language}: no longer used: {sentence!r}"
    for message in catalog:
        if message.id:
            yield from (
                f"{language}: {what}: {_sentence(message)!r}" for what in _faults(message, catalog)
            )


def repeated(catalog: Catalog, allowed: Collection[str]) -> Iterator[str]:
    """Name each sentence that only repeats the English one; what holds no words may.

    Args:
        catalog: of another language than English.
        allowed: the sentences that read the same in this language.
    """
    for message in catalog:
        sentence = _sentence(message) if message.id else ""
        if sentence in allowed or not _LETTERS.search(_bare(sentence)):
            continue
        english = (message.id,) if isinstance(message.id, str) else message.id
        if any(form in english for form in _forms(message) if form):
            yield f"{catalog.locale}: the same as in English: {sentence!r}"


def same(language: str) -> frozenset[str]:
    """Read which sentences may read in a language as they do in English (``same.toml``)."""
    listed = tomllib.loads((folder() / "same.toml").read_text(encoding="utf-8"))
    return frozenset(listed["everywhere"]) | frozenset(listed.get(language, ()))


def extract_all() -> Catalog:
    """Find every sentence of Comity."""
    return collect(Path(settings.PACKAGE))


def compile_all() -> list[Path]:
    """Write each catalogue that is newer than its compiled form into the form that programs read.

    Returns:
        the files that were written.
    """
    written = []
    for source in sorted(folder().glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name)
        with target.open("wb") as file:
            write_mo(file, catalog)
        written.append(target)
    return written


@app.command()
def extract() -> None:
    """Print every sentence, as a template for a new language."""
    out = BytesIO()
    write_po(out, extract_all(), width=_WIDTH, sort_by_file=True, include_lineno=False)
    typer.echo(out.getvalue().decode(), nl=False)


@app.command()
def update() -> None:
    """Write the sentences into the catalogue of each language; what is translated stays."""
    found = extract_all()
    for language in languages():
        file = _file(language)
        existing = file.read_bytes() if file.exists() else None
        catalog = merged(language, found, existing)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as out:
            write_po(
                out,
                catalog,
                width=_WIDTH,
                sort_by_file=True,
                include_lineno=False,
                ignore_obsolete=True,
            )
        empty = sum(1 for message in catalog if message.id and not _said(message))
        typer.echo(f"{file}: {len(catalog)} sentences, {empty} of them not translated")
    compile_all()


@app.command(name="compile")
def compile_command() -> None:
    """Write the catalogues into the form that programs read, where they have changed."""
    for file in compile_all():
        typer.echo(str(file))


@app.command()
def check() -> None:
    """Say what is missing or wrong in any language; exit with 1 where anything is."""
    found = extract_all()
    wrong: list[str] = []
    for language in languages():
        with _file(language).open("rb") as file:
            catalog = read_po(file, locale=language)
        wrong += problems(catalog, found)
        if language != SOURCE_LANGUAGE:
            wrong += repeated(catalog, same(language))
    for line in wrong:
        typer.echo(line)
    if wrong:
        raise typer.Exit(1)
    typer.echo("Every sentence is there in every language.")


def _empty(language: str | None) -> Catalog:
    catalog = Catalog(
        locale=language,
        domain="django",
        project="Comity",
        version="1",
        header_comment=_HEADER,
        creation_date=_BEGAN,
        revision_date=_BEGAN,
        msgid_bugs_address=_TEAM,
        language_team=_TEAM,
        last_translator=_TEAM,
        fuzzy=False,
    )
    if language in _PLURALS:
        # The first look fills in Babel's own; the public header then takes ours.
        headers = dict(catalog.mime_headers)
        forms = catalog.num_plurals
        headers["Plural-Forms"] = f"nplurals={forms}; plural=({_PLURALS[language]});"
        catalog.mime_headers = list(headers.items())
    return catalog


def _file(language: str) -> Path:
    return folder() / language / "LC_MESSAGES" / "django.po"


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", _sentence(message)


def _sentence(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _said(message: Message) -> bool:
    forms = _forms(message)
    return bool(forms) and all(forms)


def _faults(message: Message, catalog: Catalog) -> Iterator[str]:
    forms = _forms(message)
    if message.fuzzy:
        yield "only a guess (fuzzy)"
    if not any(forms):
        if str(catalog.locale) != SOURCE_LANGUAGE:
            yield "not translated"
        return
    if not message.pluralizable:
        if _placeholders(forms[0]) != _placeholders(_sentence(message)):
            yield "other placeholders than the sentence"
        if _elements(forms[0]) != _elements(_sentence(message)):
            yield "other markup than the sentence"
        return
    if len(forms) != catalog.num_plurals or not all(forms):
        yield f"not {catalog.num_plurals} plural forms"
    # A form for exactly one or two may leave the number out: the word says it.
    known = _placeholders(message.id[1])
    if any(_placeholders(form) - known for form in forms):
        yield "placeholders that the sentence does not have"
    if any(_elements(form) != _elements(message.id[1]) for form in forms if form):
        yield "other markup than the sentence"


def _bare(text: str) -> str:
    return _ELEMENT.sub(" ", _PLACEHOLDER.sub(" ", text))


def _placeholders(text: str) -> Counter[str]:
    found = (match for match in _PLACEHOLDER.finditer(text) if match["kind"] != "%")
    return Counter(match["name"] or match[0] for match in found)


def _elements(text: str) -> Counter[str]:
    return Counter(_ELEMENT.findall(text))
