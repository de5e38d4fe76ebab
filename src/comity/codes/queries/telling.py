"""Putting findings into words, the names of a code into those of its readers."""

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from comity.charter.rules import spoken
from comity.codes.rules.documents import Words
from comity.codes.rules.floor import Dimension, Finding
from comity.messages import MESSAGES, words

_OF_NAMES = {
    Dimension.BEHAVIOURS: "behaviours",
    Dimension.ACTORS: "actors",
    Dimension.SPACES: "spaces",
    Dimension.EXCEPTIONS: "exceptions",
}
_OF_MODALITY = {Dimension.SIDE, Dimension.STRENGTH, Dimension.CLASH}


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """A finding in the words of one reader.

    Attributes:
        finding: as the rules gave it.
        sentence: what the local code does, and what the floor asks for.
        witness: an example that shows it.
    """

    finding: Finding
    sentence: str
    witness: str


def tell(finding: Finding, names: Words, language: str) -> ToldFinding:
    """Put a finding into words.

    Args:
        finding: of ``floor_findings`` or ``rules.floor``.
        names: what the names of both codes are called.
        language: of the reader, the one that is active.
    """
    sentence = words(
        f"floor_{finding.dimension}",
        wanted=_term(finding, finding.wanted, names, language),
        given=_term(finding, finding.given, names, language),
        parameter=_named(names, "parameters", finding.parameter, language),
    )
    witness = words(
        "floor_witness",
        behaviour=_named(names, "behaviours", finding.witness.behaviour, language),
        actor=_named(names, "actors", finding.witness.actor, language),
        space=_named(names, "spaces", finding.witness.space, language),
    )
    return ToldFinding(finding, sentence, witness)


def _term(finding: Finding, term: str, names: Words, language: str) -> str:
    """Put what a finding compares into words."""
    if not term:
        return words("floor_nothing")
    if axis := _OF_NAMES.get(finding.dimension):
        said = [_named(names, axis, name, language) for name in term.split(", ")]
        return str(format_list(said, locale=_locale(language)))
    if finding.dimension in _OF_MODALITY:
        return words(f"floor_modality_{term}")
    number, _, unit = term.partition(" ")
    if f"floor_unit_{unit}" in MESSAGES:
        return words(f"floor_unit_{unit}", count=number)
    return term


def _named(names: Words, axis: str, name: str, language: str) -> str:
    called = names.get(axis, {}).get(name, {})
    return spoken(called, language) if called else name


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
