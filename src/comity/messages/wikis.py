"""Words of ``wikis``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "blocked_differently": _(
        "Another block of this account stands on the wiki. Somebody must choose between the two."
    ),
    "cannot_be_emailed": _("This person receives no e-mail through the wiki."),
    "evidence_elsewhere": _("This address leads to another place. The wiki here is %(host)s."),
    "evidence_not_readable": _(
        "This is neither the address of an edit nor its number. On the wiki, open the page's "
        "history, choose the edit, and copy the address from the browser."
    ),
    "no_such_account": _("The wiki knows no account called %(account)s."),
    "no_such_page": _("The wiki has no page called %(page)s."),
    "no_such_revision": _("The wiki has no edit with the number %(revision)s."),
    "no_wiki": _("No wiki is connected to this community."),
    "revision_hidden": _(
        "The edit with the number %(revision)s is hidden on the wiki, and we may not read it."
    ),
    "shared_login:dropped": _("A login that several wikis could share was forgotten."),
    "shared_login:kept": _("A login that several wikis can share was given or renewed."),
    "shared_login_elsewhere": _(
        "This login is only for wikis in %(domain)s. It is sent nowhere else."
    ),
    "shared_login_in_use": _(
        "Wikis still use this login: %(count)s. Connect them otherwise first."
    ),
    "shared_login_not_usable": _(
        "Give the login a name of at most 80 letters, and the domain of its wikis, such as "
        "wiki.example. All wikis that use it must lie there."
    ),
    "wiki:check_asked": _("Somebody asked for a wiki to be checked."),
    "wiki:disconnected": _("A wiki was disconnected."),
    "wiki:checked": _("What the wiki allows was looked up."),
    "wiki:connected": _("A wiki was connected."),
    "wiki_address_not_usable": _("The address of a wiki's API begins with https://."),
    "wiki_cannot": _("The wiki has no way to do this: %(capability)s."),
    "wiki_credentials_not_usable": _(
        "Give either a token, or a bot name (with an @ in it) and its password."
    ),
    "wiki_disconnected": _("This wiki was disconnected. Connect it again first."),
    "wiki_not_understood": _("What answers at the wiki's address is not a wiki."),
    "wiki_refuses_us": _("The wiki does not let us do this. It says: %(text)s"),
    "wiki_says_no": _("The wiki declined. It says: %(text)s"),
    "wiki_slow": _("The wiki takes too long to answer. It will be tried again."),
    "wiki_trouble": _("Something went wrong between us and the wiki."),
    "wiki_unreachable": _("The wiki cannot be reached. It will be tried again."),
}
