"""Who may vote, and who is seated by a vote. Pure arithmetic over what a charter says."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from comity.charter.rules.agreed import Role
from comity.charter.rules.ballots import Ballot
from comity.charter.rules.majorities import Count


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who stands for election.

    Attributes:
        name: by which they are told apart.
        home: the community they belong to, by their own word.
        seat: the kind of seat they stand for, such as a region; the same for all where there are
            no kinds.
        count: the votes on them.
    """

    name: str
    home: str
    seat: str
    count: Count

    @property
    def support(self) -> Fraction:
        """The share in favour of those for and against, exactly."""
        decided = self.count.in_favour + self.count.against
        return Fraction(self.count.in_favour, max(1, decided))


def seated(
    candidates: Iterable[Candidate],
    *,
    ballot: Ballot,
    seats: Mapping[str, int],
    per_home_most: int | None,
) -> list[str]:
    """Seat those who are elected, highest share first, as far as there are seats for them.

    A candidate of a community that has all the seats it may have is passed over, whatever their
    share; those of the same share come in the order of their names.

    Args:
        candidates: everybody who stood.
        ballot: what it takes to be elected.
        seats: how many there are, by kind.
        per_home_most: how many members one community may have; None for no limit.
    """
    taken, homes = Counter[str](), Counter[str]()
    found = []
    for one in sorted(candidates, key=lambda one: (-one.support, one.name)):
        full = taken[one.seat] >= seats.get(one.seat, 0)
        crowded = per_home_most is not None and homes[one.home] >= per_home_most
        if ballot.carried(one.count) and not full and not crowded:
            found.append(one.name)
            taken[one.seat] += 1
            homes[one.home] += 1
    return found


def lacking(role: Role, known: Mapping[str, int]) -> list[str]:
    """List what somebody lacks to take up a role, by the keys of the charter; nothing if they may.

    Args:
        role: with its criteria.
        known: what is known of them, by the same keys; what is not known is lacking.
    """
    least = ("age", "edits", "recent_edits", "account_days")
    missing = [
        key for key in least if key in role.numbers and known.get(key, -1) < role.numbers[key]
    ]
    most = role.numbers.get("blocked_wikis_most")
    if most is not None and known.get("blocked_wikis_most", most + 1) > most:
        missing.append("blocked_wikis_most")
    return missing
