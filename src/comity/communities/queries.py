"""The tree of communities. All of it is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects

from comity.communities.models import Community, CommunityName
from comity.communities.rules import Kind
from comity.kernel.errors import NotFound

CommunityRow: TypeAlias = Community
"""A community as skins hold it; its parent and its names are loaded with it."""

LONGEST_SEARCH = 150
"""Characters that are looked for; a database refuses patterns without an end."""


UPWARDS = """WITH RECURSIVE path(id, depth) AS (
    SELECT id, 0 FROM {table} WHERE id = %s
    UNION ALL
    SELECT place.parent_id, path.depth + 1
    FROM {table} AS place JOIN path ON place.id = path.id
    WHERE place.parent_id IS NOT NULL
)
SELECT place.* FROM {table} AS place JOIN path ON place.id = path.id ORDER BY path.depth
"""
"""From a place up to the movement. The tree has no circles: moving a place refuses them."""


DOWNWARDS = """SELECT id FROM (
    WITH RECURSIVE walk(id, place) AS (
        SELECT id, CAST(slug AS TEXT) FROM {table} WHERE parent_id IS NULL
        UNION ALL
        SELECT below.id, walk.place || ' ' || below.slug
        FROM {table} AS below JOIN walk ON below.parent_id = walk.id
    )
    SELECT id, place COLLATE {plain} AS place FROM walk
) AS tree WHERE place > %s ORDER BY place LIMIT %s
"""
"""The whole tree, each place right after the one above it.

A space comes before all that a slug may hold where texts are compared sign by sign.
"""
PLAIN = {"sqlite": "BINARY", "postgresql": '"C"'}
"""What a database calls comparing texts sign by sign."""


@dataclass(frozen=True, slots=True)
class Node:
    """A community where it stands in the tree; the movement has depth 0."""

    community: Community
    depth: int


def community(community_id: str) -> Community:
    """Find a community.

    Raises:
        NotFound: there is none.
    """
    return _one(Q(id=community_id))


def by_slug(slug: str) -> Community:
    """Find a community by the short name in its address.

    Raises:
        NotFound: there is none.
    """
    return _one(Q(slug=slug))


def root() -> Community:
    """Find the movement.

    Raises:
        NotFound: nothing has been set up yet.
    """
    return _one(Q(kind=Kind.MOVEMENT))


def ancestors(community_id: str) -> list[Community]:
    """List a community and everything above it, itself first and the movement last.

    Raises:
        NotFound: there is no such community.
    """
    path = path_of(community_id)
    prefetch_related_objects(path, "names")
    return path


def path_of(community_id: str) -> list[Community]:
    """List a community and everything above it like ``ancestors``, without names: one query.

    Raises:
        NotFound: there is no such community.
    """
    table = Community._meta.db_table  # noqa: SLF001, documented, whatever its name says
    path = list(Community.objects.raw(UPWARDS.format(table=table), [community_id]))
    if not path:
        raise NotFound
    for one, above in pairwise(path):
        one.parent = above
    return path


def children(community_id: str) -> list[Community]:
    """List what stands directly under a community."""
    return list(_all().filter(parent=community_id).order_by("slug"))


def below(community_id: str) -> list[Community]:
    """List everything under a community, each right after the one above it."""
    nodes = tree()
    start = next((at for at, node in enumerate(nodes) if node.community.id == community_id), None)
    if start is None:
        raise NotFound
    depth, found = nodes[start].depth, []
    for node in nodes[start + 1 :]:
        if node.depth <= depth:
            break
        found.append(node.community)
    return found


def tree() -> list[Node]:
    """List every community, each right after the one above it, in the order of their slugs."""
    below: dict[str | None, list[Community]] = {}
    for one in _all().order_by("slug"):
        below.setdefault(one.parent_id, []).append(one)
    nodes: list[Node] = []
    waiting = [Node(one, 0) for one in reversed(below.get(None, []))]
    while waiting:
        node = waiting.pop()
        nodes.append(node)
        under = reversed(below.get(node.community.id, []))
        waiting.extend(Node(one, node.depth + 1) for one in under)
    return nodes


def part_of_tree(*, after: str, size: int) -> list[Community]:
    """List the first communities of the tree that come after one, in the order of ``tree``.

    Args:
        after: the id of a community; empty for the beginning.
        size: how many at most.

    Raises:
        NotFound: there is no such community.
    """
    place = " ".join(one.slug for one in reversed(path_of(after))) if after else ""
    table = Community._meta.db_table  # noqa: SLF001, documented, whatever its name says
    asked = DOWNWARDS.format(table=table, plain=PLAIN[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(asked, [place, size])
        ids = [row[0] for row in cursor.fetchall()]
    found = named(ids)
    return [found[one] for one in ids]


def parents() -> dict[str, str | None]:
    """Map every community to the one above it."""
    return dict(Community.objects.values_list("id", "parent_id"))


def every_community() -> list[Community]:
    """List every community in no particular order, without names."""
    return list(Community.objects.all())


def named(community_ids: Iterable[str]) -> dict[str, Community]:
    """Find communities by id, with their names; what does not exist is left out."""
    return {one.id: one for one in _all().filter(id__in=list(community_ids))}


def search(text: str) -> list[Community]:
    """Find communities by a part of a name in any language, or of the short name; 50 at most."""
    return list(matching(text)[:50])


def matching(text: str) -> QuerySet[Community]:
    """Look for all communities like ``search``, by short name."""
    wanted = text.replace("\x00", "").strip()[:LONGEST_SEARCH]
    called = CommunityName.objects.filter(community=OuterRef("pk"), name__icontains=wanted)
    return _all().filter(Q(Exists(called)) | Q(slug__icontains=wanted)).order_by("slug")


def provider_of(community_id: str) -> str:
    """Name the provider of the accounts that people use in a community; empty if nobody said."""
    return next((one.provider for one in path_of(community_id) if one.provider), "")


def _all() -> QuerySet[Community]:
    return Community.objects.select_related("parent").prefetch_related("names")


def _one(condition: Q) -> Community:
    try:
        return _all().get(condition)
    except Community.DoesNotExist:
        raise NotFound from None
