"""Words of ``communities``, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "community:changed": _("What is said about a community was changed."),
    "community:created": _("A community joined the movement."),
    "community:moved": _("A community was put under another one."),
    "community_dates_wrong": _(
        "An event needs a first and a last day, in that order. Other communities have no days."
    ),
    "community_language_wrong": _("“%(language)s” is not a language tag such as en or pt-br."),
    "community_name_missing": _("A community needs a name in at least one language."),
    "community_parent_wrong": _(
        "Every community stands under another one, and none under itself. Only the one movement "
        "stands alone."
    ),
    "community_slug_hidden": _(
        "“%(slug)s” is part of an address here, which would hide the community. Choose another "
        "short name."
    ),
    "community_slug_taken": _("Another community is already called “%(slug)s”. Choose another."),
    "community_slug_wrong": _(
        "“%(slug)s” cannot be a short name. Use lower-case letters, digits and single dashes."
    ),
}
