"""Everything that changes who can open what, and what is sealed there."""

from comity.vault.actions.keys import (
    certify,
    change_passphrase,
    end_certificate,
    forget,
    make_key,
    renew_key,
    revoke_key,
    unlock,
)
from comity.vault.actions.rooms import (
    admit,
    admit_receipt,
    bar,
    close_room,
    create_room,
    let_back_in,
    put,
)

__all__ = [
    "admit",
    "admit_receipt",
    "bar",
    "certify",
    "change_passphrase",
    "close_room",
    "create_room",
    "end_certificate",
    "forget",
    "let_back_in",
    "make_key",
    "put",
    "renew_key",
    "revoke_key",
    "unlock",
]
