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
    "signing:effect_asked": _("Somebody asked whom it would keep from editing."),
    "signing:group_chosen": _("Whether a wiki has a group of people who have signed was decided."),
    "signing:refusal_chosen": _("Whether only people who have signed can edit was decided."),
    "signing_added": _("This person has signed the code"),
    "signing_effect_not_known": _(
        "Nobody has looked in the last 7 days at what this would do to newcomers. Look first."
    ),
    "signing_grace_not_usable": _("Give a number of days from 0 to %(most)s."),
    "signing_group_not_usable": _(
        "Choose a group of its own, in small letters, that gives no power over others."
    ),
    "signing_reason_missing": _("Say why, in at most 2000 letters. Everybody can read it."),
    "signing_refusing_needs_group": _(
        "Only people in this group can edit, so the group has to be kept. Let everybody edit "
        "again first, or switch the group on."
    ),
    "signing_removed": _("This person's signature no longer counts"),
}
