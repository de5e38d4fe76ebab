"""What everybody can know about statements and opinion maps, and each about their own answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from comity.access.queries import may, require
from comity.access.rules import Permission
from comity.consultation.models import OpinionRun, Round, Statement, StatementAnswer
from comity.consultation.queries.rounds import RoundView, round_
from comity.consultation.queries.taking_part import row_of
from comity.consultation.rules.kinds import RoundKind
from comity.consultation.rules.opinion_figures import SMALLEST_GROUP
from comity.consultation.rules.opinion_route import Waiting, following
from comity.consultation.rules.similar import AT_MOST, Words, alike
from comity.consultation.rules.statements import Answer, RunState, StatementState
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound

DECIMALS = 2


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement as everybody sees it.

    Attributes:
        number: within its round.
        text: in ``language``.
        translations: by language.
        seeded: whether the organisers began with it.
        reason: why it was declined; empty for others.
    """

    id: str
    round_id: str
    number: int
    language: str
    text: str
    translations: Mapping[str, str]
    seeded: bool
    state: StatementState
    reason: str

    def said(self, language: str) -> tuple[str, str]:
        """Give its words in a language, or as it was proposed: the words and their language."""
        if language in self.translations and language != self.language:
            return self.translations[language], language
        return self.text, self.language


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody is asked now.

    Attributes:
        statement: the next one; none if they have answered all.
        answered: how many they have answered.
        total: how many there are.
    """

    statement: StatementView | None
    answered: int
    total: int


@dataclass(frozen=True, slots=True)
class MapView:
    """An opinion map.

    Attributes:
        number: counts the maps of a round.
        result: see ``engine.opinion.draw``.
        stability: see ``engine.opinion_stability.stability``; none until it was measured.
        has_other: whether there is one with everybody and one without those set aside.
        early: whether it was drawn while the round was open: see ``rules.opinion_early``.
    """

    id: str
    round_id: str
    number: int
    algorithm: str
    input_hash: str
    k: int
    result: Mapping[str, Any]
    stability: Mapping[str, Any] | None
    made_on: date
    has_other: bool = False
    early: bool = False

    @property
    def telling(self) -> bool:
        """Whether enough people have voted for anything to be told."""
        return int(self.result["people"]) >= SMALLEST_GROUP


@dataclass(frozen=True, slots=True)
class RoundOfStatements:
    """A round of statements, and what can be done in it.

    Attributes:
        total: statements that people are asked about.
        maps: how many maps were drawn.
        drawing: whether another is being drawn.
        held: the day on which a newer one was asked for that is not shown; none if there is none.
    """

    round: RoundView
    total: int
    maps: int
    drawing: bool
    declined: int = field(default=0)
    held: date | None = None


def round_of_statements(round_id: str, *, consultation_id: str = "") -> RoundOfStatements:
    """Find a round in which people are asked about statements.

    Raises:
        NotFound: there is none, it belongs to another consultation, or it is of another kind.
    """
    found = round_(round_id, consultation_id=consultation_id)
    if found.kind is not RoundKind.STATEMENTS:
        raise NotFound
    states = list(Statement.objects.filter(round=round_id).values_list("state", flat=True))
    rows = OpinionRun.objects.filter(round=round_id).order_by("number")
    runs = list(rows.values_list("state", "made_on"))
    asked = [state for state, _ in runs]
    return RoundOfStatements(
        round=found,
        total=states.count(StatementState.SHOWN),
        maps=asked.count(RunState.DRAWN),
        drawing=RunState.ASKED in asked,
        declined=states.count(StatementState.DECLINED),
        held=runs[-1][1] if runs and runs[-1][0] == RunState.HELD else None,
    )


def statements(
    round_id: str, state: StatementState = StatementState.SHOWN, *, seen_by: Actor | None = None
) -> list[StatementView]:
    """List the statements of a round, as they were proposed.

    Args:
        round_id: of the round.
        state: those that wait are seen by whoever runs consultations there, and nobody else.
        seen_by: who asks.

    Raises:
        NotFound: there is no such round.
        NotPermitted: these are for those who run consultations there.
    """
    found = _round(round_id)
    if state is StatementState.WAITING:
        if seen_by is None:
            raise NotFound
        require(seen_by, Permission.CONSULTATION_RUN, on=found.consultation.community_id)
    return [_view(row) for row in _statements(round_id).filter(state=state)]


def statement(statement_id: str, *, seen_by: Actor | None = None) -> StatementView:
    """Find a statement; one that waits only for its proposer and those who moderate.

    Raises:
        NotFound: there is none that ``seen_by`` may know of.
    """
    row = Statement.objects.select_related("round__consultation").filter(id=statement_id).first()
    if row is None:
        raise NotFound
    if row.state == StatementState.WAITING:
        place = row.round.consultation
        own = row_of(seen_by, place.id)
        runs = seen_by is not None and may(
            seen_by, Permission.CONSULTATION_RUN, on=place.community_id
        )
        if not runs and (own is None or own.id != row.participant_id):
            raise NotFound
    return _view(row)


def consultation_of(statement_id: str) -> str:
    """Find the id of the consultation in which a statement was proposed.

    Raises:
        NotFound: there is none.
    """
    found = Statement.objects.filter(id=statement_id).values_list("round__consultation_id")
    row = found.first()
    if row is None:
        raise NotFound
    return str(row[0])


def own_statements(round_id: str, by: Actor | None) -> list[StatementView]:
    """List what somebody proposed in a round, wherever it stands."""
    part = row_of(by, _round(round_id).consultation_id)
    return (
        []
        if part is None
        else [_view(one) for one in _statements(round_id).filter(participant=part)]
    )


def similar(round_id: str, texts: Mapping[str, str], *, most: int = AT_MOST) -> list[StatementView]:
    """List statements that people are asked about and that are like something, the likest first.

    A round has at most ``MOST_STATEMENTS`` short ones, so they are compared without an index.

    Args:
        round_id: of the round.
        texts: by language tag; what somebody is about to propose has one.
        most: how many at most.
    """
    shown = {row.id: _view(row) for row in _statements(round_id).filter(state=StatementState.SHOWN)}
    said = [Words(one.id, {**one.translations, one.language: one.text}) for one in shown.values()]
    return [shown[one.id] for one in alike(texts, said, most=most)]


def answers(round_id: str, by: Actor | None) -> dict[str, Answer]:
    """Tell somebody their own answers: statement id to answer."""
    part = row_of(by, _round(round_id).consultation_id)
    if part is None:
        return {}
    rows = StatementAnswer.objects.filter(
        participant=part, statement__round=round_id, statement__state=StatementState.SHOWN
    )
    return {one: Answer(answer) for one, answer in rows.values_list("statement_id", "answer")}


def asked_next(round_id: str, by: Actor | None, *, skipped: Sequence[str] = ()) -> Asking:
    """Choose what somebody is asked next; see ``rules.opinion_route``.

    Args:
        round_id: of the round.
        by: who is asked; None or a newcomer is asked what anybody new is.
        skipped: ids of statements to come back to when everything else was answered.
    """
    part = row_of(by, _round(round_id).consultation_id)
    rows = list(_statements(round_id).filter(state=StatementState.SHOWN))
    known = answers(round_id, by) if part else {}
    reach = _reach(round_id)
    open_ = [
        Waiting(
            statement=row.id,
            agree=row.agrees,
            passed=row.passes,
            seen=row.agrees + row.disagrees + row.passes,
            extremity=reach.get(row.number, 0.0),
        )
        for row in rows
        if row.id not in known
    ]
    later = [one for one in open_ if one.statement not in skipped]
    chosen = following(part.id if part else "", later or open_)
    views = {row.id: row for row in rows}
    return Asking(
        statement=_view(views[chosen]) if chosen else None,
        answered=len(known),
        total=len(rows),
    )


def opinion_map(round_id: str, number: int = 0, *, without: bool = False) -> MapView | None:
    """Find a map of a round; None if none was drawn.

    Args:
        round_id: of the round.
        number: of the map; the newest unless one is given.
        without: the one without those who were set aside, where there is one.
    """
    rows = OpinionRun.objects.defer("votes").filter(round=round_id, state=RunState.DRAWN)
    row = (rows.filter(number=number) if number else rows).order_by("-number").first()
    if row is None or (without and row.without is None):
        return None
    result = row.result
    if without and row.without is not None:
        # By the hash of their votes, those who were left out could be found among all of them.
        result = {name: value for name, value in row.without.items() if name != "input"}
    return MapView(
        id=row.id,
        round_id=row.round_id,
        number=row.number,
        algorithm=row.algorithm,
        input_hash="" if without or row.early else row.input_hash,
        k=len(result["groups"]),
        result=_shown(result) if row.early else result,
        stability=None if without else _roughly(row.stability) if row.early else row.stability,
        made_on=row.made_on,
        has_other=row.without is not None,
        early=row.early,
    )


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell somebody which statements they proposed, and how they answered those of others."""
    proposed = Statement.objects.filter(participant__person=person_id).order_by("round", "number")
    answered = StatementAnswer.objects.filter(participant__person=person_id).order_by(
        "statement__round", "statement__number"
    )
    return {
        "consultation_statement": list(
            proposed.values(
                "id", "round_id", "number", "language", "text", "state", "reason", "proposed_on"
            )
        ),
        "consultation_statementanswer": list(answered.values("statement_id", "answer")),
    }


