"""A table of a TOML text, read so that every mistake is named with its line and its key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from comity.charter.rules.toml import Path, key_lines
from comity.codes.errors import (
    CodeKeyMissing,
    CodeKeyUnknown,
    CodeNotText,
    CodeSyntaxWrong,
    CodeTooLong,
    CodeValueWrong,
)
from comity.codes.rules.documents import LONGEST_CODE, LONGEST_LANGUAGE, LONGEST_NAME, LONGEST_TEXT
from comity.kernel import toml
from comity.kernel.errors import SeveralProblems, WrongInput

NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")

Chosen = TypeVar("Chosen", bound=StrEnum)


@dataclass
class Problems:
    """What was found wrong so far, with the lines to name it by."""

    lines: Mapping[Path, int]
    found: list[WrongInput] = field(default_factory=list)

    def add(self, problem: type[WrongInput], path: Path, **detail: object) -> None:
        """Note a problem with a key, on its line or on that of the nearest table around it."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        line = self.lines.get(known, 1)
        self.found.append(problem(field=".".join(path), line=line, **detail))

    def refuse(self) -> None:
        """Refuse if anything was found.

        Raises:
            WrongInput: there is one problem.
            SeveralProblems: there are more, in the order of their lines.
        """
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            raise SeveralProblems(sorted(self.found, key=_line))


class Table:
    """A table of the text. What nobody asks for is unknown.

    A wrong value is noted and replaced by a harmless one, so that the rest can still be read.
    """

    def __init__(self, values: Mapping[str, object], path: Path, problems: Problems) -> None:
        """Stand at a table."""
        self.values = values
        self.path = path
        self.problems = problems
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Tell whether a key is there."""
        return key in self.values

    def table(self, key: str, *, needed: bool = False) -> "Table":
        """Go down into a table; one that is not there and not needed is empty."""
        value = self._take(key, dict, "a table", needed=needed)
        return Table(value if isinstance(value, dict) else {}, (*self.path, key), self.problems)

    def rest(
        self, pattern: re.Pattern[str], expected: str, *, longest: int = LONGEST_NAME
    ) -> list["Table"]:
        """Go down into every table that nobody asked for, whose name fits a pattern."""
        tables = []
        for key in self.values:
            if key in self._asked:
                continue
            if len(key) > longest or not pattern.fullmatch(key):
                self._asked.add(key)
                self.wrong(key, expected)
            else:
                tables.append(self.table(key))
        return tables

    def text(self, key: str, *, needed: bool = True, longest: int = LONGEST_TEXT) -> str:
        """Read a text that a database keeps; one that is needed may not be empty."""
        value = self._take(key, str, "a text in quotes", needed=needed)
        if not isinstance(value, str):
            return ""
        if needed and not value.strip():
            self.wrong(key, "a text that is not empty")
        if not is_kept(value, longest):
            self.wrong(key, f"a text of at most {longest} characters, none a zero byte or half one")
        return value.strip()

    def truth(self, key: str) -> bool:
        """Read true or false; false where it is left out."""
        return self._take(key, bool, "true or false", needed=False) is True

    def choice(self, key: str, kind: type[Chosen], *, needed: bool = True) -> Chosen | None:
        """Read one of a few words."""
        value = self.text(key, needed=needed)
        if not value:
            return None
        try:
            return kind(value)
        except ValueError:
            self.wrong(key, "one of " + ", ".join(kind))
            return None

    def names(self, key: str) -> tuple[str, ...]:
        """Read a list of names; empty where it is left out."""
        expected = "a list of names in quotes, each once"
        value = self._take(key, list, expected, needed=False)
        if not isinstance(value, list):
            return ()
        names = tuple(one for one in value if isinstance(one, str) and is_kept(one, LONGEST_NAME))
        names = tuple(one for one in names if one.strip())
        if len(names) != len(value) or len(set(names)) != len(names):
            self.wrong(key, expected)
        return names

    def raw(self, key: str) -> object:
        """Take a value as it is; nothing where it is left out."""
        return self._take(key, object, "a value", needed=True)

    def by_language(self) -> dict[str, str]:
        """Read a text for each language."""
        found = {}
        for key in self.values:
            if key in self._asked:
                continue
            if len(key) <= LONGEST_LANGUAGE and LANGUAGE.fullmatch(key):
                found[key] = self.text(key)
            else:
                self._asked.add(key)
                self.wrong(key, "a text under the tag of a language, such as en")
        return found

    def wrong(self, key: str, expected: str) -> None:
        """Note that a value is not what is expected."""
        self.problems.add(CodeValueWrong, (*self.path, key), expected=expected)

    def end(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.values:
            if key not in self._asked:
                self.problems.add(CodeKeyUnknown, (*self.path, key))

    def _take(self, key: str, kind: type, expected: str, *, needed: bool) -> object:
        self._asked.add(key)
        if key not in self.values:
            if needed:
                self.problems.add(CodeKeyMissing, (*self.path, key))
            return None
        value = self.values[key]
        if not isinstance(value, kind):
            self.wrong(key, expected)
            return None
        return value


def open_text(text: str) -> Table:
    """Parse TOML and stand at its outermost table.

    Raises:
        CodeTooLong: it is longer than ``LONGEST_CODE``.
        CodeSyntaxWrong: it is not TOML; line and column say where.
    """
    if len(text) > LONGEST_CODE:
        raise CodeTooLong(field="file", most=LONGEST_CODE)
    refuse_what_no_database_keeps(text, field="file")
    try:
        values = toml.loads(text)
    except tomllib.TOMLDecodeError as problem:
        place = _PLACE.search(str(problem))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        raise CodeSyntaxWrong(field=f"line {line}", line=line, column=column) from problem
    except (ValueError, RecursionError) as problem:
        raise CodeSyntaxWrong(field="line 1", line=1, column=1) from problem
    return Table(values, (), Problems(key_lines(text)))


def open_values(text: str | Mapping[str, object]) -> Table:
    """Stand at the outermost table of a text, or of values that came without one.

    Raises:
        WrongInput: as ``open_text``.
    """
    return open_text(text) if isinstance(text, str) else Table(text, (), Problems({}))


def is_kept(text: str, longest: int) -> bool:
    """Tell whether a database keeps a text: no zero byte, no half of a character, not too long."""
    try:
        return len(text) <= longest and b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def refuse_what_no_database_keeps(text: str, *, field: str) -> None:
    """Refuse a text with a zero byte, or with half of a character.

    Raises:
        CodeNotText: it names the place of the first.
    """
    try:
        place = text.encode().find(b"\0")
    except UnicodeEncodeError as problem:
        raise CodeNotText(field=field, byte=problem.start) from problem
    if place >= 0:
        raise CodeNotText(field=field, byte=place)


def refuse_long(*parts: tuple[str, str, int]) -> None:
    """Refuse texts that are too long or cannot be kept.

    Args:
        parts: the field of each, what was said, and how many characters it may have.

    Raises:
        CodeTooLong: it names the first that is too long.
        CodeNotText: it names the first that cannot be kept.
    """
    for field_name, said, most in parts:
        if len(said) > most:
            raise CodeTooLong(field=field_name, most=most)
        refuse_what_no_database_keeps(said, field=field_name)


def _line(problem: WrongInput) -> int:
    line = problem.detail["line"]
    return line if isinstance(line, int) else 0
