"""Conflicts of interest. What somebody declared is read by nobody but them, and by the rules."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Q

from comity.bodies.models import Conflict
from comity.bodies.queries.structure import sitting
from comity.bodies.rules import Declared
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.rules import AccountRef


def account_tag(account: AccountRef) -> str:
    """Hash an account as the register of conflicts names it."""
    return settings.COMITY_KEYS.tag("conflict", account.provider, account.subject)


def conflicted(
    person_ids: Iterable[str], *, accounts: Iterable[AccountRef], community_ids: Iterable[str] = ()
) -> dict[str, bool]:
    """Find who declared a conflict with one of these accounts or places.

    Returns:
        person id to whether they stand aside altogether; False means only that they do not vote.
        Two softer conflicts count as one that is not.
    """
    tags = [account_tag(account) for account in accounts]
    about = Q(account_tag__in=tags) | Q(community__in=list(community_ids))
    found: dict[str, bool] = {}
    declared = Conflict.objects.filter(about, person__in=list(person_ids))
    for person_id, hard in declared.values_list("person_id", "hard"):
        found[person_id] = hard or person_id in found
    return found


def conflicts_of(person_id: str, *, seen_by: Actor) -> list[Declared]:
    """List what somebody declared; only they see it.

    Raises:
        NotFound: ``seen_by`` is somebody else.
    """
    if seen_by.id != person_id:
        raise NotFound
    rows = Conflict.objects.filter(person=person_id).select_related("community")
    rows = rows.prefetch_related("community__names").order_by("-declared_on", "id")
    return [
        Declared(
            id=row.id,
            place=row.community.name if row.community else "",
            hard=row.hard,
            declared_on=row.declared_on,
        )
        for row in rows
    ]


def declared_in(body_id: str, on: date) -> int:
    """Count the conflicts that the members of a body declared; with whom is nobody's business."""
    held = sitting(on).filter(body=body_id).values("person")
    return Conflict.objects.filter(person__in=held).count()
