"""Words of ``api``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    # Translators: a header's name stays as it is.
    "call_from_elsewhere": _(
        "A call in your session needs the header X-CSRFToken. Programs use a token instead."
    ),
    "call_not_readable": _("What was sent cannot be read as JSON."),
    "idempotency_key_not_usable": _(
        "The key for sending a call again needs 32 to 255 plain characters that nobody can guess."
    ),
    "token_opens_nothing": _(
        "A token opens nothing that is sealed, and is not used with a report or a receipt."
    ),
    "too_many_calls": _("Too many calls came at once. Try again in %(seconds)s seconds."),
    "place_gone": _("This place in the list is not there any more. Begin again at its start."),
    "call_too_large": _("More was sent than one call may hold. Send it in several."),
}
