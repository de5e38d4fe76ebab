"""Everything that changes who people are here."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotPermitted
from comity.kernel.spans import day_of
from comity.people.errors import AccountTaken, CodeNameTaken, UsernameTaken
from comity.people.facts import AccountLinked, PersonRegistered
from comity.people.models import Account, AccountName, NoticeAddress, Person
from comity.people.queries import ADDRESS_PURPOSE, anybody_called
from comity.people.rules import AccountRef, tidy_name
from comity.record.actions import record


@transaction.atomic
def register(
    *, username: str, password: str, display_name: str, language: str, by: Actor, now: datetime
) -> Person:
    """Make a person who can sign in.

    Raises:
        UsernameTaken: somebody has this name.
    """
    person = Person(username=username, display_name=display_name, language=language)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as problem:
        raise UsernameTaken(field="username") from problem
    note_registered(person_id=person.id, by=by, now=now)
    return person


def note_registered(*, person_id: str, by: Actor, now: datetime) -> None:
    """Put on record that somebody made an account, however they did it."""
    record(PersonRegistered(subject=person_id), by=by, now=now)


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


@transaction.atomic
def set_notice_address(*, person_id: str, address: str, by: Actor) -> None:
    """Keep where a person wants notices, sealed to the service; an empty address forgets it.

    Where somebody reads mail is no fact for the record.
    """
    if by.kind is ActorKind.PERSON and by.id != person_id:
        raise NotPermitted
    NoticeAddress.objects.filter(person=person_id).delete()
    if address:
        sealed = settings.COMITY_KEYS.seal(ADDRESS_PURPOSE, address.encode())
        NoticeAddress.objects.create(person_id=person_id, sealed=sealed)


@transaction.atomic
def take_code_name(*, person_id: str, code_name: str) -> None:
    """Call somebody by a code name everywhere from now on; an empty one gives it up.

    The caller has checked who may say so, and puts it on record.

    Raises:
        CodeNameTaken: somebody is called so already, under whatever name.
    """
    if code_name and anybody_called(code_name, but=person_id):
        raise CodeNameTaken(field="code_name")
    try:
        with transaction.atomic():
            Person.objects.filter(id=person_id).update(code_name=code_name)
    except IntegrityError as problem:
        raise CodeNameTaken(field="code_name") from problem


@transaction.atomic
def set_language(*, person_id: str, language: str, by: Actor) -> None:
    """Remember in which language to write to somebody."""
    if by.id != person_id:
        raise NotPermitted
    Person.objects.filter(id=person_id).update(language=language)
