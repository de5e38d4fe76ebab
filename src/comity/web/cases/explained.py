"""What each move means for those who make it: said before the button is pressed."""

from django.utils.translation import gettext_lazy as _

from comity.cases.rules.words import Move

EXPLAINED = {
    Move.TAKE: _(
        "You say that you have begun to read. The reporter learns that somebody of the body has "
        "read the report, and not who."
    ),
    Move.ACCEPT: _(
        "The body takes the case. Members are asked to sit and to declare their conflicts. The "
        "reporter is told."
    ),
    Move.PROPOSE_DECLINE: _(
        "Nothing is declined yet. Another member reads your reason and decides whether to agree."
    ),
    Move.DECLINE: _(
        "You agree with the member who proposed it. The reporter reads the reason you give and "
        "can ask for a second look."
    ),
    Move.DECLARE: _(
        "You were asked to sit. Before you go on, say whether you have a conflict. Nobody asks "
        "you for details, and a conflict is no fault. What you declare cannot be taken back: "
        "somebody else is asked to sit at once."
    ),
    Move.RECUSE: _(
        "You stand aside from this case. Depending on the conflict you lose your voice or only "
        "your vote. This cannot be taken back: somebody else is asked to sit at once."
    ),
    Move.OPEN_INQUIRY: _("Enough members sit. The panel begins to gather what is known."),
    Move.ADD_EVIDENCE: _("The panel can read it. Nobody else is told."),
    Move.STATE_ALLEGATION: _(
        "One allegation is one thing that somebody is said to have done, under one provision. "
        "The panel votes on each by itself."
    ),
    Move.SERVE: _(
        "The respondent is told that something is said about them and gets exactly what stands "
        "below. From then on they have time to answer. Nothing is found before they did, or "
        "before that time has passed."
    ),
    Move.EXTEND: _(
        "The respondent has more time to answer, once. Both sides are told the new last day."
    ),
    Move.CLOSE_HEARING: _(
        "Both sides were heard, or the time to answer has passed. The panel now votes on each "
        "allegation. Silence is no admission."
    ),
    Move.CONCLUDE_FINDINGS: _(
        "Every allegation has an outcome. If nothing was found to violate the code, the case is "
        "decided with that. Otherwise the panel weighs what should follow."
    ),
    Move.PROPOSE_MEASURE: _(
        "The panel votes on every proposal. Choose the mildest measure that protects people."
    ),
    Move.DECIDE: _(
        "Both sides get the statement of reasons below. The measures take effect. Both sides can "
        "appeal to other people."
    ),
    Move.PROPOSE_OUTCOME: _(
        "Say how the appeal should end and why. The appeal panel votes on it. Both sides read "
        "the reason."
    ),
    Move.DECIDE_APPEAL: _(
        "The outcome that was carried takes effect now. Both sides, and the first panel, are told."
    ),
    Move.RESUME: _(
        "Every reporter has withdrawn. The body can go on by itself where others are at risk."
    ),
}
"""By move. Moves of reporters, respondents and the clock have their own pages, or none."""

GRAVE = frozenset({Move.RECUSE, Move.DECLINE, Move.SERVE, Move.DECIDE, Move.DECIDE_APPEAL})
"""Moves that cannot be taken back."""
