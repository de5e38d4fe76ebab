"""The page on which somebody signs a code."""

import pytest
from django.urls import reverse

from comity.people.actions import link_account
from comity.people.rules import AccountRef
from comity.signup.models import Signature
from comity.signup.queries import gate
from tests.factories.codes import KINDNESS, answer_in, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
HERE = "/en/sign/"


@pytest.fixture
def movement():
    return MovementFactory(slug="lantern", name="The Lantern")


@pytest.fixture
def version(movement):
    return in_force()


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def seen(client, address=HERE):
    return client.get(address).content.decode()


def test_whoever_is_not_signed_in_reads_what_signing_means(client, version):
    page = seen(client)
    assert "What signing means" in page
    assert "version 1 of" in page
    assert f"{reverse('account_login')}?next=/en/sign/" in page
    assert '<form method="post">' not in page


def test_the_page_speaks_arabic(client, version):
    page = seen(client, "/ar/sign/")
    assert '<html lang="ar" dir="rtl">' in page
    assert "المدونة" in page


def test_a_person_signs_the_version_on_the_page(client, person, version):
    assert f'name="version" value="{version.id}"' in seen(client)
    answer = client.post(HERE, {"version": version.id}, follow=True)
    page = answer.content.decode()
    assert "You have signed. Thank you" in page
    assert "You signed version 1 of" in page
    assert "You signed it yourself, here." in page
    signature = Signature.objects.get()
    assert (signature.person, signature.basis, signature.language) == (person, "explicit", "en")


def test_the_language_of_the_page_is_kept(client, person, version):
    client.post("/ar/sign/", {"version": version.id})
    assert Signature.objects.get().language == "ar"


def test_pressing_twice_signs_once(client, person, version):
    for _ in range(2):
        answer = client.post(HERE, {"version": version.id})
        assert answer.status_code == 302
    assert Signature.objects.count() == 1


def test_whoever_read_an_older_version_is_shown_the_new_one(client, person, version):
    newer = in_force(universal(answer_in(2), KINDNESS))
    answer = client.post(HERE, {"version": version.id})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The code changed while you were reading." in page
    assert newer.id in page
    assert not Signature.objects.exists()


@pytest.mark.parametrize("data", [{}, {"version": ""}, {"version": "x" * 99}, {"version": "a\0b"}])
def test_a_forged_form_signs_nothing(client, person, version, data):
    assert client.post(HERE, data).status_code == 409
    assert not Signature.objects.exists()


def test_what_changed_since_the_last_signature_is_shown(client, person, version):
    client.post(HERE, {"version": version.id})
    in_force(universal(answer_in(2), KINDNESS))
    page = seen(client)
    assert "You signed version 1 on" in page
    assert "What changed since you signed" in page
    assert "Reworded" in page
    assert "<ins>" in page


def test_nobody_signs_without_signing_in(client, version):
    answer = client.post(HERE, {"version": version.id})
    assert answer.status_code == 401
    assert not Signature.objects.exists()


def test_where_nothing_is_in_force_there_is_nothing_to_sign(client, person, movement):
    draft(universal())
    answer = client.get(HERE)
    assert answer.status_code == 404
    assert "nothing to sign" in answer.content.decode()
    assert client.post(HERE, {"version": "0" * 13}).status_code == 404


def test_a_local_code_is_signed_under_its_own_address(client, person, version):
    project = CommunityFactory(slug="lighthouse", name="The Lighthouse")
    own = in_force(local(), community=project)
    client.post("/en/sign/lighthouse/", {"version": own.id})
    assert "You have signed the code" in seen(client, "/en/sign/lighthouse/")
    assert "What signing means" in seen(client)


def test_the_gate_knows_who_signed_here(client, person, version):
    account = AccountRef("wiki", "4711", "Amal")
    link_account(person_id=person.id, account=account, by=as_actor(person), now=NOW)
    assert not gate(account).signed
    client.post(HERE, {"version": version.id})
    assert gate(account).signed
