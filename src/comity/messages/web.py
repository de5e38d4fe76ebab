"""Words of ``web``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "too_many_tries": _("This was wrong too often. Wait %(minutes)s minutes, then try again."),
}
