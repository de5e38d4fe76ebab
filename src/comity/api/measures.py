"""The guideline over the API: what may follow from what. It is public, like the whole charter."""

from django.http import HttpRequest
from ninja import Field, Router, Schema

from comity.charter.queries import charter_in_force

router = Router(tags=["measures"], auth=None)


class RungOut(Schema):
    """One rung of the ladder of measures."""

    level: str
    names: dict[str, str]
    kinds: list[str]
    longest_days: int | None
    review_days: int | None
    valid_days: int


class GuidelineCellOut(Schema):
    """What may follow from a severity and a history."""

    severity: int
    history: int
    floor: str
    start: str
    ceiling: str


class GuidelineOut(Schema):
    """The guideline in force."""

    charter: str = Field(description="hash of the charter it stands in")
    severities: dict[int, list[int]] = Field(
        description="by harm, 1 to 5: the severity for each degree of intent, mildest first"
    )
    cells: list[GuidelineCellOut]
    ladder: list[RungOut]


@router.get("/guideline", response=GuidelineOut)
def guideline(request: HttpRequest) -> object:
    """Show the guideline: severity and history to floor, start and ceiling."""
    del request
    charter = charter_in_force()
    agreed = charter.guideline
    return {
        "charter": charter.hash,
        "severities": {harm: list(row) for harm, row in agreed.severities.items()},
        "cells": [
            {
                "severity": severity,
                "history": history,
                "floor": agreed.measure(cell.floor).code,
                "start": agreed.measure(cell.start).code,
                "ceiling": agreed.measure(cell.ceiling).code,
            }
            for severity, row in agreed.cells.items()
            for history, cell in enumerate(row)
        ],
        "ladder": [
            {
                "level": rung.code,
                "names": dict(rung.names),
                "kinds": list(rung.kinds),
                "longest_days": rung.longest_days,
                "review_days": rung.review_days,
                "valid_days": rung.valid_days,
            }
            for rung in agreed.measures
        ],
    }
