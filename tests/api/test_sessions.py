"""Calls that come with the session of somebody who signed in with a browser."""

import pytest
from django.test import Client

from comity.signup.models import Signature
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_call_in_a_session_that_another_site_may_have_sent_is_refused():
    person = PersonFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    answer = client.post("/api/v1/signups", {}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "call_from_elsewhere"
    assert not Signature.objects.exists()


def test_reading_in_a_session_needs_no_word_against_forgery():
    client = Client(enforce_csrf_checks=True)
    client.force_login(PersonFactory())
    assert client.get("/api/v1/me").status_code == 200
