"""Everything that changes a code."""

from comity.codes.actions.binding import freeze, put_in_force
from comity.codes.actions.drafting import discard_draft, write_draft
from comity.codes.actions.editions import publish_edition
from comity.codes.actions.translating import translate

__all__ = [
    "discard_draft",
    "freeze",
    "publish_edition",
    "put_in_force",
    "translate",
    "write_draft",
]
