"""Words about panels by lot, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "lot_audit_not_readable": _(
        "This is not a file by which a lot can be checked. Take the one from the page of the panel."
    ),
    "panel_answers_missing": _(
        "This panel is drawn so that all kinds of people are on it, and for that it needs to know "
        "this of you. Choose an answer, or do not put yourself forward."
    ),
    "panel_beacon_missing": _(
        "A public number was promised for the draw. Write it down as it was published."
    ),
    "panel_name_missing": _("Give the panel a name, in at most 150 letters."),
    "panel_nobody_left": _(
        "Everybody who put themselves forward was drawn already or has stepped down. "
        "The seat stays empty."
    ),
    "panel_not_seated": _("Whoever this is has no seat on the panel now."),
    "panel_step_not_possible": _(
        "This cannot be done with a panel that stands where this one does."
    ),
    "pool_too_small": _(
        "%(pool)s people put themselves forward, and there are %(seats)s seats. "
        "Invite more people, or set the panel up again with fewer seats."
    ),
    "quota_not_usable": _(
        "%(group)s: the first number is at least 0, and the second is not below the first."
    ),
    "quota_twice": _("%(group)s stands there twice."),
    "quotas_ask_for_too_many": _(
        "By %(dimension)s, more members are asked for than there are seats (%(seats)s)."
    ),
    "seats_not_usable": _("A panel has from 1 to %(most)s seats."),
}
