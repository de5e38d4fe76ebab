"""Reading TOML so that every mistake is named with its line and its key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from comity.charter.errors import (
    CharterKeyMissing,
    CharterKeyUnknown,
    CharterSyntaxWrong,
    CharterUnitWrong,
    CharterValueWrong,
)
from comity.kernel import toml
from comity.kernel.errors import SeveralProblems, WrongInput
from comity.kernel.order import Direction

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_SPAN = re.compile(r"([1-9][0-9]{0,4}) (hours?|days?|weeks?)")
_HOURS = {"hour": 1, "day": 24, "week": 7 * 24}
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=(.*)$")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_STRING = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*$')

Path = tuple[str, ...]


def key_lines(text: str) -> dict[Path, int]:
    """Find the line, counted from 1, on which each table and key stands.

    Keys inside a value of several lines are found under the key of that value. The tables of
    ``[[a]]`` are found under ``a`` and their place in the list, counted from 0.
    """
    lines: dict[Path, int] = {}
    counted: dict[Path, int] = {}
    table: Path = ()
    number = 0
    numbered = iter(enumerate(text.splitlines(), start=1))
    for number, line in numbered:
        if header := _HEADER.match(line):
            table = _split(header[2])
            lines.setdefault(table, number)
            if header[1] == "[[":
                counted[table] = counted.get(table, -1) + 1
                table = (*table, str(counted[table]))
                lines.setdefault(table, number)
        elif assignment := _ASSIGNMENT.match(line):
            path = table + _split(assignment[1])
            for length in range(len(table) + 1, len(path) + 1):
                lines.setdefault(path[:length], number)
            _skip_value(assignment[2], numbered)
    return lines


def _split(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in re.findall(_KEY, dotted))


def _skip_value(rest: str, numbered: Iterator[tuple[int, str]]) -> None:
    """Move past the lines that a value still covers."""
    depth, quote = _depth_after(rest, 0, None)
    while depth > 0 or quote:
        following = next(numbered, None)
        if following is None:
            return
        depth, quote = _depth_after(following[1], depth, quote)


def _depth_after(line: str, depth: int, quote: str | None) -> tuple[int, str | None]:
    """Count open brackets after a line, and say which long quote is still open."""
    if quote:
        before, found, rest = line.partition(quote)
        del before
        return _depth_after(rest, depth, None) if found else (depth, quote)
    position = 0
    for match in _STRING.finditer(line):
        if match.start() < position:
            continue
        depth += _brackets(line[position : match.start()])
        if match[0] in {'"""', "'''"}:
            return _depth_after(line[match.end() :], depth, match[0])
        position = match.end()
    return depth + _brackets(line[position:]), None


def _brackets(plain: str) -> int:
    opened = plain.count("[") + plain.count("{")
    return opened - plain.count("]") - plain.count("}")


def hours(span: object) -> int | None:
    """Count the hours of a span such as ``3 days``; None for what is no span."""
    found = _SPAN.fullmatch(span) if isinstance(span, str) else None
    return int(found[1]) * _HOURS[found[2].removesuffix("s")] if found else None


def parse(text: str) -> tuple[Mapping[str, object], dict[Path, int]]:
    """Parse TOML.

    Raises:
        CharterSyntaxWrong: it is not TOML; line and column say where.
    """
    try:
        values = toml.loads(text)
    except tomllib.TOMLDecodeError as problem:
        place = _PLACE.search(str(problem))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        raise CharterSyntaxWrong(field="charter", line=line, column=column) from problem
    except (ValueError, RecursionError) as problem:
        raise CharterSyntaxWrong(field="charter", line=1, column=1) from problem
    return values, key_lines(text)


