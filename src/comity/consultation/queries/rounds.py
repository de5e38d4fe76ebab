"""What everybody can know about consultations and their rounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Case,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from comity.access.queries import may
from comity.access.rules import Permission
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.models import Consultation, Round, RoundChange
from comity.consultation.rules.kinds import RoundKind, RoundState, Stage, Subject
from comity.consultation.rules.rounds import TAKES_WORDS
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound

OPEN, COMING = 0, 1
"""What people can take part in comes first, then what opens by itself, then the rest by stage."""

LATER = {Stage.RUNNING: 2, Stage.PREPARED: 3, Stage.CONCLUDED: 4, Stage.CANCELLED: 5}


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """That nobody measured who took part in a round, and why.

    Attributes:
        reason: in the words of whoever runs it; empty until they said it.
        language: of the reason.
    """

    reason: str
    language: str


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as everybody sees it.

    Attributes:
        place: which round of the consultation it is, counted from 1.
        opens: the moment in UTC; likewise ``closes``.
        languages: in which people are asked.
        target_groups: whom it should reach, in words.
        edition_id: of the published draft it is about; empty for none.
        unmeasured: of a round that closed without anybody knowing who was missing; else none.
    """

    id: str
    consultation_id: str
    place: int
    kind: RoundKind
    state: RoundState
    opens: datetime
    closes: datetime
    languages: tuple[str, ...]
    target_groups: tuple[str, ...]
    edition_id: str
    unmeasured: Unmeasured | None = None

    @property
    def is_open(self) -> bool:
        """Whether people can take part in it now."""
        return self.state is RoundState.OPEN

    @property
    def unchecked(self) -> bool:
        """Whether it is over without anybody knowing who was missing."""
        over = self.state in {RoundState.CLOSED, RoundState.ANSWERED}
        return over and self.unmeasured is not None

    @property
    def owes_a_reason(self) -> bool:
        """Whether those who run it still have to say why nobody measured who took part."""
        return self.unchecked and self.unmeasured is not None and not self.unmeasured.reason

    @property
    def takes_words(self) -> bool:
        """Whether anybody can contribute to it in words, while it is open."""
        return self.kind in TAKES_WORDS


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """A consultation as everybody sees it.

    Attributes:
        code_id: of the code it is about; empty for a decision.
        title: by language; ``question`` likewise, Markdown.
        coverage_target: percent.
        contingent: contributions that one participant may make in one round in a day.
        rounds: in their order.
    """

    id: str
    community_id: str
    subject: Subject
    code_id: str
    stage: Stage
    title: Mapping[str, str]
    question: Mapping[str, str]
    source_language: str
    coverage_target: int
    contingent: int
    made_on: date
    rounds: tuple[RoundView, ...] = ()

    @property
    def open_rounds(self) -> tuple[RoundView, ...]:
        """The rounds in which people can take part now."""
        return tuple(one for one in self.rounds if one.is_open)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language in which people are asked in any round, the source first."""
        asked = [language for one in self.rounds for language in one.languages]
        return tuple(dict.fromkeys([self.source_language, *asked]))


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What an organiser did to a round, other than its plan foresaw, and why."""

    round_id: str
    change: str
    reason: str
    language: str
    made_on: date
    closes_before: datetime
    closes: datetime


def consultation(consultation_id: str) -> ConsultationView:
    """Find a consultation with its rounds.

    Raises:
        NotFound: there is none.
    """
    row = _consultations().filter(id=consultation_id).first()
    if row is None:
        raise NotFound
    return told(row)


def round_(round_id: str, *, consultation_id: str = "") -> RoundView:
    """Find a round.

    Args:
        round_id: of the round.
        consultation_id: whose round it must be; empty for any.

    Raises:
        NotFound: there is none, or it belongs to another consultation.
    """
    row = Round.objects.filter(id=round_id).first()
    if row is None or (consultation_id and row.consultation_id != consultation_id):
        raise NotFound
    return round_told(row)


def open_round(round_id: str) -> RoundView:
    """Find a round in which people can take part now.

    Raises:
        NotFound: there is none.
        RoundNotOpen: it takes nothing now.
    """
    found = round_(round_id)
    if not found.is_open:
        raise RoundNotOpen
    return found


def consultations(*, community_id: str = "") -> list[ConsultationView]:
    """List consultations: what is open for comment first, then what is to come, then the rest.

    What is open stands by which closes soonest, what is to come by which opens soonest, and the
    rest by stage, the newest first.

    Args:
        community_id: whose; empty for all.
    """
    rows = in_order()
    if community_id:
        rows = rows.filter(community=community_id)
    return [told(one) for one in rows]


