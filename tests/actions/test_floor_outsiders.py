"""Who judges words from outside a community, and who belongs to it by then."""

import pytest

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.codes import actions
from comity.codes.actions.reviews import judge_words, leave_review, take_review
from comity.codes.errors.floor import ReviewOutsiderNeeded
from comity.codes.models import WordsReview
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.codes.rules.review import ReviewState, Verdict
from tests.factories.codes import OPERATOR, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, as_actor, somebody

pytestmark = pytest.mark.django_db
SPIRIT = Written(
    Provision("spirit"), {"en": Text("In good spirit", "Some insults are fine among friends.")}
)


@pytest.fixture
def project():
    movement = MovementFactory()
    in_force(universal(), community=movement)
    project = CommunityFactory(parent=movement)
    version = draft(local(SPIRIT), community=project)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    return project


@pytest.fixture
def outsiders(project):
    place = MovementFactory()
    return [as_actor(somebody(Permission.CODE_REVIEW, on=place)) for _ in range(2)]


@pytest.fixture
def insider(project):
    return as_actor(somebody(Permission.CODE_REVIEW, on=project))


def the_review():
    return WordsReview.objects.get()


def take(by):
    take_review(review_id=the_review().id, by=by, now=NOW)


def judge(by):
    judge_words(review_id=the_review().id, verdict=Verdict.AT, reason="It says so.", by=by, now=NOW)


def test_who_comes_to_belong_to_the_community_meanwhile_is_from_outside_no_longer(
    project, outsiders, insider
):
    outsider = outsiders[0]
    take(outsider)
    take(insider)
    grant(person_id=outsider.id, permission=Permission.CASE_HANDLE, on=project.id)
    with pytest.raises(ReviewOutsiderNeeded):
        judge(outsider)
    leave_review(review_id=the_review().id, by=outsider, now=NOW)
    take(outsiders[1])
    judge(outsiders[1])
    judge(insider)
    assert the_review().state == ReviewState.JUDGED


def test_who_comes_to_belong_first_leaves_the_other_place_to_somebody_from_outside(
    project, outsiders, insider
):
    first = outsiders[0]
    take(first)
    grant(person_id=first.id, permission=Permission.CASE_HANDLE, on=project.id)
    judge(first)
    assert the_review().reviewers.get().inside
    with pytest.raises(ReviewOutsiderNeeded):
        take(insider)
