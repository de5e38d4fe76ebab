"""Wikis over the API: what is missing there, and who can edit."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from comity.access.rules import Permission
from comity.signup.models import WikiSigning
from comity.wikis import queries
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, somebody
from tests.factories.wikis import WikiFactory
from tests.web.serving import at_browser, confirm

pytestmark = pytest.mark.django_db
HERE = "/api/v1/wikis"
SECRET = "words of a bot"


@pytest.fixture
def wiki():
    return WikiFactory(community=CommunityFactory(slug="hill"))


@pytest.fixture
def keeper(wiki):
    permissions = (Permission.WIKI_CONNECT, Permission.SIGNING_REQUIRE)
    client = at_browser(somebody(*permissions, on=wiki.community))
    confirm(client)
    return client


def sent(client, address, **typed):
    return client.post(f"{HERE}{address}", json.dumps(typed), content_type="application/json")


def test_the_checklist_is_that_of_the_pages(keeper, wiki):
    wiki.capabilities = {"login": "Gatekeeper", "rights": ["read"]}
    wiki.survey, wiki.checked_on = {"version": "1.39.17", "groups": []}, NOW.date()
    wiki.save()
    told = keeper.get(f"{HERE}/hill").json()
    assert (told["state"], told["usable"]) == ("works", False)
    lines = {line["name"]: line for line in told["lines"]}
    assert lines["read"]["met"] == "met"
    assert lines["block"]["met"] == "missing"
    assert lines["block"]["grants"] == ["Block and unblock users"]
    assert lines["block"]["title"] == "We may block accounts, and lift blocks"


def test_a_wiki_is_connected_and_nobody_is_told_the_login(keeper):
    answer = sent(
        keeper, "/hill", api_url="https://hill.example/api.php", login="G@c", secret=SECRET
    )
    assert answer.status_code == 201
    assert SECRET not in answer.content.decode()
    assert answer.json()["checking"] is True


def test_what_cannot_be_used_names_the_part(keeper):
    answer = sent(keeper, "/hill", api_url="http://hill.example/api.php", secret=SECRET)
    assert answer.status_code == 422
    assert answer.json()["detail"] == {"field": "api_url"}
    assert SECRET not in answer.content.decode()


def test_a_check_is_asked_for_and_not_waited_for(keeper, wiki):
    answer = sent(keeper, "/hill/check")
    assert (answer.status_code, answer.json()["checking"]) == (202, True)


def test_a_disconnected_wiki_is_told_as_such(keeper, wiki):
    assert sent(keeper, "/hill/disconnection").json()["state"] == "disconnected"
    assert sent(keeper, "/hill/check").json()["code"] == "wiki_disconnected"
    assert queries.every_wiki() == []


def test_the_list_is_filtered_and_comes_in_pages(keeper):
    assert [one["community"] for one in keeper.get(HERE).json()["items"]] == ["hill"]
    assert keeper.get(HERE, {"state": "troubled"}).json()["items"] == []
    assert keeper.get(HERE, {"state": "odd"}).status_code == 422


def test_everybody_sees_what_a_wiki_makes_of_signatures(wiki):
    told = Client().get(f"{HERE}/hill/signing").json()
    assert (told["keeps_group"], told["refuses"], told["effect"]) == (False, False, None)
    assert Client().get(f"{HERE}/nowhere/signing").status_code == 404


def test_who_can_edit_is_decided_only_when_its_effect_is_known(keeper, wiki):
    assert sent(keeper, "/hill/signing/group", keeps=True).json()["group"] == "signed"
    refused = sent(keeper, "/hill/signing/refusal", refuses=True, reason="We agreed.")
    assert refused.json()["code"] == "signing_effect_not_known"
    today = str(timezone.now().date())
    numbers = {"edited": 50, "signed": 3, "new": 0, "new_signed": 0, "joined": 9}
    known = {"looked_on": today, "since": today, "complete": True, "without_account": 0}
    WikiSigning.objects.update(effect=known | numbers)
    told = sent(keeper, "/hill/signing/refusal", refuses=True, reason="We agreed.").json()
    assert told["refuses"] is True
    assert told["effect_before"]["edited"] == 50
    assert told["effect_before"]["signed"] is None, "three people could be recognised"


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/wikis/hill", {"api_url": "https://hill.example/api.php", "secret": SECRET}),
        ("/wikis/hill/disconnection", {}),
        ("/wikis/hill/signing/refusal", {"refuses": True, "reason": "Because."}),
        (
            "/shared-logins",
            {
                "community": "hill",
                "name": "All",
                "domain": "hill.example",
                "login": "G@c",
                "secret": SECRET,
            },
        ),
        ("/shared-logins/none/drop", {}),
    ],
)
def test_what_a_page_asks_to_be_confirmed_is_not_done_here_without(wiki, address, typed):
    permissions = (Permission.WIKI_CONNECT, Permission.SIGNING_REQUIRE)
    client = at_browser(somebody(*permissions, on=wiki.community))
    answer = client.post(f"/api/v1{address}", json.dumps(typed), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_confirmed")


def test_a_stranger_changes_nothing(wiki):
    stranger = at_browser(somebody(Permission.CODE_EDIT, on=wiki.community))
    confirm(stranger)
    for address, typed in (
        ("/hill", {"api_url": "https://hill.example/api.php", "secret": SECRET}),
        ("/hill/check", {}),
        ("/hill/disconnection", {}),
        ("/hill/signing/group", {"keeps": True}),
        ("/hill/signing/effect", {}),
        ("/hill/signing/refusal", {"refuses": True, "reason": "Because."}),
    ):
        assert sent(stranger, address, **typed).status_code == 403
    assert stranger.get(f"{HERE}/hill").status_code == 403
    assert not WikiSigning.objects.filter(keeps_group=True).exists()
    assert queries.wiki(wiki.id).disconnected_on is None
