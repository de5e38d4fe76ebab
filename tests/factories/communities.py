"""Communities to test with, each valid and no more than it must be."""

import factory
from factory.django import DjangoModelFactory

from comity.communities.models import Community, CommunityName
from comity.communities.rules import Kind


class MovementFactory(DjangoModelFactory):
    """The one movement: asking for it twice gives the same."""

    class Meta:
        model = Community
        django_get_or_create = ("kind",)
        skip_postgeneration_save = True

    kind = Kind.MOVEMENT
    slug = "movement"
    languages = ["en"]
    provider = "wiki"

    @factory.post_generation
    def name(self, _create, extracted, **_):
        CommunityName.objects.get_or_create(
            community=self, language="en", defaults={"name": extracted or "The movement"}
        )


class CommunityFactory(DjangoModelFactory):
    class Meta:
        model = Community
        skip_postgeneration_save = True

    parent = factory.SubFactory(MovementFactory)
    kind = Kind.PROJECT
    slug = factory.Sequence("project-{}".format)
    languages = ["en"]

    @factory.post_generation
    def name(self, _create, extracted, **_):
        CommunityName.objects.create(
            community=self, language="en", name=extracted or f"Project {self.slug}"
        )
