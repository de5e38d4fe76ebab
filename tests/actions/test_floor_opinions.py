"""Opinions on published drafts: who asks, who answers, and that nothing hangs on them."""

from dataclasses import replace

import pytest

from comity.access.rules import Permission
from comity.codes import actions
from comity.codes.actions.advice import MOST_OPEN, ask_advice, give_advice
from comity.codes.actions.editions import publish_edition
from comity.codes.actions.judging import forget
from comity.codes.errors import CodeTooLong, LanguageUnknown
from comity.codes.errors.floor import AdviceByAuthor, AdviceTooManyOpen, ReasonMissing
from comity.codes.models import Advice, AdviceRequest, CodeVersion
from comity.codes.queries.advice import advice, advice_asked, opinions_on
from comity.codes.queries.judging import told
from comity.codes.rules.documents import LONGEST_TEXT, Text, Written
from comity.codes.rules.provisions import Provision
from comity.kernel.errors import NotFound, NotPermitted
from comity.notices.models import Notice
from comity.record.models import Line
from tests.factories.codes import OPERATOR, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor, somebody

pytestmark = pytest.mark.django_db
LANTERNS = Written(Provision("lanterns"), {"en": Text("Lanterns", "Bring a lantern.")})


@pytest.fixture
def movement():
    return MovementFactory()


@pytest.fixture
def project(movement):
    in_force(universal(), community=movement)
    return CommunityFactory(parent=movement)


@pytest.fixture
def author(project):
    return as_actor(somebody(Permission.CODE_EDIT, on=project))


@pytest.fixture
def reviewer(movement):
    return as_actor(somebody(Permission.CODE_REVIEW, on=movement))


@pytest.fixture
def edition(project):
    version = draft(local(LANTERNS), community=project)
    return publish_edition(version_id=version.id, by=OPERATOR, now=NOW)


def ask(edition, by, question="Is it too soft?", language="en"):
    return ask_advice(edition_id=edition.id, question=question, language=language, by=by, now=NOW)


def answer(request_id, by, text="It is.", language="en"):
    give_advice(request_id=request_id, text=text, language=language, by=by, now=NOW)


def test_an_opinion_is_asked_for_and_given_on_record(movement, project, edition, author, reviewer):
    name = ask(edition, author)
    assert list(Notice.objects.values_list("person", flat=True)) == [reviewer.id]
    assert [row.id for row in advice_asked(community_id=project.id, open_only=True)] == [name]
    answer(name, reviewer)
    (given,) = opinions_on(name)
    assert (given.person_id, given.text, given.given_on) == (reviewer.id, "It is.", TODAY)
    assert advice(name).given == 1
    assert not advice_asked(open_only=True)
    assert not advice_asked(community_id=movement.id)
    kinds = list(Line.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["code:advice_asked", "code:advice_given"]
    assert Notice.objects.filter(person=author.id).exists()


def test_an_opinion_binds_nobody(edition, author, reviewer):
    answer(ask(edition, author), reviewer, "This must not be agreed on.")
    actions.freeze(version_id=edition.version_id, by=OPERATOR, now=NOW)
    actions.put_in_force(version_id=edition.version_id, by=OPERATOR, now=NOW)
    assert CodeVersion.objects.get(id=edition.version_id).state == "in_force"


def test_only_authors_ask(edition, reviewer):
    for by in (reviewer, as_actor(PersonFactory())):
        with pytest.raises(NotPermitted):
            ask(edition, by)
    assert not AdviceRequest.objects.exists()


def test_only_reviewers_who_do_not_write_the_code_answer(project, edition, author):
    name = ask(edition, author)
    both = as_actor(somebody(Permission.CODE_EDIT, Permission.CODE_REVIEW, on=project))
    elsewhere = CommunityFactory(parent=project.parent)
    strangers = (author, as_actor(somebody(Permission.CODE_REVIEW, on=elsewhere)), OPERATOR)
    for by in strangers:
        with pytest.raises(NotPermitted):
            answer(name, by)
    with pytest.raises(AdviceByAuthor):
        answer(name, both)
    assert not Advice.objects.exists()


def test_what_is_not_there_is_not_found(edition, author, reviewer):
    for missing in (
        lambda: ask(replace(edition, id="none"), author),
        lambda: answer("none", reviewer),
        lambda: advice("none"),
    ):
        with pytest.raises(NotFound):
            missing()


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ((" \n", "en"), ReasonMissing),
        (("x" * (LONGEST_TEXT + 1), "en"), CodeTooLong),
        (("Well.", "nothing like it"), LanguageUnknown),
        (("Well.", "e" * 40), LanguageUnknown),
    ],
)
def test_questions_and_opinions_can_be_read(edition, author, reviewer, typed, refusal):
    with pytest.raises(refusal):
        ask(edition, author, *typed)
    name = ask(edition, author)
    with pytest.raises(refusal):
        answer(name, reviewer, *typed)


def test_nobody_asks_more_than_people_can_answer(edition, author, reviewer):
    names = [ask(edition, author) for _ in range(MOST_OPEN)]
    with pytest.raises(AdviceTooManyOpen):
        ask(edition, author)
    answer(names[0], reviewer)
    ask(edition, author)


def test_whoever_is_forgotten_leaves_what_they_asked_and_answered(edition, author, reviewer):
    name = ask(edition, author)
    answer(name, reviewer)
    assert [one["question"] for one in told(author.id)["codes_advicerequest"]] == [
        "Is it too soft?"
    ]
    assert [one["text"] for one in told(reviewer.id)["codes_advice"]] == ["It is."]
    for by in (author, reviewer):
        forget(by.id, NOW)
    assert AdviceRequest.objects.get().person is None
    assert Advice.objects.get().person is None
    assert not told(author.id)["codes_advicerequest"]
