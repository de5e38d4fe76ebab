"""What is refused about consultations and their rounds."""

from comity.kernel.errors import DomainError, WrongInput


class RoundStepNotPossible(DomainError):
    """Nothing of this kind can happen to a round that stands where it does."""

    code = "round_step_not_possible"


class ConsultationOver(DomainError):
    """The consultation was concluded or cancelled, so nothing is added to it."""

    code = "consultation_over"


class ConsultationHasOpenRound(DomainError):
    """A round is planned, open or not answered yet, so the consultation cannot be concluded."""

    code = "consultation_has_open_round"


class ConsultationWithoutAnswers(DomainError):
    """No round was ever answered; what nobody was asked cannot be concluded, only cancelled."""

    code = "consultation_without_answers"


class RoundNotOpen(DomainError):
    """The round takes no contributions now."""

    code = "round_not_open"


class RoundWithoutText(DomainError):
    """People are asked about a text, and none has been published for this round."""

    code = "round_without_text"


class RoundNotDue(DomainError):
    """The moment at which the round opens or closes has not come, and no reason was given."""

    code = "round_not_due"


class RoundUnanswered(DomainError):
    """``detail["count"]`` contributions lack an answer."""

    code = "round_unanswered"


class RoundUnmeasured(WrongInput):
    """Nobody said how large the groups are, nor why not, so nobody knows who is missing."""

    code = "round_unmeasured"


class RoundDatesWrong(WrongInput):
    """A round closes after it opens, and not in the past."""

    code = "round_dates_wrong"


class RoundTooLong(WrongInput):
    """A round lasts at most ``detail["most"]`` days."""

    code = "round_too_long"


class RoundLanguageMissing(WrongInput):
    """People are asked in no language."""

    code = "round_language_missing"


class RoundLanguageWrong(WrongInput):
    """``detail["language"]`` is no language tag."""

    code = "round_language_wrong"


class RoundEditionWrong(WrongInput):
    """The text is not one of the code that this consultation is about."""

    code = "round_edition_wrong"


class ReasonMissing(WrongInput):
    """What everybody is affected by needs a public reason."""

    code = "consultation_reason_missing"


class ConsultationWordsMissing(WrongInput):
    """There is no title or no question in the language it was asked in."""

    code = "consultation_words_missing"


class ConsultationWordsTooLong(WrongInput):
    """``detail["most"]`` says how many characters there may be."""

    code = "consultation_words_too_long"


class ConsultationCodeWrong(WrongInput):
    """A community asks about its own code or about a decision, not about the code of another."""

    code = "consultation_code_wrong"


class ConsultationNumberWrong(WrongInput):
    """A number lies outside ``detail["least"]`` to ``detail["most"]``."""

    code = "consultation_number_wrong"


class TooManyRounds(WrongInput):
    """A consultation has at most ``detail["most"]`` rounds."""

    code = "too_many_rounds"
