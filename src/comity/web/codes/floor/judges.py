"""Whether anybody can judge words, from when on they bind without it, and who can name people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes.queries.judges import Bench, bench_of
from comity.codes.queries.reviews import Touched
from comity.codes.rules.review import WAITING
from comity.communities.queries import CommunityRow
from comity.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """What whoever looks at words that wait needs to know.

    Attributes:
        texts: how many of them wait.
        bench: who could judge them.
        day: the first on which they bind without having been judged; none for never.
        passed: whether that day has come.
        at_once: whether there is no such day, because nothing makes them wait at all.
        bound: whether they bind already.
        places: where people can be named, each with whether the reader may do so.
    """

    texts: int
    bench: Bench
    day: date | None
    passed: bool
    at_once: bool
    bound: bool
    places: Sequence[tuple[CommunityRow, bool]]


def waiting(
    community_id: str, asked: Sequence[date], by: Actor | None, *, on: date, bound: bool = False
) -> Waiting | None:
    """Tell what is to be known of words that wait; nothing where none do.

    Args:
        community_id: whose code it is.
        asked: for each text, the day on which people were first wanted.
        by: the reader.
        on: today.
        bound: whether the words are in force.
    """
    if not asked:
        return None
    bench = bench_of(community_id, on=on)
    day = bench.binds_from(max(asked))
    return Waiting(
        texts=len(asked),
        bench=bench,
        day=day,
        passed=day is not None and day <= on,
        at_once=day is not None and bench.days is None,
        bound=bound,
        places=[
            (one, by is not None and may(by, Permission.CODE_PUT_IN_FORCE, on=one.id))
            for one in bench.places
        ],
    )


def asked_of(words: Sequence[Touched], *, on: date) -> list[date]:
    """Name the days on which people were wanted for words that nobody has judged.

    Args:
        words: of one version.
        on: the day on which people would be asked about what nobody was asked about yet.
    """
    reviews = [one.review for one in words]
    return [
        row.asked_on if row and row.state in WAITING else on
        for row in reviews
        if row is None or not row.verdict
    ]
