"""What communities are and how they nest. Plain Python."""

import re
from collections.abc import Mapping
from enum import StrEnum, auto

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
LONGEST_SLUG = 60
TAKEN = frozenset(
    {"check", "editions", "glossary", "opinions", "reviews", "standings", "talk", "versions"}
)
"""What stands in addresses where the short name of a community does, as a test reads from them."""


class Kind(StrEnum):
    """What a community can be."""

    MOVEMENT = auto()
    PROJECT = auto()
    AFFILIATE = auto()
    EVENT = auto()
    TECHNICAL = auto()
    GROUP = auto()


def ancestors(place_id: str, parents: Mapping[str, str | None]) -> list[str]:
    """List a place and everything above it, the place first and the movement last.

    Args:
        place_id: where to start.
        parents: every place with the one above it; None for the movement.
    """
    path: list[str] = []
    here: str | None = place_id
    while here is not None and here not in path:
        path.append(here)
        here = parents[here]
    return path


def common_place(place_ids: list[str], parents: Mapping[str, str | None]) -> str:
    """Find the lowest place that is at or above all of these."""
    paths = [ancestors(place_id, parents) for place_id in place_ids]
    shared = set(paths[0]).intersection(*paths[1:])
    return next(place for place in paths[0] if place in shared)


def would_circle(place_id: str, parent_id: str, parents: Mapping[str, str | None]) -> bool:
    """Tell whether putting a place under another would make it its own ancestor."""
    return place_id in ancestors(parent_id, parents)
