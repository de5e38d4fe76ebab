"""How many must agree when people vote who are no panel: to adopt, to elect, to take a case."""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.charter.rules.majorities import Base, Count, Majority


@dataclass(frozen=True, slots=True)
class Ballot:
    """What it takes to carry a vote.

    Attributes:
        names: by language.
        majority: the share that is needed, and the quorum; None where no share is asked for.
        in_favour: how many must be in favour at least, whatever the share; 0 for no such number.
        net: how many more must be for than against; 0 for no such number.
        any_way: whether one of these is enough; otherwise all of them are needed.
        wait_hours: how long the result waits before anything follows from it.
        also: ids of ballots that must be carried too, after this one.
    """

    names: Mapping[str, str]
    majority: Majority | None
    quorum: int
    in_favour: int
    net: int
    any_way: bool
    wait_hours: int
    also: tuple[str, ...]

    def carried(self, count: Count) -> bool:
        """Tell whether a vote is carried, by itself."""
        ways = []
        if self.majority is not None:
            ways.append(count.in_favour >= self.majority.needed(count))
        if self.in_favour:
            ways.append(count.in_favour >= self.in_favour)
        if self.net:
            ways.append(count.in_favour - count.against >= self.net)
        enough = any(ways) if self.any_way else all(ways)
        return count.turnout >= self.quorum and count.in_favour > 0 and enough


def ratified(ballots: Mapping[str, Ballot], first: str, counts: Mapping[str, Count]) -> bool:
    """Tell whether a vote is carried together with every other that must be carried too.

    Args:
        ballots: of the charter, by id.
        first: id of the vote that comes first.
        counts: by ballot; one that has not been held yet is not carried.
    """
    waiting, seen = [first], set[str]()
    while waiting:
        here = waiting.pop()
        if here not in counts or not ballots[here].carried(counts[here]):
            return False
        seen.add(here)
        waiting += [one for one in ballots[here].also if one not in seen]
    return True


def counts_for(base: Base) -> frozenset[str]:
    """Name the votes that a base takes its share of: more of them is never easier to carry."""
    return _COUNTED[base]


_COUNTED = {
    Base.DECIDED: frozenset({"for", "against"}),
    Base.PRESENT: frozenset({"for", "against", "abstained"}),
    Base.WILLING: frozenset({"for", "against", "silent"}),
    Base.SEATED: frozenset({"for", "against", "abstained", "silent"}),
    Base.SEATS: frozenset({"for", "against", "abstained", "silent", "recused"}),
}
