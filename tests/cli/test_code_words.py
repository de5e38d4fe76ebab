"""`comity code words`: two people judge words that touch the floor, each in their own name."""

import pytest

from comity.access.rules import Permission
from comity.codes import actions
from comity.codes.errors.floor import (
    ReasonMissing,
    ReviewAuthor,
    ReviewJudged,
    ReviewNotTaken,
    ReviewSeated,
)
from comity.codes.models import Reviewer, WordsReview
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.kernel.errors import NotFound, NotPermitted
from tests.cli.coding import People, comity, told, written
from tests.factories.codes import OPERATOR, draft, local
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SPIRIT = Written(
    Provision("spirit"), {"en": Text("In good spirit", "Some insults are fine among friends.")}
)


@pytest.fixture
def harbour(movement):
    place = CommunityFactory(slug="harbour", parent=movement)
    version = draft(local(SPIRIT), community=place)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    return place


@pytest.fixture
def people(tmp_path, harbour):
    return People(tmp_path, harbour)


@pytest.fixture
def judge(people, movement):
    return people.may(Permission.CODE_REVIEW, on=movement)


@pytest.fixture
def why(tmp_path):
    return written(tmp_path / "why.txt", "It lets friends insult friends.\n")


@pytest.fixture
def review(people):
    return WordsReview.objects.get()


def test_what_waits_is_listed_and_shown_beside_the_floor(review, harbour):
    (line,) = comity("words", "list").output.splitlines()
    assert line == f"{review.id}  wanted  2026-03-02  harbour  spirit  en  In good spirit"
    assert comity("words", "list", "harbour").output.splitlines() == [line]
    assert comity("words", "list", "harbour", "--show", "below").output == ""
    shown = comity("words", "show", review).output
    assert "  Some insults are fine among friends." in shown
    assert "The floor says: kindness  en\n  Kindness\n  Insult nobody." in shown
    assert isinstance(comity("words", "show", "none").exception, NotFound)
    assert comity("words", "list", "nowhere").exit_code == 1


def test_two_people_take_words_on_and_judge_them(review, people, judge, movement, why):
    other = people.may(Permission.CODE_REVIEW, on=movement)
    for one in (judge, other):
        assert comity("words", "take", review, one).exit_code == 0
    assert comity("words", "judge", review, "below", why, judge).exit_code == 0
    typed = "They are not fine.\n"
    assert comity("words", "judge", review, "below", "-", other, typed=typed).exit_code == 0
    review.refresh_from_db()
    assert (review.state, review.verdict) == ("judged", "below")
    assert "  below  " in comity("words", "list", "--show", "below").output
    verdicts = told("words", "show", review)["verdicts"]
    assert {(one["verdict"], one["reason"]) for one in verdicts} == {
        ("below", "It lets friends insult friends."),
        ("below", "They are not fine."),
    }
    assert "outside  below  They are not fine." in comity("words", "show", review).output


def test_what_waits_for_me_is_listed(review, people, judge):
    assert told("words", "mine", judge)[0]["mine"] == "free"
    comity("words", "take", review, judge)
    (line,) = comity("words", "mine", judge).output.splitlines()
    assert line == f"{review.id}  taken  2026-03-02  harbour  spirit  en  In good spirit"
    assert comity("words", "mine", people.stranger).output == ""
    author = people.shown(somebody(Permission.CODE_EDIT, Permission.CODE_REVIEW, on=people.place))
    assert comity("words", "mine", author).output == ""


def test_words_are_given_back_until_they_are_judged(review, judge, why):
    back = ("words", "give-back", review, judge)
    assert isinstance(comity(*back).exception, ReviewNotTaken)
    comity("words", "take", review, judge)
    assert isinstance(comity("words", "take", review, judge).exception, ReviewSeated)
    assert comity(*back).exit_code == 0
    assert not Reviewer.objects.exists()
    comity("words", "take", review, judge)
    comity("words", "judge", review, "at", why, judge)
    assert isinstance(comity(*back).exception, ReviewJudged)
    again = comity("words", "judge", review, "above", why, judge)
    assert isinstance(again.exception, ReviewJudged)


def test_who_writes_the_code_or_may_not_judge_is_refused(review, people, judge, why):
    take = ("words", "take", review)
    assert isinstance(comity(*take, people.stranger).exception, NotPermitted)
    author = people.shown(somebody(Permission.CODE_EDIT, Permission.CODE_REVIEW, on=people.place))
    assert isinstance(comity(*take, author).exception, ReviewAuthor)
    assert isinstance(comity("words", "judge", review, "at", why, judge).exception, ReviewNotTaken)
    assert isinstance(comity("words", "take", "none", judge).exception, NotFound)
    assert not Reviewer.objects.exists()


def test_a_verdict_needs_a_reason_and_is_one_of_three(review, judge, why):
    comity("words", "take", review, judge)
    empty = comity("words", "judge", review, "at", written(why, "\n"), judge)
    assert isinstance(empty.exception, ReasonMissing)
    assert comity("words", "judge", review, "fine", why, judge).exit_code == 2
    assert Reviewer.objects.get().verdict == ""


def test_what_a_terminal_would_obey_is_not_printed(review):
    WordsReview.objects.update(title="In \x1b[2Jgood \x9b1mspirit")
    assert "In [2Jgood 1mspirit" in comity("words", "list").output
