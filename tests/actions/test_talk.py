"""Talk about provisions: in any language, one level deep, taken back by oneself, hidden openly."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.access.rules import Permission
from comity.codes.actions import talking
from comity.codes.actions.own import forget
from comity.codes.errors import CodeTooLong, LanguageUnknown
from comity.codes.errors.talk import (
    AnswerToAnswer,
    NotYourTalk,
    TalkEmpty,
    TalkGone,
    TalkTooMuch,
)
from comity.codes.errors.translations import ReasonMissing
from comity.codes.models import Talk
from comity.codes.queries import own
from comity.codes.queries.talk import (
    counted,
    counted_by_provision,
    names_of,
    one_talk,
    talk,
    threads,
    titles,
)
from comity.codes.rules.talk import LONGEST_REASON, LONGEST_TALK, MOST_A_DAY, TalkKind
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.record.models import Line
from tests.factories.codes import ANSWER, OPERATOR, draft, in_force, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def movement():
    return MovementFactory()


@pytest.fixture
def code(movement):
    return in_force(community=movement)


@pytest.fixture
def amal():
    return as_actor(PersonFactory(display_name="Amal"))


@pytest.fixture
def bo():
    return as_actor(PersonFactory())


def say(code, by, text="Does it hold in Talk:Main Page?", **more):
    asked = {
        "community_id": code.community_id,
        "provision_id": "kindness",
        "kind": TalkKind.QUESTION,
        "language": "en",
        "now": NOW,
    }
    return talking.say(**asked | more, text=text, by=by)


def answer(said, by, text="نعم.", language="ar"):
    return talking.answer(talk_id=said.id, language=language, text=text, by=by, now=NOW)


def read(code, **asked):
    by = asked.get("seen_by")
    return threads(talk(code.community_id, **asked), seen_by=by)


def test_anybody_with_an_account_asks_and_anybody_answers(code, amal, bo):
    place = CommunityFactory()
    said = say(code, amal, from_community_id=place.id)
    answer(said, bo)
    (thread,) = read(code)
    assert (thread.first.text, thread.first.community_id) == (
        "Does it hold in Talk:Main Page?",
        place.id,
    )
    assert [(one.text, one.language) for one in thread.answers] == [("نعم.", "ar")]
    kinds = list(Line.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["talk:said", "talk:said"]
    assert "Main Page" not in str(Line.objects.last().shown)


def test_talk_goes_on_through_versions(code, amal, movement):
    say(code, amal)
    in_force(universal(ANSWER), community=movement)
    assert len(read(code, key="kindness")) == 1
    say(code, amal, text="It was taken out. Why?")
    assert counted(movement.id, "kindness") == 2


def test_what_was_said_is_found_by_kind_language_and_whether_it_is_open(code, amal, bo):
    asked = say(code, amal)
    say(code, amal, kind=TalkKind.EXAMPLE, language="fr", text="Chez nous …")
    say(code, bo, text="And here?", provision_id="answer")
    assert [one.first.language for one in read(code, kind=TalkKind.EXAMPLE)] == ["fr"]
    assert len(read(code, language="en")) == 2
    assert len(read(code, still_open=True)) == 2
    given = answer(asked, bo)
    assert [one.first.key for one in read(code, still_open=True)] == ["answer"]
    talking.take_back(talk_id=given.id, by=bo, now=NOW)
    assert len(read(code, still_open=True)) == 2
    assert counted_by_provision(code.community_id) == {"kindness": 2, "answer": 1}


def test_an_answer_is_not_answered(code, amal, bo):
    given = answer(say(code, amal), bo)
    with pytest.raises(AnswerToAnswer):
        answer(given, amal)


def test_one_takes_back_ones_own_words_and_nobody_elses(code, amal, bo):
    said = say(code, amal)
    answer(said, bo)
    for who in (bo, OPERATOR):
        with pytest.raises(NotYourTalk):
            talking.take_back(talk_id=said.id, by=who, now=NOW)
    talking.take_back(talk_id=said.id, by=amal, now=NOW)
    (thread,) = read(code)
    assert (thread.first.text, thread.first.withdrawn_on) == ("", NOW.date())
    assert [one.text for one in thread.answers] == ["نعم."]
    with pytest.raises(TalkGone):
        talking.take_back(talk_id=said.id, by=amal, now=NOW)
    with pytest.raises(TalkGone):
        answer(said, bo)


def test_those_who_edit_hide_with_a_reason_for_everybody(code, amal, movement):
    said = say(code, amal)
    editor = as_actor(somebody(Permission.CODE_EDIT, on=movement))

    def hide(by, reason="It names somebody."):
        talking.hide(talk_id=said.id, reason=reason, by=by, now=NOW)

    with pytest.raises(NotPermitted):
        hide(amal)
    with pytest.raises(ReasonMissing):
        hide(editor, " ")
    with pytest.raises(CodeTooLong):
        hide(editor, "x" * (LONGEST_REASON + 1))
    hide(editor)
    (thread,) = read(code)
    assert (thread.first.text, thread.first.hidden_reason) == ("", "It names somebody.")
    assert one_talk(said.id, community_id=movement.id, seen_by=amal).text != ""
    assert one_talk(said.id, community_id=movement.id, seen_by=editor).text == ""
    with pytest.raises(TalkGone):
        hide(editor)
    with pytest.raises(TalkGone):
        answer(said, amal)
    talking.take_back(talk_id=said.id, by=amal, now=NOW)
    assert Talk.objects.get().text == ""


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"text": " \n"}, TalkEmpty),
        ({"text": "x" * (LONGEST_TALK + 1)}, CodeTooLong),
        ({"language": "not a tag"}, LanguageUnknown),
        ({"provision_id": "nowhere"}, NotFound),
        ({"community_id": "nowhere"}, NotFound),
        ({"from_community_id": "nowhere"}, NotFound),
    ],
)
def test_what_cannot_be_used_is_refused(code, amal, wrong, error):
    with pytest.raises(error):
        say(code, amal, **wrong)
    assert not Talk.objects.exists()


def test_only_people_talk(code):
    for who in (OPERATOR, Actor(ActorKind.RECEIPT_HOLDER, "nobody-yet")):
        with pytest.raises(NotPermitted):
            say(code, who)


def test_what_there_is_not_is_neither_answered_nor_shown(code, amal):
    for act in (talking.answer, talking.take_back, talking.hide):
        words = {"language": "en", "text": "x"} if act is talking.answer else {}
        words |= {"reason": "x"} if act is talking.hide else {}
        with pytest.raises(NotFound):
            act(talk_id=new_id(), by=amal, now=NOW, **words)
    with pytest.raises(NotFound):
        one_talk(new_id(), community_id=code.community_id)
    said = say(code, amal)
    with pytest.raises(NotFound):
        one_talk(said.id, community_id=CommunityFactory().id)


def test_a_provision_that_stands_in_a_draft_alone_is_talked_about_by_its_authors(movement, amal):
    version = draft(universal(), community=movement)
    translator = as_actor(somebody(Permission.CODE_TRANSLATE, on=movement))
    with pytest.raises(NotFound):
        say(version, amal)
    said = say(version, translator)
    assert read(version) == []
    assert len(read(version, seen_by=translator)) == 1
    for who in (amal, None):
        with pytest.raises(NotFound):
            read(version, key="kindness", seen_by=who)
        with pytest.raises(NotFound):
            one_talk(said.id, community_id=movement.id, seen_by=who)


def test_nobody_says_more_in_a_day_than_anybody_reads(code, amal, bo):
    first = say(code, amal)
    Talk.objects.bulk_create(
        Talk(
            code_id=code.code_id,
            key="kindness",
            kind="thought",
            language="en",
            text="Again.",
            person_id=amal.id,
            said_on=NOW.date(),
        )
        for _ in range(MOST_A_DAY - 1)
    )
    with pytest.raises(TalkTooMuch):
        say(code, amal)
    with pytest.raises(TalkTooMuch):
        answer(first, amal)
    say(code, bo)
    say(code, amal, now=NOW + timedelta(days=1))


def test_who_leaves_is_untied_from_what_they_said(code, amal):
    said = say(code, amal)
    assert [one["text"] for one in own.told(amal.id)["codes_talk"]] == [said.text]
    assert names_of([said]) == {amal.id: "Amal"}
    forget(amal.id, NOW)
    assert own.told(amal.id)["codes_talk"] == []
    (thread,) = read(code)
    assert (thread.first.person_id, thread.first.text) == ("", said.text)


def test_people_go_by_their_code_names(code):
    person = PersonFactory(display_name="Amal", code_name="Heron")
    assert names_of([say(code, as_actor(person))]) == {person.id: "Heron"}


def test_provisions_are_named_in_the_readers_language_where_there_is_one(code):
    assert titles(code.community_id, ["answer", "kindness"], "ar") == {
        "answer": "الجواب",
        "kindness": "Kindness",
    }


def test_a_page_of_talk_asks_the_database_a_few_times(code, amal, bo):
    for number in range(12):
        answer(say(code, amal, text=f"Question {number}?"), bo)
    with CaptureQueriesContext(connection) as asked:
        found = read(code, key="kindness", still_open=False)
        names_of(one.first for one in found)
    assert len(found) == 12
    assert len(asked) <= 5
