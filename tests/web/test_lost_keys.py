"""Giving up lost keys, and being let back in by another member."""

import pytest

from comity.kernel.actors import SYSTEM
from comity.kernel.errors import NotPermitted
from comity.record.models import Line
from comity.vault import actions, queries
from comity.vault.errors import NoCertifiedKey, NoKeyYet, Sealed
from comity.vault.models import Slot, Wrap
from comity.vault.rules import Audience, Keyring
from tests.factories.people import NOW, PASSPHRASE, TODAY, PersonFactory, as_actor, handler
from tests.web.serving import at_browser, confirm

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return handler()


@pytest.fixture
def ben():
    return handler()


@pytest.fixture
def room(ana, ben):
    people = [ana.person_id, ben.person_id]
    made = actions.create_room(audience=Audience.PANEL, holders=people, by=SYSTEM, now=NOW)
    actions.put(made, kind="note", content={"text": "Written before."}, writer=ana, now=NOW)
    return made


def actor_of(keyring):
    return as_actor(person_of(keyring))


def person_of(keyring):
    return PersonFactory._meta.model.objects.get(id=keyring.person_id)


def revoke(keyring):
    actions.revoke_key(person_id=keyring.person_id, by=actor_of(keyring), now=NOW)


def renewed(keyring, *, certified=True):
    """Give up keys and make new ones."""
    revoke(keyring)
    by = actor_of(keyring)
    made, _ = actions.make_key(person_id=by.id, passphrase=PASSPHRASE, by=by, now=NOW)
    if certified:
        actions.certify(
            person_id=by.id, seat_id="A" * 13, starts_on=TODAY, ends_on=TODAY, by=SYSTEM, now=NOW
        )
    return made


def let_in(person, opener):
    return actions.let_back_in(
        person_id=person.person_id, opener=opener, by=actor_of(opener), now=NOW
    )


def texts(room, keyring):
    return [item.content["text"] for item in queries.read(room, keyring)]


def test_keys_that_were_given_up_open_nothing_whoever_has_them(room, ana, ben):
    revoke(ana)
    with pytest.raises(Sealed):
        queries.read(room, ana)
    assert not queries.may_open(room, ana)
    assert queries.holding(room, [ana.person_id, ben.person_id]) == {ben.person_id}
    assert list(queries.rooms_open_to(ana)) == []
    assert not Slot.objects.filter(key=ana.key_id).exists()
    with pytest.raises(NoKeyYet):
        actions.unlock(person_id=ana.person_id, secret=PASSPHRASE)
    assert Line.objects.order_by("id").last().kind == "vault:key_revoked"


def test_what_was_signed_with_them_can_still_be_checked(room, ana, ben):
    revoke(ana)
    assert texts(room, ben) == ["Written before."]


def test_new_keys_open_nothing_by_themselves(room, ana):
    with pytest.raises(Sealed):
        queries.read(room, renewed(ana))


def test_another_member_lets_new_keys_back_into_all_there_is(room, ana, ben):
    new = renewed(ana)
    actions.put(room, kind="note", content={"text": "Written meanwhile."}, writer=ben, now=NOW)
    (waiting,) = queries.outside(ben, on=TODAY)
    assert (waiting.person_id, waiting.rooms) == (ana.person_id, 1)
    assert waiting.fingerprint == queries.fingerprint_of(ana.person_id)
    assert let_in(new, ben) == 1
    assert texts(room, new) == ["Written before.", "Written meanwhile."]
    assert queries.outside(ben, on=TODAY) == []


def test_new_keys_that_nobody_compared_get_nothing_when_a_room_is_renewed(room, ana, ben):
    new = renewed(ana)
    third = handler()
    actions.admit(room, opener=ben, holders=[third.person_id], by=actor_of(ben), now=NOW)
    actions.bar(room, person_id=third.person_id, by=actor_of(third), now=NOW)
    with pytest.raises(Sealed):
        queries.read(room, new)
    assert let_in(new, ben) == 1
    actions.put(room, kind="note", content={"text": "Written after."}, writer=ben, now=NOW)
    assert texts(room, new) == ["Written before.", "Written after."]


