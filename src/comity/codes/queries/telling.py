"""Putting findings into words, the names of a code into those of its readers."""

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from comity.charter.rules import spoken
from comity.codes.rules.documents import Words
from comity.codes.rules.floor import Dimension, Finding, shown
from comity.kernel.order import Bound
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
        parameter=named(names, "parameters", finding.parameter, language),
    )
    witness = words(
        "floor_witness",
        behaviour=named(names, "behaviours", finding.witness.behaviour, language),
        actor=named(names, "actors", finding.witness.actor, language),
        space=named(names, "spaces", finding.witness.space, language),
    )
    return ToldFinding(finding, sentence, witness)


def _term(finding: Finding, term: str, names: Words, language: str) -> str:
    """Put what a finding compares into words."""
    if not term:
        return words("floor_nothing")
    if axis := _OF_NAMES.get(finding.dimension):
        said = [named(names, axis, name, language) for name in term.split(", ")]
        return str(format_list(said, locale=_locale(language)))
    if finding.dimension in _OF_MODALITY:
        return words(f"floor_modality_{term}")
    return _counted(term)


def tell_bound(bound: Bound) -> str:
    """Put the value of a bound into words: days: 3."""
    return _counted(shown(bound))


def named(names: Words, axis: str, name: str, language: str) -> str:
    """Say what a name of a code is called.

    Args:
        names: as a code explains them.
        axis: behaviours, actors, spaces, exceptions or parameters.
        name: the one to explain; one that nobody explains stays as it is.
        language: of the reader.
    """
    called = names.get(axis, {}).get(name, {})
    return spoken(called, language) if called else name


def _counted(term: str) -> str:
    number, _, unit = term.partition(" ")
    if f"floor_unit_{unit}" in MESSAGES:
        return words(f"floor_unit_{unit}", count=number)
    return term


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
