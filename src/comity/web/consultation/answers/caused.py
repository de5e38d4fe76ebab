"""Because of which contributions a code changed, for the page that compares two texts of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from comity.consultation.queries.causes import Cause, causes
from comity.kernel.errors import NotFound
from comity.web.consultation.answers.words import DECISIONS


@dataclass(frozen=True, slots=True)
class Caused:
    """A contribution that changed a provision, and whether it was taken up wholly or partly."""

    cause: Cause
    word: Promise


def causes_of(
    before: str, after: str, *, from_draft: bool, to_draft: bool
) -> Mapping[str, Sequence[Caused]]:
    """Find what caused each change; nothing while one of the versions is still a draft."""
    try:
        found = causes(before, after, from_draft=from_draft, to_draft=to_draft)
    except NotFound:
        return {}
    return {
        provision: [Caused(one, DECISIONS[one.decision][0]) for one in several]
        for provision, several in found.items()
    }
