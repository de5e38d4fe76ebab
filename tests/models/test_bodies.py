from datetime import date

import pytest
from django.db import IntegrityError

from comity.bodies.models import Conflict
from tests.factories.bodies import BodyFactory, MandateFactory, SeatFactory
from tests.factories.communities import CommunityFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "wrong", "constraint"),
    [
        (BodyFactory, {"response_days": 0}, "a_body_answers_within_some_days"),
        (MandateFactory, {"severity_from": 0}, "a_mandate_covers_severities_in_order"),
        (MandateFactory, {"severity_to": 6}, "a_mandate_covers_severities_in_order"),
        (
            MandateFactory,
            {"severity_from": 3, "severity_to": 2},
            "a_mandate_covers_severities_in_order",
        ),
        (MandateFactory, {"measure_to": 9}, "a_mandate_ends_on_the_ladder"),
        (MandateFactory, {"until": date(2025, 1, 1)}, "a_mandate_ends_after_it_begins"),
        (SeatFactory, {"ends_on": date(2025, 1, 1)}, "a_term_ends_after_it_begins"),
        (SeatFactory, {"ended_on": date(2030, 1, 1)}, "a_seat_is_left_before_its_term_ends"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(factory, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        factory(**wrong)


def test_the_database_refuses_two_people_in_one_seat():
    first = SeatFactory()
    with pytest.raises(IntegrityError):
        SeatFactory(body=first.body, number=first.number)


def test_the_database_refuses_somebody_twice_in_a_body():
    first = SeatFactory()
    with pytest.raises(IntegrityError):
        SeatFactory(body=first.body, person=first.person, granted=None)


def test_a_seat_that_was_left_can_be_taken_again():
    first = SeatFactory(ended_on=date(2026, 2, 1))
    assert SeatFactory(body=first.body, number=first.number)


@pytest.mark.parametrize("both", [True, False])
def test_the_database_refuses_a_conflict_with_nothing_or_with_two_things(both):
    detail = {"account_tag": "a" * 32, "community": CommunityFactory()} if both else {}
    with pytest.raises(IntegrityError, match="a_conflict_is_with_an_account_or_with_a_place"):
        Conflict.objects.create(person=PersonFactory(), declared_on=date(2026, 1, 1), **detail)


def test_the_database_refuses_the_same_conflict_twice():
    conflict = {"person": PersonFactory(), "declared_on": date(2026, 1, 1), "account_tag": "a" * 32}
    Conflict.objects.create(**conflict)
    with pytest.raises(IntegrityError):
        Conflict.objects.create(**conflict)
