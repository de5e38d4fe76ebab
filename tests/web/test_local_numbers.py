"""Where the charter of a community is stricter, pages show what holds there."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from comity.charter.actions import adopt_local_charter
from tests.factories import reports as factory
from tests.factories.bodies import BodyFactory
from tests.factories.charter import CharterVersionFactory
from tests.factories.codes import OPERATOR
from tests.factories.communities import CommunityFactory
from tests.web.reporting import START, Form, begin
from tests.web.serving import text_of

pytestmark = pytest.mark.django_db
BODY = "/en/bodies/panel/"


@pytest.fixture
def house():
    return factory.house()


def line(answer):
    return " ".join(text_of(answer).split())


def test_a_body_decides_by_the_numbers_of_its_own_community(client):
    CharterVersionFactory()
    place = CommunityFactory(slug="lighthouse")
    BodyFactory(community=place, slug="panel")
    usual = line(client.get(BODY))
    assert "A report comes here only if at least 3 members could open it." in usual
    assert "3 members decide each case together." in usual
    adopt_local_charter(
        path=[place.id, place.parent_id],
        below=(),
        text="handlers_minimum = 4\n[panel]\nS3 = 5\n",
        by=OPERATOR,
        now=timezone.now(),
    )
    stricter = line(client.get(BODY))
    assert "A report comes here only if at least 4 members could open it." in stricter
    assert "5 members decide each case together." in stricter


def test_whoever_comes_from_a_community_in_danger_reads_who_answers_there(client, house):
    adopt_local_charter(
        path=[house.project.id, house.project.parent_id],
        below=(),
        text='[emergency]\ncontact = "night@hill.example"\nhours = 1\n',
        by=OPERATOR,
        now=datetime.now(UTC),
    )
    for place, contact, hours in (
        (house.project.slug, "night@hill.example", "within 1 hour,"),
        ("", "safety@lantern.example", "within 3 hours,"),
    ):
        first = begin(client, place=place)
        page = Form(client, client.post(START, first.values | {"danger": "yes"}))
        assert contact in page.text
        assert hours in page.text