def test_nobody_lets_themselves_in_or_acts_with_the_keys_of_another(room, ana, ben):
    new = renewed(ana)
    with pytest.raises(NotPermitted):
        actions.let_back_in(person_id=ana.person_id, opener=new, by=actor_of(ana), now=NOW)
    with pytest.raises(NotPermitted):
        actions.let_back_in(person_id=ana.person_id, opener=ben, by=actor_of(ana), now=NOW)


def test_who_has_no_certified_keys_is_not_let_in(room, ana, ben):
    new = renewed(ana, certified=False)
    assert queries.outside(ben, on=TODAY) == []
    with pytest.raises(NoCertifiedKey):
        let_in(new, ben)


def test_a_row_that_somebody_slipped_in_lets_nobody_in(room, ben):
    thief = handler()
    Wrap.objects.create(
        room_id=room,
        epoch=1,
        holder=queries.person_tag(thief.person_id),
        sealed=b"let me in",
        lost_on=TODAY,
    )
    assert let_in(thief, ben) == 0
    with pytest.raises(Sealed):
        queries.read(room, thief)


def test_who_stood_aside_before_is_not_let_back(room, ana, ben):
    actions.bar(room, person_id=ana.person_id, by=actor_of(ana), now=NOW)
    new = renewed(ana)
    assert queries.outside(ben, on=TODAY) == []
    assert let_in(new, ben) == 0


def test_nobody_gives_up_the_keys_of_another(ana, ben):
    with pytest.raises(NotPermitted):
        actions.revoke_key(person_id=ana.person_id, by=actor_of(ben), now=NOW)


def test_the_page_says_what_is_lost_and_leads_to_new_keys(ana):
    client = at_browser(person_of(ana), ana)
    confirm(client)
    page = client.get("/en/keys/lost/").content.decode()
    assert "What nobody but you could open is lost for good." in page
    assert client.post("/en/keys/lost/", {}).status_code == 422
    answer = client.post("/en/keys/lost/", {"sure": "on"})
    assert answer.url == "/en/keys/make/"
    assert "keyring" not in client.session
    assert not queries.has_key(ana.person_id)
    assert client.get("/en/keys/lost/").status_code == 409


def test_the_page_lets_a_member_in_once_the_fingerprint_was_compared(room, ana, ben):
    by = actor_of(ana)
    revoke(ana)
    made, _ = actions.make_key(person_id=by.id, passphrase=PASSPHRASE, by=by, now=NOW)
    actions.certify(
        person_id=by.id,
        seat_id="A" * 13,
        starts_on=TODAY,
        ends_on=TODAY.replace(year=TODAY.year + 9),
        by=SYSTEM,
        now=NOW,
    )
    client = at_browser(person_of(ben), ben)
    confirm(client)
    page = client.get("/en/keys/let-in/").content.decode()
    assert person_of(ana).username in page
    assert queries.fingerprint_of(ana.person_id)[:4] in page
    shown = f"{ana.person_id}-{queries.fingerprint_of(ana.person_id)}"
    refused = client.post("/en/keys/let-in/", {"person": shown})
    assert refused.status_code == 422
    another = f"{ana.person_id}-{ben.private.public.fingerprint}"
    refused = client.post("/en/keys/let-in/", {"person": another, "compared": "on"})
    assert refused.status_code == 422, "not the key that was shown"
    answer = client.post("/en/keys/let-in/", {"person": shown, "compared": "on"})
    assert answer.url == "/en/keys/let-in/"
    assert texts(room, Keyring(made.person_id, made.key_id, made.private)) == ["Written before."]
    assert "Nobody waits." in client.get("/en/keys/let-in/").content.decode()


def test_nobody_is_let_in_with_locked_keys(ben):
    client = at_browser(person_of(ben))
    confirm(client)
    assert client.get("/en/keys/let-in/").status_code == 403
