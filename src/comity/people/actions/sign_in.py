"""What changes how people sign in."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.people import sessions
from comity.people.errors import NoSecondStep, PasswordNotUsable
from comity.people.facts import PasswordReplaced, SecondStepRemoved
from comity.people.models import ApiToken, Person
from comity.record.actions import record


@transaction.atomic
def end_session(*, person_id: str, session_id: str, by: Actor, now: datetime) -> None:
    """Sign somebody out in one of their browsers. Where one is signed in is no fact for the record.

    Raises:
        NotFound: they are not signed in there, or not any more.
    """
    _own(person_id, by)
    if not session_id or not sessions.end(person_id, today=now.date(), only=session_id):
        raise NotFound


@transaction.atomic
def end_other_sessions(*, person_id: str, here: str, by: Actor, now: datetime) -> int:
    """Sign somebody out everywhere but here, and say in how many browsers they were.

    Args:
        person_id: who.
        here: name of the session that stays, as ``sessions.id_of`` gives it.
        by: who says so.
        now: the moment.
    """
    _own(person_id, by)
    return sessions.end(person_id, today=now.date(), but=here)


@transaction.atomic
def end_what_the_old_password_gave(*, person_id: str, here: str, by: Actor, now: datetime) -> None:
    """Sign somebody who has just changed their password out everywhere else, and end their tokens.

    Whoever knew the old password could be signed in somewhere, or have made a token.

    Args:
        person_id: who.
        here: name of the session that stays, as ``sessions.id_of`` gives it.
        by: who says so.
        now: the moment.
    """
    end_other_sessions(person_id=person_id, here=here, by=by, now=now)
    ApiToken.objects.filter(person=person_id).delete()


@transaction.atomic
def replace_password(*, person_id: str, password: str, by: Actor, now: datetime) -> None:
    """Give somebody who cannot get in a new password, and sign them out everywhere.

    Their tokens go too: whoever had their password could have made some.

    Raises:
        PasswordNotUsable: it is too short, or one that many people use.
    """
    person = _by_operator(person_id, by)
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise PasswordNotUsable(field="password", reasons=" ".join(problem.messages)) from problem
    person.set_password(password)
    person.save(update_fields=["password"])
    sessions.end(person_id, today=now.date())
    ApiToken.objects.filter(person=person).delete()
    record(PasswordReplaced(subject=person_id), by=by, now=now)


@transaction.atomic
def remove_second_step(*, person_id: str, by: Actor, now: datetime) -> None:
    """Let somebody who lost all of their second factors sign in without, and sign them out.

    Raises:
        NoSecondStep: their password is enough already.
    """
    _by_operator(person_id, by)
    if not Authenticator.objects.filter(user_id=person_id).delete()[0]:
        raise NoSecondStep
    sessions.end(person_id, today=now.date())
    ApiToken.objects.filter(person=person_id).delete()
    record(SecondStepRemoved(subject=person_id), by=by, now=now)


def _own(person_id: str, by: Actor) -> None:
    if by.kind is ActorKind.PERSON and by.id != person_id:
        raise NotPermitted


def _by_operator(person_id: str, by: Actor) -> Person:
    if by.kind is not ActorKind.OPERATOR:
        raise NotPermitted
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        raise NotFound
    return person
