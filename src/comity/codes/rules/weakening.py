"""Hints for people who judge words: what often weakens, and what was judged before.

Both only point. A word of the list can be harmless, and a text without any can be below.
"""

import re
from collections.abc import Iterable

from comity.kernel.likeness import grams, plain, shared

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

ALIKE = 0.6
"""From this likeness on, an earlier verdict is worth reading; 1 is the same text."""


def weakening_words(text: str, language: str) -> list[str]:
    """List the words of a text that often weaken, in the order of the list.

    Args:
        text: what to look through.
        language: a BCP 47 tag; one without a list has no hints.
    """
    said = f" {plain(text)} "
    listed = WEAKENING.get(language) or WEAKENING.get(language.partition("-")[0], ())
    return [word for word in listed if re.search(rf"(?<!\w){re.escape(plain(word))}", said)]


def most_alike(text: str, earlier: Iterable[tuple[str, str]]) -> tuple[str, float] | None:
    """Find the earlier text that is most like one, if any is like it at all.

    Args:
        text: the new one.
        earlier: an id and a text each.

    Returns:
        The id, and how alike they are.
    """
    ours = grams(text)
    found = [(name, shared(ours, grams(said))) for name, said in earlier]
    best = max(found, key=lambda one: one[1], default=None)
    return best if best and best[1] >= ALIKE else None
