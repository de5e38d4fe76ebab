"""Finding what was said before, within a language and across languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comity.kernel.likeness import grams, shared

ALIKE = 0.45
"""From this likeness on, people are shown what was said before. It only points."""

AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Words:
    """Something that was said, in its own language and in those it was translated into.

    Attributes:
        id: of the contribution.
        texts: by language tag.
    """

    id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Alike:
    """Something that was said before and is like what somebody is about to say.

    Attributes:
        id: of the contribution.
        language: in which the two were compared.
        likeness: above 0, and 1 where they are the same.
    """

    id: str
    language: str
    likeness: float


def alike(
    said: Mapping[str, str], earlier: Iterable[Words], *, least: float = ALIKE, most: int = AT_MOST
) -> tuple[Alike, ...]:
    """List what is most like something, the likest first.

    Two things are compared in every language that both have words in: their own, or one that
    either was translated into. Where there is none, nobody can tell.

    Args:
        said: by language tag; of what somebody is about to say there is one.
        earlier: what was said before.
        least: the likeness from which on something counts.
        most: how many at most.
    """
    ours = {language: grams(text) for language, text in said.items()}
    found = []
    for one in earlier:
        pairs = [
            (shared(grams(one.texts[language]), ours[language]), language)
            for language in sorted(ours.keys() & one.texts.keys())
        ]
        nearest, language = max(pairs, default=(0.0, ""))
        if nearest >= least:
            found.append(Alike(one.id, language, nearest))
    found.sort(key=lambda one: (-one.likeness, one.id))
    return tuple(found[:most])
