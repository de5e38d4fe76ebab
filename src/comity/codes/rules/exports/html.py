"""A code as one HTML file that needs nothing else: to read, to print, to pass on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from babel import Locale, UnknownLocaleError
from markdown_it import MarkdownIt

from comity.codes.rules.documents import Document, Source, Text, Written

_markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
_markdown.enable("table").disable("image")

STYLE = """
body { margin: 2rem auto; max-width: 42rem; padding: 0 1rem; font: 1.05rem/1.6 serif; }
h1, h2 { line-height: 1.25; text-wrap: balance; }
section { break-inside: avoid-page; }
section h2 { break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.source { font-size: 0.85rem; }
.number { font-weight: normal; }
table { border-collapse: collapse; }
td, th { border: 1px solid; padding: 0.2rem 0.5rem; text-align: start; }
@page { margin: 2cm; }
""".strip()
_LARGEST = 3
_SMALLEST = 6


@dataclass(frozen=True, slots=True)
class Labels:
    """The words around a code, in the language of the reader.

    Attributes:
        facts: what is known of this text: a label and its value each, in their order.
        example: stands before an example.
        source: stands before where words were taken from.
        means: what the version means for some: a heading, its text (empty where the heading says
            it all) and the language of the text each.
    """

    facts: Sequence[tuple[str, str]]
    example: str
    source: str
    means: Sequence[tuple[str, str, str]] = ()


def write_html(document: Document, language: str, labels: Labels, label_language: str) -> str:
    """Write what a code says to a reader of one language.

    Args:
        document: the code.
        language: of the words; what has none in it is given in the agreed words.
        labels: the words around it.
        label_language: in which those are.
    """
    return "\n".join(_lines(document, language, labels, label_language)) + "\n"


def direction(language: str) -> str:
    """Tell which way a language is written."""
    try:
        return str(Locale.parse(language.replace("-", "_")).text_direction)
    except (UnknownLocaleError, ValueError):
        try:
            return str(Locale.parse(language.partition("-")[0]).text_direction)
        except (UnknownLocaleError, ValueError):
            return "auto"


def _lines(document: Document, language: str, labels: Labels, label_language: str) -> Iterator[str]:
    title = _spoken(document.title, language, document.source_language) or document.slug
    summary = _spoken(document.summary, language, document.source_language)
    yield "<!doctype html>"
    yield f"<html {_tagged(label_language)}>"
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f'<h1 dir="auto">{escape(title)}</h1>'
    if summary:
        yield f'<p dir="auto">{escape(summary)}</p>'
    yield "<dl>"
    for label, value in labels.facts:
        yield f"<dt>{escape(label)}</dt><dd><bdi>{escape(value)}</bdi></dd>"
    yield "</dl>"
    for number, one in enumerate(document.provisions, start=1):
        yield from _provision(one, number, language, document.source_language, labels)
    for heading, text, tag in labels.means:
        yield f"<h2>{escape(heading)}</h2>" if text else f"<p>{escape(heading)}</p>"
        for line in filter(None, text.split("\n")):
            yield f"<p {_tagged(tag)}>{escape(line)}</p>"
    yield "</body>"
    yield "</html>"


def _provision(
    written: Written, number: int, language: str, source: str, labels: Labels
) -> Iterator[str]:
    tag = language if language in written.texts else source
    said = written.texts[tag]
    title = f" {escape(said.title)}" if said.title else ""
    yield f'<section id="{escape(written.provision.id)}">'
    yield f'<h2 {_tagged(tag)}><span class="number">{number}.</span>{title}</h2>'
    yield f"<div {_tagged(tag)}>{_body(said)}</div>"
    if said.example:
        label = f"<strong>{escape(labels.example)}</strong>"
        yield f"<p>{label} <span {_tagged(tag)}>{escape(said.example)}</span></p>"
    if written.source:
        label, place = escape(labels.source), _source(written.source)
        yield f'<p class="source">{label} {place}</p>'
    yield "</section>"


def _body(said: Text) -> str:
    tokens = _markdown.parse(said.body)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(_SMALLEST, int(token.tag[1]) + _LARGEST - 1)}"
    return str(_markdown.renderer.render(tokens, _markdown.options, {})).strip()


def _source(source: Source) -> str:
    title = f"<bdi>{escape(source.title)}</bdi>"
    if source.address:
        address = escape(source.address)
        title = f'<a href="{address}" rel="noopener noreferrer">{title}</a>'
    more = [one for one in (source.section, source.licence) if one]
    return ", ".join([title, *(f"<bdi>{escape(one)}</bdi>" for one in more)])


def _tagged(language: str) -> str:
    return f'lang="{escape(language)}" dir="{direction(language)}"'


def _spoken(texts: Mapping[str, str], language: str, source: str) -> str:
    return texts.get(language) or texts.get(source) or next(iter(texts.values()), "")
