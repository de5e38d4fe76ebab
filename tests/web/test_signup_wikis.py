"""The pages on which a wiki's group is switched on, and on which who can edit is decided."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from comity.access.rules import Permission
from comity.record.models import Line
from comity.signup.models import WikiSigning
from comity.signup.queries import signing
from comity.signup.rules import Effect
from tests.factories.communities import CommunityFactory
from tests.factories.people import somebody
from tests.factories.wikis import WikiFactory
from tests.web.serving import at_browser, confirm, text_of

pytestmark = pytest.mark.django_db
REASON = "We agreed on it at the village pump."
DECIDED = {"refuses": "yes", "reason": REASON}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def wiki():
    return WikiFactory(community=CommunityFactory(slug="hill", name="The Hill Wiki"))


@pytest.fixture
def keeper(wiki):
    client = at_browser(
        somebody(Permission.WIKI_CONNECT, Permission.SIGNING_REQUIRE, on=wiki.community)
    )
    confirm(client)
    return client


def page(name):
    return reverse(f"signup:{name}", args=["hill"])


def effect(**changes):
    today = timezone.now().date()
    known = {
        "looked_on": today,
        "since": date(2026, 1, 1),
        "complete": True,
        "edited": 120,
        "signed": 20,
        "new": 30,
        "new_signed": 2,
        "joined": 400,
        "without_account": 7,
    }
    return Effect(**(known | changes)).as_json()


def grouped(wiki, **changes):
    return WikiSigning.objects.create(wiki=wiki, keeps_group=True, **changes)


def test_the_group_is_switched_on(keeper, wiki):
    typed = {"keeps": "on", "group": "signed", "grace_days": "14"}
    answer = keeper.post(page("group"), typed, follow=True)
    assert "Kept. The group follows in a moment." in text_of(answer)
    made = signing(wiki)
    assert (made.keeps_group, made.group, made.grace_days) == (True, "signed", 14)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"group": "sysop", "grace_days": "14"}, "gives no power over others"),
        ({"group": "Two words", "grace_days": "14"}, "gives no power over others"),
        ({"group": "signed", "grace_days": "400"}, "365"),
        ({"group": "signed", "grace_days": "many"}, "whole number"),
    ],
)
def test_a_group_that_cannot_be_comes_back_with_what_was_typed(keeper, wiki, typed, told):
    answer = keeper.post(page("group"), typed | {"keeps": "on"})
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert typed["group"] in text_of(answer)
    assert not signing(wiki).keeps_group


def test_everybody_sees_what_it_does_to_newcomers(wiki):
    grouped(wiki, effect=effect())
    told = text_of(Client().get(page("newcomers")))
    assert "This community asks for no signature before somebody edits." in told
    assert ">120<" in told
    assert ">400<" in told
    assert "not told: so few people could be recognised" in told
    assert "Look again" not in told


def test_what_was_read_in_part_says_so(wiki):
    grouped(wiki, effect=effect(complete=False))
    assert "the true numbers for 30 days are larger" in text_of(Client().get(page("newcomers")))


def test_before_anybody_looked_the_page_says_so(wiki):
    assert "Nobody has looked yet." in text_of(Client().get(page("newcomers")))


def test_a_community_without_a_wiki_has_nothing_to_show():
    CommunityFactory(slug="hill")
    told = text_of(Client().get(page("newcomers")))
    assert "This community has no wiki of its own here." in told


def test_who_looks_after_it_has_it_looked_at(keeper, wiki):
    answer = keeper.post(page("look"), follow=True)
    assert "Look again in a moment." in text_of(answer)
    assert signing(wiki).looking
    assert Client().post(page("look")).status_code == 401


def test_a_decision_takes_two_steps_and_shows_the_numbers_first(keeper, wiki):
    grouped(wiki, effect=effect())
    assert ">120<" in text_of(keeper.get(page("refuse")))
    sure = text_of(keeper.post(page("refuse"), DECIDED))
    assert "Let only people edit who have signed?" in sure
    assert ">120<" in sure
    assert REASON in sure
    assert not signing(wiki).refuses
    answer = keeper.post(page("refuse"), DECIDED | {"sure": "on"}, follow=True)
    told = text_of(answer)
    assert "It is decided, and stands on the public record." in told
    assert "only people who have signed the code can edit its wiki" in told
    assert REASON in told
    assert "When it was decided" in told
    line = Line.objects.get(kind="signing:refusal_chosen")
    assert line.chain == "open"
    assert line.shown["reason"] == REASON
    assert (line.shown["edited"], line.shown["signed"]) == (120, 20)


def test_it_can_be_undone_at_any_time(keeper, wiki):
    grouped(wiki, refuses=True, decided_on=date(2026, 1, 1), reason="Then.")
    undone = {"refuses": "no", "reason": "It kept newcomers away.", "sure": "on"}
    told = text_of(keeper.post(page("refuse"), undone, follow=True))
    assert "It did so until" in told
    assert "It kept newcomers away." in told
    assert not signing(wiki).refuses


def test_sending_a_decision_twice_undoes_nothing(keeper, wiki):
    grouped(wiki, effect=effect())
    for _ in range(2):
        keeper.post(page("refuse"), DECIDED | {"sure": "on"})
    assert signing(wiki).refuses
    assert Line.objects.filter(kind="signing:refusal_chosen").count() == 1


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({}, "First look at what it does to newcomers."),
        ({"effect": effect(looked_on=date(2026, 1, 1))}, "First look at what it does"),
        ({"keeps_group": False}, "First switch on the group of people who have signed."),
    ],
)
def test_nothing_is_decided_blindly(keeper, wiki, state, told):
    WikiSigning.objects.create(wiki=wiki, **({"keeps_group": True} | state))
    assert told in text_of(keeper.get(page("refuse")))
    answer = keeper.post(page("refuse"), DECIDED | {"sure": "on"})
    assert answer.status_code == 422
    assert not signing(wiki).refuses


def test_a_decision_needs_a_reason(keeper, wiki):
    grouped(wiki, effect=effect())
    answer = keeper.post(page("refuse"), {"refuses": "yes", "reason": " ", "sure": "on"})
    assert answer.status_code == 422
    assert not signing(wiki).refuses


def test_the_group_stays_while_only_it_can_edit(keeper, wiki):
    grouped(wiki, refuses=True, decided_on=date(2026, 1, 1), reason="Then.")
    for typed in ({"group": "signed"}, {"keeps": "on", "group": "others"}):
        answer = keeper.post(page("group"), typed | {"grace_days": "14"})
        assert answer.status_code == 422
        assert "Only people in this group can edit" in text_of(answer)


def test_looking_after_the_wiki_is_not_deciding_for_its_community(wiki):
    grouped(wiki, effect=effect())
    client = at_browser(somebody(Permission.WIKI_CONNECT, on=wiki.community))
    confirm(client)
    assert client.get(page("refuse")).status_code == 403
    assert client.post(page("refuse"), DECIDED | {"sure": "on"}).status_code == 403
    assert not signing(wiki).refuses


def test_deciding_asks_once_more_who_it_is(wiki):
    grouped(wiki, effect=effect())
    client = at_browser(somebody(Permission.SIGNING_REQUIRE, on=wiki.community))
    answer = client.post(page("refuse"), DECIDED | {"sure": "on"})
    assert answer.status_code == 302
    assert not signing(wiki).refuses


def test_what_the_wiki_does_is_told_apart_from_what_was_decided(wiki):
    survey = {"groups": ["*", "user", "signed"], "editors": ["signed", "sysop"]}
    row = grouped(wiki, refuses=True, decided_on=date(2026, 1, 1), reason="Then.")
    assert "Nobody has asked the wiki yet" in text_of(Client().get(page("newcomers")))
    for editors, refuses, told in (
        (["signed", "sysop"], True, "The wiki carries it out."),
        (["*", "signed"], True, "The wiki does not carry it out yet"),
        (["signed"], False, "although nobody here decided that"),
        (["sysop"], False, "not even people who have signed can edit"),
    ):
        wiki.survey = survey | {"editors": editors}
        wiki.save()
        row.refuses = refuses
        row.save()
        assert told in text_of(Client().get(page("newcomers")))
