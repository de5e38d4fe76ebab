"""Accounts elsewhere: linking, unlinking, and what they are called."""

from datetime import datetime

from django.db import transaction

from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.people.errors import AccountTaken, LastWayIn
from comity.people.facts import AccountLinked, AccountUnlinked
from comity.people.models import Account, AccountName, Person
from comity.people.queries import other_ways_in
from comity.people.rules import AccountRef, tidy_name
from comity.record.actions import record


@transaction.atomic
def link_account(*, person_id: str, account: AccountRef, by: Actor, now: datetime) -> None:
    """Link an account that a person has proved to be theirs. Linking it again changes nothing.

    Raises:
        AccountTaken: it is linked to somebody else.
    """
    if by.kind is ActorKind.PERSON and by.id != person_id:
        raise NotPermitted
    row, made = Account.objects.get_or_create(
        provider=account.provider, subject=account.subject, defaults={"person_id": person_id}
    )
    if row.person_id != person_id:
        raise AccountTaken
    note_name(account=account, now=now)
    if made:
        fact = AccountLinked(subject=person_id, provider=account.provider, account=account.subject)
        record(fact, by=by, now=now)


@transaction.atomic
def unlink_account(*, person_id: str, account: AccountRef, by: Actor, now: datetime) -> None:
    """Forget that an account elsewhere is somebody's, and every name it had.

    Raises:
        NotPermitted: ``by`` is somebody else.
        NotFound: they have not linked it.
        LastWayIn: they could not sign in any more.
    """
    if by.kind is not ActorKind.PERSON or by.id != person_id:
        raise NotPermitted
    person = Person.objects.select_for_update().get(id=person_id)
    row = Account.objects.filter(
        person=person, provider=account.provider, subject=account.subject
    ).first()
    if row is None:
        raise NotFound
    if not other_ways_in(person_id, without=account):
        raise LastWayIn
    row.delete()
    fact = AccountUnlinked(subject=person_id, provider=account.provider, account=account.subject)
    record(fact, by=by, now=now)


@transaction.atomic
def note_name(*, account: AccountRef, now: datetime) -> None:
    """Remember what a linked account is called now, and that it was called otherwise before."""
    row = Account.objects.get(provider=account.provider, subject=account.subject)
    name = tidy_name(account.name)
    row.names.filter(current=True).exclude(name=name).update(current=False)
    AccountName.objects.update_or_create(
        account=row,
        name=name,
        defaults={"current": True},
        create_defaults={"current": True, "seen_on": day_of(now)},
    )
