"""The group of people who have signed, kept on a real wiki with the lines that Comity proposes."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import pytest
from django.conf import settings
from django.utils import timezone

from comity.communities.models import Community
from comity.kernel.actors import Actor, ActorKind
from comity.people.actions import link_account
from comity.people.rules import AccountRef
from comity.record.actions import run_due, tick
from comity.signup import queries
from comity.signup.actions import ask_for_effect, choose_group, choose_refusing, sign
from comity.signup.models import Membership
from comity.signup.rules import Place
from comity.signup.tasks import keep_groups
from comity.wikis import queries as wikis
from comity.wikis.actions import check_wiki, connect_wiki
from comity.wikis.mediawiki import BotPassword, MediaWiki
from comity.wikis.rules import Met, usable_now
from comity.wikis.rules.configuration import group_lines, refusing_lines, rights_lines
from tests.factories.codes import KINDNESS, in_force, universal
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody
from tests.harness import real_parts
from tests.wiki.server import TestWiki
from tests.wiki.visitor import Visitor, WikiError

pytestmark = [pytest.mark.real_wiki, pytest.mark.django_db]
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")
RIGHTS = ("edit", "createtalk", "block", "blockemail", "deletedhistory", "deletedtext")
GRANTS = "basic,highvolume,editpage,createeditmovepage,blockusers,sendemail,viewdeleted,privateinfo"
GATEKEEPER = "Gatekeeper"
LATER = NOW + timedelta(minutes=2)


@dataclass
class Guarded:
    """A wiki whose account for Comity is in a group of its own, and may do no more."""

    wiki: TestWiki
    login: str
    password: str

    @cached_property
    def client(self):
        return MediaWiki(self.wiki.api_url, BotPassword(self.login, self.password))

    def groups(self, number):
        return self.client.account(number).groups

    def keeper(self, action, **parameters):
        """Do something as an administrator, by hand."""
        visitor = self.wiki.visitor(self.wiki.admin)
        kind = "userrights" if action == "userrights" else "csrf"
        return visitor.ask(action, token=visitor.token(kind), **parameters)


@pytest.fixture(scope="module")
def guarded():
    real_parts.need("MediaWiki")
    with TestWiki() as wiki:
        helpers = "$wgGroupPermissions['helpers']['read'] = true;"
        wiki.configure(f"{rights_lines(RIGHTS)}\n{group_lines('signed')}\n{helpers}")
        wiki.create_user(GATEKEEPER)
        wiki.join_group(GATEKEEPER, "comity")
        guarded = Guarded(wiki, *wiki.bot_login("gate", GRANTS, user=GATEKEEPER))
        with guarded.client:
            yield guarded


@pytest.fixture
def version(db):
    del db
    return in_force()


@pytest.fixture
def row(guarded, version):
    del version
    connected = connect_wiki(
        community_id=CommunityFactory().id,
        api_url=guarded.wiki.api_url,
        login=guarded.login,
        secret=guarded.password,
        by=OPERATOR,
        now=NOW,
    )
    assert check_wiki(wiki_id=connected.id, by=OPERATOR, now=NOW) is None
    return wikis.wiki(connected.id)


NAMES = iter(f"Odela {number}" for number in range(1, 1000))


@pytest.fixture
def joined(guarded):
    """Make an account on the wiki, linked to somebody here."""

    def join():
        name = next(NAMES)
        number = guarded.wiki.create_user(name)
        person = PersonFactory()
        account = AccountRef("wiki", str(number), name)
        link_account(person_id=person.id, account=account, by=OPERATOR, now=NOW)
        return person, number, name

    return join


def signed(person, version, now=NOW):
    place = Community.objects.get(id=version.community_id)
    sign(community_id=place.id, version_id=version.id, language="en", by=as_actor(person), now=now)


def keep(row, now=NOW, **changes):
    given = {"keeps": True, "group": "signed", "grace_days": 10} | changes
    choose_group(wiki_id=row.id, by=OPERATOR, now=now, **given)
    run_due(now=now)


def test_the_proposed_lines_meet_every_need_of_the_checklist(row):
    keep(row)
    lines = {line.name: line for line in queries.checklist_of(row)}
    assert usable_now(tuple(lines.values()))
    assert lines["version"].found.startswith("1.")
    assert lines["login"].found == GATEKEEPER
    assert lines["group"].met is Met.MET
    not_met = {name for name, line in lines.items() if line.met is not Met.MET}
    # Nobody confirmed an address for this account, and this wiki is older than passing accounts.
    assert not_met == {"mail", "temporary"}


def test_a_login_with_few_grants_is_told_what_to_grant(guarded, row):
    reader = guarded.wiki.bot_login("reader", "basic", user=GATEKEEPER)
    connect_wiki(
        community_id=row.community_id,
        api_url=row.api_url,
        login=reader[0],
        secret=reader[1],
        by=OPERATOR,
        now=NOW,
    )
    check_wiki(wiki_id=row.id, by=OPERATOR, now=NOW)
    lines = {line.name: line for line in queries.checklist_of(wikis.wiki(row.id))}
    assert not usable_now(tuple(lines.values()))
    assert lines["read"].met is Met.MET
    assert (lines["block"].met, lines["block"].found) == (Met.MISSING, "block")
    assert lines["block"].grants == ("Block and unblock users",)
    assert "$wgGroupPermissions['comity']['block'] = true;" in lines["block"].configuration


def test_whoever_signs_is_put_into_the_group_and_into_no_other(guarded, row, version, joined):
    person, number, _name = joined()
    before = guarded.groups(number)
    keep(row)
    assert guarded.groups(number) == before
    signed(person, version)
    run_due(now=NOW)
    assert guarded.groups(number) == before | {"signed"}
    assert Membership.objects.get().place == Place.IN


def test_everybody_who_has_signed_is_put_in_when_the_group_is_switched_on(
    guarded, row, version, joined
):
    people = [joined() for _ in range(3)]
    for person, *_ in people[:2]:
        signed(person, version)
    keep(row)
    assert ["signed" in guarded.groups(number) for _, number, _ in people] == [True, True, False]


def test_a_signature_that_lapsed_takes_them_out_after_grace(guarded, row, version, joined):
    person, number, _name = joined()
    signed(person, version)
    keep(row)
    movement = Community.objects.get(id=version.community_id)
    in_force(universal(KINDNESS), community=movement)
    keep_groups(NOW + timedelta(days=10))
    assert "signed" in guarded.groups(number)
    for minute in range(3):
        keep_groups(NOW + timedelta(days=11, minutes=minute))
    assert "signed" not in guarded.groups(number)
    assert not Membership.objects.exists()


def test_whoever_signs_the_new_version_stays_in(guarded, row, version, joined):
    person, number, _name = joined()
    signed(person, version)
    keep(row)
    movement = Community.objects.get(id=version.community_id)
    second = in_force(universal(KINDNESS), community=movement)
    signed(person, second)
    for minute in range(3):
        keep_groups(NOW + timedelta(days=11, minutes=minute))
    assert "signed" in guarded.groups(number)


def test_a_renamed_account_is_followed_by_its_number(guarded, row, version, joined):
    person, number, name = joined()
    keep(row)
    guarded.wiki.rename(name, f"{name} the second")
    signed(person, version)
    run_due(now=NOW)
    assert "signed" in guarded.groups(number)


def test_an_account_that_is_gone_keeps_nobody_waiting(guarded, row, version, joined):
    person, number, _name = joined()
    ghost = PersonFactory()
    account = AccountRef("wiki", "999999", "Nobody at all")
    link_account(person_id=ghost.id, account=account, by=OPERATOR, now=NOW)
    keep(row)
    signed(ghost, version)
    signed(person, version)
    run_due(now=NOW)
    assert "signed" in guarded.groups(number)
    assert Membership.objects.get(subject="999999").place == Place.GONE


def test_after_an_outage_it_goes_on_where_it_stopped(guarded, row, version, joined):
    person, number, _name = joined()
    keep(row)
    guarded.wiki.pause()
    try:
        signed(person, version)
        run_due(now=NOW)
        made = queries.signing(row)
        assert (made.trouble, made.waiting) == ("wiki_unreachable", 1)
    finally:
        guarded.wiki.start()
    keep_groups(NOW)
    assert queries.signing(row).waiting == 1, "a wiki in trouble is left alone for a while"
    keep_groups(LATER)
    assert queries.signing(row).trouble == ""
    assert "signed" in guarded.groups(number)


@pytest.mark.parametrize("group", ["helpers", "nobodies"])
def test_where_the_right_or_the_group_is_missing_it_is_told_and_nothing_is_lost(
    guarded, row, version, joined, group
):
    person, number, _name = joined()
    keep(row, group=group)
    signed(person, version)
    run_due(now=NOW)
    made = queries.signing(row)
    assert (made.trouble, made.waiting) == ("wiki_refuses_us", 1)
    assert group not in guarded.groups(number)
    [line] = [one for one in queries.checklist_of(row) if one.name == "group"]
    assert line.met is Met.MISSING
    assert f"$wgAddGroups['comity'][] = '{group}';" in line.configuration


def test_who_is_taken_out_by_hand_is_put_in_again_the_next_day(guarded, row, version, joined):
    person, number, _name = joined()
    signed(person, version)
    keep(row)
    guarded.keeper("userrights", user=f"#{number}", remove="signed", reason="by hand")
    assert "signed" not in guarded.groups(number)
    keep_groups(NOW + timedelta(days=1))
    keep_groups(NOW + timedelta(days=1, minutes=1))
    assert "signed" in guarded.groups(number)


def test_whoever_was_put_in_by_hand_and_is_unknown_here_is_left_alone(guarded, row):
    number = guarded.wiki.create_user(next(NAMES))
    guarded.keeper("userrights", user=f"#{number}", add="signed|bot", reason="by hand")
    keep(row)
    keep_groups(NOW + timedelta(days=1))
    assert {"signed", "bot"} <= guarded.groups(number)


def test_other_groups_stay_when_somebody_is_taken_out(guarded, row, version, joined):
    person, number, _name = joined()
    signed(person, version)
    keep(row)
    guarded.keeper("userrights", user=f"#{number}", add="bot", reason="by hand")
    person.delete()
    keep_groups(NOW + timedelta(days=1))
    keep_groups(NOW + timedelta(days=1, minutes=1))
    assert guarded.groups(number) & {"signed", "bot"} == {"bot"}


def test_the_effect_on_newcomers_counts_who_edited_and_who_signed(guarded, row, version, joined):
    person, _number, name = joined()
    guarded.wiki.edit_as(name, f"Garden of {name}", "Beans.")
    Visitor(guarded.wiki.api_url).ask("edit", title="Sandbox", text="Hello.", token="+\\")
    signed(person, version)
    ask_for_effect(wiki_id=row.id, by=OPERATOR, now=NOW)
    row.refresh_from_db()
    run_due(now=timezone.now())
    effect = queries.signing(row).effect
    assert effect.complete
    assert effect.signed == 1
    assert effect.new_signed == 1
    assert effect.joined >= effect.new >= 1
    assert effect.edited >= 1
    assert effect.without_account >= 1


def test_a_wiki_refuses_who_has_not_signed_and_lets_them_edit_within_a_tick(
    guarded, row, version, joined
):
    now = timezone.now()
    person, _number, name = joined()
    place = row.community
    keep(row, now=now)
    ask_for_effect(wiki_id=row.id, by=OPERATOR, now=now)
    run_due(now=now)
    deciders = as_actor(somebody("signing:require", on=place))
    choose_refusing(wiki_id=row.id, refuses=True, reason="We agreed.", by=deciders, now=now)
    [line] = [one for one in queries.checklist_of(row) if one.name == "only_group"]
    assert line.met is Met.MISSING
    assert line.configuration == refusing_lines("signed", f"{settings.COMITY_URL}/sign/")

    with guarded.wiki.configured(line.configuration):
        check_wiki(wiki_id=row.id, by=OPERATOR, now=now)
        checked = queries.checklist_of(wikis.wiki(row.id))
        [line] = [one for one in checked if one.name == "only_group"]
        assert line.met is Met.MET

        with pytest.raises(WikiError) as refusal:
            guarded.wiki.edit_as(name, "Hill", "Unsigned.")
        assert refusal.value.code == "permissiondenied"
        assert f"{settings.COMITY_URL}/sign/" in refusal.value.text

        signed(person, version, now=now)
        assert tick(now=now) == []
        assert guarded.wiki.edit_as(name, "Hill", "Signed.")
