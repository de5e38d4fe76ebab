"""Words that touch the floor are judged by people, and their verdict is heeded."""

from datetime import timedelta

import pytest

from comity.access.actions import grant, revoke
from comity.access.rules import Permission
from comity.charter.actions import adopt_charter, mark_installation
from comity.charter.queries import PRODUCTION, shipped
from comity.codes import actions
from comity.codes.actions.judging import forget
from comity.codes.actions.reviews import give_back_idle, judge_words, leave_review, take_review
from comity.codes.errors import CodeTooLong
from comity.codes.errors.floor import (
    CodeWordsBelowFloor,
    CodeWordsUnjudged,
    ReasonMissing,
    ReviewAuthor,
    ReviewFull,
    ReviewJudged,
    ReviewNotTaken,
    ReviewOutsiderNeeded,
    ReviewOver,
    ReviewSeated,
)
from comity.codes.models import CodeVersion, Reviewer, WordsReview
from comity.codes.queries.judging import told
from comity.codes.queries.reviews import (
    candidate,
    earlier_like,
    mine_to_judge,
    review,
    reviewers,
    reviews,
    touched,
    why_not,
)
from comity.codes.queries.standings import standing_of
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.codes.rules.review import Against, ReviewState, Verdict
from comity.kernel.errors import NotFound, NotPermitted
from comity.notices.models import Notice
from comity.record.actions import run_due
from comity.record.models import Line
from tests.factories.bodies import BodyFactory, SeatFactory
from tests.factories.codes import OPERATOR, answer_in, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor, somebody

pytestmark = pytest.mark.django_db
BELOW, AT, ABOVE = Verdict.BELOW, Verdict.AT, Verdict.ABOVE
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


@pytest.fixture
def insider(project):
    return as_actor(somebody(Permission.CODE_REVIEW, on=project))


def frozen(project, *written):
    version = draft(local(*(written or (SPIRIT,))), community=project)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    return version


def the_review():
    return WordsReview.objects.get()


def take(by, row=None):
    take_review(review_id=(row or the_review()).id, by=by, now=NOW)


def judge(by, verdict, reason="It says so itself.", row=None):
    judge_words(review_id=(row or the_review()).id, verdict=verdict, reason=reason, by=by, now=NOW)


def judged(verdict, *people):
    for by in people:
        take(by)
    for by in people:
        judge(by, verdict)


def test_freezing_asks_two_people_about_words_that_touch_the_floor(project, outsiders):
    frozen(project, SPIRIT, answer_in(1))
    rows = list(reviews(community_id=project.id).order_by("key"))
    assert [(row.key, row.touches, row.state) for row in rows] == [
        ("answer", ["answer"], ReviewState.WANTED),
        ("spirit", ["kindness"], ReviewState.WANTED),
    ]
    assert set(Notice.objects.values_list("person_id", flat=True)) == {one.id for one in outsiders}


def test_words_that_touch_nothing_are_nobodys_business(project):
    tea = Written(Provision("tea"), {"en": Text("Tea", "We drink it together.")})
    version = frozen(project, tea)
    assert not WordsReview.objects.exists()
    assert actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW).state == "in_force"


def test_nothing_binds_before_its_words_are_judged_and_then_it_does(project, outsiders, insider):
    version = frozen(project)
    with pytest.raises(CodeWordsUnjudged) as caught:
        actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    assert caught.value.detail == {"count": 1}
    judged(AT, outsiders[0], insider)
    row = the_review()
    assert (row.state, row.verdict, row.judged_on) == (ReviewState.JUDGED, AT, TODAY)
    assert actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW).state == "in_force"


def test_words_judged_below_keep_a_version_from_binding(project, outsiders):
    version = frozen(project)
    judged(BELOW, *outsiders[:2])
    with pytest.raises(CodeWordsBelowFloor) as caught:
        actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    assert caught.value.detail == {"count": 1}


def test_the_verdict_and_each_word_of_it_are_on_record_and_the_editors_are_told(project, outsiders):
    editor = somebody(Permission.CODE_EDIT, on=project)
    frozen(project)
    judged(ABOVE, *outsiders[:2])
    kinds = list(Line.objects.order_by("number").values_list("kind", flat=True))
    assert kinds.count("code:words_judged_by_one") == 2
    assert kinds[-1] == "code:words_judged"
    fact = Line.objects.get(kind="code:words_judged")
    assert fact.shown["verdict"] == ABOVE
    assert editor.id in Notice.objects.values_list("person_id", flat=True)


def test_where_two_disagree_a_third_from_outside_decides(project, outsiders, insider):
    frozen(project)
    first, second, third = outsiders
    take(insider)
    take(first)
    judge(insider, AT)
    judge(first, BELOW)
    assert the_review().state == ReviewState.CONTESTED
    another = as_actor(somebody(Permission.CODE_REVIEW, on=project))
    with pytest.raises(ReviewOutsiderNeeded):
        take(another)
    take(second)
    with pytest.raises(ReviewFull):
        take(third)
    judge(second, BELOW)
    row = the_review()
    assert (row.state, row.verdict) == (ReviewState.JUDGED, BELOW)
    assert [one.verdict for one in reviewers(row.id)].count(BELOW) == 2


