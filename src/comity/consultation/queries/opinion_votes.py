"""The votes of a round of statements: those behind its maps, and those that are published."""

from collections.abc import Collection, Iterator

from django.conf import settings

from comity.consultation.errors.opinions import VotesNotPublished
from comity.consultation.models import OpinionRun, Statement, StatementAnswer
from comity.consultation.queries.conversation import set_aside_now
from comity.consultation.queries.opinions import round_of_statements
from comity.consultation.queries.rounds import round_
from comity.consultation.rules.hiding import FEW
from comity.consultation.rules.kinds import RoundState
from comity.consultation.rules.opinion_early import left_out
from comity.consultation.rules.opinion_figures import SMALLEST_GROUP
from comity.consultation.rules.opinion_input import Published, publish, read
from comity.consultation.rules.statements import RunState, StatementState

LOT = "answer left out of early maps"
OVER = frozenset({RoundState.CLOSED, RoundState.ANSWERED})


def published_votes(round_id: str) -> str:
    """Give the votes from which the last map of a closed round was drawn, without names.

    While a round goes on, two such files would tell what somebody answered in between.

    Raises:
        VotesNotPublished: the round goes on, or no map was drawn, or of fewer than five people.
    """
    round_of_statements(round_id)
    row = (
        OpinionRun.objects.filter(
            round=round_id, round__state__in=sorted(OVER), state=RunState.DRAWN, early=False
        )
        .exclude(votes="")
        .first()
    )
    if row is None or int(row.result["people"]) < SMALLEST_GROUP:
        raise VotesNotPublished
    return row.votes


def to_draw(run_id: str) -> tuple[str, Published, bool] | None:
    """Give the votes of a map that was asked for.

    Returns:
        The id of the round, the votes, and whether it is open, so that some of them are left out;
        None if the map was drawn.
    """
    run = OpinionRun.objects.select_related("round").filter(id=run_id, state=RunState.ASKED).first()
    if run is None:
        return None
    early = run.round.state == RoundState.OPEN
    return run.round_id, votes_early(run.round_id) if early else votes_now(run.round_id), early


def votes_now(round_id: str, *, without: Collection[str] = ()) -> Published:
    """Give the votes of a round as they are now.

    Args:
        round_id: of the round.
        without: ids of participants whose votes are left out.
    """
    return publish(_numbers(round_id), _cast(round_id, without))


def votes_early(round_id: str) -> Published:
    """Give the votes of a round as they are now, without five on each statement, by lot.

    The lot follows from the key of this service: it falls the same again, and nobody knows it.
    """

    def lot(who: str, number: int) -> str:
        tag: str = settings.COMITY_KEYS.tag(LOT, round_id, str(number), who)
        return tag

    return publish(_numbers(round_id), left_out(_cast(round_id), lot))


def votes_without(round_id: str) -> Published | None:
    """Give the votes of a round without those who were set aside.

    Returns:
        None unless at least five of them voted: comparing two maps that differ by fewer people
        would tell how these voted.
    """
    aside = set_aside_now(round_(round_id).consultation_id)
    voted = StatementAnswer.objects.filter(
        participant__in=aside,
        statement__round=round_id,
        statement__state=StatementState.SHOWN,
    )
    if voted.values("participant").distinct().count() < FEW:
        return None
    return votes_now(round_id, without=aside)


def to_repeat(run_id: str) -> Published | None:
    """Give the votes of a map whose stability is not known yet; None if nobody needs it now."""
    run = OpinionRun.objects.filter(id=run_id, stability__isnull=True).exclude(votes="").first()
    return None if run is None else read(run.votes)


def _cast(round_id: str, without: Collection[str] = ()) -> Iterator[tuple[str, int, int]]:
    """Read who answered which statement how."""
    rows = StatementAnswer.objects.filter(
        statement__round=round_id, statement__state=StatementState.SHOWN
    ).exclude(participant__in=without)
    names = ("participant_id", "statement__number", "answer")
    return rows.values_list(*names).iterator(chunk_size=5000)


def _numbers(round_id: str) -> list[int]:
    shown = Statement.objects.filter(round=round_id, state=StatementState.SHOWN)
    return list(shown.values_list("number", flat=True))
