"""What cannot be done with statements, votes and opinion maps."""

from comity.kernel.errors import DomainError, NotFound, WrongInput


class VotesUnreadable(DomainError):
    """A file does not hold votes as they are published. ``detail`` says why and in which row."""

    code = "opinion_votes_unreadable"
    status = 422


class RoundWithoutStatements(DomainError):
    """People are not asked about statements in this round."""

    code = "round_without_statements"


class StatementAlreadyThere(WrongInput):
    """The round has a statement of the same words: ``detail["number"]``."""

    code = "statement_already_there"


class TooManyStatements(DomainError):
    """The round has ``detail["most"]`` statements, and nobody could answer more."""

    code = "too_many_statements"


class StatementStepNotPossible(DomainError):
    """This cannot be done to a statement that stands where it does."""

    code = "statement_step_not_possible"


class AnswerUnknown(WrongInput):
    """A statement is answered with agree, disagree or pass."""

    code = "answer_unknown"


class VotesNotPublished(NotFound):
    """The votes are published when the round has closed and its map was drawn."""

    code = "opinion_votes_not_published"
