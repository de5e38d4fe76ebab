"""A consultation with a round of statements, and whoever runs it."""

import pytest

from comity.people.models import Person
from tests.factories import consultations
from tests.factories.opinions import asking
from tests.web.serving import at_browser


@pytest.fixture
def found():
    return consultations.consultation()


@pytest.fixture
def round_(found):
    return asking(found=found)


@pytest.fixture
def runs(found):
    return consultations.organiser_of(found)


@pytest.fixture
def organiser(runs):
    return at_browser(Person.objects.get(id=runs.id))
