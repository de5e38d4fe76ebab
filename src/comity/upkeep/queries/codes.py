"""Codes: is there anybody to judge words that touch the floor?"""

from collections.abc import Iterator
from datetime import datetime

from comity.codes.queries.judges import unjudged
from comity.upkeep.rules import Area, Trouble


def words_that_nobody_judges(now: datetime) -> Iterator[Trouble]:
    """Name each community whose words wait although too few people could judge them."""
    for one in unjudged(on=now.date()):
        detail = {
            "community": one.community,
            "texts": one.words,
            "people": one.bench.judges.people,
            "outside": one.bench.judges.outside,
            "day": one.binds_from,
        }
        yield Trouble(Area.CODES, "check_no_reviewers", detail=detail)
