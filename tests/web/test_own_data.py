"""What somebody gets of what is kept about them, and what is left of them when they are gone."""

import json
import tomllib
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from comity.bodies.models import CodeNameWish, Conflict, SeatProposal
from comity.bodies.rules import Change
from comity.cases.models import Ballot, Case, CaseSeat
from comity.codes.queries import universal_in_force
from comity.consultation.actions.conversation import set_aside
from comity.consultation.models import Participant
from comity.consultation.queries import rounds
from comity.kernel.facts import Chain
from comity.people import actions, queries
from comity.people.errors import NotLeaving, StillSeated
from comity.people.models import Person
from comity.people.rules import AccountRef
from comity.people.tasks import erase_who_left
from comity.record.actions import run_due
from comity.record.models import Line
from comity.record.queries import first_broken_line, hidden_fields
from comity.signup.actions import sign
from comity.signup.models import Signature
from comity.signup.queries import to_sign
from comity.vault import actions as vault
from comity.vault.queries import person_tag
from comity.vault.rules import Audience
from tests.architecture.test_own_data import OWN
from tests.factories.bodies import SeatFactory
from tests.factories.cases import code_in_force, story
from tests.factories.communities import MovementFactory
from tests.factories.consultations import organiser_of
from tests.factories.opinions import spoke
from tests.factories.people import PASSPHRASE, PersonFactory, as_actor
from tests.harness.tables import dump
from tests.web.made_up import made_up
from tests.web.serving import at_browser, confirm

pytestmark = pytest.mark.django_db

ME = "/en/account/"
CANARIES = ("canary-of-the-name", "Canary Displayed", "Canary heron", "canary@lantern.example")
ACCOUNT = AccountRef("wiki", "987654321", "Canary heron")


@pytest.fixture
def person():
    """Somebody about whom as much as possible is kept, and who sits nowhere any more."""
    now = timezone.now()
    somebody = PersonFactory(username=CANARIES[0], display_name=CANARIES[1])
    by = as_actor(somebody)
    somebody.set_password("the password of every day")
    somebody.save()
    actions.link_account(person_id=somebody.id, account=ACCOUNT, by=by, now=now)
    actions.set_notice_address(person_id=somebody.id, address=CANARIES[3], by=by)
    movement = MovementFactory()
    if universal_in_force() is None:
        code_in_force(movement)
    version = to_sign(movement.id, language="en", seen_by=by).version
    sign(community_id=movement.id, version_id=version.id, language="en", by=by, now=now)
    TOTP.activate(somebody, generate_totp_secret())
    return somebody


@pytest.fixture
def former_member(person):
    """The same, having served."""
    now = timezone.now()
    today = now.date()
    by = as_actor(person)
    seat = SeatFactory(
        person=person,
        starts_on=today - timedelta(days=30),
        ends_on=today,
        ended_on=today - timedelta(days=1),
    )
    Conflict.objects.create(person=person, community=seat.body.community, declared_on=today)
    until = today + timedelta(days=9)
    actions.make_token(name="Canary heron", scopes=["me:read"], ends_on=until, by=by, now=now)
    CodeNameWish.objects.create(person=person, code_name="Canary Displayed", asked_on=today)
    SeatProposal.objects.create(
        body=seat.body,
        person=person,
        seat=seat,
        change=Change.UNSEAT,
        proposed_by="person:SOMEBODY",
        proposed_on=today,
        expires_on=today,
    )
    keyring, _code = vault.make_key(person_id=person.id, passphrase=PASSPHRASE, by=by, now=now)
    vault.certify(
        person_id=person.id, seat_id=seat.id, starts_on=today, ends_on=today, by=by, now=now
    )
    room = vault.create_room(audience=Audience.PANEL, holders=[person.id], by=by, now=now)
    vault.put(room, kind="note", content={"text": "My own words."}, writer=keyring, now=now)
    vault.put(room, kind="note", content={"text": "Words of others."}, writer=None, now=now)
    spoke(by)
    part = Participant.objects.get(person=person)
    set_aside(
        participant_id=part.id,
        reason={"en": "The same words came forty times."},
        by=organiser_of(rounds.consultation(part.consultation_id)),
        now=now,
    )
    return person, keyring


def unpacked(answer):
    assert answer.status_code == 200
    with ZipFile(BytesIO(answer.content)) as file:
        return json.loads(file.read("data.json")), file.read("read-me.html").decode()


def rows_of(data):
    return {part["table"]: part["rows"] for part in data["kept"]}


