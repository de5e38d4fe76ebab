import pytest

from comity.kernel.actors import SYSTEM
from comity.kernel.errors import NotPermitted
from comity.people import queries
from comity.people.actions import (
    link_account,
    note_name,
    register,
    set_language,
    set_notice_address,
)
from comity.people.errors import AccountTaken, NotSignedIn, UsernameTaken
from comity.people.models import NoticeAddress, Person
from comity.people.rules import AccountRef
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
HERON = AccountRef("wiki", "4711", "Grey heron")


@pytest.fixture
def person():
    return PersonFactory()


def test_a_person_registers_and_can_sign_in():
    person = register(
        username="wren",
        password="a long enough password",
        display_name="Wren",
        language="ar",
        by=SYSTEM,
        now=NOW,
    )
    assert person.check_password("a long enough password")
    assert person.password.startswith("argon2$argon2id$v=19$")
    assert (person.name, person.language) == ("Wren", "ar")


def test_a_name_is_taken_once(person):
    with pytest.raises(UsernameTaken) as refusal:
        register(
            username=person.username,
            password="another password",
            display_name="",
            language="en",
            by=SYSTEM,
            now=NOW,
        )
    assert refusal.value.detail == {"field": "username"}
    assert Person.objects.count() == 1


def test_an_account_is_found_by_every_name_it_ever_had(person):
    link_account(person_id=person.id, account=HERON, by=SYSTEM, now=NOW)
    note_name(account=AccountRef("wiki", "4711", "White_stork"), now=NOW)
    for name in ("grey heron", "Grey_heron", "White stork"):
        assert queries.find_account(provider="wiki", name=name).subject == "4711"
    assert queries.accounts_of([person.id]) == {
        person.id: [AccountRef("wiki", "4711", "White stork")]
    }
    assert queries.person_of(provider="wiki", subject="4711") == person.id
    assert queries.find_account(provider="wiki", name="Magpie") is None


def test_who_bears_a_name_today_comes_before_who_bore_it_once(person):
    other = PersonFactory()
    link_account(person_id=person.id, account=HERON, by=SYSTEM, now=NOW)
    note_name(account=AccountRef("wiki", "4711", "White stork"), now=NOW)
    link_account(
        person_id=other.id, account=AccountRef("wiki", "9", "Grey heron"), by=SYSTEM, now=NOW
    )
    assert queries.find_account(provider="wiki", name="Grey heron").subject == "9"


def test_an_account_belongs_to_one_person(person):
    link_account(person_id=person.id, account=HERON, by=SYSTEM, now=NOW)
    link_account(person_id=person.id, account=HERON, by=SYSTEM, now=NOW)
    with pytest.raises(AccountTaken):
        link_account(person_id=PersonFactory().id, account=HERON, by=SYSTEM, now=NOW)


def test_nobody_links_or_changes_for_another(person):
    other = as_actor(PersonFactory())
    with pytest.raises(NotPermitted):
        link_account(person_id=person.id, account=HERON, by=other, now=NOW)
    with pytest.raises(NotPermitted):
        set_notice_address(person_id=person.id, address="x@example.org", by=other)
    with pytest.raises(NotPermitted):
        set_language(person_id=person.id, language="ar", by=other)


def test_a_notice_address_is_sealed_and_can_be_forgotten(person):
    set_notice_address(person_id=person.id, address="wren@example.org", by=as_actor(person))
    assert queries.notice_address(person.id) == "wren@example.org"
    assert b"example" not in bytes(NoticeAddress.objects.get().sealed)
    set_notice_address(person_id=person.id, address="", by=as_actor(person))
    assert queries.notice_address(person.id) is None


def test_nobody_in_particular_is_no_actor():
    with pytest.raises(NotSignedIn):
        queries.actor(None)
