"""`comity code talk`: whoever has an account speaks at the terminal in their own name."""

import pytest

from comity.codes.errors.talk import AnswerToAnswer, NotYourTalk, TalkEmpty, TalkGone
from comity.codes.errors.translations import ReasonMissing
from comity.codes.models import Talk
from comity.kernel.errors import NotFound, NotPermitted
from tests.cli.coding import People, comity, told, written
from tests.factories.communities import CommunityFactory
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SAY = ("talk", "say", "lantern", "kindness")
ASKS = ("--kind", "question", "--language", "en")
LIST = ("talk", "list", "lantern")


@pytest.fixture
def people(tmp_path, movement):
    return People(tmp_path, movement)


@pytest.fixture
def amal(people):
    return people.shown(PersonFactory(display_name="Amal"))


@pytest.fixture
def file(tmp_path):
    return written(tmp_path / "said.txt", "Does it hold\nin chats?\n")


@pytest.fixture
def asked(amal, file):
    return comity(*SAY, file, *ASKS, amal).output.strip()


def test_somebody_asks_and_somebody_else_answers(people, asked):
    answer = ("talk", "answer", asked, "-", "--language", "ar", people.stranger)
    assert len(told(*LIST, "--open")) == 1
    given = comity(*answer, typed="نعم.\n").output.strip()
    assert told(*LIST, "--open") == []
    lines = comity(*LIST).output.splitlines()
    assert lines[0] == f"{asked}  question  kindness  2026-03-02  en  Amal  Does it hold in chats?"
    assert lines[1].startswith(f"  {given}  2026-03-02  ar  ")
    (thread,) = told(*LIST, "--provision", "kindness", "--kind", "question", "--language", "en")
    assert (thread["text"], thread["answers"][0]["text"]) == ("Does it hold\nin chats?", "نعم.")
    assert told(*LIST, "--kind", "example") == []
    twice = comity("talk", "answer", given, "-", "--language", "en", people.stranger, typed="So?")
    assert isinstance(twice.exception, AnswerToAnswer)


def test_somebody_speaks_from_their_community(amal, file):
    place = CommunityFactory(slug="harbour")
    comity(*SAY, file, *ASKS, "--from", "harbour", amal)
    assert Talk.objects.get().community_id == place.id
    assert comity(*SAY, file, *ASKS, "--from", "nowhere", amal).exit_code == 1


def test_what_says_nothing_or_is_about_nothing_is_refused(amal, file):
    missing = comity("talk", "say", "lantern", "nothing", file, *ASKS, amal)
    assert isinstance(missing.exception, NotFound)
    assert isinstance(comity(*SAY, written(file, "\n"), *ASKS, amal).exception, TalkEmpty)
    assert comity(*SAY, file, "--kind", "joke", "--language", "en", amal).exit_code == 2
    assert comity("talk", "list", "nowhere").exit_code == 1
    assert not Talk.objects.exists()


def test_one_takes_back_ones_own_words_once_one_is_sure(people, amal, asked):
    back = ("talk", "take-back", asked)
    assert isinstance(comity(*back, "--yes", people.stranger).exception, NotYourTalk)
    assert comity(*back, amal, typed="n\n").exit_code == 1
    assert Talk.objects.get().text
    assert comity(*back, amal, typed="y\n").exit_code == 0
    assert Talk.objects.get().text == ""
    assert "was taken back 2026-03-02" in comity(*LIST).output
    assert isinstance(comity(*back, "--yes", amal).exception, TalkGone)


def test_who_writes_the_code_hides_with_a_reason(people, amal, asked):
    hide = ("talk", "hide", asked, "--reason")
    assert isinstance(comity(*hide, "Names somebody.", amal).exception, NotPermitted)
    editor = people.editor
    assert isinstance(comity(*hide, " ", editor).exception, ReasonMissing)
    assert comity(*hide, "Names somebody.", editor).exit_code == 0
    lines = comity(*LIST).output
    assert "was hidden 2026-03-02: Names somebody." in lines
    assert "in chats" not in lines
    (thread,) = told(*LIST)
    assert (thread["text"], thread["hidden_because"]) == ("", "Names somebody.")
    assert isinstance(comity("talk", "hide", "none", "--reason", "So.", editor).exception, NotFound)
