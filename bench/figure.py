"""One figure: what was promised, what was measured, and how."""

import json
import math
import time
from dataclasses import dataclass

MILLISECONDS = 1000


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A measured value beside its target, which is the most that it may be.

    Where something is missing that measuring takes, there is no value, and ``how`` says what it is.
    """

    name: str
    value: float | None
    unit: str
    target: float
    how: str

    @property
    def met(self):
        """Tell whether the promise is kept; nothing where that was not measured."""
        return None if self.value is None else self.value <= self.target

    def line(self):
        """Write the figure as one line of JSON."""
        return json.dumps(
            {
                "name": self.name,
                "value": None if self.value is None else round(self.value, 2),
                "unit": self.unit,
                "target": self.target,
                "met": self.met,
                "how": self.how,
            }
        )


def percentile(values, share):
    """Give the smallest value that at least this share of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def timed(work):
    """Do something and give how many milliseconds it took, and what came of it."""
    started = time.perf_counter()
    result = work()
    return (time.perf_counter() - started) * MILLISECONDS, result
