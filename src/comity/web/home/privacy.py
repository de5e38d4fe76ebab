"""Who can see what: the promises of the architecture, said for everybody."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of thing that Comity keeps: what, who can open it, how long it stays."""

    what: Promise
    who: Promise
    until: Promise


HOLDINGS = (
    Holding(
        _("A report, its files and the messages about it"),
        _(
            "The members listed before you send it, and you with your receipt. "
            "Not the people you leave out, and not those who run this service."
        ),
        _("Until the case is closed and its time for appeals is over."),
    ),
    Holding(
        _("What a respondent is told and answers"),
        _("The respondent, and the members who handle the case."),
        _("Until the case is closed and its time for appeals is over."),
    ),
    Holding(
        _("What members say to each other about a case"),
        _("The members who handle the case. Nobody who stands aside from it."),
        _("Until the case is closed and its time for appeals is over."),
    ),
    Holding(
        _("Your receipt"),
        _("You. Comity keeps nothing from which it could be found again."),
        _("It is shown once."),
    ),
    Holding(
        _("Your visits as a reporter"),
        _("Nobody. Reading with a receipt leaves no trace here."),
        _("They are not kept."),
    ),
    Holding(
        _("The address for your notices, if you give one"),
        _("The program that sends them. No message says what it is about."),
        _("Until you remove it."),
    ),
    Holding(
        _("Your network address"),
        _("Nobody here."),
        _("It is not kept."),
    ),
    Holding(
        _("That you signed the code"),
        _("Everybody who knows your wiki account, and the wikis that ask."),
        _("For as long as the code has versions."),
    ),
    Holding(
        _("Who sits in which body, and since when"),
        _("Everybody."),
        _("For good. People must be able to see who could decide."),
    ),
    Holding(
        _("That a case exists"),
        _("Those who take part in it."),
        _("A line on the record stays for good, with the day and without names."),
    ),
)

LIMITS = (
    _(
        "Whoever controls the machine while you type could read what you type then. "
        "Comity makes that hard and visible, and cannot make it impossible."
    ),
    _(
        "Somebody who has read a message cannot unread it. "
        "A member who stands aside later sees nothing that comes after."
    ),
    _("Your own device remembers the pages you opened, unless you use a private window."),
    _(
        "If you lose your receipt and gave no name, nobody can bring you back to your report. "
        "Not even those who run this service can."
    ),
)
