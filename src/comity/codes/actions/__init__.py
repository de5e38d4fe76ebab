"""Everything that changes a code."""

from comity.codes.actions.binding import freeze, put_in_force
from comity.codes.actions.drafting import discard_draft, write_draft
from comity.codes.actions.editing import (
    add_provision,
    bring_back_provision,
    change_provision,
    describe_draft,
    explain_name,
    forget_name,
    move_provision,
    remove_provision,
)
from comity.codes.actions.editions import publish_edition
from comity.codes.actions.policies import add_policy, map_provision, remove_policy
from comity.codes.actions.starting import start_draft
from comity.codes.actions.translating import translate
from comity.codes.actions.versions import hold_draft

__all__ = [
    "add_policy",
    "add_provision",
    "bring_back_provision",
    "change_provision",
    "describe_draft",
    "discard_draft",
    "explain_name",
    "forget_name",
    "freeze",
    "hold_draft",
    "map_provision",
    "move_provision",
    "publish_edition",
    "put_in_force",
    "remove_policy",
    "remove_provision",
    "start_draft",
    "translate",
    "write_draft",
]
