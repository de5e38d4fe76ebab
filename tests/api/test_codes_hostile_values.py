"""What nobody means well is refused by a draft in words, wherever in a code it stands."""

import copy
import json

import pytest

from comity.access.rules import Permission
from tests.factories.codes import draft, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import somebody
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db
HALF, ZERO = "half a letter \ud800", "a zero byte \0"
DEEP = json.loads("[" * 200 + "]" * 200)
HOSTILE = {
    "half a letter": HALF,
    "zero byte": ZERO,
    "very long": "x" * 60_000,
    "list of halves": [HALF],
    "list of zeros": [ZERO],
    "list of long words": ["x" * 60_000],
    "large number": 10**30,
    "larger number": 10**4000,
    "span of large numbers": [1, 10**30],
    "deep": DEEP,
    "table": {"en": HALF},
    "nothing": None,
    "fraction": 0.5,
    "endless": float("inf"),
    "truth": True,
}
PROVISION = {
    "kind": "unacceptable",
    "modality": "must_not",
    "behaviours": ["insult"],
    "actors": ["everyone"],
    "spaces": ["everywhere"],
    "exceptions": [],
    "refines": "",
    "units": ["12"],
    "source": {"title": "Elsewhere", "address": "https://example.org/", "licence": "CC0-1.0"},
    "parameters": {
        "days": {"direction": "at_most", "value": 3, "unit": "days", "scale": ["low"]},
    },
    "en": {"title": "Kindness", "text": "Insult nobody.", "example": "No names."},
}
PLACES = [
    ("kind",),
    ("behaviours",),
    ("actors",),
    ("exceptions",),
    ("refines",),
    ("units",),
    ("source", "title"),
    ("source", "section"),
    ("parameters", "days", "direction"),
    ("parameters", "days", "value"),
    ("parameters", "days", "unit"),
    ("parameters", "days", "scale"),
    ("parameters", "days"),
    ("parameters", HALF),
    ("en", "title"),
    ("en", "text"),
    ("en",),
    (ZERO,),
]
DIRECTIONS = ["at_least", "superset", "one_of_order", "interval", "exact"]


@pytest.fixture
def editor():
    return at_browser(somebody(Permission.CODE_EDIT, on=MovementFactory()))


def put(table, path, value):
    changed = copy.deepcopy(table)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return changed


def sent(client, how, address, body):
    return getattr(client, how)(address, json.dumps(body), content_type="application/json")


def document_of(provision):
    return {
        "code": {"id": "x", "level": "universal", "source_language": "en", "title": {"en": "X"}},
        "behaviours": {"insult": {"en": "insults"}},
        "actors": {"everyone": {"en": "anybody"}},
        "spaces": {"everywhere": {"en": "anywhere"}},
        "parameters": {"days": {"en": "days"}},
        "provisions": {"kindness": provision},
    }


@pytest.mark.parametrize("path", PLACES, ids=repr)
def test_no_value_of_a_provision_breaks_a_draft(editor, path):
    draft(universal())
    for value in HOSTILE.values():
        hostile = put(PROVISION, path, value)
        body = {"id": "new", "provision": hostile}
        answer = sent(editor, "post", "/api/v1/codes/movement/draft/provisions", body)
        assert answer.status_code in {201, 422}, (value, answer.content)
        answer = sent(
            editor, "put", "/api/v1/codes/movement/draft", {"document": document_of(hostile)}
        )
        assert answer.status_code in {200, 422}, (value, answer.content)
        assert editor.get("/api/v1/codes/movement/draft").status_code == 200


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_no_number_of_a_provision_breaks_a_draft(editor, direction):
    draft(universal())
    for value in HOSTILE.values():
        bound = {"direction": direction, "value": value, "scale": ["low", "high"]}
        hostile = put(PROVISION, ("parameters", "days"), bound)
        answer = sent(
            editor, "put", "/api/v1/codes/movement/draft", {"document": document_of(hostile)}
        )
        assert answer.status_code in {200, 422}, (value, answer.content)
        assert editor.get("/api/v1/codes/movement/draft").status_code == 200
