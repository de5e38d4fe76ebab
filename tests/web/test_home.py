"""The first five minutes: home, help, words, who can see what."""

import gzip

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from comity.bodies.queries import bodies_at
from comity.codes import actions as codes
from comity.codes.models import ProvisionText
from comity.codes.rules.reader import read
from comity.communities.queries import children
from comity.kernel.actors import Actor, ActorKind
from comity.web.home.path import Stage, State, standing, steps
from tests.factories.bodies import BodyFactory
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW
from tests.harness.html import parse

LANGUAGES = [tag for tag, _name in settings.LANGUAGES]
PAGES = ["", "help/", "words/", "privacy/", "about/"]
PAGE_LIMIT = 30 * 1024


@pytest.fixture
def movement(db):
    """Set up a movement with two communities and a body."""
    movement = MovementFactory(name="Harbour movement")
    CommunityFactory(name="Lighthouse wiki", parent=movement)
    CommunityFactory(name="<b>Rope</b> workshop", parent=movement)
    BodyFactory(name="Harbour panel", community=movement, contact="panel@harbour.example")
    return movement


def put_in_force(community, name):
    """Let a code of the sandbox bind in a community."""
    text = (settings.PACKAGE / "cli" / "sandbox" / f"{name}.toml").read_text()
    by = Actor(ActorKind.OPERATOR, "test")
    draft = codes.write_draft(community_id=community.id, document=read(text), by=by, now=NOW)
    frozen = codes.freeze(version_id=draft.id, by=by, now=NOW)
    return codes.put_in_force(version_id=frozen.id, by=by, now=NOW)


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return parse(response.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "home"), [("ar,en;q=0.5", "/ar/"), ("en", "/en/"), ("tlh", "/en/")]
)
def test_the_bare_address_leads_to_the_language_of_the_reader(client, accepted, home):
    response = client.get("/", headers={"accept-language": accepted})
    assert response.status_code == 302
    assert response["Location"] == home
    assert "Accept-Language" in response["Vary"]


