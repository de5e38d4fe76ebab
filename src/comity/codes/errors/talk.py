"""What is refused about talk."""

from comity.kernel.errors import DomainError, WrongInput


class TalkEmpty(WrongInput):
    """Nothing was said."""

    code = "talk_empty"


class TalkTooMuch(DomainError):
    """Somebody said as much in one day as one person may."""

    code = "talk_too_much"
    status = 429


class AnswerToAnswer(DomainError):
    """An answer is not answered itself: whoever goes on answers what began the talk."""

    code = "answer_to_answer"


class TalkGone(DomainError):
    """It was taken back or hidden."""

    code = "talk_gone"


class NotYourTalk(DomainError):
    """Only whoever said it takes it back."""

    code = "not_your_talk"
    status = 403
