"""Files and tables that commands read, and those that they write."""

import csv
import io
import json
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from comity.cli.stopping import stop
from comity.cli.tokens import STANDARD_INPUT

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet would run."""

Reason = Annotated[str, typer.Option(help="Everybody can read it.")]
Json = Annotated[bool, typer.Option("--json", help="Print it as JSON, for programs.")]
Words = Annotated[Path, typer.Argument(help="A file with the words; - for the standard input.")]
Language = Annotated[str, typer.Option(help="In which the words are, such as ar.")]
Yes = Annotated[bool, typer.Option(help="Do not ask whether you are sure.")]
Table = Mapping[str, Any]


def description(file: Path) -> Table:
    """Read a file in TOML or JSON, as its ending says; on the standard input, as it begins."""
    text = text_of(file)
    try:
        said = json.loads(text) if _is_json(file, text, "{") else tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        stop(f"{file} cannot be understood: {problem}.")
    if not isinstance(said, dict):
        stop(f"{file}: it is no table of names and values.")
    return said


def rows(file: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Read a table in CSV or JSON, as its ending says; each row has all of these columns.

    On the standard input it is what it begins as. What is no column of the table is left out, and
    what a row does not say is empty.
    """
    text = text_of(file)
    if _is_json(file, text, "["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as problem:
            stop(f"{file} cannot be understood: {problem}.")
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            stop(f"{file}: it is no list of rows.")
    else:
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
        try:
            found = list(reader)
        except csv.Error as problem:
            stop(f"{file}, line {reader.line_num}: {problem}.")
        if columns[0] not in (reader.fieldnames or ()):
            stop(f"{file}: its first line names no column {columns[0]}.")
    return [{name: str(one.get(name) or "").strip() for name in columns} for one in found]


def wanted(said: Table, name: str, kind: type, file: Path) -> Any:  # noqa: ANN401, as it was typed
    """Take a value that must be there."""
    value = said.get(name)
    if not isinstance(value, kind):
        stop(f"{file}: {name} is missing, or is not written as it should be.")
    return value


def by_language(said: Table, name: str, file: Path) -> dict[str, str]:
    """Take words by language, such as a title."""
    texts = wanted(said, name, dict, file)
    if not all(isinstance(one, str) for one in texts.values()):
        stop(f'{file}: {name} has words by language, as in en = "Words".')
    return dict(texts)


def moment(said: object, where: str) -> datetime:
    """Read a moment, such as 2027-03-01T09:00Z; it must say how far it is from UTC."""
    if isinstance(said, str):
        try:
            said = datetime.fromisoformat(said)
        except ValueError:
            said = None
    if not isinstance(said, datetime) or said.tzinfo is None:
        stop(f"{where}: write a moment as in 2027-03-01T09:00Z, with Z or the distance from UTC.")
    return said


def in_languages(given: Sequence[str]) -> dict[str, str]:
    """Read words such as ``en=Yes.``; what has no language is English."""
    pairs = (one.split("=", maxsplit=1) if _is_tagged(one) else ["en", one] for one in given)
    return {language.strip(): text.strip() for language, text in pairs}


def _is_tagged(said: str) -> bool:
    tag, sign, _words = said.partition("=")
    return bool(sign) and tag.strip().replace("-", "").isalnum() and len(tag.strip()) <= 35  # noqa: PLR2004, the longest tag


def text_of(file: Path) -> str:
    """Read a file or the standard input as text, or say why it cannot be.

    Whoever acts is asked for their token before: on the standard input it is the first line.
    """
    try:
        return sys.stdin.read() if file == STANDARD_INPUT else file.read_text(encoding="utf-8")
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror}.")
    except UnicodeDecodeError:
        stop(f"{file} is no text in UTF-8.")


def day(said: object, file: Path) -> date:
    """Read a day, such as 2027-03-01."""
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        stop(f"{file}: write the day as in 2027-03-01.")


def harmless(cell: str) -> str:
    """Write a cell so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


@contextmanager
def only_ours(file: Path) -> Iterator[TextIO]:
    """Write a new file that only we can read; where something fails, nothing is left of it."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        stop(f"{file} is there already. Name a new file.")
    except OSError as problem:
        stop(f"{file} cannot be written: {problem.strerror}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            yield out
    except BaseException:
        file.unlink()
        raise


def _is_json(file: Path, text: str, begins: str) -> bool:
    if file == STANDARD_INPUT:
        return text.lstrip().startswith(begins)
    return file.suffix.lower() == ".json"
