import pytest
from django.db import IntegrityError

from comity.charter.models import Installation
from tests.factories.charter import CharterVersionFactory, InstallationFactory

pytestmark = pytest.mark.django_db


def test_the_database_refuses_a_charter_number_twice():
    CharterVersionFactory(number=1)
    with pytest.raises(IntegrityError):
        CharterVersionFactory(number=1)


def test_the_database_refuses_a_charter_before_the_first():
    with pytest.raises(IntegrityError, match="charters_count_from_one"):
        CharterVersionFactory(number=0)


def test_the_database_is_for_one_use():
    first = InstallationFactory()
    with pytest.raises(IntegrityError):
        Installation.objects.create(use="sandbox", marked_on=first.marked_on)


def test_the_database_refuses_a_use_that_does_not_exist():
    with pytest.raises(IntegrityError, match="an_installation_is_a_sandbox_or_real"):
        InstallationFactory(use="party")
