"""Declaring and withdrawing conflicts of interest."""

from datetime import datetime

from django.db import transaction

from comity.bodies import queries
from comity.bodies.errors import ConflictWithNothing
from comity.bodies.facts import ConflictDeclared, ConflictWithdrawn
from comity.bodies.models import Conflict
from comity.communities import queries as communities
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.people.rules import AccountRef
from comity.record.actions import record


@transaction.atomic
def declare_conflict(
    *,
    person_id: str,
    by: Actor,
    now: datetime,
    account: AccountRef | None = None,
    community_id: str | None = None,
    hard: bool = True,
) -> Conflict:
    """Say what may keep a member from judging fairly. Declaring it again changes how hard it is.

    Args:
        person_id: the member; only they can say.
        by: the same person.
        now: the moment.
        account: whom they are close to or at odds with; kept as a keyed hash only.
        community_id: a place they cannot judge.
        hard: whether they stand aside altogether, or only do not vote.

    Raises:
        NotPermitted: ``by`` is somebody else.
        ConflictWithNothing: there is neither an account nor a place, or there are both.
    """
    if by.id != person_id:
        raise NotPermitted
    if (account is None) == (community_id is None):
        raise ConflictWithNothing(field="account")
    if community_id is not None:
        communities.community(community_id)
    tag = queries.account_tag(account) if account else ""
    conflict, _ = Conflict.objects.update_or_create(
        person_id=person_id,
        account_tag=tag,
        community_id=community_id,
        defaults={"hard": hard},
        create_defaults={"hard": hard, "declared_on": day_of(now)},
    )
    fact = ConflictDeclared(subject=person_id, hard=hard, about=tag or community_id or "")
    record(fact, by=by, now=now)
    return conflict


@transaction.atomic
def withdraw_conflict(*, conflict_id: str, by: Actor, now: datetime) -> None:
    """Say that something does not keep one from judging fairly any more.

    Rooms that were made without somebody stay shut to them; it counts for what comes later.

    Raises:
        NotFound: there is no such conflict, or it is somebody else's.
    """
    conflict = Conflict.objects.select_for_update().filter(id=conflict_id, person=by.id).first()
    if conflict is None or by.kind is not ActorKind.PERSON:
        raise NotFound
    about = conflict.account_tag or conflict.community_id or ""
    conflict.delete()
    record(ConflictWithdrawn(subject=by.id, about=about), by=by, now=now)
