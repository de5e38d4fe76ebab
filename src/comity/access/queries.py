"""Who may do what, to what."""

from collections.abc import Collection, Mapping

from django.db.models import Model, QuerySet

from comity.access.models import Grant
from comity.access.rules import OPERATOR_MAY, Permission
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotPermitted


def reach(by: Actor, permission: Permission) -> QuerySet[Grant, str]:
    """List the ids of all things to which somebody may do this. Only people hold grants."""
    grants = Grant.objects.filter(person_id=by.id, permission=permission)
    if by.kind is not ActorKind.PERSON:
        grants = grants.none()
    return grants.values_list("on", flat=True)


def may(by: Actor, permission: Permission, *, on: Model | str) -> bool:
    """Tell whether somebody may do this to that."""
    if by.kind is ActorKind.OPERATOR:
        return permission in OPERATOR_MAY
    thing = on if isinstance(on, str) else on.pk
    return reach(by, permission).filter(on=thing).exists()


def require(by: Actor, permission: Permission, *, on: Model | str) -> None:
    """Refuse to go on unless somebody may do this to that.

    Raises:
        NotPermitted: they hold no such grant.
    """
    if not may(by, permission, on=on):
        raise NotPermitted(permission=permission)


def holds_anything(by: Actor, *, on: Model | str) -> bool:
    """Tell whether somebody may do anything at all to a thing. Only people hold grants."""
    thing = on if isinstance(on, str) else on.pk
    grants = Grant.objects.filter(person_id=by.id, on=thing)
    return by.kind is ActorKind.PERSON and grants.exists()


def holders(permission: Permission, *, on: Collection[str]) -> dict[str, list[str]]:
    """List who may do this to each of some things, by the ids of the things."""
    held = Grant.objects.filter(permission=permission, on__in=on).order_by("person_id")
    found: dict[str, list[str]] = {}
    for thing, person_id in held.values_list("on", "person_id"):
        found.setdefault(thing, []).append(person_id)
    return found


def who_holds_anything(*, on: Collection[str]) -> dict[str, set[str]]:
    """Say who may do anything at all to each of some things, by the ids of the things."""
    found: dict[str, set[str]] = {}
    for thing, person_id in Grant.objects.filter(on__in=on).values_list("on", "person_id"):
        found.setdefault(thing, set()).add(person_id)
    return found


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell what this table keeps about somebody."""
    grants = Grant.objects.filter(person_id=person_id).order_by("permission", "on")
    return {"access_grant": list(grants.values("permission", "on"))}
