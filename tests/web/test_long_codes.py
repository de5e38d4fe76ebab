"""Public pages of a code of 300 provisions: what goes over the wire stays small."""

import random

import pytest
from django.test import Client
from django.urls import reverse

from comity.codes import actions
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.consultation.rules.kinds import RoundKind
from tests.factories import consultations as make
from tests.factories.codes import KINDNESS, OPERATOR, draft, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW
from tests.web.serving import text_of

pytestmark = pytest.mark.django_db
PROVISIONS, WORDS = 300, 40
MOST = 30_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def written():
    """Write 300 provisions of words that hardly repeat, so that little can be compressed."""
    chance = random.Random(4)  # noqa: S311, the same words each time
    said = ["".join(chance.choices(LETTERS, k=chance.randint(2, 9))) for _ in range(2000)]

    def words(many):
        return " ".join(chance.choices(said, k=many)).capitalize() + "."

    return [
        Written(
            Provision(f"p{number}", KINDNESS.provision.kind),
            {"en": Text(words(3), words(WORDS), words(8))},
        )
        for number in range(PROVISIONS)
    ]


@pytest.fixture
def addresses():
    movement = MovementFactory()
    version = draft(universal(*written()), community=movement)
    edition = actions.publish_edition(version_id=version.id, by=OPERATOR, now=NOW)
    actions.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    actions.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    found = make.consultation(movement, code_id=edition.code_id)
    round_ = make.opened(found, kind=RoundKind.TEXT, edition_id=edition.id)
    make.contributed(round_)
    here, asked = [movement.slug], [found.id, round_.id]
    return {
        "code": reverse("codes:community_code", args=here),
        "provision": reverse("codes:provision", args=[*here, "p7"]),
        "versions": reverse("codes:versions", args=here),
        "floor": reverse("codes:floor", args=here),
        "edition": reverse("codes:edition", args=[*here, edition.id]),
        "round": reverse("consultation:round", args=asked),
        "text": reverse("consultation:text", args=asked),
        "contribute": reverse("consultation:contribute", args=asked),
        "suggest": reverse("consultation:suggest", args=[*asked, "p7"]),
        "summary": reverse("consultation:summary", args=asked),
        "answers": reverse("consultation:you_said", args=[found.id]),
        "consultation": reverse("consultation:consultation", args=[found.id]),
    }


def test_pages_of_a_long_code_stay_small(addresses):
    client = Client(headers={"accept-encoding": "gzip"})
    sent = {}
    for name, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        sent[name] = len(b"".join(answer) if answer.streaming else answer.content)
    assert max(sent.values()) <= MOST, sent


def test_a_provision_leads_back_to_its_place_in_a_long_code(addresses):
    client = Client()
    back = f"{addresses['code']}?page=3#p-p250"
    assert back in text_of(client.get(addresses["provision"].replace("p7", "p250")))
    pages = [text_of(client.get(f"{addresses['code']}?page={page}")) for page in (1, 3, "x")]
    assert ['id="p-p250"' in page for page in pages] == [False, True, False]
    assert "Page 3 of 3" in pages[1]
