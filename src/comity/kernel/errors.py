"""What can go wrong, said once and shown the same way by every skin."""

from collections.abc import Sequence
from typing import ClassVar


class DomainError(Exception):
    """A refusal that the person asking should be told about.

    Rules, queries and actions raise these. The web shows them as a page, the
    API as a problem document, the command line as one line; none inspects the
    text. The words live in ``comity.messages``, by ``code``.
    """

    code: ClassVar[str]
    status: ClassVar[int] = 409

    def __init__(self, **detail: object) -> None:
        """Refuse, with data that the person asking may see."""
        super().__init__(self.code)
        self.detail = detail


class NotFound(DomainError):
    """There is no such thing, or none that the person asking may know of."""

    code = "not_found"
    status = 404


class NotPermitted(DomainError):
    """The person asking may see the thing, but may not do this to it."""

    code = "not_permitted"
    status = 403


class WrongInput(DomainError):
    """Something that was typed or sent cannot be used. ``detail["field"]`` says which part."""

    code = "wrong_input"
    status = 422

    def __init__(self, *, field: str, **detail: object) -> None:
        """Refuse one part of the input."""
        super().__init__(field=field, **detail)
        self.field = field


class SeveralProblems(DomainError):
    """More than one part of the input cannot be used; each is named."""

    code = "several_problems"
    status = 422

    def __init__(self, problems: Sequence[WrongInput]) -> None:
        """Refuse with every problem at once, so that nobody mends them one by one."""
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


class Later(Exception):
    """A task cannot be done now and must be tried again. Nobody asked, so nobody is refused."""

    def __init__(self, *, minutes: int = 5) -> None:
        """Ask to be called again.

        Args:
            minutes: how long to wait at least.
        """
        super().__init__(minutes)
        self.minutes = minutes
