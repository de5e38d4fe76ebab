"""Being forgotten: asked for, thought over, and done.

What lies in other packages is forgotten by them: ``config/wiring.py`` names who has a say and who
has something to forget, as people know nothing of the packages above them.
"""

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.errors import NotPermitted
from comity.kernel.ids import new_id
from comity.kernel.spans import day_of
from comity.people import sessions
from comity.people.errors import NotLeaving
from comity.people.facts import ErasureAsked, ErasureStopped, PersonErased
from comity.people.models import Account, ApiToken, NoticeAddress, Person
from comity.record.actions import forget_mentions, record


@transaction.atomic
def ask_erasure(*, by: Actor, now: datetime) -> date:
    """Ask to be forgotten. Until the day comes nothing changes, and one can still stay.

    Returns:
        The day on which it happens. Asking again does not put it off.

    Raises:
        NotPermitted: ``by`` is not a person.
        StillSeated: they sit in a body or in an open case.
    """
    if by.kind is not ActorKind.PERSON:
        raise NotPermitted
    person = Person.objects.select_for_update().get(id=by.id)
    _ask_who_needs_them(by.id, now)
    if person.erase_on is None:
        person.erase_on = day_of(now) + timedelta(days=settings.COMITY_ERASURE_DAYS)
        person.save(update_fields=["erase_on"])
        fact = ErasureAsked(subject=by.id, erase_on=person.erase_on.isoformat())
        record(fact, by=by, now=now)
    return person.erase_on


@transaction.atomic
def stop_erasure(*, by: Actor, now: datetime) -> None:
    """Stay after all.

    Raises:
        NotPermitted: ``by`` is not a person.
        NotLeaving: they had not asked to be forgotten.
    """
    if by.kind is not ActorKind.PERSON:
        raise NotPermitted
    if not Person.objects.filter(id=by.id, erase_on__isnull=False).update(erase_on=None):
        raise NotLeaving
    record(ErasureStopped(subject=by.id), by=by, now=now)


@transaction.atomic
def erase(*, person_id: str, now: datetime) -> None:
    """Forget somebody who asked for it and whose day has come.

    What stays is a row without a name, on which signatures and past seats rest, and the lines of
    the record, whose parts about this person nobody can read any more.

    Raises:
        NotLeaving: they did not ask, or their day has not come.
        StillSeated: they took a seat meanwhile.
    """
    today = day_of(now)
    person = Person.objects.select_for_update().filter(id=person_id, erase_on__lte=today).first()
    if person is None:
        raise NotLeaving
    _ask_who_needs_them(person_id, now)
    accounts = Account.objects.filter(person=person)
    # The record names people and accounts by id. Names do not count: somebody could have called
    # themselves what lines about others hide, and would take those with them.
    mentions = {person_id} | {f"{one.provider}:{one.subject}" for one in accounts}
    for name in settings.COMITY_FORGETTING:
        import_string(name)(person_id, now)
    accounts.delete()
    NoticeAddress.objects.filter(person=person).delete()
    Authenticator.objects.filter(user=person).delete()
    ApiToken.objects.filter(person=person).delete()
    sessions.end(person_id, today=today)
    person.set_unusable_password()
    person.username = f"erased-{new_id().lower()}"
    person.display_name = person.code_name = ""
    person.language, person.languages = settings.LANGUAGE_CODE, []
    person.is_active, person.erase_on, person.erased_on = False, None, today
    person.save()
    record(PersonErased(subject=person_id), by=SYSTEM, now=now)
    forget_mentions(subject=person_id, names=mentions)


def _ask_who_needs_them(person_id: str, now: datetime) -> None:
    for name in settings.COMITY_NEEDING:
        import_string(name)(person_id, now)
