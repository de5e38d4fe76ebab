"""Words of ``web``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "broken_here": _("Something broke on our side. What you just sent may not have been saved."),
    "not_available": _(
        "Nothing can be read or saved just now, and what you sent was not saved. Try again in two "
        "minutes."
    ),
    "too_many_tries": _("This was wrong too often. Wait %(minutes)s minutes, then try again."),
}
