"""Wikis to test with, each valid and no more than it must be."""

import json

import factory
from django.conf import settings
from factory.django import DjangoModelFactory

from comity.kernel.ids import new_id
from comity.wikis.models import SharedLogin, Wiki
from comity.wikis.queries import sealed_for, shared_sealed_for
from tests.factories.communities import CommunityFactory


class WikiFactory(DjangoModelFactory):
    """A wiki that nobody answers for, unless ``api_url``, ``login`` and ``secret`` say which."""

    class Meta:
        model = Wiki

    class Params:
        login = "Keeper@comity"
        secret = "words of a bot"

    id = factory.LazyFunction(new_id)
    community = factory.SubFactory(CommunityFactory)
    api_url = "https://wiki.invalid/api.php"
    provider = "wiki"

    @factory.lazy_attribute
    def credentials(self):
        plain = json.dumps({"login": self.login, "secret": self.secret})
        return settings.COMITY_KEYS.seal(sealed_for(self), plain.encode())


class SharedLoginFactory(DjangoModelFactory):
    """A login for wikis in ``wiki.invalid`` that no wiki uses yet."""

    class Meta:
        model = SharedLogin
        django_get_or_create = ("community", "name")

    id = factory.LazyFunction(new_id)
    community = factory.SubFactory(CommunityFactory)
    name = "All of them"
    domain = "wiki.invalid"

    @factory.lazy_attribute
    def credentials(self):
        plain = json.dumps({"login": "Keeper@comity", "secret": "words of a bot"})
        return settings.COMITY_KEYS.seal(shared_sealed_for(self), plain.encode())
