"""Words of ``people``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "account:linked": _("A wiki account was linked to a person."),
    "account:unlinked": _("A wiki account was unlinked from a person."),
    "account_taken": _("This account is already linked to somebody else."),
    "code_name_taken": _("Somebody is called so already. Choose another code name."),
    "language_not_readable": _("We know no language called “%(language)s”."),
    "last_way_in": _(
        "This account is the only way in which you can sign in. Set a password first, or link "
        "another account."
    ),
    "no_second_step": _("This person has no second step. Their password alone signs them in."),
    "not_confirmed": _(
        "Confirm first that it is you: sign in anew, or confirm on the site. Then try again within "
        "15 minutes."
    ),
    "not_leaving": _("No erasure is due, so there is nothing to stop."),
    "not_signed_in": _("Sign in first, then try again."),
    "password_not_usable": _("This password cannot be used. %(reasons)s"),
    "person:erased": _("Somebody was forgotten, as they had asked."),
    "person:erasure_asked": _("Somebody asked to be forgotten."),
    "idempotency_key_busy": _(
        "A call with this key has begun and has no answer yet. Wait a moment. If that does not "
        "help, look whether it was done before you send it with another key."
    ),
    "idempotency_key_reused": _(
        "This key was already used for a call that asked for something else."
    ),
    "person:erasure_stopped": _("Somebody who had asked to be forgotten stays."),
    "person:password_replaced": _("An operator gave a person a new password."),
    "person:registered": _("Somebody made an account here."),
    "person:second_step_removed": _("An operator removed a person's second step."),
    "scope_cases_list": _("See which cases wait for you, but not what is in them"),
    "scope_codes_write": _("Read and write the drafts of codes that you may write"),
    "scope_me_read": _("Read who you are here, and your seats"),
    "scope_signatures_read": _("Read what you have signed"),
    "scope_signatures_write": _("Sign codes in your name"),
    "scope_wikis_read": _("Read how the wikis stand that you look after"),
    "scope_wikis_write": _("Connect, check and disconnect the wikis that you look after"),
    "token:made": _("Somebody made a token for a program of theirs."),
    "token:revoked": _("A token works no more."),
    "token_for_something_else": _("This token may not be used for that. It lacks %(scope)s."),
    "token_not_usable": _(
        "A token needs a name, something it may be used for, and a last day within a year."
    ),
    "token_unknown": _("This token does not work. It may have ended or been revoked."),
    "too_many_tokens": _("You have %(most)s tokens, and that is as many as one can have."),
    "provider:added": _("People can show accounts of another site to be theirs."),
    "provider:removed": _("Accounts of another site cannot be shown any more."),
    "provider_not_usable": _(
        "This cannot be used. The short name is lower-case letters and digits, the address begins "
        "with https:// and has nothing after its path, and nothing may be empty."
    ),
    "provider_refuses": _(
        "The other site did not say who you are. You may have declined, or waited too long there. "
        "You can try again."
    ),
    "provider_trouble": _(
        "The other site does not answer as it should. Nothing was changed. Try again in a few "
        "minutes."
    ),
    "still_seated": _(
        "You hold a seat in a body, or have a part in an open case. Ask your body to end your seat "
        "and to finish or hand over the case; then you can be forgotten."
    ),
    "too_many_languages": _("Name the languages that matter most, %(most)s at most."),
    "trip_not_ours": _(
        "This step took too long, or was begun in another browser. Nothing was changed. Begin "
        "again here."
    ),
    "username_taken": _("Somebody already has this name. Choose another."),
}
