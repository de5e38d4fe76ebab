"""Pages about the tokens of one's programs."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comity.people.models import ApiToken
from comity.people.rules import looks_like_token
from comity.record.models import Line
from tests.factories.people import PersonFactory
from tests.web.serving import at_browser, confirm, text_of

pytestmark = pytest.mark.django_db
HERE = "/en/account/tokens/"
TOKEN = re.compile(r"comity_\w+")


@pytest.fixture
def browser():
    client = at_browser(PersonFactory(username="kit"))
    confirm(client)
    return client


def typed(**changed):
    day = timezone.now().date() + timedelta(days=30)
    return {"name": "Lantern bot", "scopes": ["me:read"], "ends_on": day.isoformat(), **changed}


def test_somebody_without_tokens_is_told_who_needs_one(browser):
    assert "You have no tokens" in text_of(browser.get(HERE))


def test_a_token_is_shown_once_and_works(browser):
    page = text_of(browser.post(f"{HERE}new/", typed()))
    (shown,) = TOKEN.findall(page)
    assert looks_like_token(shown)
    program = Client(headers={"Authorization": f"Bearer {shown}"})
    assert program.get("/api/v1/me").json()["username"] == "kit"
    listed = text_of(browser.get(HERE))
    assert "Lantern bot" in listed
    assert "Read who you are here" in listed
    assert shown not in listed


def test_the_token_itself_is_stored_nowhere(browser):
    (shown,) = TOKEN.findall(text_of(browser.post(f"{HERE}new/", typed())))
    kept = ApiToken.objects.values_list().get()
    assert shown.removeprefix("comity_")[:10] not in repr(kept)


def test_that_there_is_one_goes_on_record_without_its_name(browser):
    browser.post(f"{HERE}new/", typed())
    line = Line.objects.get(kind="token:made")
    assert "Lantern" not in repr(Line.objects.values().get(pk=line.pk))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"ends_on": "never"},
        {"ends_on": "2020-01-01"},
        {"ends_on": "2199-01-01"},
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(browser, wrong):
    answer = browser.post(f"{HERE}new/", typed(**wrong))
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()
    assert ("Lantern bot" in text_of(answer)) == ("name" not in wrong)


def test_nobody_makes_more_than_twenty(browser):
    for _ in range(20):
        browser.post(f"{HERE}new/", typed())
    answer = browser.post(f"{HERE}new/", typed())
    assert answer.status_code == 422
    assert "20 tokens" in text_of(answer)
    assert ApiToken.objects.count() == 20


def test_whoever_has_not_just_confirmed_makes_none():
    client = at_browser(PersonFactory())
    assert client.post(f"{HERE}new/", typed()).status_code == 302
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_by_its_owner_and_by_nobody_else(browser):
    browser.post(f"{HERE}new/", typed())
    address = f"{HERE}{ApiToken.objects.get().id}/revoke/"
    assert at_browser(PersonFactory()).post(address).status_code == 404
    assert ApiToken.objects.exists()
    assert browser.post(address).status_code == 302
    assert not ApiToken.objects.exists()
    assert Line.objects.filter(kind="token:revoked").exists()


def test_a_list_of_many_takes_as_few_looks_as_one_of_few(browser, django_assert_max_num_queries):
    for _ in range(5):
        browser.post(f"{HERE}new/", typed())
    with django_assert_max_num_queries(12):
        browser.get(HERE)