def test_who_writes_the_code_or_wrote_on_it_does_not_judge_it(project, movement, outsiders):
    writes = somebody(Permission.CODE_EDIT, Permission.CODE_REVIEW, on=project)
    frozen(project)
    with pytest.raises(ReviewAuthor):
        take(as_actor(writes))
    wrote = somebody(Permission.CODE_REVIEW, on=movement)
    editing = somebody(Permission.CODE_EDIT, on=project)
    actions.write_draft(
        community_id=project.id, document=local(SPIRIT), by=as_actor(editing), now=NOW
    )
    assert candidate(as_actor(editing), the_review(), on=TODAY).author
    assert not candidate(as_actor(wrote), the_review(), on=TODAY).author
    # Whoever gives the permission back has still written what stands there.
    revoke(person_id=editing.id, permission=Permission.CODE_EDIT, on=project.id)
    assert candidate(as_actor(editing), the_review(), on=TODAY).author


def test_whoever_sits_in_a_body_there_belongs_to_the_community(project, movement):
    frozen(project)
    person = somebody(Permission.CODE_REVIEW, on=movement)
    assert not candidate(as_actor(person), the_review(), on=TODAY).inside
    SeatFactory(body=BodyFactory(community=project), person=person)
    assert candidate(as_actor(person), the_review(), on=TODAY).inside


def test_two_of_the_community_are_not_enough(project, insider):
    frozen(project)
    another = as_actor(somebody(Permission.CODE_REVIEW, on=project))
    take(insider)
    with pytest.raises(ReviewOutsiderNeeded):
        take(another)
    assert why_not(the_review(), another, on=TODAY) is Against.OUTSIDER_NEEDED


def test_strangers_may_read_and_not_judge(project, outsiders):
    frozen(project)
    stranger = as_actor(PersonFactory())
    elsewhere = as_actor(somebody(Permission.CODE_REVIEW, on=CommunityFactory()))
    for by in (stranger, elsewhere, OPERATOR):
        with pytest.raises(NotPermitted):
            take(by)
        with pytest.raises(ReviewNotTaken):
            judge(by, AT)
    assert review(the_review().id).key == "spirit"
    with pytest.raises(NotFound):
        review("0" * 13)
    with pytest.raises(NotFound):
        take_review(review_id="0" * 13, by=outsiders[0], now=NOW)


def test_nobody_takes_words_on_twice_or_judges_them_twice(project, outsiders):
    frozen(project)
    take(outsiders[0])
    with pytest.raises(ReviewSeated):
        take(outsiders[0])
    judge(outsiders[0], AT)
    with pytest.raises(ReviewJudged):
        judge(outsiders[0], BELOW)
    with pytest.raises(ReviewJudged):
        leave_review(review_id=the_review().id, by=outsiders[0], now=NOW)


def test_words_can_be_given_back(project, outsiders):
    frozen(project)
    take(outsiders[0])
    take(outsiders[1])
    assert the_review().state == ReviewState.ASSIGNED
    assert [row.id for row in mine_to_judge(outsiders[0])] == [the_review().id]
    leave_review(review_id=the_review().id, by=outsiders[0], now=NOW)
    assert the_review().state == ReviewState.WANTED
    assert mine_to_judge(outsiders[0]) == []
    with pytest.raises(ReviewNotTaken):
        leave_review(review_id=the_review().id, by=outsiders[0], now=NOW)
    take(outsiders[2])
    assert the_review().state == ReviewState.ASSIGNED


def test_a_place_that_is_only_kept_is_freed(project, outsiders):
    frozen(project)
    take(outsiders[0])
    assert give_back_idle(now=NOW + timedelta(days=14)) == 0
    assert give_back_idle(now=NOW + timedelta(days=15)) == 1
    assert reviewers(the_review().id) == []


@pytest.mark.parametrize(
    ("reason", "refusal"), [("  ", ReasonMissing), ("x" * 50_001, CodeTooLong)]
)
def test_a_verdict_has_a_reason_that_can_be_read(project, outsiders, reason, refusal):
    frozen(project)
    take(outsiders[0])
    with pytest.raises(refusal):
        judge(outsiders[0], AT, reason)


def test_what_is_judged_takes_nobody_on_any_more(project, outsiders):
    frozen(project)
    judged(AT, *outsiders[:2])
    with pytest.raises(ReviewOver):
        take(outsiders[2])


def test_the_same_words_are_judged_once_in_whatever_version_they_stand(project, outsiders):
    frozen(project)
    judged(AT, *outsiders[:2])
    tea = Written(Provision("tea"), {"en": Text("Tea", "We drink it together.")})
    version = frozen(project, SPIRIT, tea)
    assert WordsReview.objects.count() == 1
    assert actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW).state == "in_force"


