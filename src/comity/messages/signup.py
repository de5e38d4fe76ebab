"""Words of ``signup``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "account_not_readable": _(
        "This is not an account. Write the provider, a colon and the number, as in wiki:123."
    ),
    "already_signed": _("You have signed this version already. There is nothing more to do."),
    "another_version_now": _(
        "The code changed while you were reading. Here is the new version; read it, then sign."
    ),
    "code:signed": _("Somebody signed a version of the code."),
    "nothing_to_sign": _("No code is in force here yet, so there is nothing to sign."),
}
