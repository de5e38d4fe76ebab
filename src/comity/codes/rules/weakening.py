"""Hints for people who judge words: what often weakens, and what was judged before.

Both only point. A word of the list can be harmless, and a text without any can be below.
"""

import re
import unicodedata
from collections.abc import Iterable

WEAKENING: dict[str, tuple[str, ...]] = {
    "en": (
        "unless",
        "except",
        "in general",
        "generally",
        "normally",
        "usually",
        "if possible",
        "where possible",
        "should try",
        "try to",
        "as far as",
        "reasonable",
        "may choose",
        "at their discretion",
        "does not apply",
        "experienced",
        "only if",
        "not count as",
    ),
    "ar": (
        "إلا",
        "ما لم",
        "باستثناء",
        "عادة",
        "عمومًا",
        "بشكل عام",
        "قدر الإمكان",
        "إن أمكن",
        "يحاول",
        "حسب تقدير",
        "لا ينطبق",
        "معقول",
        "فقط إذا",
    ),
    "es": (
        "salvo",
        "excepto",
        "a menos que",
        "en general",
        "normalmente",
        "si es posible",
        "en lo posible",
        "procurar",
        "tratar de",
        "razonable",
        "a discreción",
        "no se aplica",
        "solo si",
        "con experiencia",
    ),
    "fr": (
        "sauf",
        "excepté",
        "à moins que",
        "en général",
        "normalement",
        "généralement",
        "si possible",
        "dans la mesure du possible",
        "essayer",
        "raisonnable",
        "à la discrétion",
        "ne s'applique pas",
        "seulement si",
        "expérimenté",
    ),
}
"""By language: words that often make a rule say less than it seems to."""

GRAM = 3
ALIKE = 0.6
"""From this likeness on, an earlier verdict is worth reading; 1 is the same text."""


def weakening_words(text: str, language: str) -> list[str]:
    """List the words of a text that often weaken, in the order of the list.

    Args:
        text: what to look through.
        language: a BCP 47 tag; one without a list has no hints.
    """
    said = f" {_plain(text)} "
    listed = WEAKENING.get(language) or WEAKENING.get(language.partition("-")[0], ())
    return [word for word in listed if re.search(rf"(?<!\w){re.escape(_plain(word))}", said)]


def likeness(first: str, second: str) -> float:
    """Tell how much two texts share of their groups of three letters, from 0 to 1.

    That is Dice's coefficient, which needs no words and so works in every script.
    """
    return _shared(_grams(first), _grams(second))


def most_alike(text: str, earlier: Iterable[tuple[str, str]]) -> tuple[str, float] | None:
    """Find the earlier text that is most like one, if any is like it at all.

    Args:
        text: the new one.
        earlier: an id and a text each.

    Returns:
        The id, and how alike they are.
    """
    grams = _grams(text)
    found = [(name, _shared(grams, _grams(said))) for name, said in earlier]
    best = max(found, key=lambda one: one[1], default=None)
    return best if best and best[1] >= ALIKE else None


def _grams(text: str) -> frozenset[str]:
    said = f" {_plain(text)} "
    return frozenset(said[place : place + GRAM] for place in range(len(said) - GRAM + 1))


def _shared(first: frozenset[str], second: frozenset[str]) -> float:
    both = len(first) + len(second)
    return 2 * len(first & second) / both if both else 0.0


def _plain(text: str) -> str:
    said = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    return " ".join(said.casefold().split())
