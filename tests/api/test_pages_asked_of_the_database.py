"""The database is asked for one page of a list, and never for the whole of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.access.rules import Permission
from comity.charter.models import CharterVersion
from comity.codes import actions
from comity.codes.actions import talking
from comity.codes.models import CodeVersion, FloorStanding
from comity.codes.rules.policies import Relation
from comity.codes.rules.talk import TalkKind
from comity.communities import queries as communities
from comity.consultation.rules.consensus import Choice
from comity.signup.models import Signature
from tests.actions.consultation.test_decisions import Proposed
from tests.factories.bodies import BodyFactory
from tests.factories.charter import CharterVersionFactory
from tests.factories.codes import OPERATOR, answer_in, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, as_actor, somebody
from tests.factories.wikis import SharedLoginFactory, WikiFactory
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """Read a whole list page by page, and say how many look-ups each page took."""

    def read(path, *, limit=2, by=client, **asked):
        found, counts, after = [], [], ""
        while after is not None:
            with CaptureQueriesContext(connection) as queries:
                answer = by.get(f"/api/v1/{path}", {**asked, "limit": limit, "after": after})
            assert answer.status_code == 200, answer.content
            page = answer.json()
            assert len(page["items"]) <= limit
            found += page["items"]
            counts.append(len(queries))
            after = page["next"]
        return found, counts

    return read


def slugs(rows):
    return [one["slug"] for one in rows]


def test_the_tree_is_told_in_pages_each_community_below_the_one_above_it(read):
    root = MovementFactory()
    alder = CommunityFactory(slug="alder", parent=root)
    CommunityFactory(slug="alder-two", parent=root)
    CommunityFactory(slug="zinnia", parent=alder)
    aster = CommunityFactory(slug="aster", parent=alder)
    CommunityFactory(slug="a", parent=aster)
    found, counts = read("communities")
    assert slugs(found) == ["movement", "alder", "aster", "a", "zinnia", "alder-two"]
    assert slugs(found) == [node.community.slug for node in communities.tree()]
    assert counts == [4, 5, 5]


def test_a_page_of_the_tree_takes_as_many_look_ups_however_long_it_is(read):
    for number in range(12):
        WikiFactory(community=CommunityFactory(slug=f"place-{number:02}"))
    found, counts = read("communities", limit=100)
    assert len(found) == 13
    assert counts == [4]
    assert all(one["wiki"] for one in found[1:])


def test_every_community_that_is_looked_for_is_found_however_many_there_are(read):
    for number in range(60):
        CommunityFactory(slug=f"place-{number:02}")
    found, counts = read("communities", limit=50, q="place-")
    assert slugs(found) == [f"place-{number:02}" for number in range(60)]
    assert counts == [3, 4]


def test_a_community_with_many_names_is_found_once(read):
    place = CommunityFactory(slug="stone")
    for language in ("de", "fr", "it"):
        place.names.create(language=language, name=f"Stone {language}")
    found, _ = read("communities", limit=1, q="stone")
    assert slugs(found) == ["stone"]


def test_bodies_come_by_place_and_short_name(read):
    north, south = CommunityFactory(slug="north"), CommunityFactory(slug="south")
    for community, slug in ((south, "a"), (north, "z"), (north, "b"), (south, "c"), (north, "q")):
        BodyFactory(community=community, slug=slug)
    found, counts = read("bodies")
    assert slugs(found) == ["b", "q", "z", "a", "c"]
    assert counts == [3, 4, 4]


def test_versions_of_a_charter_come_newest_first(read):
    for number in range(2, 6):
        CharterVersionFactory(number=number)
    CharterVersionFactory(number=1)
    found, counts = read("charter/versions")
    assert [one["number"] for one in found] == [5, 4, 3, 2, 1]
    assert counts == [1, 2, 2]
    assert CharterVersion.objects.count() == 5


def test_shared_logins_tell_their_wikis_in_two_look_ups_more(read):
    place = CommunityFactory(slug="hill")
    logins = [SharedLoginFactory(community=place, name=f"login {number}") for number in range(5)]
    for login in logins:
        for number in range(2):
            here = CommunityFactory(slug=f"{login.name[-1]}-{number}")
            WikiFactory(community=here, shared_login=login)
    keeper = at_browser(somebody(Permission.WIKI_CONNECT, on=place))
    found, counts = read("shared-logins", by=keeper)
    assert [one["name"] for one in found] == [f"login {number}" for number in range(5)]
    assert found[3]["wikis"] == ["3-0", "3-1"]
    assert counts[1] == counts[2] == counts[0] + 1
    _, whole = read("shared-logins", by=keeper, limit=100)
    assert whole == [counts[0]]


def test_signatures_take_as_many_look_ups_however_many_there_are(read):
    person = PersonFactory()
    movement = MovementFactory()
    versions = [in_force(universal(), community=movement)]
    for number in range(4):
        place = CommunityFactory(slug=f"below-{number}", parent=movement)
        versions.append(in_force(local(), community=place))
    for version in versions:
        Signature.objects.create(
            version_id=version.id,
            person=person,
            basis="explicit",
            language="en",
            signed_on=date(2026, 5, 4),
        )
    signer = at_browser(person)
    found, counts = read("signups", by=signer)
    assert len(found) == 5
    assert counts[1] == counts[2] == counts[0] + 1
    _, whole = read("signups", by=signer, limit=100)
    assert whole == [counts[0]]


def test_what_was_said_about_a_code_is_asked_for_by_pages(read):
    in_force(universal(), community=MovementFactory())
    said = [
        talking.say(
            community_id=MovementFactory().id,
            provision_id="kindness",
            kind=TalkKind.QUESTION,
            language="en",
            text=f"What of this, the {number}?",
            by=as_actor(PersonFactory()),
            now=NOW,
        ).id
        for number in range(5)
    ]
    found, counts = read("codes/movement/talk")
    assert [one["id"] for one in found] == said[::-1]
    assert counts[1] == counts[2] == counts[0] + 1


def published(document):
    version = draft(document, community=MovementFactory())
    return actions.publish_edition(version_id=version.id, by=OPERATOR, now=NOW).id


def test_versions_of_a_code_are_asked_for_by_pages(read):
    made = [in_force(universal(answer_in(days))).id for days in range(1, 6)]
    draft(universal(answer_in(9)))
    found, counts = read("codes/movement/versions")
    assert [one["id"] for one in found] == made[::-1]
    assert {one["community"] for one in found} == {"movement"}
    assert counts == [3, 4, 4]
    editor = at_browser(somebody(Permission.CODE_EDIT, on=MovementFactory()))
    found, _ = read("codes/movement/versions", by=editor)
    assert [one["number"] for one in found] == [6, 5, 4, 3, 2, 1]


def test_published_drafts_are_asked_for_by_pages(read):
    made = [published(universal(answer_in(days))) for days in range(1, 4)]
    in_force(universal(answer_in(9)))
    made += [published(universal(answer_in(days))) for days in range(1, 3)]
    found, counts = read("codes/movement/editions")
    assert [one["id"] for one in found] == made[::-1]
    assert {one["community"] for one in found} == {"movement"}
    assert counts == [3, 4, 4]


def test_policies_are_asked_for_by_pages_each_with_its_counts(read):
    in_force(universal(), community=MovementFactory())
    for number in range(5):
        policy = actions.add_policy(
            community_id=MovementFactory().id,
            title=f"Policy {number}",
            address="",
            language="en",
            licence="",
            text="".join(f"## Part {part}\n\nBe kind.\n\n" for part in range(number + 1)),
            by=OPERATOR,
            now=NOW,
        )
        for key in ("answer", "kindness")[: number % 3]:
            actions.map_provision(
                policy_id=policy.id,
                provision_id=key,
                relation=Relation.WEAKER,
                part=1,
                note="",
                by=OPERATOR,
                now=NOW,
            )
    found, counts = read("policies/of/movement")
    told = [(one["title"], one["parts"], one["mapped"]) for one in found]
    assert told == [(f"Policy {number}", number + 1, number % 3) for number in range(5)]
    assert counts == [3, 4, 4]


def test_rows_that_have_nothing_to_be_ordered_by_keep_their_place(read):
    in_force(universal(), community=MovementFactory())
    for number in range(4):
        in_force(local(), community=CommunityFactory(slug=f"below-{number}"))
    FloorStanding.objects.update_or_create(
        code=CodeVersion.objects.get(code__community__slug="below-2").code,
        defaults={
            "version": CodeVersion.objects.get(code__community__slug="below-2"),
            "findings": 1,
            "below_since": NOW.date(),
            "checked_on": NOW.date(),
        },
    )
    found, _ = read("codes/standings", limit=1)
    assert [one["community"] for one in found] == ["below-2", "below-0", "below-1", "below-3"]


def test_positions_are_told_once_each_whoever_waits_first(read):
    proposed = Proposed()
    said = [proposed.say(Choice.BLOCK, reason="It is dark.") for _each in range(2)]
    said += [proposed.say(Choice.SUPPORT) for _each in range(3)]
    found, counts = read(f"proposals/{proposed.id}/positions")
    assert [one["waits"] for one in found] == [True, True, False, False, False]
    assert sorted(one["id"] for one in found) == sorted(one.id for one in said)
    assert max(counts) <= counts[0] + 1
    proposed.hear(said[0])
    assert len(read(f"proposals/{proposed.id}/positions")[0]) == len(said)
