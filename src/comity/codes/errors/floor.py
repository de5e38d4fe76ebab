"""What is refused because of what other rules say."""

from comity.kernel.errors import DomainError


class CodeBelowFloor(DomainError):
    """The local code falls below the floor, so it cannot be adopted as it is."""

    code = "code_below_floor"


class CodeContradictsItself(DomainError):
    """The code forbids what it also asks for or grants."""

    code = "code_contradicts_itself"
