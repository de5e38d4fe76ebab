"""What tests of several people at the same moment share."""

import pytest

from tests.harness.at_once import database_of_its_own


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """Work where several connections see what each has written."""
    with django_db_blocker.unblock(), database_of_its_own():
        yield
