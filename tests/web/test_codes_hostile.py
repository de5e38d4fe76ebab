"""A code of which every single word was meant to do harm, on every page that leads to it."""

import re
from dataclasses import replace
from urllib.parse import urljoin

import pytest

from comity.access.rules import Permission
from comity.codes import actions
from comity.codes.rules.documents import Source, Text, Written
from comity.codes.rules.effects import Effects
from comity.codes.rules.provisions import Modality, Provision, Taxonomy, Vocabulary
from comity.kernel.order import Bound, Direction
from tests.factories.charter import CharterVersionFactory
from tests.factories.codes import OPERATOR, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, somebody
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db
BAD = "\"'><xss onload=alert(1)>{{ 7 }}</textarea></title>"
HREF = re.compile(r'href="([^"#]+)')
MOST_PAGES = 24


def hostile(make, *names):
    """Write a code with harm in every field that takes words."""
    words = {axis: {one: {"en": BAD} for one in NAMES} for axis in AXES}
    bound = {"days": Bound(Direction.EXACT, BAD, unit=BAD)}
    bound["kept"] = Bound(Direction.SUPERSET, frozenset({BAD}), unit="days")
    bound["how"] = Bound(Direction.ONE_OF_ORDER, BAD, (BAD, "more"))
    written = tuple(
        Written(
            Provision(
                name,
                modality=Modality.MUST_NOT,
                behaviours=frozenset({BAD, "harm"}),
                exceptions=frozenset({BAD}),
                parameters=bound,
            ),
            {"en": Text(BAD, f"{BAD} [a](javascript:alert(1)) <xss>", BAD)},
            Source(BAD, "https://example.org/?'onload=alert(1)", BAD, BAD),
        )
        for name in names
    )
    return replace(
        make(*written),
        slug=BAD,
        licence=BAD,
        title={"en": BAD},
        summary={"en": BAD},
        words=words,
        vocabulary=Vocabulary(*(Taxonomy(dict.fromkeys(NAMES, "")),) * 3),
    )


NAMES = ("harm", "everyone", "everywhere")
AXES = ("behaviours", "actors", "spaces", "exceptions", "parameters")
MEANS = Effects("en", {"en": BAD}, {"en": BAD})


@pytest.fixture
def editor():
    CharterVersionFactory()
    movement = MovementFactory(slug="lantern", name=BAD)
    below = CommunityFactory(parent=movement, slug="lighthouse", name=BAD)
    for place, make in ((movement, universal), (below, local)):
        in_force(hostile(make, "one"), community=place)
        version = draft(hostile(make, "one", "two"), community=place)
        actions.publish_edition(version_id=version.id, by=OPERATOR, now=NOW)
        if place is movement:
            actions.freeze(version_id=version.id, effects=MEANS, by=OPERATOR, now=NOW)
            draft(hostile(make, "two"), community=place)
    actions.add_policy(
        community_id=movement.id,
        title=BAD,
        address="",
        language="en",
        licence=BAD,
        text=f"## {BAD}\n\n{BAD}\n",
        by=OPERATOR,
        now=NOW,
    )
    return at_browser(somebody(Permission.CODE_EDIT, Permission.CODE_PUT_IN_FORCE, on=movement))


def test_harm_in_any_word_of_a_code_is_only_ever_read(editor):
    waiting, seen = ["/en/code/lantern/versions/", "/en/code/lighthouse/versions/"], set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        seen.add(address)
        answer = editor.get(address)
        assert answer.status_code in {200, 302}, address
        page = answer.content.decode()
        if "html" in answer.get("Content-Type", ""):
            assert "<xss" not in page, address
            assert 'href="javascript' not in page, address
            for found in HREF.findall(page):
                where = urljoin(address, found.replace("&amp;", "&"))
                if "/code" in where and where.startswith("/en/") and where not in seen:
                    waiting += [where] * (where not in waiting)
    assert len(seen) == MOST_PAGES
