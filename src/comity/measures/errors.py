"""What the measures package refuses."""

from comity.kernel.errors import DomainError


class MeasureStepNotPossible(DomainError):
    """Nothing of this kind can happen to a measure that stands where it does."""

    code = "measure_step_not_possible"
