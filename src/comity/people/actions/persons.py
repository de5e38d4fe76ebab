"""Making a person, and what they say about themselves."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from comity.kernel.actors import ANYONE, Actor, ActorKind
from comity.kernel.errors import NotPermitted
from comity.kernel.ids import new_id
from comity.people.actions.accounts import link_account
from comity.people.errors import UsernameTaken
from comity.people.facts import PersonRegistered
from comity.people.models import NoticeAddress, Person
from comity.people.queries import ADDRESS_PURPOSE
from comity.people.rules import AccountRef, tidy_languages
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


@transaction.atomic
def register_with_account(
    *, account: AccountRef, display_name: str, language: str, now: datetime
) -> Person:
    """Make a person who signs in with an account elsewhere, which they have proved to be theirs.

    They have no password. Their user name is made up, and is needed only once they set one.

    Raises:
        AccountTaken: it is linked to somebody else.
    """
    person = Person(username=new_id().lower(), display_name=display_name, language=language)
    person.set_unusable_password()
    person.save(force_insert=True)
    note_registered(person_id=person.id, by=ANYONE, now=now)
    link_account(
        person_id=person.id, account=account, by=Actor(ActorKind.PERSON, person.id), now=now
    )
    return person


def note_registered(*, person_id: str, by: Actor, now: datetime) -> None:
    """Put on record that somebody made an account, however they did it."""
    record(PersonRegistered(subject=person_id), by=by, now=now)


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
def set_language(*, person_id: str, language: str, by: Actor) -> None:
    """Remember in which language to write to somebody."""
    if by.id != person_id:
        raise NotPermitted
    Person.objects.filter(id=person_id).update(language=language)


@transaction.atomic
def set_languages(
    *, person_id: str, languages: Iterable[str], offered: Iterable[str], by: Actor
) -> None:
    """Remember which languages somebody reads, the dearest first.

    The first of them in which there are pages becomes the language of theirs; where there is
    none, it stays. Which languages somebody reads is no fact for the record.

    Args:
        person_id: whose languages.
        languages: BCP 47.
        offered: in which languages there are pages.
        by: that person.

    Raises:
        NotPermitted: ``by`` is somebody else.
        LanguageNotReadable: one of them is no tag.
        TooManyLanguages: there are more than anybody reads.
    """
    if by.id != person_id:
        raise NotPermitted
    read, pages = tidy_languages(languages), set(offered)
    person = Person.objects.select_for_update().get(id=person_id)
    person.languages = list(read)
    person.language = next((one for one in read if one in pages), person.language)
    person.save(update_fields=["language", "languages"])
