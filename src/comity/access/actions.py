"""Granting and taking back. Bodies write grants when people take and leave their seats."""

from datetime import datetime

from comity.access.models import Grant
from comity.access.rules import Permission


def grant(*, person_id: str, permission: Permission, on: str) -> None:
    """Let somebody do this to that. The caller has checked who may say so, and records why."""
    Grant.objects.get_or_create(person_id=person_id, permission=permission, on=on)


def revoke(*, person_id: str, permission: Permission, on: str) -> None:
    """Take a grant back, if there is one."""
    Grant.objects.filter(person_id=person_id, permission=permission, on=on).delete()


def inherit(*, on: str, above: str) -> None:
    """Let whoever may do something to one thing do the same to a new one that stands below it."""
    held = Grant.objects.filter(on=above).values_list("person_id", "permission")
    for person_id, permission in held:
        grant(person_id=person_id, permission=Permission(permission), on=on)


def forget(person_id: str, now: datetime) -> None:
    """Take back everything that somebody was allowed, because they are forgotten."""
    del now
    Grant.objects.filter(person_id=person_id).delete()
