"""Words of ``people``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "account:linked": _("A wiki account was linked to a person."),
    "account_taken": _("This account is already linked to somebody else."),
    "code_name_taken": _("Somebody is called so already. Choose another code name."),
    "not_signed_in": _("Sign in first, then try again."),
    "person:registered": _("Somebody made an account here."),
    "username_taken": _("Somebody already has this name. Choose another."),
}
