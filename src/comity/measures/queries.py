"""What can be known about measures. Whose they are is known to those who hold the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from comity.charter.rules import Guideline
from comity.kernel.errors import NotFound
from comity.measures.models import Measure
from comity.measures.rules import RUNNING, Earlier, Order, State, history_class
from comity.people.rules import AccountRef

ORDER_PURPOSE = "measure order"
PROOF_PURPOSE = "measure proof"

STATES = {
    State.TO_EXECUTE: "measure_state_to_execute",
    State.IN_FORCE: "measure_state_in_force",
    State.LIFTING: "measure_state_lifting",
    State.CANNOT: "measure_state_cannot",
    State.EXPIRED: "measure_state_expired",
    State.LIFTED: "measure_state_lifted",
    State.OVERTURNED: "measure_state_overturned",
}
"""Which code of ``messages`` says where a measure stands."""

KINDS = {
    "none": "measure_kind_none",
    "advice": "measure_kind_advice",
    "warning": "measure_kind_warning",
    "plan": "measure_kind_plan",
    "no_contact": "measure_kind_no_contact",
    "partial_block": "measure_kind_partial_block",
    "topic_limit": "measure_kind_topic_limit",
    "event_limit": "measure_kind_event_limit",
    "block": "measure_kind_block",
}
"""Which code of ``messages`` says what a kind of measure is."""


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure as everybody who holds its case may see it.

    Attributes:
        kind: as the charter names it; ``KINDS`` has its words.
        level: 0 to 8.
        state: ``STATES`` has its words.
        overturned: whether it counts for nothing.
        ends_on: its last day; none for a measure without an end of its own.
        attempts: failures since somebody last looked.
    """

    id: str
    kind: str
    level: int
    state: State
    overturned: bool
    starts_on: date
    ends_on: date | None
    ended_on: date | None
    attempts: int

    @property
    def label(self) -> str:
        """The message code of its state."""
        return STATES[self.state]

    @property
    def stuck(self) -> bool:
        """Whether a person has to look at it."""
        return self.state is State.CANNOT or (
            self.state in {State.TO_EXECUTE, State.LIFTING} and self.attempts > 0
        )


@dataclass(frozen=True, slots=True)
class Work:
    """What an executor needs to carry out a measure or to take it back."""

    measure_id: str
    state: State
    kind: str
    wiki_id: str
    ends_on: date | None
    attempts: int
    order: Order


def measures(measure_ids: Iterable[str]) -> list[MeasureView]:
    """Find measures by id, gravest first."""
    found = Measure.objects.filter(id__in=list(measure_ids)).order_by("-level", "id")
    return [_view(one) for one in found]


def running(measure_ids: Iterable[str]) -> list[MeasureView]:
    """Find those of these measures that have not ended."""
    return [one for one in measures(measure_ids) if one.state in RUNNING]


def subject_tag(account: AccountRef) -> str:
    """Hash an account as measures name it."""
    return settings.COMITY_KEYS.tag("account", account.provider, account.subject)


def history(
    account: AccountRef, guideline: Guideline, today: date, *, besides: Iterable[str] = ()
) -> int:
    """Class what somebody was told before, by any body; what was overturned never existed.

    Args:
        account: of whom it is asked.
        guideline: what counts for how long.
        today: the day, in UTC.
        besides: ids of measures that do not come before, because they are being judged now.
    """
    past = Measure.objects.filter(subject_tag=subject_tag(account)).exclude(id__in=list(besides))
    earlier = [
        Earlier(one.level, State(one.state), one.overturned, one.ended_on)
        for one in past.only("level", "state", "overturned", "ended_on")
    ]
    return history_class(guideline, earlier, today)


def work(measure_id: str, *, state: State) -> Work | None:
    """Open what an executor needs, unless the measure stands elsewhere by now."""
    found = Measure.objects.filter(id=measure_id, state=state).first()
    if found is None:
        return None
    return Work(
        measure_id=found.id,
        state=State(found.state),
        kind=found.kind,
        wiki_id=found.wiki_id,
        ends_on=found.ends_on,
        attempts=found.attempts,
        order=opened(found),
    )


def waits_for_another(measure_id: str) -> bool:
    """Tell whether an earlier measure of the same account must be taken back first."""
    found = Measure.objects.filter(id=measure_id).first()
    if found is None:
        raise NotFound
    same = Measure.objects.filter(subject_tag=found.subject_tag, wiki_id=found.wiki_id)
    return same.filter(state=State.LIFTING).exclude(id=measure_id).exists()


def due_to_expire(today: date) -> list[str]:
    """List the running measures whose last day has passed."""
    over = Measure.objects.filter(state__in=sorted(RUNNING), ends_on__lt=today)
    return list(over.values_list("id", flat=True))


def opened(measure: Measure) -> Order:
    """Open the order of a measure, which only the service can."""
    return Order.from_bytes(settings.COMITY_KEYS.open(ORDER_PURPOSE, bytes(measure.order)))


def _view(one: Measure) -> MeasureView:
    return MeasureView(
        id=one.id,
        kind=one.kind,
        level=one.level,
        state=State(one.state),
        overturned=one.overturned,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        ended_on=one.ended_on,
        attempts=one.attempts,
    )


def running_on_wiki(wiki_id: str) -> int:
    """Count the measures that a wiki has to carry out, keeps up or has to take back."""
    return Measure.objects.filter(wiki_id=wiki_id, state__in=sorted(RUNNING)).count()
