"""Charters to test with."""

from datetime import date
from importlib import resources

import factory
from factory.django import DjangoModelFactory

from comity.charter.models import CharterVersion, Installation
from comity.charter.rules import read

SANDBOX_TEXT = (resources.files("comity.charter") / "shipped" / "small.toml").read_text()


class InstallationFactory(DjangoModelFactory):
    class Meta:
        model = Installation
        django_get_or_create = ("only",)

    only = True
    use = Installation.Use.PRODUCTION
    marked_on = date(2026, 1, 1)


class CharterVersionFactory(DjangoModelFactory):
    """The charter of the sandbox, adopted."""

    class Meta:
        model = CharterVersion

    number = factory.Sequence(lambda number: number + 1)
    text = SANDBOX_TEXT
    hash = factory.LazyAttribute(lambda version: read(version.text).hash)
    adopted_on = date(2026, 1, 1)
