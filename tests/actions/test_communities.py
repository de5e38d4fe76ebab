from datetime import UTC, date, datetime

import pytest

from comity.access.queries import may
from comity.access.rules import Permission
from comity.communities.actions import change_community, create_community, move_community
from comity.communities.errors import (
    DatesWrong,
    LanguageWrong,
    NameMissing,
    ParentWrong,
    SlugHidden,
    SlugTaken,
    SlugWrong,
)
from comity.communities.queries import ancestors, provider_of, root, search, tree
from comity.communities.rules import TAKEN, Kind
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.ids import new_id
from comity.people.queries import actor
from comity.record.models import Line
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import PersonFactory, somebody

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPERATOR = Actor(ActorKind.OPERATOR, "terminal")


def create(**changes):
    detail = {
        "slug": "lantern-en",
        "kind": Kind.PROJECT,
        "names": {"en": "Lantern in English", "ar": "الفانوس"},
        "languages": ["en"],
        "by": OPERATOR,
        "now": NOW,
    }
    if changes.get("kind") is not Kind.MOVEMENT and "parent_id" not in changes:
        detail["parent_id"] = MovementFactory().id
    return create_community(**(detail | changes))


def test_an_operator_builds_the_tree():
    project = create()
    assert [one.slug for one in ancestors(project.id)] == ["lantern-en", "movement"]
    assert project.named("ar") == "الفانوس"
    line = Line.objects.get()
    assert (line.kind, line.subject) == ("community:created", project.id)


def test_a_person_may_create_only_under_what_they_were_granted():
    movement = MovementFactory()
    granted = actor(somebody(Permission.COMMUNITY_CREATE, on=movement))
    assert create(by=granted, parent_id=movement.id)
    with pytest.raises(NotPermitted):
        create(slug="another", by=granted, parent_id=CommunityFactory(parent=movement).id)


def test_whoever_looks_after_a_place_looks_after_what_is_added_below_it():
    movement = MovementFactory()
    keeper = actor(somebody(Permission.WIKI_CONNECT, on=movement))
    project = create(parent_id=movement.id)
    assert may(keeper, Permission.WIKI_CONNECT, on=project)
    assert not may(keeper, Permission.COMMUNITY_CREATE, on=project)
    assert not may(actor(PersonFactory()), Permission.WIKI_CONNECT, on=project)


def test_a_stranger_may_not_create():
    with pytest.raises(NotPermitted):
        create(by=actor(PersonFactory()))
    assert not Line.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "error", "field"),
    [
        ({"slug": "Lantern EN"}, SlugWrong, "slug"),
        ({"slug": "a" * 61}, SlugWrong, "slug"),
        *(({"slug": word}, SlugHidden, "slug") for word in sorted(TAKEN)),
        ({"slug": "movement"}, SlugTaken, "slug"),
        ({"names": {}}, NameMissing, "names"),
        ({"names": {"en": " "}}, NameMissing, "names"),
        ({"languages": []}, LanguageWrong, "languages"),
        ({"languages": ["klingon!"]}, LanguageWrong, "languages"),
        ({"parent_id": None}, ParentWrong, "parent"),
        ({"kind": Kind.EVENT}, DatesWrong, "starts_on"),
        ({"starts_on": date(2026, 3, 1)}, DatesWrong, "starts_on"),
        (
            {
                "kind": Kind.EVENT,
                "starts_on": date(2026, 3, 2),
                "ends_on": date(2026, 3, 1),
            },
            DatesWrong,
            "starts_on",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(wrong, error, field):
    with pytest.raises(error) as refusal:
        create(**wrong)
    assert refusal.value.detail["field"] == field


def test_there_is_one_movement():
    create(kind=Kind.MOVEMENT, slug="lantern")
    with pytest.raises(ParentWrong):
        create(kind=Kind.MOVEMENT, slug="lamp")
    assert root().slug == "lantern"


def test_a_missing_parent_is_not_found():
    with pytest.raises(NotFound):
        create(parent_id=new_id())


def test_a_community_moves():
    project, affiliate = CommunityFactory(), CommunityFactory(kind=Kind.AFFILIATE)
    move_community(community_id=project.id, parent_id=affiliate.id, by=OPERATOR, now=NOW)
    assert [one.id for one in ancestors(project.id)][:2] == [project.id, affiliate.id]
    assert Line.objects.get().kind == "community:moved"


def test_nothing_comes_to_stand_under_itself():
    project = CommunityFactory()
    below = CommunityFactory(parent=project)
    for parent in (project, below):
        with pytest.raises(ParentWrong):
            move_community(community_id=project.id, parent_id=parent.id, by=OPERATOR, now=NOW)


def test_the_movement_stays_on_top():
    project = CommunityFactory()
    with pytest.raises(ParentWrong):
        move_community(community_id=root().id, parent_id=project.id, by=OPERATOR, now=NOW)


def test_a_stranger_may_not_move():
    project = CommunityFactory()
    with pytest.raises(NotPermitted):
        move_community(
            community_id=project.id, parent_id=root().id, by=actor(PersonFactory()), now=NOW
        )


def test_the_tree_is_listed_from_the_top():
    movement = MovementFactory()
    second = CommunityFactory(parent=movement, slug="b")
    CommunityFactory(parent=movement, slug="c")
    CommunityFactory(parent=second, slug="b-1")
    listed = [(node.community.slug, node.depth) for node in tree()]
    assert listed == [("movement", 0), ("b", 1), ("b-1", 2), ("c", 1)]


def test_a_community_is_found_by_a_part_of_its_name():
    CommunityFactory(slug="lantern-en", name="Lantern in English")
    CommunityFactory(slug="meetup", name="Meetup")
    assert [one.slug for one in search("english")] == ["lantern-en"]
    assert [one.slug for one in search(" MEET ")] == ["meetup"]
    assert search("nothing") == []


def test_accounts_come_from_the_nearest_place_that_says():
    project = CommunityFactory()
    event = CommunityFactory(parent=project, provider="badge")
    assert (provider_of(project.id), provider_of(event.id)) == ("wiki", "badge")


def change(community, **changes):
    said = {"names": {"en": "Lantern"}, "languages": ["en"], "by": OPERATOR, "now": NOW}
    return change_community(community_id=community.id, **(said | changes))


def test_what_is_said_about_a_community_changes_and_is_on_record():
    project = CommunityFactory()
    changed = change(project, names={"ar": "الفانوس"}, languages=["ar", "en"])
    assert (changed.names_by_language, changed.languages) == ({"ar": "الفانوس"}, ["ar", "en"])
    change(project, names={"ar": "الفانوس"}, languages=["ar", "en"])
    assert Line.objects.filter(kind="community:changed").count() == 1


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"names": {}}, NameMissing),
        ({"languages": []}, LanguageWrong),
        ({"languages": ["no tag"]}, LanguageWrong),
        ({"starts_on": NOW.date(), "ends_on": NOW.date()}, DatesWrong),
    ],
)
def test_a_change_of_a_community_that_cannot_be_is_refused(changes, problem):
    with pytest.raises(problem):
        change(CommunityFactory(), **changes)


def test_a_stranger_may_not_change_a_community():
    with pytest.raises(NotPermitted):
        change(CommunityFactory(), by=actor(PersonFactory()))


def test_whoever_may_add_to_one_place_cannot_pull_another_under_it():
    theirs, other = CommunityFactory(), CommunityFactory()
    keeper = somebody(Permission.COMMUNITY_CREATE, on=theirs)
    with pytest.raises(NotPermitted):
        move_community(community_id=other.id, parent_id=theirs.id, by=actor(keeper), now=NOW)
