"""What happens when the clock of the machine is set back, with everything that it does a minute."""

from datetime import date, timedelta

import pytest

from comity.kernel.spans import day_of
from comity.record.actions import tick
from comity.record.models import Line, Turn
from comity.record.queries import first_broken_line
from tests.factories.bodies import SeatFactory
from tests.factories.charter import CharterVersionFactory, InstallationFactory
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ending():
    """Give a seat whose term ends today."""
    InstallationFactory()
    CharterVersionFactory()
    return SeatFactory(starts_on=date(2026, 1, 1), ends_on=day_of(NOW))


def facts():
    return [line.kind for line in Line.objects.order_by("chain", "number")]


def test_what_is_due_happens_once_though_its_time_comes_twice(ending):
    assert tick(now=NOW) == []
    before = facts()
    assert tick(now=NOW + DAY) == []
    ending.refresh_from_db()
    assert ending.ended_on is not None
    after = facts()
    assert len(after) > len(before)
    assert tick(now=NOW) == []
    assert tick(now=NOW + DAY) == []
    assert facts() == after
    assert first_broken_line() is None


def test_before_its_time_comes_again_nothing_happens(ending):
    tick(now=NOW - DAY)
    before = facts()
    tick(now=NOW - 9 * DAY)
    assert facts() == before
    ending.refresh_from_db()
    assert ending.ended_on is None
    assert Turn.objects.exists()
