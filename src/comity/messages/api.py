"""Words of ``api``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "call_not_readable": _("What was sent cannot be read as JSON."),
    "place_gone": _("This place in the list is not there any more. Begin again at its start."),
    "call_too_large": _("More was sent than one call may hold. Send it in several."),
}