def _round(round_id: str) -> Round:
    row = Round.objects.select_related("consultation").filter(id=round_id).first()
    if row is None:
        raise NotFound
    return row


def _statements(round_id: str) -> QuerySet[Statement]:
    return Statement.objects.filter(round=round_id).order_by("number")


def _reach(round_id: str) -> dict[int, float]:
    """Tell how far from the middle each statement lay in the last map."""
    rows = OpinionRun.objects.filter(round=round_id, state=RunState.DRAWN).order_by("-number")
    last = rows.values_list("result", flat=True).first()
    return {one["statement"]: one["extremity"] for one in last["statements"]} if last else {}


def _roughly(stability: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Round how stable an early map is: all decimals would be as good as a hash of its votes."""
    return stability and {
        name: value and round(value, DECIMALS) for name, value in stability.items()
    }


def _shown(result: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out what an early map keeps for choosing what is asked next."""
    names = ("statement", "together")
    rows = [{name: row[name] for name in names} for row in result["statements"]]
    return {**result, "statements": rows}


def _view(row: Statement) -> StatementView:
    return StatementView(
        id=row.id,
        round_id=row.round_id,
        number=row.number,
        language=row.language,
        text=row.text,
        translations=row.translations,
        seeded=row.participant_id is None,
        state=StatementState(row.state),
        reason=row.reason,
    )