def test_words_that_stand_nowhere_any_more_are_let_go_and_come_back_where_they_were(
    project, outsiders
):
    frozen(project)
    take(outsiders[0])
    judge(outsiders[0], BELOW)
    other = Written(Provision("spirit"), {"en": Text("Spirit", "Insulting is human.")})
    frozen(project, other)
    states = dict(WordsReview.objects.values_list("body", "state"))
    assert states == {
        "Some insults are fine among friends.": ReviewState.DROPPED,
        "Insulting is human.": ReviewState.WANTED,
    }
    frozen(project)
    back = WordsReview.objects.get(body__startswith="Some")
    assert back.state == ReviewState.WANTED
    assert [one.verdict for one in reviewers(back.id)] == [BELOW]


def test_where_nobody_can_judge_nothing_waits_for_nobody(project):
    version = frozen(project)
    assert the_review().state == ReviewState.WANTED
    assert actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW).state == "in_force"


def test_nothing_waits_longer_than_the_charter_says(project, outsiders):
    mark_installation(use=PRODUCTION, by=OPERATOR, now=NOW)
    adopt_charter(text=shipped("small"), by=OPERATOR, now=NOW)
    version = frozen(project)
    last = NOW + timedelta(weeks=4)
    with pytest.raises(CodeWordsUnjudged):
        actions.put_in_force(version_id=version.id, by=OPERATOR, now=last)
    later = last + timedelta(days=1)
    assert actions.put_in_force(version_id=version.id, by=OPERATOR, now=later).state == "in_force"


def test_words_in_force_that_are_judged_below_put_the_code_below_the_floor(project, outsiders):
    version = frozen(project)
    with pytest.raises(CodeWordsUnjudged):
        actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    for one in outsiders:
        revoke(person_id=one.id, permission=Permission.CODE_REVIEW, on=project.parent_id)
    actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    run_due(now=NOW)
    assert standing_of(project.id).words_waiting == 1
    for one in outsiders:
        grant(person_id=one.id, permission=Permission.CODE_REVIEW, on=project.parent_id)
    judged(BELOW, *outsiders[:2])
    standing = standing_of(project.id)
    assert (standing.words_below, standing.words_waiting) == (1, 0)
    assert standing.below_since == TODAY


def test_a_floor_that_changes_what_words_touch_asks_again(project, outsiders):
    version = frozen(project)
    judged(AT, *outsiders[:2])
    actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    run_due(now=NOW)
    assert standing_of(project.id).words_waiting == 0
    harder = Written(
        universal().provisions[1].provision, {"en": Text("Kindness", "Insult nobody, ever.")}
    )
    in_force(universal(universal().provisions[0], harder), community=MovementFactory())
    run_due(now=NOW)
    assert standing_of(project.id).words_waiting == 1
    states = sorted(WordsReview.objects.values_list("state", flat=True))
    assert states == [ReviewState.JUDGED, ReviewState.WANTED]


def test_a_floor_that_moves_asks_about_what_is_frozen_and_not_yet_in_force(project, outsiders):
    frozen(project)
    harder = Written(
        universal().provisions[1].provision, {"en": Text("Kindness", "Insult nobody, ever.")}
    )
    in_force(universal(universal().provisions[0], harder), community=MovementFactory())
    run_due(now=NOW)
    states = sorted(WordsReview.objects.values_list("state", flat=True))
    assert states == [ReviewState.DROPPED, ReviewState.WANTED]


def test_a_text_judged_below_that_comes_back_a_little_changed_leads_to_the_verdict(
    project, outsiders
):
    frozen(project)
    judged(BELOW, *outsiders[:2])
    before = the_review()
    again = Written(
        Provision("mood"), {"en": Text("In good spirit", "A few insults are fine among friends!")}
    )
    elsewhere = CommunityFactory(parent=project.parent)
    version = frozen(elsewhere, again)
    row = WordsReview.objects.get(code__community=elsewhere)
    earlier = earlier_like(row)
    assert earlier.review.id == before.id
    assert 60 <= earlier.percent < 100
    (told_of,) = touched(CodeVersion.objects.get(id=version.id))
    assert told_of.earlier.review.id == before.id
    assert told_of.hints == []


def test_a_reviewer_who_is_forgotten_leaves_the_verdict_and_takes_what_was_not_judged(
    project, outsiders
):
    frozen(project)
    first, second = outsiders[:2]
    take(first)
    judge(first, AT, "It is the same in other words.")
    take(second)
    assert [row["verdict"] for row in told(first.id)["codes_reviewer"]] == [AT]
    forget(first.id, NOW)
    forget(second.id, NOW)
    (left,) = Reviewer.objects.all()
    assert (left.person_id, left.verdict) == (None, AT)
    assert told(first.id)["codes_reviewer"] == []
