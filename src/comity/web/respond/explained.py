"""What comes next, told to a respondent."""

from django.utils.translation import gettext_lazy as _

from comity.cases.rules.words import State

NEXT = {
    State.HEARING: _(
        "Read what is said, and answer until the deadline if you like. Silence is no admission."
    ),
    State.DELIBERATION: _("The panel has what it needs and votes on each point."),
    State.MEASURES: _("The panel weighs what should follow, and writes its reasons."),
    State.DECIDED: _(
        "The panel has decided. You can appeal until the deadline. Other people would decide."
    ),
    State.IN_FORCE: _("What was decided holds until its last day."),
    State.UNDER_APPEAL: _("People who had no part in the decision look at everything again."),
    State.WITHDRAWN: _("Whoever reported this has withdrawn. It may go on or be closed."),
    State.CLOSED: _("This is closed. Nothing more is asked of you."),
}
"""By state of the case."""
WAIT = _("A panel prepares to hear you. Nothing is asked of you now.")
"""While a panel is being formed, for the first time or again."""
