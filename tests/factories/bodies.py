"""Bodies to test with, each valid and no more than it must be."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from comity.access.models import Grant
from comity.access.rules import Permission
from comity.bodies.models import Body, BodyName, Mandate, Seat
from comity.bodies.rules import BodyKind, Stage
from tests.factories.communities import CommunityFactory
from tests.factories.people import PersonFactory


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body
        skip_postgeneration_save = True

    community = factory.SubFactory(CommunityFactory)
    slug = factory.Sequence("body-{}".format)
    kind = BodyKind.LOCAL_PANEL
    contact = "panel@lantern.example"
    response_days = 3

    @factory.post_generation
    def name(self, _create, extracted, **_):
        BodyName.objects.create(body=self, language="en", name=extracted or f"Body {self.slug}")


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    body = factory.SubFactory(BodyFactory)
    stage = Stage.FIRST
    since = date(2026, 1, 1)


class SeatFactory(DjangoModelFactory):
    """Somebody in a seat, with the grant that comes with it and without a key."""

    class Meta:
        model = Seat
        skip_postgeneration_save = True

    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(PersonFactory)
    number = factory.Sequence(lambda number: number + 1)
    starts_on = date(2026, 1, 1)
    ends_on = date(2027, 12, 31)

    @factory.post_generation
    def granted(self, _create, _extracted, **_):
        Grant.objects.create(
            person_id=self.person_id, permission=Permission.CASE_HANDLE, on=self.body_id
        )
