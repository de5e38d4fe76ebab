"""What pages of talk show, put into the reader's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from comity.codes.queries.talk import Said, Thread, names_of, titles
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.web.codes import told
from comity.web.codes.talk.words import KINDS


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that was said, with the names of who and where.

    Attributes:
        said: what was said.
        name: of who said it; empty where nobody is known.
        place: from which community it speaks.
        title: of the provision.
        alone: whether it is what the page is about, so that nothing leads to it.
    """

    said: Said
    name: str
    place: CommunityRow | None
    title: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class ShownThread:
    """What began a talk with its kind as word and tone, and its answers."""

    first: Shown
    kind: tuple[Promise | str, str]
    answers: Sequence[Shown]


def threads(
    found: Sequence[Thread], community: CommunityRow, *, here: str = ""
) -> list[ShownThread]:
    """Name people, communities and provisions of a page of talk, each in one query.

    Args:
        found: what was said.
        community: whose code it is about.
        here: the id of what the page is about; empty for a list.
    """
    everything = [one for thread in found for one in (thread.first, *thread.answers)]
    names, places = names_of(everything), _places(everything)
    keys = {thread.first.key for thread in found}
    called = titles(community.id, keys, told.reader()) if keys else {}

    def shown(one: Said) -> Shown:
        return Shown(
            one,
            names.get(one.person_id, ""),
            places.get(one.community_id),
            called.get(one.key, one.key),
            alone=one.id == here,
        )

    return [
        ShownThread(
            shown(thread.first),
            KINDS[thread.first.kind],
            [shown(one) for one in thread.answers],
        )
        for thread in found
    ]


def _places(said: Iterable[Said]) -> dict[str, CommunityRow]:
    wanted = {one.community_id for one in said if one.community_id}
    if not wanted:
        return {}
    return {
        one.community.id: one.community for one in communities.tree() if one.community.id in wanted
    }
