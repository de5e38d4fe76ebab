"""What a version of a code means for those who are easily overlooked, over the API."""

from typing import Annotated

from ninja import Schema
from pydantic import Field

from comity.codes.rules.documents import LONGEST_LANGUAGE
from comity.codes.rules.effects import LONGEST_EFFECT, Effects

Tag = Annotated[str, Field(max_length=LONGEST_LANGUAGE)]
Typed = Annotated[str, Field(max_length=2 * LONGEST_EFFECT)]


class EffectsOut(Schema):
    """What it means for newcomers, and for groups that were silent or shut out; by language."""

    language: str
    newcomers: dict[str, str]
    silent: dict[str, str]


class EffectsIn(Schema):
    """The same, as whoever freezes the version writes it; first in ``language``."""

    language: Tag
    newcomers: dict[Tag, Typed]
    silent: dict[Tag, Typed]

    def said(self) -> Effects:
        """Give what was said."""
        return Effects(self.language, self.newcomers, self.silent)


def told_effects(effects: Effects | None) -> EffectsOut | None:
    """Tell what was said; nothing in a draft, and where nobody said it."""
    if effects is None:
        return None
    return EffectsOut(
        language=effects.language,
        newcomers=dict(effects.newcomers),
        silent=dict(effects.silent),
    )
