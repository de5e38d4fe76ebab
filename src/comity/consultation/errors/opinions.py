"""What cannot be done with statements, votes and opinion maps."""

from comity.kernel.errors import DomainError, NotFound, WrongInput


class VotesUnreadable(DomainError):
    """A file does not hold votes as they are published."""

    code = "opinion_votes_unreadable"
    status = 422


class NoSuchStatement(NotFound):
    """This round has no such statement."""

    code = "statement_not_found"


class NotAskedNow(DomainError):
    """The round does not take statements or votes now."""

    code = "opinion_round_not_open"


class StatementEmpty(WrongInput):
    """A statement says nothing."""

    code = "statement_empty"


class StatementTooLong(WrongInput):
    """A statement is longer than somebody can weigh at a glance."""

    code = "statement_too_long"


class StatementAlreadyThere(WrongInput):
    """The round has a statement of the same words."""

    code = "statement_already_there"


class TooManyStatements(DomainError):
    """The round has as many statements as anybody can answer."""

    code = "statement_too_many"


class EnoughStatementsToday(DomainError):
    """This participant proposed as many statements today as one may."""

    code = "statement_contingent_used"
    status = 429


class StatementStepNotPossible(DomainError):
    """This cannot be done to a statement that stands where it does."""

    code = "statement_step_not_possible"


class ReasonNeeded(WrongInput):
    """Whoever declines a statement says why, for everybody."""

    code = "statement_reason_needed"


class NoVotesToShow(NotFound):
    """The votes of this round are not published yet."""

    code = "opinion_votes_not_published"
