"""People to test with, each valid and no more than they must be."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from comity.access.models import Grant
from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.ids import new_id
from comity.people.models import Person
from comity.vault import actions as vault

NOW = datetime(2026, 3, 2, 12, 30, 15, tzinfo=UTC)
TODAY = NOW.date()
PASSPHRASE = "seven quiet rivers"


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    username = factory.Sequence("person{}".format)


def somebody(*permissions, on):
    """Make a person who may do this to that, and nothing else."""
    person = PersonFactory()
    for permission in permissions:
        Grant.objects.create(person_id=person.id, permission=permission, on=on.id)
    return person


def as_actor(person):
    """Let a person act."""
    return Actor(ActorKind.PERSON, person.id)


def handler(*, seat_id=None, starts_on=date(2026, 1, 1), ends_on=TODAY + timedelta(days=365)):
    """Make a person whose key is certified for a seat, and unlock it."""
    person = PersonFactory()
    keyring, _ = vault.make_key(
        person_id=person.id, passphrase=PASSPHRASE, by=as_actor(person), now=NOW
    )
    vault.certify(
        person_id=person.id,
        seat_id=seat_id or new_id(),
        starts_on=starts_on,
        ends_on=ends_on,
        by=SYSTEM,
        now=NOW,
    )
    return keyring
