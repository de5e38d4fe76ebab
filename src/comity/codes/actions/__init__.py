"""Everything that changes a code."""

from comity.codes.actions.binding import freeze, put_in_force
from comity.codes.actions.drafting import write_draft
from comity.codes.actions.translating import translate

__all__ = ["freeze", "put_in_force", "translate", "write_draft"]
