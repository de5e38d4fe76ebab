"""What bodies are called, and how their votes are said."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.bodies.rules import BodyKind
from comity.charter.rules import Base, Decision, Majority

KINDS: dict[str, Promise | str] = {
    BodyKind.EVENT_TEAM: gettext_lazy("Event team"),
    BodyKind.LOCAL_PANEL: gettext_lazy("Panel of a community"),
    BodyKind.TECHNICAL_PANEL: gettext_lazy("Panel of the technical spaces"),
    BodyKind.AFFILIATE_COMMITTEE: gettext_lazy("Committee of an affiliate"),
    BodyKind.SHARED_PANEL: gettext_lazy("Panel that several communities share"),
    BodyKind.MOVEMENT_PANEL: gettext_lazy("Panel of the whole movement"),
    BodyKind.APPEAL_PANEL: gettext_lazy("Panel for appeals"),
}

DECISIONS: dict[Decision, Promise | str] = {
    Decision.FINDING: gettext_lazy("To find that something happened and broke the code"),
    Decision.SEVERE_FINDING: gettext_lazy("To find it where the matter is grave"),
    Decision.MEASURE: gettext_lazy("To impose a measure"),
    Decision.SEVERE_MEASURE: gettext_lazy("To impose one of the gravest measures"),
    Decision.DEPARTURE: gettext_lazy("To leave the guideline, with reasons in writing"),
    Decision.APPEAL: gettext_lazy("To decide on an appeal"),
    Decision.CHALLENGE: gettext_lazy("To let a challenged member stand aside"),
    Decision.REFERRAL: gettext_lazy("To send a case to another body"),
}


def majority(needed: Majority) -> str:
    """Say what it takes to carry a decision, in one sentence."""
    shares = {
        (1, 2, True): _("More than half must be in favour."),
        (2, 3, False): _("At least two thirds must be in favour."),
        (3, 4, False): _("At least three quarters must be in favour."),
    }
    other = (
        _("More than %(share)s must be in favour.")
        if needed.strict
        else _("At least %(share)s must be in favour.")
    )
    share = shares.get(
        (needed.numerator, needed.denominator, needed.strict),
        other % {"share": f"{needed.numerator}/{needed.denominator}"},
    )
    bases = {
        Base.SEATED: _("Every member of the panel counts who has not stood aside."),
        Base.WILLING: _("Members who abstain or stood aside do not count."),
        Base.DECIDED: _("Only votes for and against count."),
        Base.PRESENT: _("Everybody counts who took part, also those who abstained."),
        Base.SEATS: _("Every seat counts, also the one of a member who stood aside."),
    }
    return f"{share} {bases[needed.base]}"
