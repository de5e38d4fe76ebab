"""The API against its own description: whatever is sent, the answer is one that is described."""

import json

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from comity.api.app import api
from tests.architecture.house import ROOT
from tests.skins.answers import Answer
from tests.skins.operations import OPERATIONS
from tests.skins.road import STOPS, WAYS, Walk
from tests.skins.situation import situation
from tests.web.serving import at
from tests.wiki.paper import PaperWiki

pytestmark = pytest.mark.django_db

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
FEW = settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class Application(WSGIHandler):
    """The application as it is served, for programs that send no form token."""

    def get_response(self, request):
        request._dont_enforce_csrf_checks = True  # As Django's own test client does.
        return super().get_response(request)


@pytest.fixture
def here():
    with PaperWiki() as paper:
        here = situation(paper)
        with at(here.story):
            yield here


@pytest.fixture
def schema():
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", Application())


def entitled(here, row):
    """Find somebody who may; where nobody does, somebody who comes nearest."""
    given = [who for who, audience in row.audience.items() if Answer.GIVEN in audience]
    asked = [who for who, audience in row.audience.items() if Answer.SIGN_IN not in audience]
    return here.roles[(given or asked)[0]]


def shown_by(role):
    """Give the cookies and the headers with which somebody calls."""
    cookies = {name: morsel.value for name, morsel in role.program.cookies.items()}
    receipt = {"Comity-Receipt": role.receipt} if role.receipt else {}
    return cookies, receipt | {"Accept-Encoding": "identity"}


def named(operation):
    return f"{operation.method.upper()} {operation.path.removeprefix('/api/v1')}"


@pytest.mark.parametrize("real", [False, True], ids=["any address", "an address that is there"])
def test_whatever_is_called_the_answer_is_described(here, schema, real):
    wrong = []
    for found in schema.get_all_operations():
        operation = found.ok()
        row = OPERATIONS[named(operation)]
        shown = shown_by(entitled(here, row))
        path = here.filled(row.at) if real else {}
        try:
            tried(operation, shown, path)
        except (FailureGroup, Exception) as trouble:  # noqa: BLE001, whatever it is, it is told
            wrong.append(f"{named(operation)}: {told(trouble)}")
    assert not wrong, "\n\n".join(wrong)


def tried(operation, shown, path):
    """Call an operation in a few ways, each of which is undone."""

    @FEW
    @given(case=operation.as_strategy())
    def call(case):
        case.path_parameters = {**case.path_parameters, **path}
        case.cookies, case.headers = shown
        with transaction.atomic():
            case.call_and_validate(checks=CHECKS)
            transaction.set_rollback(True)

    call()


def told(trouble):
    """Say what went wrong in one of the ways."""
    parts = getattr(trouble, "exceptions", [trouble])
    return "; ".join(str(part) for part in parts)


def test_whoever_may_gets_what_every_operation_gives():
    refused = []
    with PaperWiki() as paper:
        walk = Walk(paper)
        with at(walk.story):
            for stop, go_on in STOPS.items():
                go_on(walk)
                for operation, way in WAYS.items():
                    if way.stop != stop:
                        continue
                    with transaction.atomic():
                        answer = called(walk, operation, way)
                        transaction.set_rollback(True)
                    if not 200 <= answer.status_code < 300:
                        refused.append(f"{operation}: {answer.status_code} {answer.content!r}")
    assert not refused, "\n".join(refused)


def called(walk, operation, way):
    """Call an operation as somebody entitled."""
    method, path = operation.split()
    way.before(walk)
    address = "/api/v1" + path.format(**way.at(walk))
    client, typed = way.who(walk), way.typed(walk)
    if method == "GET":
        return client.get(address, typed)
    return client.generic(method, address, json.dumps(typed), content_type="application/json")


def test_there_is_a_way_to_every_operation():
    paths = api.get_openapi_schema()["paths"]
    described = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in paths.items()
        for method in methods
    }
    assert described - set(WAYS) == set()
    assert set(WAYS) - described == set()
    assert {way.stop for way in WAYS.values()} <= set(STOPS)


def test_every_operation_says_what_it_does_and_what_it_gives():
    described = api.get_openapi_schema()
    names = set()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], path
            assert operation["description"], path
            assert operation["tags"], path
            names.add(operation["operationId"])
            for status, answer in operation["responses"].items():
                assert ("content" in answer) == (status != 204), f"{method} {path} {status}"
    assert len(names) == sum(map(len, described["paths"].values())), "no name stands twice"


def test_what_the_api_promises_is_what_was_agreed():
    """Name the operations that changed. Renew: ``comity api describe > docs/openapi.json``."""
    now = json.loads(json.dumps(api.get_openapi_schema()))
    agreed = json.loads((ROOT / "docs" / "openapi.json").read_text())
    assert differences(agreed, now) == [], (
        "The API is not what docs/openapi.json says. If it should change, say so in CHANGELOG.md"
        " and renew the file: comity api describe > docs/openapi.json"
    )
    assert now == agreed


def differences(agreed, now):
    """Name what one description says of an operation or a shape and the other does not."""
    before, after = parts(agreed), parts(now)
    return sorted(name for name in before | after if before.get(name) != after.get(name))


def parts(described):
    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }
    return operations | described["components"]["schemas"]


def test_a_planted_change_is_named():
    agreed = json.loads(json.dumps(api.get_openapi_schema()))
    now = json.loads(json.dumps(agreed))
    del now["paths"]["/api/v1/me"]["get"]["responses"]["404"]
    now["components"]["schemas"]["CommunityOut"]["properties"]["new"] = {"type": "string"}
    assert differences(agreed, now) == ["CommunityOut", "GET /api/v1/me"]


def test_every_refusal_is_described_with_one_shape():
    described = api.get_openapi_schema()
    for methods in described["paths"].values():
        for operation in methods.values():
            refused = {s: r for s, r in operation["responses"].items() if s >= 400}
            assert {401, 403, 404, 409, 413, 422, 429} <= set(refused)
            for answer in refused.values():
                shape = answer["content"]["application/json"]["schema"]["$ref"]
                assert shape.endswith("/ProblemOut")
