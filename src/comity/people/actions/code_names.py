"""Calling somebody by a code name. ``bodies`` says who, and puts it on record."""

from django.db import IntegrityError, transaction

from comity.people.errors import CodeNameTaken
from comity.people.models import Person
from comity.people.queries import anybody_called


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
