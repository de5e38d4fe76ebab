from datetime import date

import pytest
from django.db import IntegrityError

from comity.communities.models import CommunityName
from comity.communities.rules import Kind
from tests.factories.communities import CommunityFactory, MovementFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"parent": None}, "only_a_movement_stands_alone"),
        ({"kind": Kind.EVENT}, "exactly_events_have_days_in_order"),
        ({"starts_on": date(2026, 1, 1)}, "exactly_events_have_days_in_order"),
        (
            {"kind": Kind.EVENT, "starts_on": date(2026, 1, 2), "ends_on": date(2026, 1, 1)},
            "exactly_events_have_days_in_order",
        ),
    ],
)
def test_the_database_refuses_a_community_that_makes_no_sense(wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        CommunityFactory(**wrong)


def test_the_database_refuses_a_second_movement():
    MovementFactory()
    with pytest.raises(IntegrityError):
        CommunityFactory(parent=None, kind=Kind.MOVEMENT)


def test_the_database_refuses_a_slug_twice():
    CommunityFactory(slug="lantern")
    with pytest.raises(IntegrityError):
        CommunityFactory(slug="lantern")


def test_the_database_refuses_two_names_in_one_language():
    community = CommunityFactory()
    with pytest.raises(IntegrityError):
        CommunityName.objects.create(community=community, language="en", name="Another")


def test_the_database_refuses_a_community_under_itself():
    community = CommunityFactory()
    community.parent = community
    with pytest.raises(IntegrityError, match="no_community_stands_under_itself"):
        community.save()
