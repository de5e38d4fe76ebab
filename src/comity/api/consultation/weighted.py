"""Opinion as counted and as weighted, over the API. It describes, and counts in no vote."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from comity.consultation.queries import opinions
from comity.consultation.queries import weighted as queries
from comity.consultation.rules.weighted import Opinion

router = Router(tags=["statements"])
NOT_YET = "not_yet"


class AnswerSharesOut(Schema):
    """Whole percent that add up to 100."""

    agree: int
    disagree: int
    passed: int


class WeighedStatementOut(Schema):
    """How a statement was answered.

    Attributes:
        statement: its number.
        people: who answered it.
        effective: as many answers of equal weight would tell as much.
    """

    statement: int
    people: int
    effective: int
    counted: AnswerSharesOut
    weighted: AnswerSharesOut


class WeighingOut(Schema):
    """How answers were weighed.

    Attributes:
        map: the number of the opinion map with which this was worked out.
        dimension: by which people were weighed.
        ratio: how many times the largest weight is the smallest.
        trimmed: whether weights were cut so that this is not more.
        absent: groups of which nobody answered, which no weight can bring in.
        untold: how many statements are left out, as too few of some group answered them.
    """

    map: int
    made_on: date
    dimension: str
    people: int
    effective: int
    ratio: float
    trimmed: bool
    absent: list[str]
    untold: int
    statements: list[WeighedStatementOut]


class WeightedOpinionOut(Schema):
    """Opinion as counted and as weighted, or why it is not told.

    Attributes:
        withheld: ``not_yet`` before the round has closed and its map is drawn, ``unmeasured``
            where nobody said how large groups are, ``few`` where some group is of one to four
            people, ``unsure`` where weights would leave too little; null where it is told.
    """

    withheld: str | None
    told: WeighingOut | None


@router.get("/rounds/{round_id}/weighted-opinion", response=WeightedOpinionOut, auth=None)
def weighted_opinion(request: HttpRequest, round_id: str) -> object:
    """Tell how statements were answered as counted, and as if groups counted by their size.

    Weights describe opinion: they cannot bring back who is absent, and they count in no vote.
    Groups of one in three people are exchanged by lot before, so that nobody can be found out.
    """
    del request
    opinions.round_of_statements(round_id)
    found = queries.weighted(round_id)
    if found is None:
        return WeightedOpinionOut(withheld=NOT_YET, told=None)
    if found.told is None:
        return WeightedOpinionOut(withheld=found.withheld, told=None)
    told = found.told
    return WeightedOpinionOut(
        withheld=None,
        told=WeighingOut(
            map=found.number,
            made_on=found.made_on,
            dimension=told.dimension,
            people=told.people,
            effective=told.effective,
            ratio=told.ratio,
            trimmed=told.trimmed,
            absent=list(told.absent),
            untold=told.untold,
            statements=[_statement(one) for one in told.opinions],
        ),
    )


def _statement(one: Opinion) -> WeighedStatementOut:
    return WeighedStatementOut(
        statement=one.statement,
        people=one.people,
        effective=one.effective,
        counted=_shares(one.counted),
        weighted=_shares(one.weighted),
    )


def _shares(parts: tuple[int, int, int]) -> AnswerSharesOut:
    agree, disagree, passed = parts
    return AnswerSharesOut(agree=agree, disagree=disagree, passed=passed)
