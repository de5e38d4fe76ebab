"""What is refused about bringing together and setting aside."""

from comity.kernel.errors import DomainError, WrongInput


class MergeNeedsTwo(WrongInput):
    """There is nothing to bring together: fewer than two, or more than anybody can read."""

    code = "merge_needs_two"


class NotMerged(DomainError):
    """The contribution stands alone already."""

    code = "not_merged"


class SetAsideAlready(DomainError):
    """Results are shown without this participant already."""

    code = "set_aside_already"


class NotSetAside(DomainError):
    """The decision was taken back already."""

    code = "not_set_aside"


class SetAsideWithoutReason(WrongInput):
    """A decision like this has a public reason."""

    code = "set_aside_without_reason"
