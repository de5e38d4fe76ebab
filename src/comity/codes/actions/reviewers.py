"""Saying who may judge words of codes, at a community and at everything below it."""

from datetime import datetime

from django.db import transaction

from comity.access.actions import grant, revoke
from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes.errors.translations import NobodySignsInSo
from comity.codes.facts.floor import ReviewerDismissed, ReviewerNamed
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.people.queries import by_username
from comity.record.actions import record


@transaction.atomic
def name_reviewer(*, community_id: str, username: str, by: Actor, now: datetime) -> None:
    """Let somebody judge words of codes at a community and at everything below it.

    Args:
        community_id: the movement, for somebody from outside every community.
        username: by which they sign in.
        by: somebody who may put the code of that community in force.
        now: the moment.

    Raises:
        NotFound: there is no such community.
        NotPermitted: ``by`` may not put its code in force.
        NobodySignsInSo: nobody has this name.
    """
    person_id = _asked(community_id, username, by)
    grant(person_id=person_id, permission=Permission.CODE_REVIEW, on=community_id)
    record(ReviewerNamed(subject=community_id, person=person_id), by=by, now=now)


@transaction.atomic
def dismiss_reviewer(*, community_id: str, username: str, by: Actor, now: datetime) -> None:
    """Let somebody judge words there no longer. What they judged stays.

    Raises:
        NotFound: there is no such community.
        NotPermitted: ``by`` may not put its code in force.
        NobodySignsInSo: nobody has this name.
    """
    person_id = _asked(community_id, username, by)
    revoke(person_id=person_id, permission=Permission.CODE_REVIEW, on=community_id)
    record(ReviewerDismissed(subject=community_id, person=person_id), by=by, now=now)


def _asked(community_id: str, username: str, by: Actor) -> str:
    communities.community(community_id)
    require(by, Permission.CODE_PUT_IN_FORCE, on=community_id)
    found = by_username(username.strip())
    if found is None:
        raise NobodySignsInSo(field="username")
    return found.id
