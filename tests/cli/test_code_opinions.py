"""`comity code opinion`: an editor asks about a draft, and somebody who judges words answers."""

import pytest

from comity.access.rules import Permission
from comity.codes import actions
from comity.codes.errors import LanguageUnknown
from comity.codes.errors.floor import AdviceByAuthor, ReasonMissing
from comity.codes.models import Advice, AdviceRequest
from comity.kernel.errors import NotFound, NotPermitted
from tests.cli.coding import People, comity, told, written
from tests.factories.codes import OPERATOR, answer_in, draft, local
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
ENGLISH = ("--language", "en")


@pytest.fixture
def harbour(movement):
    return CommunityFactory(slug="harbour", parent=movement)


@pytest.fixture
def people(tmp_path, harbour):
    return People(tmp_path, harbour)


@pytest.fixture
def file(tmp_path):
    return written(tmp_path / "question.txt", "Is one day too soon?\n")


@pytest.fixture
def edition(harbour):
    version = draft(local(answer_in(1)), community=harbour)
    return actions.publish_edition(version_id=version.id, by=OPERATOR, now=NOW)


@pytest.fixture
def question(edition, people, file):
    return comity("opinion", "ask", "harbour", file, *ENGLISH, people.editor).output.strip()


def test_an_opinion_is_asked_for_and_given(edition, question, people, movement):
    assert AdviceRequest.objects.get(id=question).edition_id == edition.id
    judge = people.may(Permission.CODE_REVIEW, on=movement)
    give = ("opinion", "give", question, "-", "--language", "ar", judge)
    assert len(told("opinion", "list", "--unanswered")) == 1
    assert comity(*give, typed="يوم واحد يكفي.\n").exit_code == 0
    assert told("opinion", "list", "--unanswered") == []
    (line,) = comity("opinion", "list", "harbour").output.splitlines()
    assert line.startswith(f"{question}  harbour  version 1  edition 1  2026-03-02  en  answers: 1")
    shown = comity("opinion", "show", question).output
    assert "Is one day too soon?" in shown
    assert "يوم واحد يكفي." in shown
    assert told("opinion", "show", question)["answers"][0]["language"] == "ar"
    assert comity("opinion", "list", "lantern").output == ""


def test_only_who_writes_the_code_asks(edition, people, file, movement):
    ask = ("opinion", "ask", "harbour", file, *ENGLISH)
    for who in (people.stranger, people.may(Permission.CODE_REVIEW, on=movement)):
        assert isinstance(comity(*ask, who).exception, NotPermitted)
    assert not AdviceRequest.objects.exists()


def test_without_a_published_draft_nothing_is_asked(people, file):
    draft(local(answer_in(1)), community=people.place)
    ask = ("opinion", "ask", "harbour", file, *ENGLISH, people.editor)
    assert "harbour has published no such draft." in comity(*ask).stderr
    assert "harbour has published no such draft." in comity(*ask, "--edition", "none").stderr
    assert comity("opinion", "list", "nowhere").exit_code == 1


def test_what_says_nothing_or_is_in_no_language_is_refused(edition, people, file):
    editor = people.editor
    wrong = comity("opinion", "ask", "harbour", file, "--language", "Plain words", editor)
    assert isinstance(wrong.exception, LanguageUnknown)
    empty = comity("opinion", "ask", "harbour", written(file, " \n"), *ENGLISH, editor)
    assert isinstance(empty.exception, ReasonMissing)
    assert not AdviceRequest.objects.exists()


def test_only_who_judges_words_and_does_not_write_the_code_answers(question, people, file):
    give = ("opinion", "give", question, file, *ENGLISH)
    assert isinstance(comity(*give, people.stranger).exception, NotPermitted)
    author = people.shown(somebody(Permission.CODE_EDIT, Permission.CODE_REVIEW, on=people.place))
    assert isinstance(comity(*give, author).exception, AdviceByAuthor)
    missing = comity("opinion", "give", "none", file, *ENGLISH, author)
    assert isinstance(missing.exception, NotFound)
    assert isinstance(comity("opinion", "show", "none").exception, NotFound)
    assert not Advice.objects.exists()
