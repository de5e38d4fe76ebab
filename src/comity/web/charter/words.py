"""How the numbers of a charter are said."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from comity.charter.rules import Duty, Effect, Missed, Standing
from comity.kernel.order import Direction

NUMBERS: dict[str, Promise | str] = {
    "handlers_minimum": ngettext_lazy(
        "A report goes to a body only if at least %(count)s of its members could open it.",
        "A report goes to a body only if at least %(count)s of its members could open it.",
        "count",
    ),
    "deadlines.acknowledge": ngettext_lazy(
        "A report is confirmed within %(count)s day.",
        "A report is confirmed within %(count)s days.",
        "count",
    ),
    "deadlines.triage": ngettext_lazy(
        "It is taken up, sent on or declined with reasons within %(count)s day.",
        "It is taken up, sent on or declined with reasons within %(count)s days.",
        "count",
    ),
    "deadlines.seating": ngettext_lazy(
        "Members say what they are in conflict with, and a panel forms, within %(count)s day.",
        "Members say what they are in conflict with, and a panel forms, within %(count)s days.",
        "count",
    ),
    "deadlines.referral": ngettext_lazy(
        "A body that is sent a case takes it or refuses within %(count)s day.",
        "A body that is sent a case takes it or refuses within %(count)s days.",
        "count",
    ),
    "deadlines.reporter_answer": ngettext_lazy(
        "A reporter who is asked something has %(count)s day to answer.",
        "A reporter who is asked something has %(count)s days to answer.",
        "count",
    ),
    "deadlines.inquiry": ngettext_lazy(
        "Facts are gathered within %(count)s day.",
        "Facts are gathered within %(count)s days.",
        "count",
    ),
    "deadlines.answer": ngettext_lazy(
        "Whoever a report is about has %(count)s day to answer.",
        "Whoever a report is about has %(count)s days to answer.",
        "count",
    ),
    "deadlines.answer_extension": ngettext_lazy(
        "Once, and for a reason, they get %(count)s day more.",
        "Once, and for a reason, they get %(count)s days more.",
        "count",
    ),
    "deadlines.deliberation": ngettext_lazy(
        "Findings are drafted and voted on within %(count)s day.",
        "Findings are drafted and voted on within %(count)s days.",
        "count",
    ),
    "deadlines.measures": ngettext_lazy(
        "What follows is decided within %(count)s day.",
        "What follows is decided within %(count)s days.",
        "count",
    ),
    "deadlines.decline_review": ngettext_lazy(
        "Another member looks again at a declined report within %(count)s day.",
        "Another member looks again at a declined report within %(count)s days.",
        "count",
    ),
    "deadlines.appeal_window": ngettext_lazy(
        "A decision can be appealed for %(count)s day.",
        "A decision can be appealed for %(count)s days.",
        "count",
    ),
    "deadlines.appeal_window_long": ngettext_lazy(
        "After a long suspension it can be appealed for %(count)s day.",
        "After a long suspension it can be appealed for %(count)s days.",
        "count",
    ),
    "appeals.long_suspension_days": ngettext_lazy(
        "A suspension is long if it lasts more than %(count)s day.",
        "A suspension is long if it lasts more than %(count)s days.",
        "count",
    ),
    "deadlines.appeal_decision": ngettext_lazy(
        "An appeal is decided within %(count)s day.",
        "An appeal is decided within %(count)s days.",
        "count",
    ),
    "deadlines.stay": ngettext_lazy(
        "Whether a decision waits for its appeal is said within %(count)s day.",
        "Whether a decision waits for its appeal is said within %(count)s days.",
        "count",
    ),
    "deadlines.challenge": ngettext_lazy(
        "Whether a challenged member stands aside is said within %(count)s day.",
        "Whether a challenged member stands aside is said within %(count)s days.",
        "count",
    ),
    "deadlines.interim": ngettext_lazy(
        "An interim measure ends by itself after %(count)s day.",
        "An interim measure ends by itself after %(count)s days.",
        "count",
    ),
    "deadlines.execution": ngettext_lazy(
        "A measure is carried out within %(count)s day.",
        "A measure is carried out within %(count)s days.",
        "count",
    ),
    "deadlines.whole_case": ngettext_lazy(
        "From the report to the decision it takes at most %(count)s day.",
        "From the report to the decision it takes at most %(count)s days.",
        "count",
    ),
    "panel.S1": ngettext_lazy(
        "A nuisance is decided by %(count)s member.",
        "A nuisance is decided by %(count)s members.",
        "count",
    ),
    "panel.S2": ngettext_lazy(
        "Something that hurt is decided by %(count)s member.",
        "Something that hurt is decided by %(count)s members.",
        "count",
    ),
    "panel.S3": ngettext_lazy(
        "Lasting harm is decided by %(count)s member.",
        "Lasting harm is decided by %(count)s members.",
        "count",
    ),
    "panel.S4": ngettext_lazy(
        "Where safety or dignity is at stake, %(count)s member decides.",
        "Where safety or dignity is at stake, %(count)s members decide.",
        "count",
    ),
    "panel.S5": ngettext_lazy(
        "Where somebody is in danger, %(count)s member decides.",
        "Where somebody is in danger, %(count)s members decide.",
        "count",
    ),
    "panel.appeal": ngettext_lazy(
        "An appeal is decided by %(count)s member.",
        "An appeal is decided by %(count)s members.",
        "count",
    ),
    "panel.decline": ngettext_lazy(
        "A report is declined only if %(count)s member agrees.",
        "A report is declined only if %(count)s members agree.",
        "count",
    ),
    "panel.interim": ngettext_lazy(
        "An interim measure must be confirmed by %(count)s other member.",
        "An interim measure must be confirmed by %(count)s other members.",
        "count",
    ),
    "competence.former_member_days": ngettext_lazy(
        "Nobody is judged by a body they sat in during the last %(count)s day.",
        "Nobody is judged by a body they sat in during the last %(count)s days.",
        "count",
    ),
    "emergency.hours": ngettext_lazy(
        "When somebody is in danger, a person looks within %(count)s hour, day and night.",
        "When somebody is in danger, a person looks within %(count)s hours, day and night.",
        "count",
    ),
    "guideline.adjustment_most": ngettext_lazy(
        "Circumstances may move where one starts by at most %(count)s step.",
        "Circumstances may move where one starts by at most %(count)s steps.",
        "count",
    ),
    "signing.grace_days": ngettext_lazy(
        "Whoever must confirm the code has %(count)s day for it.",
        "Whoever must confirm the code has %(count)s days for it.",
        "count",
    ),
}
"""By key: a whole sentence about a number. Those without one are told as tables or by name."""

ROLE_NUMBERS: dict[str, Promise | str] = {
    "seats": ngettext_lazy("There is %(count)s seat.", "There are %(count)s seats.", "count"),
    "term_days": ngettext_lazy(
        "A term lasts at most %(count)s day.", "A term lasts at most %(count)s days.", "count"
    ),
    "terms_most": ngettext_lazy(
        "Nobody serves more than %(count)s term in a row.",
        "Nobody serves more than %(count)s terms in a row.",
        "count",
    ),
    "pause_days": ngettext_lazy(
        "After that they pause for at least %(count)s day.",
        "After that they pause for at least %(count)s days.",
        "count",
    ),
    "inactive_days": ngettext_lazy(
        "Whoever does nothing for %(count)s day leaves it.",
        "Whoever does nothing for %(count)s days leaves it.",
        "count",
    ),
    "grace_days": ngettext_lazy(
        "For a new duty there is %(count)s day.",
        "For a new duty there are %(count)s days.",
        "count",
    ),
    "per_home_most": ngettext_lazy(
        "At most %(count)s member comes from the same community.",
        "At most %(count)s members come from the same community.",
        "count",
    ),
    "per_region_most": ngettext_lazy(
        "At most %(count)s member comes from the same region.",
        "At most %(count)s members come from the same region.",
        "count",
    ),
    "open_cases_most": ngettext_lazy(
        "Nobody handles more than %(count)s open case.",
        "Nobody handles more than %(count)s open cases.",
        "count",
    ),
    "age": ngettext_lazy(
        "They are at least %(count)s year old.", "They are at least %(count)s years old.", "count"
    ),
    "edits": ngettext_lazy(
        "They have made at least %(count)s edit.",
        "They have made at least %(count)s edits.",
        "count",
    ),
    "recent_edits": ngettext_lazy(
        "At least %(count)s of them is recent.", "At least %(count)s of them are recent.", "count"
    ),
    "recent_days": ngettext_lazy(
        "Recent means within the last %(count)s day.",
        "Recent means within the last %(count)s days.",
        "count",
    ),
    "account_days": ngettext_lazy(
        "Their account is at least %(count)s day old.",
        "Their account is at least %(count)s days old.",
        "count",
    ),
    "blocked_wikis_most": ngettext_lazy(
        "They are blocked in at most %(count)s wiki.",
        "They are blocked in at most %(count)s wikis.",
        "count",
    ),
}
DUTY_NAMES: dict[str, Promise | str] = {
    "confidentiality": _("A promise to keep secrets"),
    "second_step": _("A second step when signing in"),
    "signature": _("A signature under the code"),
    "awareness": _("Having read the code and how it is applied"),
}
DUTIES: dict[Duty, Promise | str] = {
    Duty.NONE: _("not asked for"),
    Duty.ADVISED: _("advised"),
    Duty.TO_STAND: _("needed before they begin"),
    Duty.TO_KEEP: _("needed all the time"),
}
MISSED: dict[Missed, Promise | str] = {
    Missed.REMINDED: _("When it has passed, those who are late are reminded."),
    Missed.GOES_ON: _("When it has passed, the next step can follow."),
    Missed.GOES_UP: _("When it has passed, the next body up is asked."),
    Missed.ENDS: _("When it has passed, it ends by itself."),
    Missed.LAPSES: _("When it has passed, the right to it is gone."),
    Missed.UPDATE_OWED: _("When it has passed, everybody concerned must be told why."),
}
STANDINGS: dict[Standing, tuple[Promise | str, str]] = {
    Standing.AGREED: (_("Agreed"), "good"),
    Standing.PRACTICE: (_("Practice, written down nowhere as a rule"), "still"),
    Standing.PROPOSED: (_("Proposed, agreed on by nobody yet"), "warn"),
}
EFFECTS: dict[Effect, tuple[Promise | str, str]] = {
    Effect.STRENGTHENS: (_("Protects more"), "good"),
    Effect.WEAKENS: (_("Protects less"), "danger"),
    Effect.DIFFERS: (_("Different, neither more nor less"), "still"),
}
MOST: dict[Direction, Promise | str] = {
    Direction.AT_MOST: _("At most %(amount)s."),
    Direction.AT_LEAST: _("At least %(amount)s."),
    Direction.EXACT: _("Exactly %(amount)s."),
}


def span(hours: int) -> str:
    """Say a span in the largest unit that it is a whole number of."""
    if hours % (7 * 24) == 0:
        weeks = hours // (7 * 24)
        return ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}
    if hours % 24 == 0:
        days = hours // 24
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
