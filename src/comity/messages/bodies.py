"""Words of ``bodies``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "already_seated": _("This person already sits in this body during that time."),
    "body:created": _("A body was set up."),
    "body:mandate_given": _("A body was told what it may decide."),
    "body:member_seated": _("A member took a seat."),
    "body:seat_ended": _("A member left a seat."),
    "body_name_missing": _("A body needs a name in at least one language."),
    "body_slug_taken": _("Another body is already called “%(slug)s”. Choose another."),
    "body_slug_wrong": _(
        "“%(slug)s” cannot be a short name. Use lower-case letters, digits and single dashes."
    ),
    "conflict:declared": _("A member said what may keep them from judging fairly."),
    "conflict_with_nothing": _(
        "Say with whom the conflict is: either an account or a community, and only one of them."
    ),
    "mandate_wrong": _("The mandate is wrong at %(field)s: it must be %(expected)s."),
    "response_days_wrong": _("A body answers within 1 to 90 days."),
    "seat_already_ended": _("Nobody holds this seat any more."),
    "seat_taken": _("Somebody else holds this seat during that time."),
    "term_wrong": _("A term ends on the day it begins or later."),
}
