"""One paragraph of Markdown as wikitext, where wikitext has markup for what stands in it."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

_SPECIAL = re.compile(r"''|[\[\]{}<>&|$]|__|~~~|^[*#:;=]|^----", re.MULTILINE)
# Nor what a wiki reads inside an address too: bold words, a template, whoever saves the page.
_ADDRESS = re.compile(r"https?://(?!\S*(?:''|\{\{|~~~))[^\s\[\]<>\"()]+")
_MARKS = {"strong_open": "'''", "strong_close": "'''", "em_open": "''", "em_close": "''"}
_LISTS = {"bullet_list_open": "*", "ordered_list_open": "#"}

_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")


class NotWikitext(Exception):
    """This has no counterpart in wikitext."""


def words(paragraph: str, *, in_item: bool) -> list[str]:
    """Write a paragraph as lines of wikitext.

    Args:
        paragraph: Markdown without an empty line.
        in_item: whether it stands in an item of a list, which ends with its line.

    Raises:
        NotWikitext: something in it has no counterpart.
    """
    tokens = _markdown.parse(paragraph)
    kinds = [one.type for one in tokens]
    if kinds == ["paragraph_open", "inline", "paragraph_close"]:
        said = "".join(_inline(tokens[1].children or [], "<br />" if in_item else "\n"))
        return said.split("\n")
    mark = _LISTS.get(kinds[0]) if kinds and not in_item else None
    if mark is None or any(one.type in _LISTS for one in tokens[1:]):
        raise NotWikitext
    inside = [one for one in tokens if one.type == "inline"]
    return [f"{mark} {''.join(_inline(one.children or [], '<br />'))}" for one in inside]


def literal(text: str, *, whole: bool = False) -> str:
    """Write a text so that none of it is taken for markup; ``whole`` where any letter might be."""
    if whole or _SPECIAL.search(text):
        return f"<nowiki>{escape(text, quote=False)}</nowiki>"
    return text


def _inline(tokens: Sequence[Token], line_break: str) -> Iterator[str]:
    for token in tokens:
        if token.type == "text":
            yield literal(token.content)
        elif token.type == "softbreak":
            yield line_break
        elif token.type in _MARKS:
            yield _MARKS[token.type]
        elif token.type == "link_open" and _ADDRESS.fullmatch(str(token.attrs.get("href", ""))):
            yield f"[{token.attrs['href']} "
        elif token.type == "link_close":
            yield "]"
        else:
            raise NotWikitext