def open_for_comment(
    community_ids: Iterable[str] | None = None, *, most: int | None = None
) -> list[ConsultationView]:
    """List the consultations in which people can take part now, those that close soonest first.

    Args:
        community_ids: whose; None for everybody's.
        most: how many at most; None for all.
    """
    rows = in_order().filter(takes_part())
    if community_ids is not None:
        rows = rows.filter(community__in=list(community_ids))
    return [told(one) for one in rows[:most]]


def takes_part() -> Exists:
    """Tell the database which consultations people can take part in now."""
    return Exists(Round.objects.filter(consultation=OuterRef("pk"), state=RoundState.OPEN))


def in_order() -> QuerySet[Consultation]:
    """List all consultations as ``consultations`` does, for the database to cut a page out of."""
    rounds = Round.objects.filter(consultation=OuterRef("pk"))
    closing = rounds.filter(state=RoundState.OPEN).order_by("closes").values("closes")
    opening = rounds.filter(state=RoundState.PLANNED).order_by("opens").values("opens")
    going_on = Q(stage__in=[Stage.PREPARED, Stage.RUNNING])
    return (
        Consultation.objects.prefetch_related("rounds")
        .annotate(closing=Subquery(closing[:1]), opening=Subquery(opening[:1]))
        .annotate(
            turn=Case(
                When(closing__isnull=False, then=Value(OPEN)),
                When(going_on, opening__isnull=False, then=Value(COMING)),
                *(When(stage=stage, then=Value(turn)) for stage, turn in LATER.items()),
            ),
            moment=Case(
                When(closing__isnull=False, then=F("closing")),
                When(going_on, opening__isnull=False, then=F("opening")),
                output_field=DateTimeField(null=True),
            ),
        )
        .order_by("turn", "moment", "-made_on", "id")
    )


def stages_on_code(community_id: str) -> frozenset[Stage]:
    """Tell at which stages the consultations on the code of a community are."""
    rows = Consultation.objects.filter(community=community_id, code__isnull=False)
    return frozenset(Stage(one) for one in rows.values_list("stage", flat=True).distinct())


def changes(consultation_id: str) -> list[ChangeView]:
    """List what organisers did other than planned, the latest first."""
    rows = RoundChange.objects.filter(round__consultation=consultation_id).order_by("-id")
    return [
        ChangeView(
            row.round_id,
            row.change,
            row.reason,
            row.language,
            row.made_on,
            row.closes_before,
            row.closes,
        )
        for row in rows
    ]


def may_run(by: Actor | None, community_id: str) -> bool:
    """Tell whether somebody runs the consultations of a community."""
    return by is not None and may(by, Permission.CONSULTATION_RUN, on=community_id)


def due(now: datetime) -> tuple[list[str], list[str]]:
    """List the rounds whose moment to open has come, and those whose moment to close has."""
    opening = Round.objects.filter(state=RoundState.PLANNED, opens__lte=now, closes__gt=now)
    closing = Round.objects.filter(state=RoundState.OPEN, closes__lte=now)
    return (
        list(opening.order_by("opens", "id").values_list("id", flat=True)),
        list(closing.order_by("closes", "id").values_list("id", flat=True)),
    )


def told(row: Consultation) -> ConsultationView:
    """Tell a row as a plain value; its rounds are loaded with it."""
    return ConsultationView(
        id=row.id,
        community_id=row.community_id,
        subject=Subject(row.subject),
        code_id=row.code_id or "",
        stage=Stage(row.stage),
        title=row.title,
        question=row.question,
        source_language=row.source_language,
        coverage_target=row.coverage_target,
        contingent=row.contingent,
        made_on=row.made_on,
        rounds=tuple(
            round_told(one) for one in sorted(row.rounds.all(), key=lambda one: one.place)
        ),
    )


def round_told(row: Round) -> RoundView:
    """Tell a row as a plain value."""
    return RoundView(
        id=row.id,
        consultation_id=row.consultation_id,
        place=row.place,
        kind=RoundKind(row.kind),
        state=RoundState(row.state),
        opens=row.opens,
        closes=row.closes,
        languages=tuple(row.languages),
        target_groups=tuple(row.target_groups),
        edition_id=row.edition_id or "",
        unmeasured=None if row.unmeasured is None else Unmeasured(**row.unmeasured),
    )


def _consultations() -> QuerySet[Consultation]:
    return Consultation.objects.prefetch_related("rounds")
