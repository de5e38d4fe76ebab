"""Pages about communities and bodies: what is there, for whoever asks, in both directions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comity.bodies.queries import conflicted
from comity.bodies.rules import BodyKind, Stage
from comity.cli.sandbox import load
from comity.codes import actions as codes
from comity.codes.rules.reader import read
from comity.communities.models import CommunityName
from comity.communities.rules import Kind
from comity.kernel.actors import Actor, ActorKind
from comity.people.actions import link_account
from comity.people.rules import AccountRef
from comity.vault.actions import certify, make_key
from tests.factories.bodies import BodyFactory, MandateFactory, SeatFactory
from tests.factories.charter import CharterVersionFactory
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")


def seated(body, count=3):
    """Seat people whose keys are certified."""
    now = timezone.now()
    for number in range(count):
        seat = SeatFactory(
            body=body,
            starts_on=now.date(),
            ends_on=now.date() + timedelta(days=30),
            person__display_name=f"{body.slug} member {number}",
        )
        make_key(person_id=seat.person_id, passphrase="a lamp", by=OPERATOR, now=now)
        certify(
            person_id=seat.person_id,
            seat_id=seat.id,
            starts_on=seat.starts_on,
            ends_on=seat.ends_on,
            by=OPERATOR,
            now=now,
        )
    return body


def put_in_force(community, name):
    """Let a code of the sandbox bind in a community."""
    document, now = read(load.text(f"{name}.toml")), timezone.now()
    draft = codes.write_draft(community_id=community.id, document=document, by=OPERATOR, now=now)
    # Nobody is there to judge its words, so they wait as long as the charter says.
    codes.freeze(version_id=draft.id, by=OPERATOR, now=now - timedelta(weeks=5))
    codes.put_in_force(version_id=draft.id, by=OPERATOR, now=now)


@pytest.fixture
def project():
    CharterVersionFactory()
    movement = MovementFactory(slug="lantern", name="The Lantern")
    project = CommunityFactory(parent=movement, slug="lighthouse", name="The Lighthouse")
    CommunityName.objects.create(community=project, language="ar", name="المنارة")
    return project


@pytest.fixture
def panel(project):
    panel = BodyFactory(community=project, slug="panel", name="The panel")
    MandateFactory(body=panel, severity_to=3)
    return seated(panel)


@pytest.fixture
def top(project):
    top = BodyFactory(
        community=project.parent,
        slug="top",
        name="The top",
        kind=BodyKind.MOVEMENT_PANEL,
        contact="top@lantern.example",
    )
    MandateFactory(body=top)
    return seated(top)


@pytest.fixture
def page(client):
    """Ask for a page and read it as one line of text."""

    def get(address, status=200):
        answer = client.get(address)
        assert answer.status_code == status
        return " ".join(answer.content.decode().split())

    return get


@pytest.mark.usefixtures("project")
def test_every_community_is_listed_below_its_parent(page):
    text = page("/en/communities/")
    assert text.index("The Lantern<") < text.index("The Lighthouse<")
    assert 'href="/en/communities/lighthouse/"' in text


@pytest.mark.usefixtures("project")
def test_a_community_is_found_by_name(page):
    assert 'href="/en/communities/lighthouse/"' in page("/en/communities/?q=lightH")
    text = page("/en/communities/?q=%3Cb%3E")
    assert "No community has “&lt;b&gt;” in its name." in text


def test_the_list_is_there_before_any_community_is(page):
    assert "There are no communities here yet." in page("/en/communities/")


@pytest.mark.usefixtures("panel", "top")
def test_a_community_says_who_handles_what_with_times_and_contacts(page):
    text = page("/en/communities/lighthouse/")
    for part in ("The panel", "Within 3 days", "panel@lantern.example", "The top"):
        assert part in text
    assert text.index("A nuisance") < text.index("The panel") < text.index("Somebody is in danger")


def test_a_community_shows_what_it_adds_to_the_floor(page, project):
    put_in_force(project.parent, "code-universal")
    assert "This community adds no rules of its own." in page("/en/communities/lighthouse/")
    put_in_force(project, "code-lighthouse")
    text = page("/en/communities/lighthouse/")
    assert "No edit wars" in text
    assert "/en/who/?place=lighthouse&amp;subject=edit_war" in text
    assert "لا حروب تعديل" in page("/ar/communities/lighthouse/")
    assert "No edit wars" not in page("/en/communities/lantern/")


@pytest.mark.usefixtures("project")
def test_a_community_without_handlers_says_so(page):
    assert "Nobody can handle this now" in page("/en/communities/lighthouse/")


@pytest.mark.usefixtures("panel")
def test_a_community_shows_the_places_below_it(page, project):
    CommunityFactory(
        parent=project,
        slug="gathering",
        name="The gathering",
        kind=Kind.EVENT,
        starts_on=timezone.now().date(),
        ends_on=timezone.now().date(),
    )
    assert "The gathering" in page("/en/communities/lighthouse/")
    assert "Takes place" in page("/en/communities/gathering/")


@pytest.mark.usefixtures("panel")
def test_names_are_in_the_language_of_the_reader(page):
    text = page("/ar/communities/lighthouse/")
    assert 'dir="rtl"' in text
    assert "المنارة" in text


@pytest.mark.parametrize("address", ["/en/communities/nowhere/", "/en/bodies/nobody/"])
def test_what_does_not_exist_is_not_found(page, address):
    page(address, status=404)


@pytest.mark.usefixtures("panel", "top")
def test_who_decides_is_answered_with_reasons(page):
    text = page("/en/who/?place=lighthouse&subject=insult&severity=4")
    assert "Its mandate does not cover matters this grave." in text
    assert "It is the nearest body above the place that can decide." in text
    assert "top@lantern.example" in text
    assert "In danger now?" not in text


@pytest.mark.usefixtures("panel", "top")
def test_danger_names_the_emergency_route(page):
    text = page("/en/who/?place=lighthouse&subject=threat&severity=2")
    assert "In danger now?" in text
    assert "safety@lantern.example" in text


@pytest.mark.usefixtures("project")
def test_where_nobody_can_decide_the_page_says_so(page):
    assert "No body can decide this now." in page("/en/who/?place=lighthouse&subject=conduct")


@pytest.mark.usefixtures("panel")
@pytest.mark.parametrize("query", ["", "?place=lighthouse", "?subject=insult"])
def test_who_comes_with_less_is_asked_for_the_rest(page, query):
    text = page(f"/en/who/{query}")
    assert "There is a problem" not in text
    assert "Show who decides" in text


@pytest.mark.usefixtures("panel")
@pytest.mark.parametrize(
    "query", ["place=nowhere&subject=conduct", "place=lighthouse&subject=conduct&severity=9"]
)
def test_a_wrong_question_comes_back_with_what_is_wrong(page, query):
    assert "There is a problem" in page(f"/en/who/?{query}", status=422)


def test_a_body_shows_its_mandate_seats_terms_votes_and_contact(page, panel):
    SeatFactory(
        body=panel,
        person__display_name="Somebody earlier",
        starts_on=timezone.now().date() - timedelta(days=900),
        ends_on=timezone.now().date() - timedelta(days=200),
        ended_on=timezone.now().date() - timedelta(days=200),
    )
    text = page("/en/bodies/panel/")
    for part in (
        "panel member 0",
        "Suspension from the whole movement",
        "More than half must be in favour.",
        "At least two thirds must be in favour.",
        "Somebody earlier",
        "panel@lantern.example",
        "Within 3 days",
    ):
        assert part in text


def test_a_body_for_appeals_says_so(page, project):
    appeals = BodyFactory(community=project.parent, slug="appeals", kind=BodyKind.APPEAL_PANEL)
    MandateFactory(body=appeals, stage=Stage.APPEAL)
    text = page("/en/bodies/appeals/")
    assert "On appeal, after another body has decided" in text
    assert "Nobody sits in it now." in text


def test_a_body_without_a_mandate_decides_nothing(page, project):
    BodyFactory(community=project, slug="new")
    assert "It has no mandate now, so it decides nothing." in page("/en/bodies/new/")


def test_a_body_with_a_narrow_mandate_names_its_limits(page, project):
    narrow = BodyFactory(community=project, slug="narrow")
    MandateFactory(
        body=narrow,
        subjects=["privacy"],
        spaces=[project.id],
        languages=["ar"],
        until=timezone.now().date() + timedelta(days=5),
    )
    text = page("/en/bodies/narrow/")
    for part in ("Private information made public", "Only in", "Arabic", "until"):
        assert part in text


@pytest.fixture
def signed_in(client, panel):
    member = panel.seats.first().person
    client.force_login(member)
    return member


def declare(client, **said):
    return client.post("/en/me/conflicts/", {"hard": "hard", **said})


def test_a_member_declares_a_place_they_cannot_judge(client, page, signed_in, project):
    assert declare(client, place=project.id).status_code == 302
    text = page("/en/me/conflicts/")
    assert "The Lighthouse</bdi>, " in text
    assert conflicted([signed_in.id], accounts=[], community_ids=[project.id])


def test_a_member_declares_an_account_that_the_page_cannot_name_any_more(client, page, signed_in):
    rowan, now = PersonFactory(), timezone.now()
    account = AccountRef("wiki", "17", "Rowan")
    link_account(person_id=rowan.id, account=account, by=OPERATOR, now=now)
    assert declare(client, account="Rowan", hard="soft").status_code == 302
    assert conflicted([signed_in.id], accounts=[account]) == {signed_in.id: False}
    text = page("/en/me/conflicts/")
    assert "An account, " in text
    assert "Rowan" not in text


@pytest.mark.usefixtures("signed_in")
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Name an account or choose a community"),
        ({"account": "Nobody at all"}, "No account of this name was found."),
    ],
)
def test_a_conflict_with_nobody_comes_back_with_what_was_typed(client, said, sentence):
    answer = declare(client, **said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert said.get("account", "") in answer.content.decode()


def test_conflicts_are_for_whoever_is_signed_in(page):
    page("/en/me/conflicts/", status=401)
