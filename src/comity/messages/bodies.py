"""Words of ``bodies``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "already_proposed": _("This is proposed already and waits for somebody to confirm it."),
    "already_seated": _("This person already sits in this body during that time."),
    "body:changed": _("What is said about a body was changed."),
    "body:code_name_confirmed": _("A member is called by a code name from now on."),
    "body:code_name_dropped": _("A member gave up their code name."),
    "body:created": _("A body was set up."),
    "body:mandate_ended": _("A body was told until when it may decide something."),
    "body:mandate_given": _("A body was told what it may decide."),
    "body:member_seated": _("A member took a seat."),
    "body:seat_change_confirmed": _("Somebody confirmed what another person proposed."),
    "body:seat_change_dropped": _("A proposal was withdrawn, or nobody confirmed it in time."),
    "body:seat_change_proposed": _("Somebody proposed that a person takes a seat or loses it."),
    "body:seat_ended": _("A member left a seat."),
    "body_name_missing": _("A body needs a name in at least one language."),
    "body_slug_taken": _("Another body is already called “%(slug)s”. Choose another."),
    "body_slug_wrong": _(
        "“%(slug)s” cannot be a short name. Use lower-case letters, digits and single dashes."
    ),
    "code_name_wrong": _(
        "A code name has letters and digits, with single spaces, dots or dashes between them, and "
        "at most 60 of them in all."
    ),
    "conflict:declared": _("A member said what may keep them from judging fairly."),
    "conflict:withdrawn": _("A member withdrew what they had declared."),
    "conflict_with_nothing": _(
        "Say with whom the conflict is: either an account or a community, and only one of them."
    ),
    "contact_missing": _("Say how people reach the body without Comity, such as by e-mail."),
    "founding_over": _(
        "This body has members whom two people seated, so nobody changes its seats alone any more. "
        "Propose it, and let another person confirm it."
    ),
    "mandate_over": _("This mandate is over already."),
    "mandate_wrong": _("The mandate is wrong at %(field)s: it must be %(expected)s."),
    "nothing_to_compare": _(
        "This person has not made their keys yet. They make them on their own page; then others "
        "can compare the fingerprint."
    ),
    "places_wrong": _("A body has 1 to 100 places."),
    "proposal_about_you": _(
        "Nobody has a say in whether they take or lose a seat themselves. You can always give up "
        "your own seat."
    ),
    "proposal_confirmed_before": _("You have confirmed this already. Another person is needed."),
    "proposal_key_changed": _(
        "The keys of this person are not those that were proposed and compared, so nothing was "
        "done. Withdraw the proposal, make it again, and compare the new fingerprint."
    ),
    "proposal_over": _("This was decided, withdrawn, or it waited too long. Nothing was done."),
    "proposal_yours": _("You proposed this yourself, so another person has to confirm it."),
    "response_days_wrong": _("A body answers within 1 to 90 days."),
    "seat_already_ended": _("Nobody holds this seat any more."),
    "seat_taken": _("Somebody else holds this seat during that time."),
    "term_wrong": _("A term ends on the day it begins or later."),
}
