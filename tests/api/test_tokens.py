"""Programs show a token in place of a person, for what it was made for and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comity.api.app import api
from comity.api.scopes import NO_TOKEN, SCOPES
from comity.kernel.actors import Actor, ActorKind
from comity.people.actions import make_token, revoke_token
from comity.people.models import ApiToken, Person
from comity.people.rules import Scope
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(username="kit")


@pytest.fixture
def token(person):
    def token(*scopes, days=30):
        now = timezone.now()
        return make_token(
            name="Lantern bot",
            scopes=scopes or [Scope.ME_READ],
            ends_on=now.date() + timedelta(days=days),
            by=Actor(ActorKind.PERSON, person.id),
            now=now,
        )

    return token


def ask(path, token, **headers):
    sent = {"Authorization": f"Bearer {token}", **headers}
    return Client().get(f"/api/v1/{path}", headers=sent)


def code(answer):
    return answer.status_code, answer.json()["code"]


def test_a_token_stands_for_its_owner(token):
    assert ask("me", token()).json()["username"] == "kit"


def test_the_day_of_its_use_is_noted_and_no_moment(token):
    ask("me", token())
    assert ApiToken.objects.get().used_on == timezone.now().date()


def test_a_token_is_good_for_what_it_was_made_for(token):
    assert code(ask("signups", token(Scope.ME_READ))) == (403, "token_for_something_else")
    assert ask("signups", token(Scope.SIGNATURES_READ)).status_code == 200


def test_what_everybody_may_read_needs_no_scope(token):
    assert ask("communities", token(Scope.ME_READ)).status_code == 200


@pytest.mark.parametrize("path", ["me/export", "cases/0000000000000", "report", "messages"])
def test_a_token_opens_nothing_that_is_sealed(token, path):
    assert code(ask(path, token(*Scope))) == (403, "token_opens_nothing")


def test_a_token_brings_no_keys(token):
    assert ask("me", token()).json()["is_unlocked"] is False


def test_a_token_is_not_used_with_a_receipt(token):
    answer = ask("report", token(*Scope), **{"Comity-Receipt": "anything"})
    assert code(answer) == (403, "token_opens_nothing")


@pytest.mark.parametrize("shown", ["", "comity_", "comity_" + "a" * 46, "nonsense", "é"])
def test_what_is_no_token_lets_nobody_in(shown):
    assert code(ask("me", shown)) == (401, "token_unknown")
    assert code(ask("communities", shown)) == (401, "token_unknown")


def test_another_way_of_showing_it_is_none(token):
    headers = {"Authorization": f"Basic {token()}"}
    assert code(Client().get("/api/v1/me", headers=headers)) == (401, "token_unknown")


def test_a_token_in_an_address_counts_for_nothing(token):
    for name in ("token", "access_token", "Authorization"):
        assert Client().get("/api/v1/me", {name: token()}).status_code == 401


def test_a_revoked_token_works_no_more(token, person):
    shown = token()
    by = Actor(ActorKind.PERSON, person.id)
    revoke_token(token_id=ApiToken.objects.get().id, by=by, now=timezone.now())
    assert code(ask("me", shown)) == (401, "token_unknown")


def test_a_token_of_yesterday_works_no_more(token):
    shown = token()
    ApiToken.objects.update(ends_on=timezone.now().date() - timedelta(days=1))
    assert code(ask("me", shown)) == (401, "token_unknown")


def test_the_token_of_somebody_who_is_not_let_in_works_no_more(token):
    shown = token()
    Person.objects.update(is_active=False)
    assert code(ask("me", shown)) == (401, "token_unknown")


def test_a_token_takes_the_place_of_a_session(token):
    client = Client(headers={"Authorization": f"Bearer {token()}"})
    client.force_login(PersonFactory(username="robin"))
    assert client.get("/api/v1/me").json()["username"] == "kit"


def test_a_token_needs_no_form_token(token):
    client = Client(enforce_csrf_checks=True)
    sent = {"community": "nowhere", "version": "none", "language": "en"}
    answer = client.post(
        "/api/v1/signups",
        sent,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token(Scope.SIGNATURES_WRITE)}"},
    )
    assert answer.status_code == 404


def test_a_token_opens_no_page(token):
    client = Client(headers={"Authorization": f"Bearer {token(*Scope)}"})
    assert client.get("/en/account/").status_code in {302, 401}


def test_every_operation_says_what_a_token_is_good_for():
    described = api.get_openapi_schema()["paths"].values()
    names = {one["operationId"] for methods in described for one in methods.values()}
    assert names == set(SCOPES)


def test_no_scope_reaches_what_is_sealed():
    for path, methods in api.get_openapi_schema()["paths"].items():
        inside = path.removeprefix("/api/v1/")
        sealed = inside.startswith(("cases/{", "report", "messages", "audience", "me/export"))
        sealed |= inside.endswith("-without-account")  # a token says whose it is
        for operation in methods.values():
            assert (SCOPES[operation["operationId"]] is NO_TOKEN) == sealed, path


def test_every_scope_is_good_for_something():
    assert set(Scope) <= set(SCOPES.values())
