"""Everything that changes which bodies there are, what they may decide, and who sits in them."""

from comity.bodies.actions.code_names import ask_code_name, confirm_code_name, drop_code_name
from comity.bodies.actions.conflicts import declare_conflict, withdraw_conflict
from comity.bodies.actions.proposals import (
    confirm_proposal,
    expire_proposals,
    propose_key,
    propose_removal,
    propose_seat,
    withdraw_proposal,
)
from comity.bodies.actions.seats import (
    begin_terms,
    certify_seat,
    close_term,
    end_seat,
    seat_member,
)
from comity.bodies.actions.setup import change_body, create_body, end_mandate, give_mandate

__all__ = [
    "ask_code_name",
    "begin_terms",
    "certify_seat",
    "change_body",
    "close_term",
    "confirm_code_name",
    "confirm_proposal",
    "create_body",
    "declare_conflict",
    "drop_code_name",
    "end_mandate",
    "end_seat",
    "expire_proposals",
    "give_mandate",
    "propose_key",
    "propose_removal",
    "propose_seat",
    "seat_member",
    "withdraw_conflict",
    "withdraw_proposal",
]
