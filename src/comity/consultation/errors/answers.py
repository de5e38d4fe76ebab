"""What is refused about suggestions, answers and conclusions."""

from comity.kernel.errors import DomainError, WrongInput


class SuggestionEmpty(WrongInput):
    """It would change nothing."""

    code = "suggestion_empty"


class SuggestionPatchWrong(WrongInput):
    """``detail["what"]`` is no field that a provision has, or no value that it can have."""

    code = "suggestion_patch_wrong"


class SuggestionProvisionGone(DomainError):
    """The text has no such provision any more, or has one of that name already."""

    code = "suggestion_provision_gone"


class SuggestionDecided(DomainError):
    """The suggestion was decided, and nothing leads from there to what was asked for."""

    code = "suggestion_decided"


class SuggestionClashes(DomainError):
    """The draft has changed meanwhile what the suggestion would overwrite: ``detail["fields"]``."""

    code = "suggestion_clashes"


class SuggestionWordsElsewhere(DomainError):
    """Its words are in another language than the one in which the text is agreed."""

    code = "suggestion_words_elsewhere"


class SuggestionDraftMissing(DomainError):
    """There is no draft that could be changed."""

    code = "suggestion_draft_missing"


class SuggestionTakenWhole(WrongInput):
    """What is partly taken up is something else than what was suggested."""

    code = "suggestion_taken_whole"


class NoRoundAhead(DomainError):
    """There is no later round in which it could go on."""

    code = "no_round_ahead"


class AnswerTwice(DomainError):
    """The contribution is answered, and nobody said that the answer misses its point."""

    code = "answer_twice"


class AnswerWithoutReason(WrongInput):
    """Everybody is owed a reason."""

    code = "answer_without_reason"


class AnswerPromotesNothing(WrongInput):
    """Only a suggestion can go on in the next round."""

    code = "answer_promotes_nothing"


class AnswerOneByOne(DomainError):
    """A suggestion changes the text, so it is answered on its own."""

    code = "answer_one_by_one"


class TooManyAtOnce(WrongInput):
    """At most ``detail["most"]`` contributions are answered together."""

    code = "too_many_at_once"


class ObjectionNotPossible(DomainError):
    """There is no answer, it was objected to before, or it is too long ago."""

    code = "objection_not_possible"


class ContributionsUnanswered(DomainError):
    """``detail["count"]`` contributions to the consultation lack an answer with a reason."""

    code = "contributions_unanswered"


class ConsultationNotRunning(DomainError):
    """It has not begun, or is over."""

    code = "consultation_not_running"


class ConclusionWordsMissing(WrongInput):
    """What it means for some is not said in the language it was written in."""

    code = "conclusion_words_missing"


class ConclusionMissing(DomainError):
    """A consultation does not end before somebody says what came of it."""

    code = "conclusion_missing"


class ConclusionVersionWrong(WrongInput):
    """The version is no draft of the code that people were asked about."""

    code = "conclusion_version_wrong"


class StillConsulted(DomainError):
    """People are being asked about the code, or lack an answer, so it is not frozen yet."""

    code = "still_consulted"
