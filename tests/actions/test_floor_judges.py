"""Whether anybody can judge words, who hears that nobody can, and what binds in the end."""

from datetime import timedelta

import pytest

from comity.access.rules import Permission
from comity.charter.actions import adopt_charter, mark_installation
from comity.charter.queries import PRODUCTION, shipped
from comity.codes import actions
from comity.codes.actions.reviews import judge_words, take_review
from comity.codes.errors.floor import CodeWordsUnjudged
from comity.codes.models import WordsReview
from comity.codes.queries.judges import unjudged
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.codes.rules.review import Judges, Verdict
from comity.notices.models import Notice
from comity.record.models import Line
from tests.factories.bodies import BodyFactory, SeatFactory
from tests.factories.codes import OPERATOR, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, TODAY, as_actor, somebody

pytestmark = pytest.mark.django_db
SPIRIT = Written(
    Provision("spirit"), {"en": Text("In good spirit", "Some insults are fine among friends.")}
)


@pytest.fixture
def movement():
    return MovementFactory()


@pytest.fixture
def project(movement):
    in_force(universal(), community=movement)
    return CommunityFactory(parent=movement)


@pytest.fixture
def outsiders(movement):
    return [as_actor(somebody(Permission.CODE_REVIEW, on=movement)) for _ in range(3)]


def frozen(project):
    version = draft(local(SPIRIT), community=project)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    return version


def judged(verdict, *people):
    row = WordsReview.objects.get()
    for by in people:
        take_review(review_id=row.id, by=by, now=NOW)
    for by in people:
        judge_words(review_id=row.id, verdict=verdict, reason="It says so.", by=by, now=NOW)


def test_words_wait_as_long_as_the_charter_says_although_nobody_can_judge_them(project):
    mark_installation(use=PRODUCTION, by=OPERATOR, now=NOW)
    adopt_charter(text=shipped("small"), by=OPERATOR, now=NOW)
    version = frozen(project)
    last = NOW + timedelta(weeks=4)
    with pytest.raises(CodeWordsUnjudged):
        actions.put_in_force(version_id=version.id, by=OPERATOR, now=last)
    assert not Line.objects.filter(kind="code:bound_unjudged").exists()
    later = last + timedelta(days=1)
    actions.put_in_force(version_id=version.id, by=OPERATOR, now=later)
    line = Line.objects.get(kind="code:bound_unjudged")
    assert (line.shown["number"], line.shown["words"]) == (1, 1)


def test_words_that_were_judged_bind_without_a_word_about_it_in_the_record(project, outsiders):
    version = frozen(project)
    judged(Verdict.AT, *outsiders[:2])
    actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    assert not Line.objects.filter(kind="code:bound_unjudged").exists()


def test_one_reviewer_alone_holds_nothing_back_for_good(project, movement):
    somebody(Permission.CODE_REVIEW, on=movement)
    version = frozen(project)
    assert actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW).state == "in_force"


def test_those_who_can_name_reviewers_hear_that_there_are_too_few(project, movement):
    head = somebody(Permission.CODE_PUT_IN_FORCE, on=movement)
    near = somebody(Permission.CODE_PUT_IN_FORCE, on=project)
    alone = somebody(Permission.CODE_REVIEW, on=movement)
    frozen(project)
    told = set(Notice.objects.values_list("person_id", flat=True))
    assert told == {head.id, near.id, alone.id}


def test_where_there_are_enough_to_judge_nobody_is_asked_to_name_more(project, movement, outsiders):
    somebody(Permission.CODE_PUT_IN_FORCE, on=movement)
    frozen(project)
    told = set(Notice.objects.values_list("person_id", flat=True))
    assert told == {one.id for one in outsiders}


def test_words_of_everybody_who_waits_in_vain_are_listed_with_who_could_judge(project, movement):
    frozen(project)
    assert [
        (one.community, one.words, one.bench.judges, one.binds_from) for one in unjudged(on=TODAY)
    ] == [(project.slug, 1, Judges(0, 0), TODAY)]
    inside = somebody(Permission.CODE_REVIEW, on=project)
    somebody(Permission.CODE_REVIEW, Permission.CODE_EDIT, on=project)
    (found,) = unjudged(on=TODAY)
    assert found.bench.judges == Judges(1, 0)
    SeatFactory(body=BodyFactory(community=project), person=inside)
    seated = somebody(Permission.CODE_REVIEW, on=movement)
    SeatFactory(body=BodyFactory(community=project), person=seated)
    (found,) = unjudged(on=TODAY)
    assert found.bench.judges == Judges(2, 0)
    somebody(Permission.CODE_REVIEW, on=movement)
    assert unjudged(on=TODAY) == []


def test_looking_for_words_that_wait_in_vain_asks_the_same_for_many(
    project, movement, django_assert_max_num_queries
):
    somebody(Permission.CODE_REVIEW, on=movement)
    for place in (project, *CommunityFactory.create_batch(3, parent=movement)):
        frozen(place)
    with django_assert_max_num_queries(14):
        assert len(unjudged(on=TODAY)) == 4
