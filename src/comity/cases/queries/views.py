"""What can be shown of a case, piece by piece; pages and API put the pieces together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comity.cases.errors import REFUSALS
from comity.cases.models import Case, Delivery
from comity.cases.rules import labels
from comity.cases.rules.apply import Choice, waits_for, way_ahead
from comity.cases.rules.delivery import Channel, Stage
from comity.cases.rules.words import Move, State, Who
from comity.kernel.spans import has_passed


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A move, as a button or as the reason why it is not one yet.

    Attributes:
        move: the step.
        label: the message code of what the button says.
        missing: the code of what keeps it from being made; empty if it can be made now.
    """

    move: Move
    label: str
    missing: str

    @property
    def open(self) -> bool:
        """Whether it can be made now."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What may be shown of a case without opening it.

    Attributes:
        label: the message code of the state.
        next: the message code of what comes next.
        waits_for: the message codes of whoever can bring it on.
        ahead: the message codes of the states that can follow.
        due_on: the last day of what is waited for.
        overdue: whether that day has passed.
        body: what the body is called.
        community: what the place is called.
    """

    id: str
    state: State
    label: str
    next: str
    waits_for: tuple[str, ...]
    ahead: tuple[str, ...]
    opened_on: date
    due_on: date | None
    overdue: bool
    body: str
    community: str


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """How far the notice to the respondent has come.

    Attributes:
        stage: waiting or delivered.
        channel: by which way it reached them, once it did.
        attempts: failures since somebody last looked.
        released: whether the respondent has proved their account and got the receipt.
    """

    stage: Stage
    channel: Channel | None
    attempts: int
    released: bool


def head(case: Case, today: date) -> CaseHead:
    """Say what may be shown of a case without opening it."""
    state = State(case.state)
    return CaseHead(
        id=case.id,
        state=state,
        label=labels.STATES[state],
        next=labels.NEXT[state],
        waits_for=tuple(labels.PARTS[part] for part in Who if part in waits_for(state)),
        ahead=tuple(labels.STATES[one] for one in way_ahead(state)),
        opened_on=case.opened_on,
        due_on=case.due_on,
        overdue=case.due_on is not None and has_passed(case.due_on, today),
        body=case.body.name,
        community=case.community.name,
    )


def choice_views(offered: Sequence[Choice]) -> tuple[ChoiceView, ...]:
    """Name moves as buttons do."""
    return tuple(
        ChoiceView(
            one.move, labels.MOVES[one.move], REFUSALS[one.missing].code if one.missing else ""
        )
        for one in offered
    )


def delivery_view(case: Case) -> DeliveryView | None:
    """Say how far the notice to the respondent has come; nothing before it was sent."""
    found = Delivery.objects.filter(case=case).first()
    if found is None:
        return None
    channel = Channel(found.channel) if found.channel else None
    return DeliveryView(Stage(found.stage), channel, found.attempts, found.released)


def measure_ids(case: Case) -> list[str]:
    """Name the measures that a case has led to."""
    return list(case.measures.values_list("measure_id", flat=True))
