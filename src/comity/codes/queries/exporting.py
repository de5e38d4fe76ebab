"""Taking a version or a published draft along as a file."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import slugify
from django.utils.translation import get_language

from comity.codes.queries.comparing import CodeText, text
from comity.codes.queries.versions import State
from comity.codes.rules.documents import Document
from comity.codes.rules.effective import content_hash
from comity.codes.rules.effects import to_column
from comity.codes.rules.exports.html import Labels, write_html
from comity.codes.rules.exports.jsoned import write_json
from comity.codes.rules.exports.markdown import write_markdown
from comity.codes.rules.exports.wikitext import write_wikitext
from comity.codes.rules.writer import write
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.messages import words


class Format(StrEnum):
    """In which form a code is taken along; the value ends the name of the file."""

    TOML = "toml"
    JSON = "json"
    MARKDOWN = "md"
    WIKITEXT = "wiki"
    HTML = "html"


WHOLE = frozenset({Format.TOML, Format.JSON})
"""Formats in which one file holds all languages."""

_TYPES = {
    Format.TOML: "application/toml",
    Format.JSON: "application/json",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.WIKITEXT: "text/plain; charset=utf-8",
    Format.HTML: "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that somebody takes along."""

    name: str
    content_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a version means for some.

    Attributes:
        label: names the words that stand before it; the sentence itself where nobody said it.
        text: no markup; empty where nobody said it.
        language: of the text.
    """

    label: str
    text: str
    language: str


def export(
    text_id: str, format_: Format, *, language: str = "", seen_by: Actor | None = None
) -> Exported:
    """Write a version or a published draft as a file.

    Args:
        text_id: of the version or the edition.
        format_: how it is written.
        language: of a file that holds one language; empty for that of the agreed words.
        seen_by: who asks.

    Raises:
        NotFound: there is none to be seen, or it has no words in that language.
    """
    found, document = text(text_id, seen_by=seen_by)
    tag = language or document.source_language
    if tag not in document.languages:
        raise NotFound
    # The short name is what a file said it is: in the name of one it must not lead elsewhere.
    name = f"{slugify(document.slug, allow_unicode=True) or 'code'}-{found.version.number}"
    if found.edition:
        name = f"{name}-draft-{found.edition}"
    if format_ not in WHOLE:
        name = f"{name}.{tag}"
    return Exported(f"{name}.{format_}", _TYPES[format_], _written(found, document, format_, tag))


def facts(found: CodeText, document: Document) -> list[tuple[str, str]]:
    """Say what is known of a text, in the reader's language: a label and its value each."""
    state = "edition" if found.edition else found.version.state
    known = [
        ("export_community", communities.community(found.version.community_id).name),
        ("export_version", str(found.version.number)),
        ("export_edition", str(found.edition) if found.edition else ""),
        ("export_state", words(f"export_state_{state}")),
        ("export_licence", document.licence),
        ("export_hash", found.hash or content_hash(document)),
    ]
    return [(words(label), value) for label, value in known if value]


def means(found: CodeText, language: str) -> list[Meaning]:
    """Say what a frozen version means for some; nothing for a draft.

    Args:
        found: the version, or a published draft.
        language: the reader's.
    """
    if found.edition or found.version.state == State.DRAFT:
        return []
    effects = found.version.effects
    if effects is None:
        return [Meaning("export_effects_unsaid", "", "")]
    told = []
    for label, texts in (
        ("export_newcomers", effects.newcomers),
        ("export_silent", effects.silent),
    ):
        tag = language if language in texts else effects.language
        told.append(Meaning(label, texts[tag], tag))
    return told


def _written(found: CodeText, document: Document, format_: Format, language: str) -> str:
    if format_ is Format.TOML:
        return write(document)
    if format_ is Format.MARKDOWN:
        return write_markdown(document, language)
    if format_ is Format.WIKITEXT:
        return write_wikitext(document, language)
    if format_ is Format.HTML:
        labels = Labels(
            facts(found, document),
            words("export_example"),
            words("export_source"),
            [(words(one.label), one.text, one.language) for one in means(found, language)],
        )
        return write_html(document, language, labels, get_language() or "en")
    since = found.version.in_force_since
    effects = None if found.edition else found.version.effects
    known = {
        "number": found.version.number,
        "state": "edition" if found.edition else found.version.state,
        "edition": found.edition or None,
        "in_force_since": since.isoformat() if since else None,
        "effects": None if effects is None else to_column(effects),
    }
    return write_json(document, {key: value for key, value in known.items() if value is not None})
