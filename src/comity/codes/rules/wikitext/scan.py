"""The first way through wikitext: what encloses something is taken out or marked, line by line.

One pass, one stack: however markup is nested, a text is read in time that grows with its length.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from comity.codes.errors import CodeMarkupOpen, UnitNumberTwice
from comity.codes.rules.units import Reason

MARK = "\0"
"""Begins and ends what this pass leaves for the next; no text that is read holds one."""

BREAK = f"{MARK}B{MARK}"
LITERAL = re.compile(f"{MARK}N(\\d+){MARK}")
NUMBER = re.compile(f"{MARK}T(\\d+){MARK}")

_TOKEN = re.compile(
    r"<!--|-->|\{{2,}|\}{2,}|^[ \t:]*\{\||^[ \t]*\|\}|</>"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,30})(?P<rest>[^<>\n]{0,300})>",
    re.MULTILINE,
)
_UNIT_NUMBER = re.compile(r"T:([0-9]{1,9})")
_VARIABLE = re.compile(r"""(?:\|\s*|\s+name\s*=\s*["']?)([^"'\s>/]{1,40})""")

_PROGRAM = {"pre", "syntaxhighlight", "source", "math", "chem", "ce", "score", "timeline"}
_LEFT_OUT = {
    *("gallery", "graph", "imagemap", "indicator", "mapframe", "maplink", "ref", "references"),
    *("script", "style", "templatedata", "templatestyles"),
}
_WRITTEN = {"b": "'''", "strong": "'''", "i": "''", "em": "''", "br": BREAK}
_WRITTEN |= dict.fromkeys(("languages", "noinclude", "includeonly", "onlyinclude"), "")
"""What stands for an element. The last four are frames around words, and nothing for readers."""
_DRESS = {
    *("abbr", "bdi", "bdo", "big", "blockquote", "caption", "center", "cite", "code", "data"),
    *("dd", "del", "dfn", "div", "dl", "dt", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("ins", "kbd", "li", "link", "mark", "meta", "ol", "p", "poem", "q", "rb", "rp", "rt", "rtc"),
    *("ruby", "s", "samp", "section", "small", "span", "strike", "sub", "sup", "table", "tbody"),
    *("td", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr", "a", "img", "iframe"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that was taken out of a line; ``line`` counts from 1."""

    line: int
    text: str
    reason: Reason | None


@dataclass
class Scanned:
    """A text whose enclosing markup is gone. It has as many lines as before.

    Attributes:
        lines: what is left of each line.
        pieces: what was taken out, in order; those without a reason carry no words.
        literals: what stands for the marks that ``LITERAL`` finds, as it should be read.
        variables: what stands for ``$name`` in a translation, by unit number and name.
    """

    lines: list[str]
    pieces: list[Piece]
    literals: list[str] = field(default_factory=list)
    variables: dict[tuple[str, str], str] = field(default_factory=dict)


def scan(text: str) -> Scanned:
    """Take out what is not read, and mark what is.

    Raises:
        CodeMarkupOpen: something is opened and never closed, or closed and never opened.
        UnitNumberTwice: a number of the translation system stands in two places.
    """
    return _Scan(text).run()


class _Scan:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _TOKEN.finditer(text)
        self._out: list[str] = []
        self._at = 0
        self._line = 1
        self._counted = 0
        self._number = ""
        self._numbers: set[str] = set()
        self._translate = 0
        self._variable: tuple[str, int, int] | None = None
        self._found = Scanned([], [])

    def run(self) -> Scanned:
        while token := next(self._tokens, None):
            self._copy(token.start())
            self._take(token)
        self._copy(len(self._text))
        if self._translate:
            raise self._broken(self._translate, "<translate>")
        if self._variable:
            raise self._broken(self._variable[2], "<tvar>")
        self._found.lines = "".join(self._out).split("\n")
        return self._found

    def _take(self, token: re.Match[str]) -> None:
        name, said = (token["name"] or "").lower(), token[0]
        if said == "<!--":
            self._comment(token)
        elif said.startswith("{{"):
            self._braces(token)
        elif said.endswith("{|"):
            self._table(token)
        elif name or said == "</>":
            self._element(token, name)
        else:
            self._copy(token.end())  # it closes what was never opened: a text, to readers

    def _element(self, token: re.Match[str], name: str) -> None:
        if name == "translate":
            self._mark_translation(token)
        elif name in {"tvar", ""}:
            self._mark_variable(token)
        elif name == "nowiki":
            self._keep_literal(token)
        elif name in _PROGRAM | _LEFT_OUT:
            self._leave_out(token, name)
        elif name in _WRITTEN:
            self._replace(token.end(), _WRITTEN[name], None)
        elif name in _DRESS:
            self._replace(token.end(), "", Reason.MARKUP)
        else:
            self._copy(token.end())  # what looks like markup and is none

    def _comment(self, token: re.Match[str]) -> None:
        end = self._text.find("-->", token.end())
        if end < 0:
            raise self._broken(self._line_at(token.start()), "<!--")
        said = self._text[token.end() : end].strip()
        number = _UNIT_NUMBER.fullmatch(said)
        if number is None:
            self._replace(end + 3, "", Reason.COMMENT)
            self._skip_to(end + 3)
            return
        self._number = str(int(number[1]))
        if self._number in self._numbers:
            line = self._line_at(token.start())
            raise UnitNumberTwice(field=f"line {line}", line=line, number=self._number)
        self._numbers.add(self._number)
        self._replace(end + 3, f"{MARK}T{self._number}{MARK}", None)
        self._skip_to(end + 3)

    def _braces(self, token: re.Match[str]) -> None:
        """Leave out a template with everything that it encloses."""
        depth = len(token[0])
        for following in self._tokens:
            if following[0].startswith("{{"):
                depth += len(following[0])
            elif following[0].startswith("}}"):
                depth -= len(following[0])
                if depth <= 0:
                    self._replace(following.end(), "", Reason.TEMPLATE)
                    return
        raise self._broken(self._line_at(token.start()), "{{")

    def _table(self, token: re.Match[str]) -> None:
        depth = 1
        for following in self._tokens:
            depth += following[0].endswith("{|")
            depth -= following[0].endswith("|}")
            if not depth:
                self._replace(following.end(), "", Reason.TABLE)
                return
        raise self._broken(self._line_at(token.start()), "{|")

    def _mark_translation(self, token: re.Match[str]) -> None:
        line, closes = self._line_at(token.start()), bool(token["end"])
        if closes != bool(self._translate):
            raise self._broken(line, token[0])
        self._translate = 0 if closes else line
        self._replace(token.end(), "", None)

    def _mark_variable(self, token: re.Match[str]) -> None:
        if token["end"] or token[0] == "</>":
            if self._variable is None:
                self._replace(token.end(), "", Reason.MARKUP)
                return
            name, start, _line = self._variable
            said = "".join(self._out[start:])
            self._found.variables.setdefault((self._number, name), said.replace("\n", " "))
            self._variable = None
        else:
            line = self._line_at(token.start())
            if self._variable is not None:
                raise self._broken(self._variable[2], "<tvar>")
            named = _VARIABLE.match(token["rest"])
            self._variable = (named[1] if named else "", len(self._out), line)
        self._replace(token.end(), "", None)

    def _keep_literal(self, token: re.Match[str]) -> None:
        if token["rest"].endswith("/"):
            self._replace(token.end(), "", None)
            return
        end = self._end_of(token, "nowiki")
        said = unescape(self._text[token.end() : end.start()])
        self._found.literals.append(said.replace(MARK, ""))
        self._replace(end.end(), f"{MARK}N{len(self._found.literals) - 1}{MARK}", None)

    def _leave_out(self, token: re.Match[str], name: str) -> None:
        reason = Reason.PROGRAM if name in _PROGRAM else Reason.MARKUP
        if token["end"] or token["rest"].endswith("/"):
            self._replace(token.end(), "", reason)
            return
        self._replace(self._end_of(token, name).end(), "", reason)

    def _end_of(self, token: re.Match[str], name: str) -> re.Match[str]:
        """Find where an element ends whose inside is not read."""
        for following in self._tokens:
            if following["end"] and following["name"].lower() == name:
                return following
        raise self._broken(self._line_at(token.start()), f"<{name}>")

    def _skip_to(self, place: int) -> None:
        """Pass over tokens inside a comment."""
        self._tokens = _TOKEN.finditer(self._text, place)

    def _copy(self, end: int) -> None:
        if end > self._at:
            self._out.append(self._text[self._at : end])
            self._at = end

    def _replace(self, end: int, written: str, reason: Reason | None) -> None:
        """Put something in place of what stands up to here; lines stay as many as they were."""
        first = self._line_at(self._at)
        for offset, said in enumerate(self._text[self._at : end].split("\n")):
            self._found.pieces.append(Piece(first + offset, said.strip(), reason))
        self._out.append(written + "\n" * self._text.count("\n", self._at, end))
        self._at = end

    def _line_at(self, place: int) -> int:
        """Count the line of a place; places are asked for in their order."""
        if place >= self._counted:
            self._line += self._text.count("\n", self._counted, place)
            self._counted = place
            return self._line
        return self._line - self._text.count("\n", place, self._counted)

    def _broken(self, line: int, mark: str) -> CodeMarkupOpen:
        return CodeMarkupOpen(field=f"line {line}", line=line, mark=mark)


def pieces_by_line(pieces: list[Piece]) -> Mapping[int, list[Piece]]:
    """Sort what was taken out by its line."""
    found: dict[int, list[Piece]] = {}
    for one in pieces:
        found.setdefault(one.line, []).append(one)
    return found