def test_the_home_page_holds_everything_in_order(client, movement):
    order = [node.get("id") for node in page(client, "/en/").all("h2") if node.get("id")]
    assert order == ["code", "path", "community", "report", "help", "responsible", "sign"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_every_first_page_is_well_formed(client, movement, language, address):
    html = page(client, f"/{language}/{address}")
    assert len(list(html.all("h1"))) == 1
    assert len(list(html.all("main"))) == 1
    [root] = html.all("html")
    assert root.get("lang") == language
    assert root.get("dir") == ("rtl" if language == "ar" else "ltr")
    ids = [node.get("id") for node in html.all("div", "h2", "main", "section") if node.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", PAGES)
def test_every_first_page_is_light_and_loads_nothing_from_elsewhere(client, movement, address):
    response = client.get(f"/en/{address}")
    assert len(gzip.compress(response.content)) < PAGE_LIMIT
    html = parse(response.content.decode())
    loaded = [node.get("src") for node in html.all("script", "img")]
    loaded += [n.get("href") for n in html.all("link") if n.get("rel") == "stylesheet"]
    assert len(loaded) <= 2
    assert all(address.startswith("/static/") for address in loaded)


@pytest.mark.parametrize("address", PAGES)
def test_reading_sets_no_cookie(client, movement, address):
    assert not client.get(f"/en/{address}").cookies


@pytest.mark.parametrize("address", ["", "help/"])
def test_names_that_people_chose_are_shown_as_text(client, movement, address):
    CommunityFactory(name="<script>x</script>", parent=movement)
    BodyFactory(name="<script>y</script>", community=movement)
    assert "<script>x" not in client.get(f"/en/{address}").content.decode()
    assert "<script>y" not in client.get(f"/en/{address}").content.decode()


def test_home_tells_the_code_in_the_words_of_the_reader(client, movement):
    put_in_force(movement, "code-universal")
    english, arabic = page(client, "/en/").text(), page(client, "/ar/").text()
    assert "Assume good faith" in english
    assert "What nobody has to put up with" in english
    assert "The Common Code" in english
    assert "version 1, in force since" in english
    assert "افترض حسن النية" in arabic
    assert "المدوّنة المشتركة" in arabic


def test_words_that_are_missing_in_a_language_are_marked_as_another(client, movement):
    put_in_force(movement, "code-universal")
    ProvisionText.objects.filter(provision__key="listen", language="ar").delete()
    lines = [node for node in page(client, "/ar/").all("li") if "Listen" in node.text()]
    assert [(line.get("lang"), line.get("dir")) for line in lines] == [("en", "ltr")]


@pytest.mark.parametrize(
    ("local", "here"),
    [(False, "Pilots"), (True, "Local codes")],
    ids=["alone", "with a local code"],
)
def test_we_are_where_the_codes_in_force_say(client, movement, local, here):
    put_in_force(movement, "code-universal")
    if local:
        put_in_force(CommunityFactory(parent=movement), "code-lighthouse")
    [step] = [n for n in page(client, "/en/").all("li") if n.get("aria-current") == "step"]
    assert step.text().startswith(here)
    assert "You are here" in step.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_with_the_whole_code_stays_light(client, movement, language):
    put_in_force(movement, "code-universal")
    assert len(gzip.compress(client.get(f"/{language}/").content)) < PAGE_LIMIT


def test_home_asks_the_database_little(client, movement, django_assert_max_num_queries):
    put_in_force(movement, "code-universal")
    client.get("/en/")
    with django_assert_max_num_queries(16):
        client.get("/en/")


def test_home_names_the_communities_and_who_is_responsible(client, movement):
    text = page(client, "/en/").text()
    assert "Lighthouse wiki" in text
    assert "Harbour panel" in text
    assert "panel@harbour.example" in text
    assert "Answers within 3 days." in text


@pytest.mark.django_db
def test_an_empty_installation_says_so(client):
    assert "Nothing is set up yet" in page(client, "/en/").text()
    assert page(client, "/en/help/").text()


def test_help_gives_nothing_away_and_can_be_left_at_once(client, movement):
    html = page(client, "/en/help/")
    [title] = html.all("title")
    assert title.text() == "Page"
    [way_out] = [link for link in html.all("a") if link.get("data-leave") is not None]
    assert "noreferrer" in way_out.get("rel")


def test_emergencies_come_first_on_the_page_for_help(client, movement):
    first = next(iter(page(client, "/en/help/").all("h2")))
    assert first.get("id") == "danger"


def test_pages_are_only_read(client, movement):
    assert client.post("/en/help/").status_code == 405


def test_words_are_in_the_order_of_the_alphabet(client):
    names = [node.text() for node in page(client, "/en/words/").all("dt")]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("in_force", "proposed", "local_codes", "stage"),
    [
        (False, False, False, Stage.DRAFTED),
        (False, True, False, Stage.ADOPTED),
        (True, False, False, Stage.PILOTS),
        (True, True, True, Stage.LOCAL_CODES),
    ],
)
def test_where_the_code_stands_follows_from_what_is_in_force(
    in_force, proposed, local_codes, stage
):
    assert standing(in_force=in_force, proposed=proposed, local_codes=local_codes) is stage


@pytest.mark.parametrize("here", Stage)
def test_the_path_has_one_place_where_we_are(here):
    shown = steps(here)
    states = [step.state for step in shown]
    assert [step.stage for step in shown] == list(Stage)
    assert states.count(State.HERE) == 1
    passed = states[: states.index(State.HERE)]
    assert set(passed) <= {State.DONE, State.UNRECORDED}
    assert set(states[len(passed) + 1 :]) <= {State.AHEAD}


def test_a_stage_that_left_nothing_here_is_not_claimed_as_done():
    states = {step.stage: step.state for step in steps(Stage.LOCAL_CODES)}
    assert states[Stage.ADOPTED] == State.DONE
    assert states[Stage.CONSULTED] == states[Stage.PILOTS] == State.UNRECORDED


def test_a_consultation_is_where_we_are_while_people_are_asked_and_done_when_it_was_concluded():
    nothing = {"in_force": False, "proposed": False, "local_codes": False}
    assert standing(**nothing, asking=True) is Stage.CONSULTED
    assert standing(**nothing | {"in_force": True}, asking=True) is Stage.PILOTS
    states = {step.stage: step.state for step in steps(Stage.PILOTS, consulted=True)}
    assert states[Stage.CONSULTED] == State.DONE


def test_every_step_has_words_in_every_language():
    for language in LANGUAGES:
        with translation.override(language):
            assert all(str(step.part) and str(step.text) for step in steps(Stage.PILOTS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_newcomer_needs_is_one_link_away(client, movement, language):
    put_in_force(movement, "code-universal")
    with translation.override(language):
        wanted = {
            reverse(name)
            for name in (
                "codes:code",
                "communities:communities",
                "get_help",
                "reports:receipt",
                "reports:start",
                "signup:sign",
            )
        }
        wanted.add(reverse("codes:provision", args=[movement.slug, "listen"]))
        wanted |= {reverse("bodies:body", args=[one.slug]) for one in bodies_at(movement.id)}
        wanted |= {
            reverse("communities:community", args=[one.slug]) for one in children(movement.id)
        }
    links = {link.get("href") for link in page(client, f"/{language}/").all("a")}
    assert wanted - links == set()
