"""Saying who may translate the code of a community."""

from datetime import datetime

from django.db import transaction

from comity.access.actions import grant, revoke
from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes.errors.translations import NobodySignsInSo
from comity.codes.facts.translations import TranslatorAllowed, TranslatorDismissed
from comity.codes.models import Code
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import by_username
from comity.record.actions import record


@transaction.atomic
def allow_translator(*, community_id: str, username: str, by: Actor, now: datetime) -> None:
    """Let somebody translate the code of a community, and review what others translate.

    Args:
        community_id: whose code.
        username: by which they sign in.
        by: somebody who may edit that code.
        now: the moment.

    Raises:
        NotFound: the community has no code.
        NotPermitted: ``by`` may not edit it.
        NobodySignsInSo: nobody has this name.
    """
    code, person_id = _asked(community_id, username, by)
    grant(person_id=person_id, permission=Permission.CODE_TRANSLATE, on=community_id)
    record(TranslatorAllowed(subject=code.id, person=person_id), by=by, now=now)


@transaction.atomic
def dismiss_translator(*, community_id: str, username: str, by: Actor, now: datetime) -> None:
    """Let somebody translate the code of a community no longer. What they translated stays.

    Raises:
        NotFound: the community has no code.
        NotPermitted: ``by`` may not edit it.
        NobodySignsInSo: nobody has this name.
    """
    code, person_id = _asked(community_id, username, by)
    revoke(person_id=person_id, permission=Permission.CODE_TRANSLATE, on=community_id)
    record(TranslatorDismissed(subject=code.id, person=person_id), by=by, now=now)


def _asked(community_id: str, username: str, by: Actor) -> tuple[Code, str]:
    code = Code.objects.filter(community=community_id).first()
    if code is None:
        raise NotFound
    require(by, Permission.CODE_EDIT, on=community_id)
    found = by_username(username.strip())
    if found is None:
        raise NobodySignsInSo(field="username")
    return code, found.id
