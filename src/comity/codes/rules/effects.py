"""What a version of a code means for those who are easily overlooked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.codes.errors import CodeTooLong
from comity.codes.errors.translations import LanguageUnknown
from comity.codes.errors.versions import EffectMissing
from comity.codes.rules.documents import LONGEST_LANGUAGE
from comity.codes.rules.table import LANGUAGE, refuse_what_no_database_keeps

LONGEST_EFFECT = 5_000
"""In characters, in each language."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What the text of a version means for some. Each is by language.

    Attributes:
        language: in which both were written first.
        newcomers: what it means for people who have just come.
        silent: what it means for groups that were silent or shut out.
    """

    language: str
    newcomers: Mapping[str, str]
    silent: Mapping[str, str]


def tidied(effects: Effects) -> Effects:
    """Bring both into shape; a language without words is left out.

    Raises:
        LanguageUnknown: what should name a language is no tag of one.
        EffectMissing: one is not said in the language that it was written in first.
        CodeTooLong: one is longer than anybody reads.
        CodeNotText: there is something in one that no database keeps.
    """
    language = _tag(effects.language)
    said = {name: _said(getattr(effects, name), name) for name in ("newcomers", "silent")}
    for name, by_language in said.items():
        if language not in by_language:
            raise EffectMissing(field=name)
    return Effects(language, **said)


def to_column(effects: Effects) -> dict[str, object]:
    """Write them as they are kept."""
    return {
        "language": effects.language,
        "newcomers": dict(effects.newcomers),
        "silent": dict(effects.silent),
    }


def from_column(kept: Mapping[str, Any] | None) -> Effects | None:
    """Read them as they are kept; nothing where nobody said anything."""
    return Effects(kept["language"], kept["newcomers"], kept["silent"]) if kept else None


def _said(texts: Mapping[str, str], name: str) -> dict[str, str]:
    said = {}
    for language, text in texts.items():
        words = "\n".join(text.strip().splitlines())
        if len(words) > LONGEST_EFFECT:
            raise CodeTooLong(field=name, most=LONGEST_EFFECT)
        refuse_what_no_database_keeps(words, field=name)
        if words:
            said[_tag(language)] = words
    return said


def _tag(language: str) -> str:
    tag = language.strip().lower().replace("_", "-")
    if len(tag) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(tag):
        raise LanguageUnknown(field="language", language=language[:LONGEST_LANGUAGE])
    return tag
