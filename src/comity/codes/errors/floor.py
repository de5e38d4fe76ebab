"""What is refused because of what other rules say."""

from comity.kernel.errors import DomainError, WrongInput


class CodeBelowFloor(DomainError):
    """The local code falls below the floor, so it cannot be adopted as it is."""

    code = "code_below_floor"


class CodeContradictsItself(DomainError):
    """The code forbids what it also asks for or grants."""

    code = "code_contradicts_itself"


class CodeWordsBelowFloor(DomainError):
    """People judged words of the local code below the floor, so it cannot be adopted as it is."""

    code = "code_words_below_floor"


class CodeWordsUnjudged(DomainError):
    """Words of the local code touch the floor, and people have not judged them yet."""

    code = "code_words_unjudged"


class ReviewOver(DomainError):
    """Nobody is wanted to judge these words any more."""

    code = "review_over"


class ReviewAuthor(DomainError):
    """Whoever may write a code does not judge its words."""

    code = "review_author"
    status = 403


class ReviewSeated(DomainError):
    """They judge these words already."""

    code = "review_seated"


class ReviewFull(DomainError):
    """Enough people have taken these words on."""

    code = "review_full"


class ReviewOutsiderNeeded(DomainError):
    """The place that is free is for somebody from outside the community."""

    code = "review_outsider_needed"


class ReviewJudged(DomainError):
    """They have judged these words, and what was said stays."""

    code = "review_judged"


class ReviewNotTaken(DomainError):
    """Only who took words on can judge them or give them back."""

    code = "review_not_taken"


class ReasonMissing(WrongInput):
    """A verdict or an opinion without words helps nobody."""

    code = "review_reason_missing"


class AdviceTooManyOpen(DomainError):
    """So many questions about one draft wait that another would only make the others wait."""

    code = "advice_too_many"


class AdviceByAuthor(DomainError):
    """Whoever may write a code gives no opinion on its drafts."""

    code = "advice_by_author"
    status = 403
