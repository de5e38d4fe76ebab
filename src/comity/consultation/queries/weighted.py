"""Opinion as counted and as weighted: worked out when a round has closed, and told once.

It stands apart from what else is known of statements, because it weighs answers: no vote and no
decision comes here.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from comity.consultation.models import OpinionRun, StatementAnswer
from comity.consultation.queries.equity import groups_of, targets
from comity.consultation.queries.rounds import round_
from comity.consultation.rules.statements import RunState, StatementState
from comity.consultation.rules.targets import shares
from comity.consultation.rules.weighted import Weighted, Withheld, weigh

LOT = "group exchanged before opinion is weighed"
WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class WeightedView:
    """What is told of a round.

    Attributes:
        number: of the map with which it was worked out.
        made_on: the day of that.
        told: the shares; none where they are withheld.
        withheld: why they are; none where they are told.
    """

    number: int
    made_on: date
    told: Weighted | None
    withheld: Withheld | None


def weighted(round_id: str) -> WeightedView | None:
    """Tell how the statements of a round were answered as counted and as weighted.

    What was told once stays, also where the round went on afterwards and closed again.

    Returns:
        None where nothing was worked out: the round never closed, or its map is not drawn yet.
    """
    rows = OpinionRun.objects.filter(
        round=round_id, state=RunState.DRAWN, early=False, weighted__isnull=False
    )
    found = [
        (number, day, kept)
        for number, day, kept in rows.order_by("-number").values_list(
            "number", "made_on", "weighted"
        )
        if kept is not None
    ]
    if not found:
        return None
    number, day, kept = next((row for row in found if WITHHELD not in row[2]), found[0])
    if WITHHELD in kept:
        return WeightedView(number, day, None, Withheld(kept[WITHHELD]))
    return WeightedView(number, day, Weighted.from_json(kept), None)


def weighted_now(round_id: str) -> dict[str, object] | None:
    """Weigh the answers of a round that has closed, as plain values.

    Returns:
        None where it was told before: comparing two of them could tell what changed in between.
    """
    before = weighted(round_id)
    if before is not None and before.told is not None:
        return None
    consultation_id = round_(round_id).consultation_id
    wanted = shares(targets(consultation_id))
    said = groups_of(consultation_id, wanted, round_id=round_id)
    rows = StatementAnswer.objects.filter(
        statement__round=round_id, statement__state=StatementState.SHOWN
    )
    people = rows.values_list("participant", flat=True).distinct()
    names = ("participant_id", "statement__number", "answer")

    # The same people exchange alike in every round, so that comparing rounds tells little.
    def lot(purpose: str, who: str) -> str:
        tag: str = settings.COMITY_KEYS.tag(LOT, consultation_id, purpose, who)
        return tag

    done = weigh(
        wanted,
        {one: said.get(one, {}) for one in people.iterator()},
        rows.values_list(*names).iterator(chunk_size=5000),
        lot,
    )
    return {WITHHELD: str(done)} if isinstance(done, Withheld) else done.as_json()
