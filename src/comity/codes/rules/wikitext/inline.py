"""The words of one line or paragraph: wikitext read as Markdown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

from comity.codes.rules.units import Reason
from comity.codes.rules.wikitext.scan import BREAK, LITERAL

_LINK = re.compile(
    r"\[\[(?P<page>[^\[\]|\n]{1,500})(?:\|(?P<label>[^\[\]\n]{0,1000}))?\]\]"
    r"|\[(?P<address>(?:https?:)?//[^\s\[\]<>\"]{1,2000})(?:[ \t]+(?P<said>[^\[\]\n]{0,1000}))?\]"
)
_WRITTEN = re.compile(r"\[[^\[\]\n]{0,2000}\]\([^()\s]{1,3000}\)")
_QUOTES = re.compile(r"('{2,})")
_LEFT_OUT = re.compile(r"\s*:?\s*(?:file|image|media|category)\s*:", re.IGNORECASE)
_SWITCH = re.compile(r"__[A-Z]{3,30}__")
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_BOTH = 5
_BOLD = 3


@dataclass(frozen=True, slots=True)
class Left:
    """A part of a line that was not read."""

    text: str
    reason: Reason


@dataclass
class Reader:
    """Reads lines, and keeps what it left out.

    Attributes:
        literals: what ``scan`` found between nowiki tags.
        wiki: the address that pages of the wiki stand under, such as
            ``https://wiki.example/wiki/``; links to pages keep only their words without it.
    """

    literals: Sequence[str]
    wiki: str = ""

    def plain(self, text: str) -> str:
        """Read the words of a heading without their markup."""
        without = _QUOTES.sub("", _LINK.sub(_label, text))
        said = unescape(without.replace(BREAK, " "))
        whole = LITERAL.sub(lambda match: self.literals[int(match[1])], said)
        return re.sub(r"[ \t\n]+", " ", whole).strip()

    def markdown(self, text: str) -> tuple[str, list[Left]]:
        """Read a line as Markdown, and say what of it was not read."""
        left: list[Left] = []

        def switch(match: re.Match[str]) -> str:
            left.append(Left(match[0], Reason.MARKUP))
            return ""

        parts = []
        at, text = 0, _SWITCH.sub(switch, text)
        for link in _LINK.finditer(text):
            parts += [text[at : link.start()], self._link(link, left)]
            at = link.end()
        parts.append(text[at:])
        said = "".join(_shifted("".join(parts)))
        return self._whole(said.replace(BREAK, "\n")).strip(), left

    def _link(self, link: re.Match[str], left: list[Left]) -> str:
        if link["address"]:
            address = link["address"]
            label = (link["said"] or "").strip() or address
            return f"[{label}]({_addressed(address)})"
        page = link["page"].strip()
        if _LEFT_OUT.match(page):
            left.append(Left(link[0], Reason.WIKI_LINK))
            return ""
        label = _label(link)
        if not self.wiki:
            left.append(Left(link[0], Reason.WIKI_LINK))
            return label
        return f"[{label}]({self.wiki}{quote(page.lstrip(':').replace(' ', '_'), safe='/:#%')})"

    def _whole(self, text: str) -> str:
        """Put back what was set apart, and read the names of letters."""
        return LITERAL.sub(lambda match: _escaped(self.literals[int(match[1])]), unescape(text))


def outside_links(text: str) -> str:
    """Leave out the links of Markdown that ``Reader`` wrote."""
    return _WRITTEN.sub("", text)


def _label(link: re.Match[str]) -> str:
    if link["address"]:
        return (link["said"] or "").strip() or str(link["address"])
    page = link["page"].strip().lstrip(":")
    return (link["label"] or "").strip() or str(page)


def _addressed(address: str) -> str:
    whole = f"https:{address}" if address.startswith("//") else address
    return whole.replace("(", "%28").replace(")", "%29")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _shifted(text: str) -> Iterator[str]:
    """Write bold and italic runs as Markdown. What is left open ends with the text."""
    runs, bold, italic = [], False, False
    for number, part in enumerate(_QUOTES.split(text)):
        if number % 2 == 0:
            if part:
                runs.append((part, bold, italic))
            continue
        count = len(part)
        if count in {4, *range(_BOTH + 1, count + 1)}:
            marks = _BOLD if count < _BOTH else _BOTH  # four are a letter and bold
            runs.append(("'" * (count - marks), bold, italic))
            count = marks
        bold ^= count in {_BOLD, _BOTH}
        italic ^= count in {2, _BOTH}
    yield from _marked(runs)


def _marked(runs: Sequence[tuple[str, bool, bool]]) -> Iterator[str]:
    """Set marks around runs; they close in the order that Markdown asks for."""
    for said, bold, italic in runs:
        inside = said.strip()
        mark = "**" * bold + "*" * italic
        if not inside or not mark:
            yield said
            continue
        before, after = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
        yield f"{before}{mark}{inside}{mark[::-1]}{after}"
