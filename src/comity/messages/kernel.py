"""Words of ``kernel``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "not_found": _("There is nothing here that you can see."),
    "not_permitted": _("You are not allowed to do that."),
    "receipt_not_readable": _(
        "This is not a receipt. A receipt has 25 letters and digits in five groups, "
        "or 39 digits. Compare it with what you saved."
    ),
    "several_problems": _("Several answers need another look. Each is named below."),
    "wrong_input": _("This answer cannot be used as it is."),
}
