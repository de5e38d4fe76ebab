import pytest

from tests.actions.test_signup import document, movement, version
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
__all__ = ["document", "movement", "version"]


def test_anybody_may_ask_the_gate(client, version):
    answer = client.get("/api/v1/signups/wiki:4711")
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "account": "wiki:4711",
            "signed": False,
            "version": 1,
            "signed_version": 0,
            "basis": "",
            "signed_on": None,
        },
    )


@pytest.mark.parametrize("account", ["4711", "wiki:", "wiki:x", "wiki:٣", ":1", "wiki:" + "1" * 21])
def test_what_is_no_account_is_refused_with_a_sentence(client, version, account):
    answer = client.get(f"/api/v1/signups/{account}")
    assert answer.status_code == 422
    assert answer.json()["code"] == "account_not_readable"


def test_a_person_signs_and_lists_their_signatures(client, movement, version):
    client.force_login(PersonFactory())
    body = {"community": movement.id, "version": version.id, "language": "en"}
    answer = client.post("/api/v1/signups", body, content_type="application/json")
    assert answer.status_code == 201
    assert client.get("/api/v1/signups").json()["items"] == [answer.json()]
    again = client.post("/api/v1/signups", body, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "already_signed")


def test_nobody_signs_without_signing_in(client, movement, version):
    body = {"community": movement.id, "version": version.id, "language": "en"}
    answer = client.post("/api/v1/signups", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