def test_my_data_says_what_is_kept_why_and_until_when(person):
    page = at_browser(person).get(f"{ME}data/").content.decode()
    assert "Codes that you have signed" in page
    assert "the signature still counts in the total" in page
    assert "Which reports are yours." in page


def test_the_file_is_made_only_for_who_has_just_confirmed(person):
    answer = at_browser(person).post(f"{ME}data/file/")
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, f"{ME}confirm/")


def test_the_file_holds_everything_that_can_be_read_and_nothing_is_stored(former_member):
    person, keyring = former_member
    client = at_browser(person, keyring)
    confirm(client)
    before = dump()
    answer = client.post(f"{ME}data/file/")
    assert answer.headers["Cache-Control"] == "no-store"
    data, page = unpacked(answer)
    text = json.dumps(data, ensure_ascii=False)
    for canary in (*CANARIES, "987654321", "My own words."):
        assert canary in text
        assert canary in page
    assert "Words of others." not in text
    assert person.password not in text
    assert without_sessions(dump()) == without_sessions(before)


def without_sessions(text):
    return [line for line in text.splitlines() if not line.startswith("people_session")]


def test_locked_keys_leave_sealed_rooms_out_and_say_so(former_member):
    person, _keyring = former_member
    client = at_browser(person)
    confirm(client)
    data, page = unpacked(client.post(f"{ME}data/file/"))
    assert data["sealed_rooms"] == {"opened": False, "written": []}
    assert "Your keys were locked" in page


def test_what_the_list_says_is_told_is_told(story_seat, former_member):
    person, _keyring = former_member
    Client().force_login(person)
    told = queries.own_data(as_actor(person))
    wanted = {
        table: set(answer["told"])
        for table, answer in tomllib.loads(OWN.read_text()).items()
        if answer["told"]
    }
    with made_up(person, [table for table in wanted if not told[table]]):
        told = queries.own_data(as_actor(person))
    for table, columns in wanted.items():
        assert told[table], f"nothing of {table} is told"
        shown = set().union(*(row.keys() for row in told[table]))
        assert shown == columns, table
    assert told.keys() - wanted.keys() == {
        "consultation_suggestion",
        "people_accountname",
        "vault_certificate",
        "vault_slot",
    }


@pytest.fixture
def case(db, paper):
    """A case about somebody else."""
    del db
    return Case.objects.get(id=story(paper).case_id)


@pytest.fixture
def story_seat(case, person):
    """A seat in a closed case, and a vote there."""
    tag = person_tag(person.id)
    seat = CaseSeat.objects.create(
        case=case, member_tag=tag, seat="seated", instance="appeal", rank=1, past=True
    )
    Ballot.objects.create(case=case, question_tag="q", voter_tag=tag)
    return seat


def test_nobody_is_told_of_a_case_they_stand_aside_from(story_seat, person):
    story_seat.seat = "recused_hard"
    story_seat.save()
    told = queries.own_data(as_actor(person))
    assert told["cases_caseseat"] == told["cases_ballot"] == []


def test_the_api_says_who_i_am_and_what_is_kept(former_member):
    person, keyring = former_member
    client = at_browser(person, keyring)
    me = client.get("/api/v1/me").json()
    assert (me["username"], me["languages"], me["is_unlocked"]) == (CANARIES[0], ["en"], True)
    assert me["accounts"] == [{"provider": "wiki", "subject": "987654321", "name": "Canary heron"}]
    refused = client.get("/api/v1/me/export")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_confirmed")
    confirm(client)
    whole = client.get("/api/v1/me/export").json()
    assert rows_of(whole)["people_noticeaddress"] == [{"sealed": CANARIES[3]}]
    assert [one["content"] for one in whole["sealed_rooms"]["written"]] == [
        {"text": "My own words."}
    ]
    assert Client().get("/api/v1/me").status_code == 401


def asked(person):
    client = at_browser(person)
    confirm(client)
    return client, client.post(f"{ME}data/erase/", {"sure": "on"})


def test_the_page_says_what_goes_and_what_stays_before_anything_happens(person):
    client = at_browser(person)
    confirm(client)
    page = client.get(f"{ME}data/erase/").content.decode()
    for said in ("What goes", "What stays, and why", "about 14 days", "nobody can undo it"):
        assert said in page
    assert client.post(f"{ME}data/erase/", {}).status_code == 422
    assert queries.persons([person.id])[person.id].erase_on is None


