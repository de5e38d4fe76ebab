"""What the clock has to look at: only ids, found by one index each."""

from datetime import date

from comity.cases.models import Case
from comity.cases.rules.words import FINAL, State


def due_cases(today: date) -> list[str]:
    """List the open cases whose deadline has passed and that nobody was told of, oldest first."""
    over = Case.objects.exclude(state__in=sorted(FINAL)).filter(due_on__lt=today)
    ends = {State.DECIDED, State.DECLINED, State.WITHDRAWN}
    found = over.filter(late=False) | over.filter(state__in=sorted(ends))
    return list(found.order_by("due_on", "id").values_list("id", flat=True))


def to_lock(until: date) -> list[str]:
    """List the closed cases whose rooms both sides could still open, closed by this day."""
    kept = Case.objects.filter(locked=False, closed_on__isnull=False, closed_on__lte=until)
    return list(kept.order_by("closed_on", "id").values_list("id", flat=True))
