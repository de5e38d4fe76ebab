"""Files that a code stands in, of any form that import reads."""

import re
from importlib.resources.abc import Traversable
from pathlib import Path

import typer

from comity.cli.stopping import stop
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.imports import Asked, decode, import_files
from comity.codes.rules.imports import File as Brought
from comity.codes.rules.provisions import Vocabulary
from comity.codes.rules.reader import read, read_local
from comity.kernel.errors import SeveralProblems, WrongInput

READ_WHOLE = {".toml"}
_LANGUAGE = re.compile(
    r".+\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.(?:md|markdown|wiki|wikitext|mediawiki)", re.IGNORECASE
)

File = Path | Traversable


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
