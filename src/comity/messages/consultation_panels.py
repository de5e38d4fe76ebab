"""Words about panels by lot, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "lot_check_chances": _(
        "Everybody whom a panel could have had a chance of at least %(smallest)s percent. "
        "Nobody had more than %(largest)s percent."
    ),
    "lot_check_chances_failed": _("The chances cannot be worked out from this file."),
    "lot_check_draw": _(
        "From the seed, the public number and the list of tickets follow the same %(seats)s "
        "tickets that were drawn."
    ),
    "lot_check_draw_failed": _("From the seed follow other tickets than those that were drawn."),
    "lot_check_fairest": _(
        "No other way to draw gives the person with the smallest chance a larger one."
    ),
    "lot_check_fairest_failed": _(
        "There is a way to draw in which the smallest chance of anybody is larger."
    ),
    "lot_check_lots": _(
        "Every panel that could be drawn keeps to the rules on who is on it, and the chances add "
        "up. There were %(panels)s kinds of panels."
    ),
    "lot_check_lots_failed": _(
        "A panel that could be drawn breaks the rules on who is on it, or the chances do not add "
        "up."
    ),
    "lot_check_pool": _(
        "The list of %(people)s tickets is the one that was fixed before the draw."
    ),
    "lot_check_pool_failed": _("The list of tickets is not the one that was fixed."),
    "lot_check_replaced": _(
        "Everybody who took over a seat was drawn by the same seed. Seats taken over: %(seats)s."
    ),
    "lot_check_replaced_failed": _("A seat went to somebody who was not drawn for it."),
    "lot_check_seed": _(
        "The seed is the one whose hash was published before people could no longer put "
        "themselves forward."
    ),
    "lot_check_seed_failed": _("The seed is not the one whose hash was published."),
    "lot_audit_not_readable": _(
        "This is not a file by which a lot can be checked. Take the one from the page of the panel."
    ),
    "panel:cancelled": _("A panel will not be drawn."),
    "panel:drawn": _("A panel was drawn by lot, and the seed was published: %(seed)s."),
    "panel:lots_worked_out": _("Which panels can be drawn was worked out."),
    "panel:pool_closed": _(
        "Nobody can put themselves forward for a panel any more. Tickets: %(people)s. "
        "Their hash: %(pool_hash)s."
    ),
    "panel:pool_opened": _(
        "People can put themselves forward for a panel of %(seats)s. The hash of the seed: "
        "%(commitment)s."
    ),
    "panel:put_forward": _("Somebody put themselves forward for a panel, or took that back."),
    "panel:seat_filled": _("A seat on a panel went to somebody else, drawn by the same seed."),
    "panel_answers_missing": _(
        "This panel is drawn so that all kinds of people are on it, and for that it needs to know "
        "this of you. Choose an answer, or do not put yourself forward."
    ),
    "panel_beacon_missing": _(
        "A public number was promised for the draw. Write it down as it was published."
    ),
    "panel_name_missing": _("Give the panel a name, in at most 150 letters."),
    "panel_not_seated": _("Whoever this is has no seat on the panel now."),
    "panel_quota_not_readable": _(
        "Line %(line)s cannot be read. Write dimension, group, at least and at most, as in "
        "language,ar,1,3."
    ),
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