@dataclass
class Problems:
    """What was found wrong so far, with the lines to name it by."""

    lines: Mapping[Path, int]
    found: list[WrongInput] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """Find the line of a key, or of the nearest table around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def add(self, problem: type[WrongInput], path: Path, **detail: object) -> None:
        """Note a problem with a key."""
        self.found.append(problem(field=".".join(path), line=self.line_of(path), **detail))

    def refuse(self) -> None:
        """Refuse if anything was found: one problem as itself, several at once.

        Raises:
            WrongInput: there is one problem.
            SeveralProblems: there are more.
        """
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            raise SeveralProblems(
                sorted(self.found, key=lambda one: str(one.detail["line"]).zfill(9))
            )


class Section:
    """A table of the text. Each key is asked for once; what nobody asks for is unknown.

    A wrong value is noted and replaced by a harmless one, so that the rest can still be read.
    """

    def __init__(self, values: Mapping[str, object], path: Path, problems: Problems) -> None:
        """Stand at a table."""
        self._values = values
        self._asked: set[str] = set()
        self.path = path
        self.problems = problems

    def given(self) -> list[str]:
        """Name the keys that are there."""
        return list(self._values)

    def section(self, key: str) -> "Section":
        """Go down into a table."""
        value = self._take(key, dict, "a table")
        return Section(value if isinstance(value, dict) else {}, (*self.path, key), self.problems)

    def has(self, key: str) -> bool:
        """Tell whether a key is there."""
        return key in self._values

    def maybe(self, key: str) -> "Section":
        """Go down into a table that may be left out."""
        if self.has(key):
            return self.section(key)
        return Section({}, (*self.path, key), self.problems)

    def tables(self, key: str) -> list["Section"]:
        """Go down into a list of tables, which may be left out."""
        if not self.has(key):
            return []
        expected = "a list of tables"
        value = self._take(key, list, expected)
        tables = value if isinstance(value, list) else []
        if not all(isinstance(one, dict) for one in tables):
            self.wrong(key, expected)
            return []
        return [
            Section(one, (*self.path, key, str(number)), self.problems)
            for number, one in enumerate(tables)
        ]

    def text_or_none(self, key: str) -> str:
        """Read a text that may be left out."""
        return self.text(key) if self.has(key) else ""

    def day_or_none(self, key: str) -> date | None:
        """Read a day that may be left out."""
        if not self.has(key):
            return None
        expected = "a day such as 2026-03-01"
        value = self._take(key, date, expected)
        if isinstance(value, datetime):
            self.wrong(key, expected)
            return None
        return value if isinstance(value, date) else None

    def span(self, key: str) -> str:
        """Read a span of time with its unit, such as ``3 days``."""
        value = self.text(key)
        if value and hours(value) is None:
            self.problems.add(CharterUnitWrong, (*self.path, key), given=value)
        return value

    def direction(self, key: str) -> Direction:
        """Read where a number goes to protect more."""
        words = [Direction.AT_LEAST, Direction.AT_MOST, Direction.EXACT]
        return Direction(self.one_of(key, [*words]))

    def text(self, key: str) -> str:
        """Read a text that is not empty."""
        value = self._take(key, str, "a text in quotes")
        if isinstance(value, str) and not value.strip():
            self.wrong(key, "a text that is not empty")
        return value if isinstance(value, str) else ""

    def number(self, key: str, least: int, most: int) -> int:
        """Read a whole number between two others."""
        expected = f"a whole number from {least} to {most}"
        value = self._take(key, int, expected)
        if not isinstance(value, int):
            return least
        if not least <= value <= most:
            self.wrong(key, expected)
            return least
        return value

    def number_or_none(self, key: str, least: int, most: int) -> int | None:
        """Read a whole number that may be left out."""
        if key not in self._values:
            return None
        return self.number(key, least, most)

    def truth(self, key: str) -> bool:
        """Read true or false."""
        return self._take(key, bool, "true or false") is True

    def one_of(self, key: str, allowed: list[str]) -> str:
        """Read one of a few words."""
        value = self.text(key)
        if value and value not in allowed:
            self.wrong(key, "one of " + ", ".join(allowed))
        return value if value in allowed else allowed[0]

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts, each once."""
        texts = self.texts_in_order(key)
        if len(set(texts)) != len(texts):
            self.wrong(key, "a list of texts, each once")
        return texts

    def texts_in_order(self, key: str) -> tuple[str, ...]:
        """Read a list of texts that may say the same twice."""
        expected = "a list of texts in quotes"
        value = self._take(key, list, expected)
        if not isinstance(value, list):
            return ()
        texts = [one for one in value if isinstance(one, str) and one.strip()]
        if len(texts) != len(value):
            self.wrong(key, expected)
        return tuple(texts)

    def texts_of(self, key: str, allowed: list[str]) -> tuple[str, ...]:
        """Read a list, which may be left out, of words out of a few."""
        if not self.has(key):
            return ()
        texts = self.texts(key)
        if not set(texts) <= set(allowed):
            self.wrong(key, "a list of these: " + ", ".join(allowed))
        return tuple(one for one in texts if one in allowed)

    def numbers(self, key: str, count: int, least: int, most: int) -> tuple[int, ...]:
        """Read a list of so many whole numbers."""
        expected = f"a list of {count} whole numbers from {least} to {most}"
        value = self._take(key, list, expected)
        numbers = value if isinstance(value, list) else []
        fine = [one for one in numbers if type(one) is int and least <= one <= most]
        if len(fine) != count or len(numbers) != count:
            if isinstance(value, list):
                self.wrong(key, expected)
            return (least,) * count
        return tuple(fine)

    def names(self, key: str) -> dict[str, str]:
        """Read names by language, English among them."""
        section = self.section(key)
        names = {language: section.text(language) for language in section.given()}
        if "en" not in names and key in self._values:
            self.problems.add(CharterKeyMissing, (*self.path, key, "en"))
        section.end()
        return names

    def wrong(self, key: str, expected: str) -> None:
        """Note that a value is not what is expected."""
        self.problems.add(CharterValueWrong, (*self.path, key), expected=expected)

    def end(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                self.problems.add(CharterKeyUnknown, (*self.path, key))

    def _take(self, key: str, kind: type, expected: str) -> object:
        self._asked.add(key)
        if key not in self._values:
            self.problems.add(CharterKeyMissing, (*self.path, key))
            return None
        value = self._values[key]
        # In Python a truth value counts as a number; in a charter it does not.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.wrong(key, expected)
            return None
        return value
