"""The floor moves, and every local code below it is held against it again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from comity.access.rules import Permission
from comity.charter.actions import adopt_charter, mark_installation
from comity.charter.queries import PRODUCTION, shipped
from comity.codes import actions, tasks
from comity.codes.actions.standings import check_anew, recheck
from comity.codes.models import CodeVersion, FloorStanding
from comity.codes.queries import effective_code
from comity.codes.queries.standings import count_below, due_for_check, standing_of, standings
from comity.communities.actions import move_community
from comity.notices.models import Notice
from comity.record.actions import run_due, tick
from comity.record.models import Line
from tests.factories.codes import OPERATOR, answer_in, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, TODAY, somebody

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def kinds():
    return list(Line.objects.order_by("number").values_list("kind", flat=True))


def strict(days):
    """Write the universal code anew, with another time to answer."""
    return universal(answer_in(days))


def move_floor(days, *, now=LATER):
    version = draft(strict(days), community=MovementFactory())
    actions.freeze(version_id=version.id, by=OPERATOR, now=now)
    actions.put_in_force(version_id=version.id, by=OPERATOR, now=now)
    return version


@pytest.fixture
def charter():
    mark_installation(use=PRODUCTION, by=OPERATOR, now=NOW)
    adopt_charter(text=shipped("small"), by=OPERATOR, now=NOW)


@pytest.fixture
def project():
    in_force(universal())
    project = CommunityFactory()
    in_force(local(answer_in(2)), community=project)
    run_due(now=NOW)
    return project


def test_a_code_above_the_floor_has_a_standing_without_findings(project):
    standing = standing_of(project.id)
    assert (standing.findings, standing.below_since, standing.checked_on) == (0, None, TODAY)
    assert "code:fell_below_floor" not in kinds()
    assert count_below() == 0


def test_when_the_floor_moves_a_code_that_is_now_below_is_found_told_and_given_time(
    charter, project
):
    editor = somebody(Permission.CODE_EDIT, on=project)
    bystander = somebody(Permission.CODE_EDIT, on=CommunityFactory())
    move_floor(1)
    run_due(now=LATER)
    standing = standing_of(project.id)
    assert standing.findings == 1
    assert standing.below_since == LATER.date()
    assert standing.grace_ends == LATER.date() + timedelta(days=60)
    fact = Line.objects.get(kind="code:fell_below_floor")
    assert fact.shown == {"community": project.id, "number": 1, "findings": 1, "words": 0}
    assert list(Notice.objects.values_list("person_id", flat=True)) == [editor.id]
    assert bystander.id != editor.id
    assert [one.code.community.id for one in standings(below_only=True)] == [project.id]


def test_without_a_charter_no_time_runs_out(project):
    move_floor(1)
    run_due(now=LATER)
    standing = standing_of(project.id)
    assert standing.below_since == LATER.date()
    assert standing.grace_ends is None


def test_a_new_local_version_ends_it(charter, project):
    move_floor(1)
    run_due(now=LATER)
    in_force(local(answer_in(1)), community=project)
    run_due(now=LATER)
    standing = standing_of(project.id)
    assert (standing.findings, standing.below_since, standing.grace_ends) == (0, None, None)
    assert kinds().count("code:above_floor_again") == 1


def test_a_floor_that_moves_back_ends_it_too(charter, project):
    move_floor(1)
    run_due(now=LATER)
    move_floor(3)
    run_due(now=LATER)
    assert standing_of(project.id).below_since is None
    assert kinds().count("code:above_floor_again") == 1


def test_checking_twice_tells_nothing_twice(charter, project):
    move_floor(1)
    run_due(now=LATER)
    told = kinds()
    assert recheck(now=LATER) == 0
    code_id = CodeVersion.objects.get(code__community=project).code_id
    check_anew(code_id, now=LATER + timedelta(days=9))
    assert kinds() == told
    assert standing_of(project.id).below_since == LATER.date()


def test_a_code_that_is_moved_under_a_stricter_one_is_held_against_that_one(project):
    affiliate = CommunityFactory(slug="affiliate")
    in_force(local(answer_in(1)), community=affiliate)
    run_due(now=NOW)
    move_community(community_id=project.id, parent_id=affiliate.id, by=OPERATOR, now=LATER)
    code = effective_code(project.id)
    assert code.provision("answer").provision.parameters["days"].value == 1
    tasks.check_missed(LATER)
    assert standing_of(project.id).below_since == LATER.date()
    move_community(community_id=project.id, parent_id=MovementFactory().id, by=OPERATOR, now=LATER)
    tasks.check_missed(LATER)
    assert standing_of(project.id).below_since is None


def test_two_floors_that_move_at_once_count_once(project):
    affiliate = CommunityFactory(slug="affiliate")
    event = CommunityFactory(slug="event", parent=affiliate)
    in_force(local(answer_in(2)), community=affiliate)
    in_force(local(answer_in(2)), community=event)
    run_due(now=NOW)
    move_floor(1)
    in_force(local(answer_in(1)), community=affiliate)
    told = kinds().count("code:fell_below_floor")
    run_due(now=LATER)
    assert standing_of(event.id).below_since == LATER.date()
    assert standing_of(affiliate.id).below_since is None
    assert kinds().count("code:fell_below_floor") - told == 2  # the event and the project


def test_what_was_cut_short_goes_on_where_it_stopped(project):
    others = [CommunityFactory() for _ in range(3)]
    for place in others:
        in_force(local(answer_in(2)), community=place)
    run_due(now=NOW)
    move_floor(1)
    assert len(due_for_check()) == 4
    assert recheck(at_most=3, now=LATER) == 3
    assert len(due_for_check()) == 1
    assert recheck(now=LATER) == 1
    assert count_below() == 4
    assert kinds().count("code:fell_below_floor") == 4


def test_only_what_stands_below_the_code_that_moved_is_checked(project):
    elsewhere = CommunityFactory()
    in_force(local(answer_in(2)), community=elsewhere)
    event = CommunityFactory(parent=project)
    in_force(local(answer_in(2)), community=event)
    FloorStanding.objects.all().delete()
    tasks.follow_floor(CodeVersion.objects.get(code__community=project).code_id, NOW)
    checked = FloorStanding.objects.values_list("code__community", flat=True)
    assert set(checked) == {project.id, event.id}


def test_a_level_in_between_is_part_of_the_floor(project):
    event = CommunityFactory(parent=project)
    in_force(local(answer_in(2)), community=event)
    run_due(now=NOW)
    in_force(local(answer_in(1)), community=project)
    run_due(now=NOW)
    assert standing_of(project.id).findings == 0
    assert standing_of(event.id).findings == 1


def test_the_clock_checks_what_was_missed_and_tells_when_the_time_is_over(charter, project):
    above = somebody(Permission.CODE_EDIT, on=MovementFactory())
    move_floor(1)
    tick(now=LATER)
    assert standing_of(project.id).below_since == LATER.date()
    last = LATER + timedelta(days=60)
    tick(now=last)
    assert "code:mending_time_over" not in kinds()
    tick(now=last + timedelta(days=1))
    tick(now=last + timedelta(days=2))
    assert kinds().count("code:mending_time_over") == 1
    assert above.id in Notice.objects.values_list("person_id", flat=True)


def test_a_community_without_a_code_of_its_own_has_no_standing(project):
    bare = CommunityFactory()
    recheck(now=NOW)
    assert standing_of(bare.id) is None
    assert standing_of(MovementFactory().id) is None


def test_a_renamed_provision_of_the_floor_that_a_local_code_refines_by_alias_still_counts(project):
    # The universal code goes on under another id and says what it refines.
    renamed = answer_in(3, name="reply")
    move = draft(universal(replace(renamed)), community=MovementFactory())
    actions.freeze(version_id=move.id, by=OPERATOR, now=LATER)
    actions.put_in_force(version_id=move.id, by=OPERATOR, now=LATER)
    run_due(now=LATER)
    assert standing_of(project.id).findings == 0


def test_the_clock_and_the_reaction_are_wired():
    assert "comity.codes.tasks.check_missed" in settings.COMITY_EVERY_TICK
    for name in settings.COMITY_REACTIONS["code:put_in_force"]:
        assert callable(import_string(name))


def test_a_check_of_many_codes_asks_no_more_than_a_check_of_few(
    project, django_assert_max_num_queries
):
    for _ in range(8):
        in_force(local(answer_in(2)), community=CommunityFactory())
    recheck(now=NOW)
    move_floor(3)
    with django_assert_max_num_queries(30):
        assert recheck(now=LATER) == 9
