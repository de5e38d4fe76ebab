"""Who would be able to open a report, whom names mean, and that reading leaves no trace."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.bodies import actions as bodies
from comity.kernel.ids import new_id
from comity.kernel.receipts import new_receipt
from comity.people.rules import WIKI, AccountRef
from comity.reports import actions, queries
from comity.reports.errors import NoSuchFile, NoSuchPlace, ReceiptUnknown
from comity.reports.rules import Answers, Mention, Reason
from comity.vault import actions as vault
from comity.vault.rules import File, ReceiptKeys
from tests.factories import reports as factory
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.factories.wikis import WikiFactory
from tests.wiki.liar import Liar, refused, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return factory.house()


def names(audience):
    return [member.display_name for member in audience.eligible]


def asked(house, **more):
    return queries.audience(community_id=house.project.id, now=NOW, **more)


def test_the_members_of_the_nearest_body_are_listed_in_the_order_of_their_seats(house):
    assert names(asked(house)) == ["Amal", "Bo", "Chidi", "Dana"]


def test_somebody_named_by_a_linked_account_is_found_by_each_name_it_ever_had(house):
    amal = house.local.people[0]
    factory.link(amal, "7", "First name", "Second name", "Third name")
    for name in ("First name", "second_name", "Third name"):
        lookup = queries.look_up([name], community_id=house.project.id)
        audience = asked(house, respondents=lookup.mentions[0].accounts)
        assert amal.id not in {member.person_id for member in audience.eligible}
        assert amal.id in audience.barred


def test_another_linked_account_of_the_same_person_counts_as_theirs(house):
    amal = house.local.people[0]
    factory.link(amal, "7", "Amal at work")
    private = factory.link(amal, "8", "Heron")
    assert amal.id in asked(house, respondents=[private]).barred


def test_a_name_that_changed_hands_bars_everybody_who_ever_bore_it(house):
    amal, bo = house.local.people[:2]
    factory.link(amal, "7", "Tern", "Heron")
    factory.link(bo, "8", "Kite", "Tern")
    (mention,) = queries.look_up(["Tern"], community_id=house.project.id).mentions
    assert [account.subject for account in mention.accounts] == ["8", "7"]
    assert {amal.id, bo.id} <= asked(house, respondents=mention.accounts).barred


@pytest.mark.parametrize("typed", ["Amal", "amal", " AMAL "])
def test_a_member_named_as_a_person_is_a_respondent(house, typed):
    assert house.local.people[0].id in asked(house, names=[typed]).barred


def test_a_member_named_by_the_name_they_sign_in_with_is_a_respondent(house):
    amal = house.local.people[0]
    assert amal.id in asked(house, names=[amal.username]).barred


def test_a_body_is_passed_over_when_the_report_is_about_one_of_its_members(house):
    account = factory.link(house.local.people[0], "7", "Tern")
    audience = asked(house, respondents=[account])
    assert audience.body_id == house.top.body.id
    assert [step.body_id for step in audience.path] == [house.local.body.id]


def test_keeping_out_too_many_leads_to_the_next_body_up(house):
    amal, bo, *_ = house.local.people
    assert names(asked(house, excluded_person_ids=[amal.id])) == ["Bo", "Chidi", "Dana"]
    above = asked(house, excluded_person_ids=[amal.id, bo.id])
    assert names(above) == ["Esi", "Fern", "Gus"]


@pytest.mark.parametrize("hard", [True, False])
def test_who_declared_a_conflict_with_the_account_is_left_out(house, hard):
    bo, account = house.local.people[1], AccountRef(WIKI, "99", "Tern")
    bodies.declare_conflict(person_id=bo.id, account=account, hard=hard, by=as_actor(bo), now=NOW)
    audience = asked(house, respondents=[account])
    assert names(audience) == ["Amal", "Chidi", "Dana"]
    assert [one.reason for one in audience.left_out] == [Reason.CONFLICT]
    assert (bo.id in audience.barred) is hard


def test_who_declared_a_conflict_with_the_place_or_one_above_is_left_out(house):
    amal, bo = house.local.people[:2]
    for person, place in ((amal, house.project), (bo, house.movement)):
        bodies.declare_conflict(
            person_id=person.id, community_id=place.id, by=as_actor(person), now=NOW
        )
    assert asked(house).body_id == house.top.body.id


def test_a_member_without_a_certified_key_is_left_out(house):
    person, _ = factory.seat_with_key(house.local.body, name="Keyless", key=False)
    audience = asked(house)
    assert person.id not in {member.person_id for member in audience.eligible}
    assert [one.reason for one in audience.left_out] == [Reason.NO_KEY]


def test_a_place_that_no_chain_of_bodies_reaches_is_known_beforehand():
    house = factory.house(local=("Amal", "Bo"), top=("Esi",))
    asks = Answers(community_id=house.project.id)
    assert not queries.reachable(asks, now=NOW)
    factory.seat_with_key(house.local.body, name="Chidi")
    assert queries.reachable(asks, now=NOW)


def test_a_body_that_works_in_the_language_comes_first_but_another_is_better_than_none(house):
    house.local.body.mandates.update(languages=["en"])
    assert asked(house, language="en").body_id == house.local.body.id
    assert asked(house, language="ar").body_id == house.top.body.id
    house.top.body.mandates.update(languages=["en"])
    assert asked(house, language="ar").body_id == house.local.body.id


def test_a_place_that_does_not_exist_is_refused(house):
    with pytest.raises(NoSuchPlace):
        queries.audience(community_id=new_id(), now=NOW)
    with pytest.raises(NoSuchPlace):
        queries.look_up(["Tern"], community_id=new_id())


def test_finding_the_audience_takes_a_fixed_number_of_queries(house):
    asked(house)  # The charter is read once and for all.
    with CaptureQueriesContext(connection) as few:
        asked(house)
    for number in range(6):
        factory.seat_with_key(house.local.body, name=f"More {number}")
    with CaptureQueriesContext(connection) as many:
        asked(house)
    assert len(many) == len(few)


@pytest.fixture
def liar(house):
    with Liar() as liar:
        WikiFactory(community=house.project, api_url=liar.api_url, login="", secret="a token")
        yield liar


LOGIN = told({"query": {"userinfo": {"id": 2, "name": "Keeper", "rights": ["read"]}}})
NO_RENAMES = told({"query": {"logevents": []}})


def account(number, name):
    return told({"query": {"users": [{"userid": number, "name": name, "editcount": 1}]}})


def test_names_are_looked_up_on_the_wiki_too(house, liar):
    liar.says(LOGIN, account(7, "Tern"), NO_RENAMES)
    lookup = queries.look_up(["tern"], community_id=house.project.id)
    assert lookup.mentions == (Mention("tern", (AccountRef(WIKI, "7", "Tern"),)),)
    assert not lookup.wiki_silent


def test_a_member_renamed_on_the_wiki_is_found_though_only_the_wiki_knows(house, liar):
    amal = house.local.people[0]
    factory.link(amal, "7", "Tern")
    liar.says(LOGIN, account(7, "Brand new name"), NO_RENAMES)
    (mention,) = queries.look_up(["Brand new name"], community_id=house.project.id).mentions
    assert amal.id in asked(house, respondents=mention.accounts).barred


def test_a_name_that_nobody_knows_is_named(house, liar):
    liar.says(LOGIN, told({"query": {"users": [{"name": "Nobody", "missing": True}]}}), NO_RENAMES)
    assert queries.look_up(["Nobody"], community_id=house.project.id).unknown == ("Nobody",)


def test_a_wiki_that_keeps_silent_stops_nobody_from_reporting(house, liar):
    amal = house.local.people[0]
    factory.link(amal, "7", "Tern")
    liar.says(LOGIN, refused("internal_api_error_DBQueryError"))
    lookup = queries.look_up(["Tern"], community_id=house.project.id)
    assert lookup.wiki_silent
    assert [one.subject for one in lookup.mentions[0].accounts] == ["7"]


def test_reading_with_a_receipt_writes_nothing(house):
    sent = factory.send(house.project)
    picture = File("a.png", "image/png", b"x")
    item = actions.reply(receipt=sent.receipt, text="more", files=[picture], now=NOW)
    with CaptureQueriesContext(connection) as log:
        queries.correspondence(sent.receipt)
        queries.report_of(sent.receipt)
        queries.file_of(sent.receipt, item_id=item, number=0)
    assert all(query["sql"].startswith("SELECT") for query in log)


def test_a_receipt_opens_its_own_report_and_no_other(house):
    one, other = factory.send(house.project, what="one"), factory.send(house.project, what="other")
    assert queries.correspondence(one.receipt).sent.content["what"] == "one"
    assert queries.correspondence(other.receipt).sent.content["what"] == "other"
    with pytest.raises(ReceiptUnknown):
        queries.correspondence(ReceiptKeys.of(new_receipt()))


def test_a_reporter_is_shown_what_is_meant_for_them(house):
    sent = factory.send(house.project)
    for kind in ("message", "status", "statement", "note"):
        vault.put(sent.report.room_id, kind=kind, content={"text": kind}, writer=None, now=NOW)
    shown = [item.kind for item in queries.correspondence(sent.receipt).items]
    assert sorted(shown) == ["message", "report", "statement", "status"]


def test_a_file_that_is_not_there_is_not_found(house):
    sent = factory.send(house.project)
    item = queries.correspondence(sent.receipt).sent
    for item_id, number in ((item.id, 0), (item.id, -1), (new_id(), 0), ("\x00", 0)):
        with pytest.raises(NoSuchFile):
            queries.file_of(sent.receipt, item_id=item_id, number=number)


def test_a_person_who_sits_nowhere_is_barred_all_the_same(house):
    outsider = PersonFactory()
    account = factory.link(outsider, "12", "Outsider")
    assert outsider.id in asked(house, respondents=[account]).barred
