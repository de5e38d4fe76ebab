"""Words of statements and opinion maps, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "answer_unknown": _("Choose one of the three: agree, disagree or pass."),
    "opinion_map:asked": _("Opinion map %(number)s of a round is to be drawn."),
    "opinion_map:drawn": _(
        "Opinion map %(number)s of a round was drawn with %(algorithm)s from the votes with the "
        "fingerprint %(input_hash)s."
    ),
    "opinion_map:drawn_early": _(
        "Opinion map %(number)s of a round that is still open was drawn with %(algorithm)s. It "
        "tells numbers of everybody together only."
    ),
    "opinion_map:held": _(
        "Opinion map %(number)s of a round is not shown. So few people have answered since the map "
        "before that comparing the two would tell how."
    ),
    "opinion_votes_not_published": _(
        "There are no votes to read here. They are published, without names, when the round has "
        "closed, if at least five people have voted."
    ),
    "opinion_votes_unreadable": _(
        "This file does not hold votes as they are published here. What is wrong: %(problem)s, "
        "row %(row)s."
    ),
    "own_consultation_statementanswer": _("How you answered statements in consultations"),
    "own_consultation_statement": _("Statements that you proposed in consultations"),
    "round_without_statements": _("This round does not ask about statements."),
    "scope_consultations_write": _("Take part in consultations, and run those that you may run"),
    "statement:declined": _("Statement %(number)s of a round was declined. Reason: %(reason)s"),
    "statement:proposed": _("Somebody proposed a statement."),
    "statement:shown": _("People are asked about statement %(number)s of a round."),
    "statement:translated": _("Statement %(number)s of a round was translated."),
    "statement:withdrawn": _("A statement was taken back by whoever proposed it."),
    "statement_already_there": _(
        "This round has the same statement already, with the number %(number)s. Say something "
        "else, or answer that one."
    ),
    "statement_step_not_possible": _(
        "This cannot be done to a statement that stands where it does. Load the page again to see "
        "where it stands."
    ),
    "too_many_statements": _(
        "This round has %(most)s statements. Nobody could answer more, so it takes no others."
    ),
    "why_consultation_statementanswer": _(
        "So that you can change your answers, and so that maps show what people think. Nobody is "
        "told which answers are yours."
    ),
    "why_consultation_statement": _(
        "Others agree or disagree with them. Nobody is told that you proposed them."
    ),
}
