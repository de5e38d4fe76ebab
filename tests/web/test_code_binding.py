"""Putting a frozen version in force on its page."""

import pytest
from django.test import Client
from django.utils import timezone

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.people.models import Person
from comity.record.queries import public_lines
from tests.factories.answers import Asked
from tests.factories.codes import (
    ANSWER,
    KINDNESS,
    OPERATOR,
    answer_in,
    draft,
    in_force,
    local,
    universal,
)
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import somebody
from tests.web.serving import at_browser, confirm
from tests.web.test_code_drafts import line
from tests.web.test_floor import SPIRIT

pytestmark = pytest.mark.django_db
SURE = {"sure": "on"}


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern", name="The Lantern")


@pytest.fixture
def project(movement):
    return CommunityFactory(parent=movement, slug="harbour", name="The Harbour")


@pytest.fixture
def keeper(movement, project):
    person = somebody(Permission.CODE_PUT_IN_FORCE, on=movement)
    grant(person_id=person.id, permission=Permission.CODE_PUT_IN_FORCE, on=project.id)
    client = at_browser(person)
    confirm(client)
    return client


def frozen(document, community):
    version = draft(document, community=community)
    return actions.freeze(version_id=version.id, by=OPERATOR, now=timezone.now())


def page(version, slug="lantern"):
    return f"/en/code/{slug}/versions/{version.id}/put-in-force/"


def test_a_frozen_version_binds_for_whoever_may_and_everybody_can_read_that(keeper, movement):
    first = in_force(universal(), community=movement)
    second = frozen(universal(answer_in(2), KINDNESS), movement)
    shown = keeper.get(page(second))
    said = line(shown)
    for words in ("Version 1:", "Version 2:", "Its meaning changed", "Protects more", "At once"):
        assert words in said, words
    assert f"/changes/{first.id}/{second.id}/" in shown.content.decode()
    assert keeper.post(page(second), {}).status_code == 422
    answer = keeper.post(page(second), SURE, follow=True)
    assert answer.redirect_chain == [("/en/code/lantern/", 302)]
    assert "The version is in force." in line(answer)
    assert queries.code_in_force(movement.id).id == second.id
    assert queries.version(first.id).state == "superseded"
    lines = public_lines(subject=second.code_id, kinds=("code:put_in_force",))
    assert len(lines) == 2


def test_whoever_has_not_just_confirmed_is_asked_first(movement):
    version = frozen(universal(), movement)
    client = at_browser(somebody(Permission.CODE_PUT_IN_FORCE, on=movement))
    for answer in (client.get(page(version)), client.post(page(version), SURE)):
        assert answer.headers["Location"].startswith("/en/account/confirm/")
    assert queries.code_in_force(movement.id) is None


def test_others_are_told_that_they_may_not(movement):
    version = frozen(universal(), movement)
    writer = at_browser(somebody(Permission.CODE_EDIT, on=movement))
    confirm(writer)
    assert writer.get(page(version)).status_code == 403
    assert writer.post(page(version), SURE).status_code == 403
    assert Client().post(page(version), SURE).status_code == 401
    assert queries.code_in_force(movement.id) is None


def test_what_is_not_there_is_not_found(keeper, movement, project):
    version = frozen(universal(), movement)
    assert keeper.get(page(version, "harbour")).status_code == 404
    assert keeper.get("/en/code/lantern/versions/none/put-in-force/").status_code == 404
    unseen = draft(universal(answer_in(1)), community=movement)
    assert keeper.get(page(unseen)).status_code == 404


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "Freeze it first"),
        ("in_force", "is in force already"),
        ("superseded", "Another version has taken its place"),
    ],
)
def test_what_cannot_bind_says_why(movement, state, words):
    version = draft(universal(), community=movement)
    if state != "draft":
        version = in_force(universal(answer_in(2)), community=movement)
    if state == "superseded":
        in_force(universal(answer_in(1)), community=movement)
    wanted = (Permission.CODE_EDIT, Permission.CODE_PUT_IN_FORCE)
    client = at_browser(somebody(*wanted, on=movement))
    confirm(client)
    shown = client.get(page(version))
    assert words in line(shown)
    assert 'name="sure"' not in shown.content.decode()
    assert client.post(page(version), SURE).status_code == 422
    assert queries.version(version.id, seen_by=OPERATOR).state == state


def test_the_floor_below_is_told_of_with_how_many_codes_it_meets(keeper, movement, project):
    version = frozen(universal(), movement)
    assert "No community below has a code of its own." in line(keeper.get(page(version)))
    in_force(universal(answer_in(3), KINDNESS), community=movement)
    in_force(local(answer_in(2)), community=project)
    said = line(keeper.get(page(frozen(universal(answer_in(1)), movement))))
    assert "1 community below has a code of its own." in said
    assert "Everybody in The Lantern and in 1 community below it." in said


def test_a_local_version_below_the_floor_of_today_says_so_before_and_does_not_bind(
    keeper, movement, project
):
    in_force(universal(), community=movement)
    version = frozen(local(answer_in(2)), project)
    assert "The floor has moved" not in line(keeper.get(page(version, "harbour")))
    in_force(universal(answer_in(1), KINDNESS), community=movement)
    shown = keeper.get(page(version, "harbour"))
    assert "falls below it in 1 place now. It cannot bind like this." in line(shown)
    assert f"/code/harbour/versions/{version.id}/floor/" in shown.content.decode()
    refused = keeper.post(page(version, "harbour"), SURE)
    assert refused.status_code == 422
    assert "falls below the floor. Places: 1." in line(refused)
    assert queries.code_in_force(project.id) is None


def test_words_that_nobody_has_judged_are_told_of(keeper, movement, project):
    in_force(universal(ANSWER, KINDNESS), community=movement)
    version = frozen(local(SPIRIT), project)
    said = line(keeper.get(page(version, "harbour")))
    assert "1 text of it touches the floor, and nobody has judged it yet." in said
    assert "Nobody is here to judge these words" in said


def test_a_consultation_that_goes_on_is_named(keeper, movement):
    version = frozen(universal(), movement)
    asked = Asked(universal(answer_in(2)), community=movement)
    shown = keeper.get(page(version))
    assert "They go on. What comes of them cannot change this version" in line(shown)
    assert f"/consultations/{asked.found.id}/" in shown.content.decode()


def test_the_way_there_is_shown_to_those_who_may_and_only_while_it_is_frozen(keeper, movement):
    version = frozen(universal(), movement)
    versions = "/en/code/lantern/versions/"
    for place in (versions, f"{versions}{version.id}/print/"):
        assert page(version) in keeper.get(place).content.decode(), place
        assert page(version) not in Client().get(place).content.decode(), place
    keeper.post(page(version), SURE)
    for place in (versions, f"{versions}{version.id}/print/"):
        assert page(version) not in keeper.get(place).content.decode(), place


def test_the_page_of_a_concluded_consultation_leads_there(movement):
    asked = Asked(universal(), community=movement)
    asked.close()
    asked.conclude()
    said = f"/en/consultations/{asked.found.id}/answers/"
    runs = at_browser(Person.objects.get(id=asked.by.id))
    assert page(asked.version) not in runs.get(said).content.decode()
    grant(person_id=asked.by.id, permission=Permission.CODE_PUT_IN_FORCE, on=movement.id)
    assert page(asked.version) in runs.get(said).content.decode()
