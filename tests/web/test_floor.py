"""The floor in the browser: where codes stand, words to judge, opinions on drafts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.access.rules import Permission
from comity.charter.actions import adopt_charter, mark_installation
from comity.charter.queries import PRODUCTION, shipped
from comity.codes import actions
from comity.codes.actions.editions import publish_edition
from comity.codes.models import Advice, AdviceRequest, FloorStanding, Reviewer, WordsReview
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.codes.rules.review import ReviewState
from comity.record.actions import run_due
from comity.web.templatetags.comity import day
from tests.factories.codes import OPERATOR, answer_in, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, somebody
from tests.web.serving import confirm

pytestmark = pytest.mark.django_db
SPIRIT = Written(
    Provision("spirit"),
    {"en": Text("In good spirit", "Some insults are fine, unless somebody cries.")},
)


@pytest.fixture
def movement():
    return MovementFactory()


@pytest.fixture
def project(movement):
    in_force(universal(), community=movement)
    return CommunityFactory(parent=movement, slug="harbour")


@pytest.fixture
def fallen(project):
    in_force(local(answer_in(2)), community=project)
    in_force(universal(answer_in(1)), community=MovementFactory())
    run_due(now=NOW)
    return project


@pytest.fixture
def review(project):
    version = draft(local(SPIRIT), community=project)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    return WordsReview.objects.get()


def page(client, name, *args, **asked):
    return client.get(reverse(f"codes:{name}", args=args), asked)


def text(response):
    return " ".join(response.content.decode().split())


def test_the_floor_page_says_since_when_and_that_people_are_protected(client, fallen):
    said = text(page(client, "floor", "harbour"))
    assert "Below the floor since 2 March 2026" in said
    assert "People are protected meanwhile, because the strictest rule binds." in said
    assert "falls below the floor in 1 place" in said


def test_the_floor_page_says_how_long_there_is_to_mend_and_when_that_is_over(client, fallen):
    standing = FloorStanding.objects.filter(code__community=fallen)
    standing.update(grace_ends=NOW.date() + timedelta(days=36500))
    assert "This community has until" in text(page(client, "floor", "harbour"))
    standing.update(grace_ends=NOW.date())
    assert "and that day has passed" in text(page(client, "floor", "harbour"))


def test_the_movement_lists_every_local_code_and_can_show_those_below_alone(client, fallen):
    above = CommunityFactory(slug="lighthouse")
    in_force(local(answer_in(1)), community=above)
    run_due(now=NOW)
    whole = text(page(client, "floor", "movement"))
    assert "harbour" in whole
    assert "lighthouse" in whole
    below = text(page(client, "floor", "movement", show="below"))
    assert "harbour" in below
    assert "lighthouse" not in below


def test_a_code_that_was_not_checked_yet_is_listed_as_such(client, project):
    in_force(local(answer_in(2)), community=project)
    assert "Not checked yet" in text(page(client, "floor", "movement"))


def test_a_movement_without_local_codes_says_so(client, movement):
    in_force(universal(), community=movement)
    assert "No community has a code of its own yet." in text(page(client, "floor", "movement"))
    said = text(page(client, "floor", "movement", show="below"))
    assert "No local code is below the floor." in said


def test_the_list_of_standings_comes_in_pages_and_asks_the_same_for_many(
    client, project, django_assert_max_num_queries
):
    for number in range(45):
        in_force(local(answer_in(2)), community=CommunityFactory(slug=f"place-{number}"))
    run_due(now=NOW)
    with django_assert_max_num_queries(12):
        first = page(client, "floor", "movement")
    assert "Page 1 of 2" in text(first)
    assert "Page 2 of 2" in text(page(client, "floor", "movement", page=2))


def test_words_to_judge_are_listed_for_the_movement_and_for_the_community(client, review):
    for slug in ("movement", "harbour"):
        said = text(page(client, "reviews", slug))
        assert "In good spirit" in said
        assert "People are wanted to judge this" in said
    assert "Nothing has been judged here." in text(page(client, "reviews", "harbour", show="below"))
    assert "In good spirit" in text(page(client, "reviews", "harbour", show="nonsense"))


def test_words_stand_beside_what_they_touch_with_what_often_weakens(client, review):
    said = text(page(client, "review", "harbour", review.id))
    assert "Some insults are fine" in said
    assert "Insult nobody." in said
    assert '<bdi dir="auto">unless</bdi>' in said
    assert "Nobody has taken these words on yet." in said
    assert "Take these words on" not in said


def test_a_review_under_the_address_of_another_community_is_not_there(client, review):
    CommunityFactory(slug="elsewhere")
    assert page(client, "review", "elsewhere", review.id).status_code == 404
    assert page(client, "review", "harbour", "0" * 13).status_code == 404


def test_the_page_of_waiting_words_says_that_nobody_judges_and_who_names_people(
    client, movement, review
):
    said = text(page(client, "review", "harbour", review.id))
    assert "Nobody is here to judge these words" in said
    assert "can be put in force at once, without anybody having judged them" in said
    assert "Name people in" not in said
    client.force_login(somebody(Permission.CODE_PUT_IN_FORCE, on=movement))
    said = text(page(client, "review", "harbour", review.id))
    assert reverse("codes:reviewers", args=["movement"]) in said
    assert reverse("codes:reviewers", args=["harbour"]) not in said
    for name, args in (
        ("reviews", ["harbour"]),
        ("version_floor", ["harbour", review.code.versions.get().id]),
    ):
        assert "Nobody is here to judge these words" in text(page(client, name, *args)), name


def test_the_page_of_waiting_words_names_the_day_and_where_people_are_too_few(
    client, movement, project
):
    mark_installation(use=PRODUCTION, by=OPERATOR, now=NOW)
    adopt_charter(text=shipped("small"), by=OPERATOR, now=NOW)
    version = draft(local(SPIRIT), community=project)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    row = WordsReview.objects.get()
    somebody(Permission.CODE_REVIEW, on=movement)
    WordsReview.objects.update(asked_on=timezone.now().date())
    said = text(page(client, "review", "harbour", row.id))
    assert "Too few people are here to judge these words" in said
    assert "There is 1 such person now; from outside: 1." in said
    first = day(timezone.now().date() + timedelta(weeks=4, days=1))
    assert f"From {first} on the words can be put in force even if nobody" in said
    WordsReview.objects.update(asked_on=timezone.now().date() - timedelta(weeks=4, days=1))
    said = text(page(client, "review", "harbour", row.id))
    assert f"Since {day(timezone.now().date())} the words can be put in force without" in said
    somebody(Permission.CODE_REVIEW, on=movement)
    assert "Too few people" not in text(page(client, "review", "harbour", row.id))


def test_words_in_force_that_nobody_judged_say_so(client, project, review):
    version = review.code.versions.get()
    actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    for name, args in (("review", ["harbour", review.id]), ("floor", ["harbour"])):
        said = text(page(client, name, *args))
        assert "are in force although nobody has judged them" in said, name


def test_whoever_freezes_reads_before_that_nobody_is_there_to_judge(client, project):
    draft(local(SPIRIT), community=project)
    client.force_login(somebody(Permission.CODE_EDIT, on=project))
    confirm(client)
    said = text(client.get(reverse("drafts:freeze", args=["harbour"])))
    assert "1 text of it touches the floor" in said
    assert "Nobody is here to judge these words" in said
    assert "can be put in force at once" in said


def test_whoever_freezes_what_touches_nothing_reads_nothing_of_it(client, project):
    tea = Written(Provision("tea"), {"en": Text("Tea", "We drink it together.")})
    draft(local(tea), community=project)
    client.force_login(somebody(Permission.CODE_EDIT, on=project))
    confirm(client)
    said = text(client.get(reverse("drafts:freeze", args=["harbour"])))
    assert ("Freeze version" in said, "to judge" in said) == (True, False)


def test_who_may_name_people_finds_the_page_and_reads_who_was_named(client, movement, project):
    head = somebody(Permission.CODE_PUT_IN_FORCE, on=movement)
    named = somebody(Permission.CODE_REVIEW, on=movement)
    elsewhere = somebody(Permission.CODE_REVIEW, on=project)
    url = reverse("codes:reviewers", args=["movement"])
    assert url not in text(page(client, "reviews", "movement"))
    client.force_login(head)
    confirm(client)
    assert url in text(page(client, "reviews", "movement"))
    said = text(client.get(url))
    assert (named.username in said, elsewhere.username in said) == (True, False)
    assert "Named so far" in said


def act(client, review, **typed):
    return client.post(reverse("codes:review", args=["harbour", review.id]), typed, follow=True)


def test_a_reviewer_takes_words_on_and_judges_them(client, movement, review):
    client.force_login(somebody(Permission.CODE_REVIEW, on=movement))
    assert "Take these words on" in text(page(client, "review", "harbour", review.id))
    assert "Judge them below" in text(act(client, review, do="take"))
    said = text(page(client, "reviews", "movement"))
    assert "You have taken these on" in said
    wrong = client.post(
        reverse("codes:review", args=["harbour", review.id]),
        {"do": "judge", "verdict": "below", "reason": ""},
    )
    assert wrong.status_code == 422
    assert 'value="below" ' in text(wrong)
    said = text(act(client, review, do="judge", verdict="below", reason="Tears are no measure."))
    assert "Your verdict stands below." in said
    assert "Tears are no measure." in said
    assert "from outside this community" in said
    assert Reviewer.objects.get().verdict == "below"


def test_words_can_be_given_back_on_the_page(client, movement, review):
    client.force_login(somebody(Permission.CODE_REVIEW, on=movement))
    act(client, review, do="take")
    assert "You have given these words back." in text(act(client, review, do="leave"))
    assert not Reviewer.objects.exists()


def test_who_may_not_judge_hears_why_and_is_refused(client, movement, project, review):
    client.force_login(somebody(Permission.CODE_REVIEW, Permission.CODE_EDIT, on=project))
    said = text(page(client, "review", "harbour", review.id))
    assert "does not judge its words" in said
    assert act(client, review, do="take").status_code == 403
    client.force_login(PersonFactory())
    assert act(client, review, do="take").status_code == 403
    assert WordsReview.objects.get().state == ReviewState.WANTED


def test_reviewers_are_named_on_a_page(client, movement):
    person = PersonFactory(username="wren")
    url = reverse("codes:reviewers", args=["movement"])
    client.force_login(person)
    confirm(client)
    assert client.get(url).status_code == 403
    client.force_login(somebody(Permission.CODE_PUT_IN_FORCE, on=movement))
    assert client.get(url).status_code == 302
    confirm(client)
    assert client.get(url).status_code == 200
    assert client.post(url, {"username": "nobody", "do": "name"}).status_code == 422
    done = client.post(url, {"username": "wren", "do": "name"}, follow=True)
    assert "They judge words from now on." in text(done)
    done = client.post(url, {"username": "wren", "do": "dismiss"}, follow=True)
    assert "They judge words no longer." in text(done)


def test_a_draft_tells_its_authors_which_words_people_will_read(client, project):
    version = draft(local(SPIRIT), community=project)
    client.force_login(somebody(Permission.CODE_EDIT, on=project))
    said = text(page(client, "version_floor", "harbour", version.id))
    assert "People will be asked once the draft is frozen" in said
    assert "unless" in said


@pytest.fixture
def edition(project):
    version = draft(local(SPIRIT), community=project)
    return publish_edition(version_id=version.id, by=OPERATOR, now=NOW)


def test_an_opinion_is_asked_for_and_given_in_public(client, movement, project, edition):
    url = reverse("codes:opinions", args=["harbour"])
    assert "No opinion was asked for." in text(client.get(url))
    client.force_login(somebody(Permission.CODE_EDIT, on=project))
    assert "Ask for an opinion" in text(client.get(url))
    assert client.post(url, {"question": "", "language": "en"}).status_code == 422
    done = client.post(url, {"question": "Is it too soft?", "language": "en"}, follow=True)
    assert "Your question stands here." in text(done)
    row = AdviceRequest.objects.get()
    one = reverse("codes:opinion", args=["harbour", row.id])
    assert "Give your opinion" not in text(client.get(one))
    client.force_login(somebody(Permission.CODE_REVIEW, on=movement))
    assert "Is it too soft?" in text(client.get(reverse("codes:opinions", args=["movement"])))
    done = client.post(one, {"text": "Yes, it is.", "language": "en"}, follow=True)
    assert "Your opinion stands here." in text(done)
    assert Advice.objects.count() == 1
    client.logout()
    assert "Yes, it is." in text(client.get(one))
    assert "Every question has an answer." in text(client.get(url, {"show": "open"}))


def test_nobody_else_asks_or_answers(client, movement, project, edition):
    url = reverse("codes:opinions", args=["harbour"])
    asked = {"question": "Is it too soft?", "language": "en"}
    client.force_login(somebody(Permission.CODE_REVIEW, on=movement))
    assert client.post(url, asked).status_code == 403
    client.force_login(somebody(Permission.CODE_EDIT, on=project))
    client.post(url, asked)
    one = reverse("codes:opinion", args=["harbour", AdviceRequest.objects.get().id])
    assert client.post(one, {"text": "Fine.", "language": "en"}).status_code == 403
    CommunityFactory(slug="elsewhere")
    elsewhere = reverse("codes:opinion", args=["elsewhere", AdviceRequest.objects.get().id])
    assert client.get(elsewhere).status_code == 404


def test_without_a_published_draft_there_is_nothing_to_ask_about(client, project):
    draft(local(SPIRIT), community=project)
    client.force_login(somebody(Permission.CODE_EDIT, on=project))
    url = reverse("codes:opinions", args=["harbour"])
    assert "Publish an edition of your draft first" in text(client.get(url))
    assert client.post(url, {"question": "So?", "language": "en"}).status_code == 404
