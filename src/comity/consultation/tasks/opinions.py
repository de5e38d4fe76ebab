"""Drawing opinion maps, and drawing them again to see how stable they are. Both can run twice.

The engine is imported where it is used: whoever only names these functions, as web workers do,
must not load numpy.
"""

from datetime import datetime

from comity.consultation.actions import opinion_maps
from comity.consultation.queries import opinion_votes, weighted
from comity.consultation.queries.rounds import round_
from comity.consultation.rules.opinion_early import without_few
from comity.kernel.errors import Later


def draw_map(subject: str, now: datetime) -> None:
    """Draw the map that was asked for.

    Raises:
        Later: the round closed while this was being done, so the last answers are not in it; or
            it was opened once more.
    """
    work = opinion_votes.to_draw(subject)
    if work is None:
        return
    from comity.consultation.engine.opinion import draw  # noqa: PLC0415, only workers load numpy

    round_id, votes, early = work
    result = draw(votes)
    if round_(round_id).is_open:
        if not early:
            raise Later(minutes=1)
        opinion_maps.keep_early_map(run_id=subject, votes=votes, result=result, now=now)
        return
    if early or opinion_votes.votes_now(round_id) != votes:
        raise Later(minutes=1)
    others = opinion_votes.votes_without(round_id)
    without = without_few(draw(others), others, votes) if others else None
    opinion_maps.keep_map(
        run_id=subject,
        votes=votes,
        result=result,
        without=without,
        weighted=weighted.weighted_now(round_id),
        now=now,
    )


def measure_stability(subject: str, now: datetime) -> None:
    """Tell how stable a map is, as long as it is the newest of its round."""
    del now
    votes = opinion_votes.to_repeat(subject)
    if votes is None:
        return
    from comity.consultation.engine import opinion_stability  # noqa: PLC0415, as above

    opinion_maps.keep_stability(run_id=subject, stability=opinion_stability.stability(votes))


def draw_closed(subject: str, now: datetime) -> None:
    """Ask for the map of a round that closed."""
    opinion_maps.ask_at_the_end(round_id=subject, now=now)
