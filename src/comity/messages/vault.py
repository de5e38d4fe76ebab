"""Words of ``vault``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "barred": _("This person stands aside from this matter and cannot be let in."),
    "key_already_made": _("You have made your keys already. Unlock them instead."),
    "locked": _("Unlock your keys first, then try again."),
    "no_certified_key": _("Somebody who should be able to open this has no certified key yet."),
    "no_key_yet": _("You have not made your keys yet. Make them first."),
    "vault:admitted": _("Somebody was let into a room."),
    "vault:key_certified": _("The service certified a key for a seat."),
    "vault:key_made": _("Somebody made the keys with which they open reports."),
    "vault:key_renewed": _("Somebody changed the keys with which they open reports for new ones."),
    "vault:key_revoked": _("Somebody gave up the keys with which they opened reports."),
    "vault:room_made": _("A room was made."),
    "vault:stood_aside": _("Somebody stands aside from a room. What follows has a new key."),
    "wrong_passphrase": _("This passphrase or recovery code does not unlock your keys."),
}
