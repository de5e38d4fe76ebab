from dataclasses import replace
from pathlib import Path

import pytest

import comity.cli
from comity.codes import actions as codes
from comity.codes.rules import reader
from comity.kernel.actors import ANYONE, Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.people.actions import link_account
from comity.people.rules import AccountRef
from comity.signup import queries
from comity.signup.actions import note_acceptance, sign
from comity.signup.errors import AlreadySigned, AnotherVersionNow, NothingToSign
from comity.signup.rules import GateAnswer
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor

pytestmark = pytest.mark.django_db
OPERATOR = Actor(ActorKind.OPERATOR, "test")
SANDBOX = Path(comity.cli.__file__).parent / "sandbox"
HERON = AccountRef("wiki", "4711", "Grey heron")


def in_force(movement, document):
    draft = codes.write_draft(community_id=movement.id, document=document, by=OPERATOR, now=NOW)
    frozen = codes.freeze(version_id=draft.id, by=OPERATOR, now=NOW)
    return codes.put_in_force(version_id=frozen.id, by=OPERATOR, now=NOW)


@pytest.fixture(scope="module")
def document():
    return reader.read((SANDBOX / "code-universal.toml").read_text())


@pytest.fixture
def movement():
    return MovementFactory()


@pytest.fixture
def version(movement, document):
    return in_force(movement, document)


@pytest.fixture
def person():
    person = PersonFactory()
    link_account(person_id=person.id, account=HERON, by=OPERATOR, now=NOW)
    return as_actor(person)


def signed(movement, version, person):
    return sign(community_id=movement.id, version_id=version.id, language="ar", by=person, now=NOW)


def test_who_signs_is_told_so_and_so_is_the_gate(movement, version, person):
    signed(movement, version, person)
    (mine,) = queries.signatures(person)
    assert (mine.version.id, mine.basis, mine.signed_on, mine.language) == (
        version.id,
        "explicit",
        TODAY,
        "ar",
    )
    assert queries.gate(HERON) == GateAnswer(
        version=1, signed_version=1, basis="explicit", signed_on=TODAY
    )


def test_an_unknown_account_is_answered_like_one_that_has_not_signed(version, person):
    not_signed = GateAnswer(version=1)
    assert queries.gate(HERON) == queries.gate(AccountRef("wiki", "99")) == not_signed


def test_the_gate_needs_few_look_ups(movement, version, person, django_assert_max_num_queries):
    signed(movement, version, person)
    with django_assert_max_num_queries(2):
        queries.gate(HERON)


def test_terms_of_use_bind_an_account_that_nobody_here_has(movement, version):
    note_acceptance(version_id=version.id, account=HERON, language="en", by=OPERATOR, now=NOW)
    assert queries.gate(HERON) == GateAnswer(
        version=1, signed_version=1, basis="terms_of_use", signed_on=TODAY
    )
    with pytest.raises(AlreadySigned):
        note_acceptance(version_id=version.id, account=HERON, language="en", by=OPERATOR, now=NOW)


def test_only_the_operator_tells_what_terms_say(version, person):
    with pytest.raises(NotPermitted):
        note_acceptance(version_id=version.id, account=HERON, language="en", by=person, now=NOW)


def test_a_new_version_is_signed_anew_with_what_changed(movement, version, document, person):
    signed(movement, version, person)
    shorter = replace(document, provisions=document.provisions[:-1])
    newer = in_force(movement, shorter)
    asked = queries.to_sign(movement.id, language="en", seen_by=person)
    assert (asked.version.id, asked.before.version.id, asked.signed) == (
        newer.id,
        version.id,
        None,
    )
    assert asked.changes
    assert queries.gate(HERON) == GateAnswer(
        version=2, signed_version=1, basis="explicit", signed_on=TODAY
    )
    signed(movement, newer, person)
    assert queries.gate(HERON).signed


def test_nobody_signs_a_version_they_have_not_read(movement, version, document, person):
    newer = in_force(movement, replace(document, provisions=document.provisions[:-1]))
    with pytest.raises(AnotherVersionNow):
        signed(movement, version, person)
    assert signed(movement, newer, person).version_id == newer.id


def test_a_version_is_signed_once(movement, version, person):
    signed(movement, version, person)
    with pytest.raises(AlreadySigned):
        signed(movement, version, person)


def test_only_people_sign_and_only_for_themselves(movement, version):
    for nobody in (ANYONE, OPERATOR):
        with pytest.raises(NotPermitted):
            signed(movement, version, nobody)


def test_where_no_code_is_in_force_there_is_nothing_to_sign(person):
    community = CommunityFactory()
    with pytest.raises(NothingToSign):
        sign(community_id=community.id, version_id=new_id(), language="en", by=person, now=NOW)
    with pytest.raises(NotFound):
        queries.to_sign(community.id, language="en", seen_by=person)
    with pytest.raises(NotFound):
        queries.gate(HERON)


def test_who_is_signed_out_has_signed_nothing(movement, version):
    asked = queries.to_sign(movement.id, language="en", seen_by=None)
    assert (asked.version.id, asked.before, asked.signed, asked.changes) == (
        version.id,
        None,
        None,
        (),
    )
