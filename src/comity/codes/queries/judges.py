"""Whether there is anybody to judge words, and what follows where there is nobody."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.access.queries import holders, who_holds_anything
from comity.access.rules import Permission
from comity.bodies.queries import bare_bodies, open_seats
from comity.charter.errors import NoCharter
from comity.charter.queries import effective_charter
from comity.codes.models import WordsReview
from comity.codes.rules.review import WAITING, Judges, may_bind_from
from comity.codes.rules.standing import REVIEW_CLOCK
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow


@dataclass(frozen=True, slots=True)
class Bench:
    """Who can judge the words of one community's code, and when words bind without them.

    Attributes:
        judges: how many people there are.
        days: how long words wait; none where the charter names no time.
        places: the community and everything above it, where people can be named.
    """

    judges: Judges
    days: int | None
    places: Sequence[CommunityRow]

    def binds_from(self, asked_on: date) -> date | None:
        """Name the first day on which words bind without having been judged; none for never."""
        return may_bind_from(asked_on, self.days, self.judges)


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Words of one community that wait although too few people could judge them.

    Attributes:
        community: its slug.
        words: how many texts wait.
        bench: who could judge them.
        binds_from: the first day on which the last of them binds unjudged.
    """

    community: str
    words: int
    bench: Bench
    binds_from: date | None


def bench_of(community_id: str, *, on: date) -> Bench:
    """Say who can judge the words of a community's code.

    Raises:
        NotFound: there is no such community.
    """
    places = communities.ancestors(community_id)
    path = [one.id for one in places]
    return Bench(judges_of({community_id: path}, on=on)[community_id], days_of(path), places)


def judges_of(paths: Mapping[str, Sequence[str]], *, on: date) -> dict[str, Judges]:
    """Count who can judge the words of some communities' codes: in a few queries, however many.

    Args:
        paths: by the id of a community, itself and everything above it.
        on: the day, for seats in bodies.
    """
    everywhere = {place for path in paths.values() for place in path}
    may_judge = holders(Permission.CODE_REVIEW, on=everywhere)
    if not may_judge:
        return dict.fromkeys(paths, Judges(0, 0))
    authors = holders(Permission.CODE_EDIT, on=paths.keys())
    within = who_holds_anything(on=paths.keys())
    seated = _seated(paths.keys(), on)
    found = {}
    for community_id, path in paths.items():
        people = {one for place in path for one in may_judge.get(place, ())}
        people -= set(authors.get(community_id, ()))
        inside = within.get(community_id, set()) | seated.get(community_id, set())
        found[community_id] = Judges(len(people), len(people - inside))
    return found


def days_of(path: Sequence[str]) -> int | None:
    """Say how long new words of a code may wait for people; none where nobody named a time."""
    try:
        clock = effective_charter(path).agreed.clocks.get(REVIEW_CLOCK)
    except NoCharter:
        return None
    return clock.days if clock else None


def unjudged(*, on: date) -> list[Unjudged]:
    """List the communities whose words wait although too few people could judge them."""
    waiting: dict[str, list[date]] = {}
    rows = WordsReview.objects.filter(state__in=WAITING).order_by("asked_on")
    for community_id, asked_on in rows.values_list("code__community", "asked_on"):
        waiting.setdefault(community_id, []).append(asked_on)
    if not waiting:
        return []
    tree = {node.community.id: node.community for node in communities.tree()}
    places = {one: _upwards(one, tree) for one in waiting}
    paths = {one: [place.id for place in above] for one, above in places.items()}
    found = []
    for community_id, judges in judges_of(paths, on=on).items():
        if not judges.enough:
            bench = Bench(judges, days_of(paths[community_id]), places[community_id])
            asked = waiting[community_id]
            slug = places[community_id][0].slug
            found.append(Unjudged(slug, len(asked), bench, bench.binds_from(asked[-1])))
    return sorted(found, key=lambda one: one.community)


def _upwards(community_id: str | None, tree: Mapping[str, CommunityRow]) -> list[CommunityRow]:
    """List a community and everything above it."""
    found = []
    while community_id is not None:
        found.append(tree[community_id])
        community_id = found[-1].parent_id
    return found


def _seated(community_ids: Collection[str], on: date) -> dict[str, set[str]]:
    """Say who sits in a body of some communities, or will."""
    places = {one.id: one.community_id for one in bare_bodies(community_ids)}
    found: dict[str, set[str]] = {}
    for seat in open_seats(places, on):
        found.setdefault(places[seat.body_id], set()).add(seat.person_id)
    return found
