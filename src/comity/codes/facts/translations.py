"""What goes on record about translations."""

from dataclasses import dataclass
from typing import ClassVar

from comity.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionTranslated(Fact):
    """A provision was translated, or its translation corrected."""

    kind: ClassVar[str] = "code:translated"
    personal: ClassVar[frozenset[str]] = frozenset()
    provision: str
    language: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationMoved(Fact):
    """A translation was put up for review, approved, or sent back; its words stay."""

    kind: ClassVar[str] = "translation:moved"
    personal: ClassVar[frozenset[str]] = frozenset()
    provision: str
    language: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationsKept(Fact):
    """Somebody decided that a change of the source leaves its translations right."""

    kind: ClassVar[str] = "translation:kept"
    personal: ClassVar[frozenset[str]] = frozenset()
    provision: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingEnded(Fact):
    """Somebody took back that a change of the source leaves its translations right."""

    kind: ClassVar[str] = "translation:keeping_ended"
    personal: ClassVar[frozenset[str]] = frozenset()
    provision: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWritten(Fact):
    """A term of a glossary was written, or written anew."""

    kind: ClassVar[str] = "term:written"
    personal: ClassVar[frozenset[str]] = frozenset()
    language: str
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermApproved(Fact):
    """Somebody else agreed with a term."""

    kind: ClassVar[str] = "term:approved"
    personal: ClassVar[frozenset[str]] = frozenset()
    language: str
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRemoved(Fact):
    """A term was taken out of a glossary."""

    kind: ClassVar[str] = "term:removed"
    personal: ClassVar[frozenset[str]] = frozenset()
    language: str
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatorAllowed(Fact):
    """Somebody may translate the code of a community from now on."""

    kind: ClassVar[str] = "translator:allowed"
    personal: ClassVar[frozenset[str]] = frozenset({"person"})
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatorDismissed(Fact):
    """Somebody does not translate the code of a community any more."""

    kind: ClassVar[str] = "translator:dismissed"
    personal: ClassVar[frozenset[str]] = frozenset({"person"})
    person: str
