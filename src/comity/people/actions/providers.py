"""The sites whose accounts people can show to be theirs."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.errors import ProviderNotUsable
from comity.people.facts import ProviderAdded, ProviderRemoved
from comity.people.models import Provider
from comity.people.oauth import PATIENT, Patience, account_behind
from comity.people.queries import registration, sealed_for
from comity.people.rules import AccountRef, Registration, is_provider_key, is_safe_address
from comity.record.actions import record


@transaction.atomic
def add_provider(*, site: Registration, by: Actor, now: datetime) -> None:
    """Let people show accounts of a site to be theirs, or renew our registration there.

    Raises:
        NotPermitted: ``by`` does not run this machine.
        ProviderNotUsable: the short name, the address or the registration cannot be used.
    """
    if by.kind is not ActorKind.OPERATOR:
        raise NotPermitted
    for field, usable in {
        "key": is_provider_key(site.key),
        "rest_url": is_safe_address(site.rest_url),
        "name": bool(site.name.strip()),
        "client_id": bool(site.client_id.strip()),
        "secret": bool(site.secret.strip()),
    }.items():
        if not usable:
            raise ProviderNotUsable(field=field)
    rest_url = site.rest_url.rstrip("/")
    Provider.objects.update_or_create(
        id=site.key,
        defaults={
            "name": site.name.strip(),
            "rest_url": rest_url,
            "client_id": site.client_id.strip(),
            "secret": settings.COMITY_KEYS.seal(sealed_for(site.key), site.secret.strip().encode()),
        },
    )
    record(ProviderAdded(subject=site.key, rest_url=rest_url), by=by, now=now)


@transaction.atomic
def remove_provider(*, key: str, by: Actor, now: datetime) -> None:
    """Let nobody show accounts of a site any more. What was linked stays linked.

    Raises:
        NotPermitted: ``by`` does not run this machine.
        NotFound: there is no such provider.
    """
    if by.kind is not ActorKind.OPERATOR:
        raise NotPermitted
    gone, _ = Provider.objects.filter(id=key).delete()
    if not gone:
        raise NotFound
    record(ProviderRemoved(subject=key), by=by, now=now)


def show_account(
    *, provider: str, code: str, verifier: str, redirect_uri: str, patience: Patience = PATIENT
) -> AccountRef:
    """Find out whose code somebody brought back from another site. Nothing is kept.

    Nothing is locked while the site is asked.

    Raises:
        NotFound: there is no such provider.
        ProviderRefuses: the code is not good.
        ProviderTrouble: the site cannot be asked now.
    """
    return account_behind(
        registration(provider),
        code=code,
        verifier=verifier,
        redirect_uri=redirect_uri,
        patience=patience,
    )
