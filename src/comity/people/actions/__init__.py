"""Everything that changes who people are here."""

from comity.people.actions.accounts import link_account, note_name, unlink_account
from comity.people.actions.code_names import take_code_name
from comity.people.actions.leaving import ask_erasure, erase, stop_erasure
from comity.people.actions.persons import (
    note_registered,
    register,
    register_with_account,
    set_language,
    set_languages,
    set_notice_address,
)
from comity.people.actions.providers import add_provider, remove_provider, show_account
from comity.people.actions.tokens import make_token, revoke_token, use_token

__all__ = [
    "add_provider",
    "ask_erasure",
    "erase",
    "link_account",
    "make_token",
    "note_name",
    "note_registered",
    "register",
    "register_with_account",
    "remove_provider",
    "revoke_token",
    "set_language",
    "set_languages",
    "set_notice_address",
    "show_account",
    "stop_erasure",
    "take_code_name",
    "unlink_account",
    "use_token",
]
