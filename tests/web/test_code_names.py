"""Somebody who serves under a code name is named nowhere, on any page or in any answer."""

import pytest

from comity.people.models import Person
from tests.skins.audiences import GIVEN
from tests.skins.operations import OPERATIONS
from tests.skins.pages import PAGES
from tests.skins.situation import situation
from tests.skins.test_permissions import addresses, called
from tests.web.serving import at
from tests.wiki.paper import PaperWiki

pytestmark = pytest.mark.django_db
CODE_NAME = "Grey Heron"
OUTSIDE = ("nobody", "the reporter", "the respondent")


@pytest.fixture
def here():
    with PaperWiki() as paper:
        here = situation(paper)
        with at(here.story):
            yield here


def hidden_members(here):
    """Give everybody who sits in the first body a code name, and list what must not be read."""
    people = here.story.house.local.people
    own = [name for one in people for name in (one.own_name, one.username)]
    for number, one in enumerate(people):
        Person.objects.filter(id=one.id).update(
            code_name=f"{CODE_NAME} {number}", display_name=f"Xq{number}-own-name"
        )
    return [name for name in own if len(name) > 3] + ["-own-name"]


def leaks(text, own):
    return [name for name in own if name in text]


def test_no_page_names_somebody_behind_a_code_name_to_an_outsider(here):
    own, seen, wrong = hidden_members(here), 0, []
    for name, row in PAGES.items():
        if row.only_sent:
            continue
        for who in OUTSIDE:
            for address in addresses(here, name, row) if GIVEN in row.audience[who] else ():
                text = here.roles[who].browser.get(address).content.decode()
                seen += CODE_NAME in text
                wrong += [f"{address}: {who} reads {one}" for one in leaks(text, own)]
    assert not wrong, "\n".join(wrong)
    assert seen


def test_no_answer_of_the_api_names_somebody_behind_a_code_name_to_an_outsider(here):
    own, seen, wrong = hidden_members(here), 0, []
    for operation, row in OPERATIONS.items():
        if operation.startswith("GET") or operation == "POST /audience":
            for who in OUTSIDE:
                text = called(here, here.roles[who], operation, row).content.decode()
                seen += CODE_NAME in text
                wrong += [f"{operation}: {who} reads {one}" for one in leaks(text, own)]
    assert not wrong, "\n".join(wrong)
    assert seen


def test_members_of_another_body_read_the_code_name_alone(here):
    own = hidden_members(here)
    text = (
        here.roles["a member of another body"]
        .browser.get(f"/en/bodies/{here.body_slug}/")
        .content.decode()
    )
    assert CODE_NAME in text
    assert leaks(text, own) == []


def test_members_of_the_body_read_who_it_is(here):
    hidden_members(here)
    text = here.roles["a member"].browser.get(f"/en/bodies/{here.body_slug}/").content.decode()
    assert "-own-name" in text
