"""Files that a code stands in, of any form that import reads."""

import re
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from comity.cli.stopping import stop
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.exports.jsoned import write_json
from comity.codes.rules.exports.markdown import write_markdown
from comity.codes.rules.exports.wikitext import write_wikitext
from comity.codes.rules.imports import Asked, decode, import_files
from comity.codes.rules.imports import File as Brought
from comity.codes.rules.provisions import Vocabulary
from comity.codes.rules.reader import read, read_local
from comity.codes.rules.writer import write
from comity.kernel.errors import SeveralProblems, WrongInput

READ_WHOLE = {".toml"}
_LANGUAGE = re.compile(
    r".+\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.(?:md|markdown|wiki|wikitext|mediawiki)", re.IGNORECASE
)

File = Path | Traversable
Form = Annotated[str, typer.Option(help="markdown, wikitext, json or toml.")]
OneLanguage = Annotated[str, typer.Option("--language", help="Of a form with one language a file.")]


def document_in(file: File, above: Vocabulary) -> Document:
    """Read a code of either kind of file; the names of a local one may be explained above it."""
    try:
        return _read(file, above)
    except (WrongInput, SeveralProblems):
        typer.echo(f"{file}:", err=True)
        raise


def _read(file: File, above: Vocabulary) -> Document:
    text = text_in(file)
    if Path(file.name).suffix.lower() in READ_WHOLE:
        document = read(text)
        return read_local(text, above) if document.level is Level.LOCAL else document
    slug = Path(file.name).name.partition(".")[0]
    language = language_of(file) or "en"
    return import_files([brought(file, language)], Asked(slug, language=language)).document


def brought(file: File, language: str) -> Brought:
    """Take a file as it is; how it is written shows from its name and its words."""
    return Brought(file.name, text_in(file), None, language)


def language_of(file: File) -> str:
    """Say which language the name of a file tells, as code.ar.md does; empty for none."""
    match = _LANGUAGE.fullmatch(file.name)
    return match[1].lower() if match else ""


def text_in(file: File) -> str:
    """Read a file as text, or say why it cannot be.

    Raises:
        CodeNotText: it is none; the place is named.
    """
    try:
        data = file.read_bytes()
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror}.")
    return decode(data, field=str(file))


def written(document: Document, form: str, language: str, called: str) -> str:
    """Write a code in one of the forms that import reads.

    Args:
        document: the code.
        form: markdown, wikitext, json or toml.
        language: of a form with one language a file; empty for the one it was agreed in.
        called: what it is called in a refusal.

    Raises:
        Exit: it has no words in that language, or there is no such form.
    """
    tag = language or document.source_language
    if tag not in document.languages:
        stop(f"{called} has no words in {tag}.")
    forms = {
        "json": lambda: write_json(document),
        "markdown": lambda: write_markdown(document, tag),
        "toml": lambda: write(document),
        "wikitext": lambda: write_wikitext(document, tag),
    }
    if form not in forms:
        stop(f"There is no form {form}. Forms: {', '.join(forms)}.")
    return forms[form]()
