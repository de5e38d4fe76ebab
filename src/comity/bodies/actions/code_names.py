"""Code names: members who would be in danger if they were named are called by them everywhere."""

import re
from datetime import datetime

from django.db import transaction

from comity.bodies import queries
from comity.bodies.errors import CodeNameWrong, NoWish
from comity.bodies.facts import CodeNameConfirmed, CodeNameDropped
from comity.bodies.models import LONGEST_CODE_NAME, CodeNameWish
from comity.kernel.actors import Actor
from comity.kernel.errors import NotPermitted
from comity.kernel.spans import day_of
from comity.people.actions import take_code_name
from comity.people.errors import CodeNameTaken
from comity.people.queries import anybody_called
from comity.record.actions import record

READABLE = re.compile(r"\w(?:[\w .'-]*\w)?")
"""Letters and digits of any script, with spaces and the marks that names have between them."""


def readable(code_name: str) -> str:
    """Tidy a code name.

    Raises:
        CodeNameWrong: nobody can be called so.
    """
    tidy = " ".join(code_name.split())
    if len(tidy) > LONGEST_CODE_NAME or not READABLE.fullmatch(tidy):
        raise CodeNameWrong(field="code_name")
    return tidy


@transaction.atomic
def ask_code_name(*, person_id: str, code_name: str, by: Actor, now: datetime) -> None:
    """Ask to be called by a code name; another member of a body one sits in confirms it.

    Asking again changes the wish.

    Raises:
        NotPermitted: ``by`` is somebody else, or sits in no body.
        CodeNameWrong: nobody can be called so.
        CodeNameTaken: somebody is called so already.
    """
    if by.id != person_id or not queries.seats_of_person(person_id, day_of(now)):
        raise NotPermitted
    tidy = readable(code_name)
    if anybody_called(tidy, but=person_id):
        raise CodeNameTaken(field="code_name")
    CodeNameWish.objects.update_or_create(
        person_id=person_id, defaults={"code_name": tidy, "asked_on": day_of(now)}
    )


@transaction.atomic
def confirm_code_name(
    *, body_id: str, person_id: str, code_name: str, by: Actor, now: datetime
) -> None:
    """Confirm the code name that a member of a body would like, as another member of it.

    Args:
        body_id: of the body in which both sit, or which ``by`` may seat people in.
        person_id: who asked.
        code_name: as it was shown to whoever confirms it.
        by: another member of the body, or an operator.
        now: the moment.

    Raises:
        NoWish: nobody of this body asked for this, or ``by`` may not know of it.
        CodeNameTaken: somebody is called so by now.
    """
    on = day_of(now)
    seen = queries.code_names_in(body_id, seen_by=by, on=on)
    if (person_id, code_name) not in {(one.person_id, one.code_name) for one in seen}:
        raise NoWish
    give_code_name(person_id=person_id, code_name=code_name, by=by, now=now)


@transaction.atomic
def drop_code_name(*, person_id: str, by: Actor, now: datetime) -> None:
    """Give up one's code name, or the wish for one. Nobody else can take it away.

    Raises:
        NotPermitted: ``by`` is somebody else.
    """
    if by.id != person_id:
        raise NotPermitted
    CodeNameWish.objects.filter(person=person_id).delete()
    take_code_name(person_id=person_id, code_name="")
    record(CodeNameDropped(subject=person_id), by=by, now=now)


def give_code_name(*, person_id: str, code_name: str, by: Actor, now: datetime) -> None:
    """Call somebody by a code name from now on. The caller has checked who may."""
    take_code_name(person_id=person_id, code_name=code_name)
    CodeNameWish.objects.filter(person=person_id).delete()
    record(CodeNameConfirmed(subject=person_id), by=by, now=now)
