"""Words of ``record``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "wrong_key_file": _(
        "The key file does not belong to this database, or is an old copy. Nothing was changed. "
        "Put back the newest copy of the key file that was used with this database."
    ),
}
