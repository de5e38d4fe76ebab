"""Pages about policies that stand beside a code."""

from html import unescape

import pytest
from django.test import Client
from django.utils.html import strip_tags

from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.rules.writer import write
from tests.factories.codes import answer_in, in_force, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import PersonFactory, somebody
from tests.web.serving import at_browser, text_of

pytestmark = pytest.mark.django_db
PLACE = "/en/code/lantern/policies/"
TEXT = "## Answers\n\nWe answer in a week.\n\n## Photos\n\nAsk before you take one.\n"
TYPED = {"title": "Events", "language": "en", "text": TEXT, "address": "https://events.example/"}


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern", name="The Lantern")


@pytest.fixture
def author(movement):
    return at_browser(somebody(Permission.CODE_EDIT, on=movement))


@pytest.fixture
def policy(author, movement):
    in_force(universal(), community=movement)
    return author.post(f"{PLACE}new/", TYPED).headers["Location"]


def line(answer):
    return " ".join(unescape(strip_tags(text_of(answer))).split())


def test_a_policy_is_laid_beside_the_code_and_compared(author, policy):
    page = author.get(policy)
    assert "Not looked at yet2" in line(page)
    one = f"{policy}rule/answer/"
    assert "Every report is answered in three days." in line(author.get(one))
    sent = {"relation": "weaker", "part": "1", "note": "A week is too long.", "another": "1"}
    assert author.post(one, sent).headers["Location"] == f"{policy}rule/kindness/"
    answer = author.post(f"{policy}rule/kindness/", {"relation": "missing", "part": "0"})
    assert answer.headers["Location"] == f"{policy}#p-kindness"
    read = line(Client().get(policy))
    assert "Falls short Part 1 of the policy: Answers A week is too long." in read
    assert "Says nothing1" in read
    assert "Only in the policy" in read


def test_the_list_can_be_narrowed(author, policy):
    author.post(f"{policy}rule/answer/", {"relation": "equal", "part": "1"})
    assert "Kindness" not in line(Client().get(f"{policy}?relation=equal"))
    assert "2. Kindness" in line(Client().get(f"{policy}?relation=open"))
    assert "No provision stands like this." in line(Client().get(f"{policy}?relation=weaker"))
    assert "No provision stands like this." in line(Client().get(f"{policy}?relation=nonsense"))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (
            {"relation": "missing", "part": "1"},
            "Choose the part of the policy",
        ),
        ({"relation": "equal", "part": "0"}, "Choose the part of the policy"),
        ({"relation": "better", "part": "1"}, "“better” is not on the list."),
        ({"relation": "equal", "part": "9"}, "“9” is not on the list."),
    ],
)
def test_what_makes_no_sense_comes_back(author, policy, sent, sentence):
    answer = author.post(f"{policy}rule/answer/", sent | {"note": "My reason."})
    assert answer.status_code == 422
    assert sentence in line(answer)
    assert "My reason." in line(answer)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "***"}, "There are no sentences in this text."),
        ({"address": "events.example"}, "Start the address with https://"),
        ({"language": "English!"}, "is no language tag"),
        ({"text": "[code]\nid = 3"}, "Line"),
    ],
)
def test_a_policy_that_cannot_be_used_comes_back(author, change, sentence):
    answer = author.post(f"{PLACE}new/", TYPED | change)
    assert answer.status_code == 422
    assert sentence in line(answer)


def test_a_machine_says_what_it_sees_where_both_sides_are_structured(author, movement):
    in_force(universal(), community=movement)
    sent = TYPED | {"text": write(universal(answer_in(9)))}
    place = author.post(f"{PLACE}new/", sent).headers["Location"]
    assert "A machine would say: Falls short. Nobody has checked it." in line(Client().get(place))
    assert author.get(f"{place}rule/answer/").context["form"]["relation"].value() == "weaker"


def test_the_comparison_is_handed_out_for_spreadsheets_and_programs(author, policy):
    sent = {"relation": "weaker", "part": "1", "note": "=1+1"}
    author.post(f"{policy}rule/answer/", sent)
    table = Client().get(f"{policy}table.csv")
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "answer,Answer,Falls short,Answers,'=1+1" in table.content.decode()
    told = Client().get(f"{policy}table.json").json()
    assert told["counts"]["weaker"] == 1
    assert told["provisions"][1] == {
        "provision": "kindness",
        "relation": None,
        "part": None,
        "note": "",
    }
    assert Client().get(f"{policy}table.pdf").status_code == 404


def test_a_policy_is_taken_away(author, movement, policy):
    page = f"{policy}remove/"
    assert author.post(page, {}).status_code == 422
    assert author.post(page, {"sure": "on"}).headers["Location"] == PLACE
    assert queries.policies(movement.id) == []


def test_others_read_and_write_nothing(policy):
    stranger = at_browser(PersonFactory())
    for page in (f"{PLACE}new/", f"{policy}rule/answer/", f"{policy}remove/"):
        assert stranger.get(page).status_code == 403
        assert Client().get(page).status_code == 401
    assert "rule/answer" not in stranger.get(policy).content.decode()
    assert "Lay another policy" not in line(stranger.get(PLACE))


def test_a_policy_stands_under_the_address_of_its_community_alone(author, policy):
    CommunityFactory(slug="lighthouse")
    assert Client().get(policy.replace("lantern", "lighthouse")).status_code == 404
    assert Client().get(f"{PLACE}nothing/").status_code == 404
    assert author.get(f"{policy}rule/nothing/").status_code == 404


def test_where_there_is_nothing_yet_the_page_says_so(author):
    assert "Nobody has laid a policy beside this code yet." in line(Client().get(PLACE))
    assert "Lay a policy beside the code" in line(author.get(PLACE))
    place = author.post(f"{PLACE}new/", TYPED).headers["Location"]
    assert "There is no code to compare it with yet." in line(Client().get(place))


def test_a_list_of_many_policies_asks_no_more_than_one_of_few(
    author, policy, django_assert_num_queries
):
    with django_assert_num_queries(5):
        Client().get(PLACE)
    for number in range(3):
        author.post(f"{PLACE}new/", TYPED | {"title": f"Another {number}"})
    with django_assert_num_queries(5):
        Client().get(PLACE)
    assert policy