def test_who_asked_to_be_forgotten_can_stay(person):
    client, answer = asked(person)
    assert answer.url == f"{ME}data/"
    assert "You asked to be forgotten" in client.get(ME).content.decode()
    assert "Stay after all" in client.get(f"{ME}data/").content.decode()
    assert client.post(f"{ME}data/stay/").url == f"{ME}data/"
    erase_who_left(timezone.now() + timedelta(days=20))
    assert Person.objects.get().username == CANARIES[0]
    assert client.post(f"{ME}data/stay/").status_code == 409


def test_nothing_happens_before_the_day(person):
    asked(person)
    with pytest.raises(NotLeaving):
        actions.erase(person_id=person.id, now=timezone.now() + timedelta(days=13))
    assert Person.objects.get().username == CANARIES[0]


def test_asking_again_does_not_put_it_off(person):
    now = timezone.now()
    day = actions.ask_erasure(by=as_actor(person), now=now)
    again = actions.ask_erasure(by=as_actor(person), now=now + timedelta(days=3))
    assert again == day == now.date() + timedelta(days=14)


def test_who_is_forgotten_stands_nowhere_and_the_record_is_whole(former_member):
    person, keyring = former_member
    client, _answer = asked(person)
    later = timezone.now() + timedelta(days=14)
    before = dump()
    assert all(canary in before for canary in CANARIES[:3])
    run_due(now=later)
    erase_who_left(later)
    after = dump()
    for canary in (*CANARIES, "987654321", "the password of every day", keyring.private.root.hex()):
        assert canary.lower() not in after.lower(), canary
    assert first_broken_line() is None
    assert client.get(ME).status_code == 401
    gone = Person.objects.get(id=person.id)
    assert (gone.is_active, gone.erased_on, gone.display_name) == (False, later.date(), "")
    assert Signature.objects.filter(person=gone).count() == 1
    assert gone.seats.count() == 1
    signed = Line.objects.get(kind="code:signed")
    assert hidden_fields(Chain.OPEN, signed.number) is None
    assert "canary" not in json.dumps(queries.own_data(as_actor(gone)), default=str).lower()


def test_lines_about_others_can_still_be_read(person):
    other = PersonFactory()
    now = timezone.now()
    account = AccountRef("wiki", "12", "Magpie")
    actions.link_account(person_id=other.id, account=account, by=as_actor(other), now=now)
    asked(person)
    erase_who_left(now + timedelta(days=15))
    kept = Line.objects.get(kind="account:linked", subject=other.id)
    assert hidden_fields(Chain.OPEN, kept.number) == {"provider": "wiki", "account": "12"}


@pytest.mark.parametrize("name", ["wiki", "12"])
def test_nobody_takes_lines_about_others_along_by_what_they_call_themselves(person, name):
    other, now = PersonFactory(), timezone.now()
    account = AccountRef("wiki", "12", "Magpie")
    actions.link_account(person_id=other.id, account=account, by=as_actor(other), now=now)
    Person.objects.filter(id=person.id).update(display_name=name)
    asked(person)
    erase_who_left(now + timedelta(days=15))
    kept = Line.objects.get(kind="account:linked", subject=other.id)
    assert hidden_fields(Chain.OPEN, kept.number) == {"provider": "wiki", "account": "12"}


def test_who_holds_a_seat_is_told_what_to_do_first(person):
    today = timezone.now().date()
    SeatFactory(person=person, starts_on=today, ends_on=today + timedelta(days=30))
    _client, answer = asked(person)
    assert answer.status_code == 422
    assert "Ask your body to end your seat" in answer.content.decode()


def test_who_has_a_part_in_an_open_case_is_not_forgotten(story_seat, person):
    story_seat.past = False
    story_seat.save()
    with pytest.raises(StillSeated):
        actions.ask_erasure(by=as_actor(person), now=timezone.now())


def test_who_took_a_seat_meanwhile_waits_until_it_is_over(person):
    asked(person)
    later = timezone.now() + timedelta(days=15)
    seat = SeatFactory(person=person, starts_on=later.date(), ends_on=later.date())
    erase_who_left(later)
    assert Person.objects.get(id=person.id).username == CANARIES[0]
    seat.delete()
    erase_who_left(later)
    assert Person.objects.get(id=person.id).erased_on == later.date()


def test_a_name_is_free_again_after_its_owner_is_gone(person):
    asked(person)
    erase_who_left(timezone.now() + timedelta(days=15))
    PersonFactory(username=CANARIES[0])
    assert queries.find_account(provider="wiki", name="Canary heron") is None


def test_nobody_in_particular_asks_for_anything(client):
    for page in ("data/", "data/erase/"):
        assert client.get(ME + page).status_code == 401
    for page in ("data/file/", "data/stay/"):
        assert client.post(ME + page).status_code == 401
