"""Words of suggestions, answers, conclusions and agreement, by code."""

from django.utils.translation import gettext_lazy as _

from comity.messages.words import Words

MESSAGES: Words = {
    "answer_one_by_one": _(
        "One of these contributions suggests a change of the text. Answer it on its own."
    ),
    "answer_promotes_nothing": _(
        "Only a suggestion for the text can go on in the next round. Choose another answer."
    ),
    "answer_twice": _("This contribution has an answer already. Its author can say if it misses."),
    "answer_without_reason": _(
        "Write the reason. Whoever took the time to contribute should know why."
    ),
    "conclusion_missing": _(
        "Say what came of this consultation and what it means for people who are easily "
        "overlooked. Then it can end."
    ),
    "conclusion_version_wrong": _("Choose the draft of the code that people were asked about."),
    "conclusion_words_missing": _("Write this, at least in the language you write in."),
    "consultation_not_running": _("This consultation has not begun, or it is over."),
    "contribution:answer_missed": _(
        "Somebody said that the answer to their contribution misses the point."
    ),
    "contribution:answered": _("A contribution to a consultation was answered."),
    "contributions_unanswered": _(
        "Contributions without an answer: %(count)s. Answer each with a reason first."
    ),
    "decision:asked": _("Agreement was sought on a proposal."),
    "decision:heard": _("Somebody with a block or a concern was heard."),
    "decision:position_taken": _("Somebody said how they stand to a proposal."),
    "decision:recorded": _(
        "It was recorded how far people agree on a proposal. It is looked at again on "
        "%(review_on)s."
    ),
    "decision:withdrawn": _("A proposal was taken back. Reason: %(reason)s"),
    "decision_not_asked": _("The members of one body are asked here, and you are not one of them."),
    "decision_over": _("This proposal is over. What was said to it can be read, not changed."),
    "decisions_running": _(
        "Proposals without an outcome: %(count)s. Record one for each, or take them back."
    ),
    "no_round_ahead": _(
        "No later round is planned, so this cannot go on there. Plan one, or choose another answer."
    ),
    "nothing_to_hear": _(
        "Nobody waits to be heard here, or they have said something else meanwhile. "
        "Look at the page again."
    ),
    "objection_not_possible": _(
        "You can say once that an answer misses your point, within 14 days of the answer."
    ),
    "own_consultation_conclusion": _("Consultations that you concluded"),
    "own_consultation_disposition": _("Answers to contributions that you gave"),
    "own_consultation_hearing": _("Hearings that you wrote down"),
    "own_consultation_position": _("How you stood to proposals"),
    "own_consultation_suggestion": _("Changes of codes that you suggested"),
    "position_without_reason": _(
        "Write why. Nobody can respond to a concern or a block without knowing the reason."
    ),
    "positions_unheard": _(
        "People with a block or a concern who were not heard: %(count)s. Speak with each and "
        "write down what came of it first."
    ),
    "review_day_wrong": _("Choose a day to look at it again: after today, within five years."),
    "still_consulted": _(
        "People are being asked about this code, or lack an answer (%(count)s). It is frozen when "
        "the consultation is concluded."
    ),
    "suggestion:carried_over": _(
        "Suggestions that go on in the next round, because nobody had decided: %(count)s."
    ),
    "suggestion:made": _("Somebody suggested a change of a text."),
    "suggestion_clashes": _(
        "The draft has changed here since the suggestion was made: %(fields)s. Take it up partly, "
        "and write how it should read now."
    ),
    "suggestion_decided": _("This suggestion was decided before."),
    "suggestion_draft_missing": _(
        "There is no draft of this code that could be changed. Write one first."
    ),
    "suggestion_empty": _("This would change nothing. Change something of the text first."),
    "suggestion_patch_wrong": _("A provision cannot have this: %(what)s. Choose something else."),
    "suggestion_provision_gone": _(
        "The text has no such provision any more, or one of this name is there already. You can "
        "answer the suggestion without changing the text."
    ),
    "suggestion_taken_whole": _(
        "This is exactly what was suggested. Choose “taken up”, or change what is taken up."
    ),
    "suggestion_words_elsewhere": _(
        "The suggestion is written in another language (%(language)s) than the text, which is "
        "agreed in %(agreed)s. Take it up partly, and write it in that language."
    ),
    "too_many_at_once": _("Choose at least one and at most %(most)s at a time."),
    "why_consultation_conclusion": _(
        "So that everybody can see who ended a consultation. When you are forgotten, the "
        "conclusion stays without you."
    ),
    "why_consultation_disposition": _(
        "So that everybody can see who answered for a community. When you are forgotten, the "
        "answers stay without you."
    ),
    "why_consultation_hearing": _(
        "So that everybody can see who heard somebody. When you are forgotten, what came of it "
        "stays without you."
    ),
    "why_consultation_position": _(
        "So that it shows how far people agree, and you are heard. Without your account nothing "
        "shows that it was yours."
    ),
    "why_consultation_suggestion": _(
        "So that it can be decided and stands beside the text. It goes when you withdraw it. The "
        "name under which you are thanked goes when you are forgotten."
    ),
}
