"""What follows when something that can be found has changed."""

from datetime import datetime

from comity.codes import queries as codes
from comity.search import actions, queries


def index_code(subject: str, now: datetime) -> None:
    """Index a code by its id: another version is in force, or a provision was translated."""
    del now
    actions.index_code(community_id=codes.community_of(subject))


def index_community(subject: str, now: datetime) -> None:
    """Index a community by its id."""
    del now
    actions.index_community(community_id=subject)


def index_body(subject: str, now: datetime) -> None:
    """Index a body by its id."""
    del now
    actions.index_body(body_id=subject)


def begin(now: datetime) -> None:
    """Index everything where nothing has been yet, as after an upgrade."""
    del now
    if queries.is_empty():
        actions.rebuild()
