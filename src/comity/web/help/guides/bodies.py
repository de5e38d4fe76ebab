"""Help for those who answer for a body."""

from django.utils.translation import gettext_lazy as _

from comity.web.help.guides.guide import Guide

GUIDES = (
    Guide(
        "to-run-a-body",
        _("How to run a body"),
        _(
            "For those who answer for a panel, a committee or an event team: its mandate, its "
            "members and how it can be reached."
        ),
        (
            _("Say what the body may decide: which subjects, how grave, where and since when."),
            _(
                "Seat members for a term. Two people confirm it, and compare the fingerprint of "
                "a key."
            ),
            _("Keep enough members: at least as many as the charter asks for can open each case."),
            _("Let each member declare conflicts in advance, so that reports leave them out."),
            _("Look at deadlines each week. Ask for help before one passes."),
            _("When a term ends, hand over: new reports go to new members without your doing."),
        ),
        (
            _("Everybody sees the mandate, the members, their terms and how to reach the body."),
            _("A member who is unsafe can be shown by a code name."),
            _("Which conflicts somebody declared is seen by that person only."),
        ),
        (
            _("Who seats members cannot read cases unless they hold a seat themselves."),
            _("A body without enough members cannot take a report: it goes to the next one."),
        ),
        ("body", "mandate", "seat", "term", "charter", "competence"),
    ),
)
