"""What everybody can know about consultations and their rounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from comity.access.queries import may
from comity.access.rules import Permission
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.models import Consultation, Round, RoundChange
from comity.consultation.rules.kinds import RoundKind, RoundState, Stage, Subject
from comity.consultation.rules.rounds import TAKES_WORDS
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as everybody sees it.

    Attributes:
        place: which round of the consultation it is, counted from 1.
        opens: the moment in UTC; likewise ``closes``.
        languages: in which people are asked.
        target_groups: whom it should reach, in words.
        edition_id: of the published draft it is about; empty for none.
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

    @property
    def is_open(self) -> bool:
        """Whether people can take part in it now."""
        return self.state is RoundState.OPEN

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

    Args:
        community_id: whose; empty for all.
    """
    rows = _consultations()
    if community_id:
        rows = rows.filter(community=community_id)
    return sorted((told(one) for one in rows), key=_rank)


def called(one: ConsultationView, wanted: str) -> bool:
    """Tell whether these words stand in the title of a consultation, in any language."""
    plain = wanted.strip().casefold()
    return any(plain in title.casefold() for title in one.title.values())


def open_for_comment(community_ids: Iterable[str] | None = None) -> list[ConsultationView]:
    """List the consultations in which people can take part now, those that close soonest first.

    Args:
        community_ids: whose; None for everybody's.
    """
    ids = Round.objects.filter(state=RoundState.OPEN).values("consultation")
    rows = _consultations().filter(id__in=ids)
    if community_ids is not None:
        rows = rows.filter(community__in=list(community_ids))
    return sorted((told(one) for one in rows), key=_rank)


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
    )


def _consultations() -> QuerySet[Consultation]:
    return Consultation.objects.prefetch_related("rounds")


def _rank(one: ConsultationView) -> tuple[int, float, str]:
    """Put what is open first, by what closes soonest; then what is planned; then the newest."""
    if one.open_rounds:
        return 0, min(round_.closes.timestamp() for round_ in one.open_rounds), one.id
    planned = [round_.opens for round_ in one.rounds if round_.state is RoundState.PLANNED]
    if planned and one.stage in {Stage.PREPARED, Stage.RUNNING}:
        return 1, min(planned).timestamp(), one.id
    order = {Stage.RUNNING: 2, Stage.PREPARED: 3, Stage.CONCLUDED: 4, Stage.CANCELLED: 5}
    return order[one.stage], -one.made_on.toordinal(), one.id
