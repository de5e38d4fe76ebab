"""A call that is sent twice is done once."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from comity.kernel.sealing import CannotOpen
from comity.people import tasks
from comity.people.actions.answers import Call, begin
from comity.people.errors import StillAnswering
from comity.people.models import KeptAnswer
from comity.reports.models import Report
from tests.actions.test_signup import document, movement, version
from tests.factories.people import PersonFactory
from tests.factories.reports import house

pytestmark = pytest.mark.django_db
__all__ = ["document", "house", "movement", "version"]
KEY = "a key that nobody else can guess at all"


@pytest.fixture
def there():
    return house()


@pytest.fixture
def send(there):
    def send(key=KEY, *, client=None, **changed):
        report = {"community": there.project.id, "what": "It hurt.", **changed}
        return (client or Client()).post(
            "/api/v1/reports",
            json.dumps(report),
            content_type="application/json",
            headers={"Idempotency-Key": key},
        )

    return send


def test_the_same_call_is_done_once_and_answered_twice(send):
    first, second = send(), send()
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first.json()["receipt"]
    assert Report.objects.count() == 1


def test_a_key_in_quotation_marks_is_the_same_key(send):
    assert send().content == send(f'"{KEY}"').content


def test_another_key_is_another_call(send):
    send()
    send(KEY + "2")
    assert Report.objects.count() == 2


def test_a_key_is_good_for_one_call(send):
    send()
    answer = send(what="Something else.")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert Report.objects.count() == 1


@pytest.mark.parametrize("key", ["short", "x" * 256, "x" * 31 + "é", "x" * 31 + "\t"])
def test_a_key_that_could_be_guessed_is_refused(send, key):
    answer = send(key)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_not_usable")
    assert not Report.objects.exists()


def test_a_refusal_is_not_kept(send):
    assert send(what="").status_code == 422
    assert not KeptAnswer.objects.exists()
    assert send().status_code == 201


def test_while_the_first_is_being_answered_the_second_waits(send):
    send()
    KeptAnswer.objects.update(sealed=b"")
    answer = send()
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_busy")
    assert Report.objects.count() == 1


def test_of_two_at_once_one_is_done():
    call = Call("", KEY, "POST /")
    assert begin(call, now=timezone.now()) is None
    with pytest.raises(StillAnswering):
        begin(call, now=timezone.now())


def test_another_caller_has_other_keys(client, movement, version):
    sent = {"community": movement.id, "version": version.id, "language": "en"}
    for _ in range(2):
        client.force_login(PersonFactory())
        answer = client.post(
            "/api/v1/signups",
            sent,
            content_type="application/json",
            headers={"Idempotency-Key": KEY},
        )
        assert answer.status_code == 201


def test_the_receipt_in_a_kept_answer_cannot_be_read_in_the_database(send):
    receipt = send().json()["receipt"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tag, asked, sealed FROM people_keptanswer")
        (row,) = cursor.fetchall()
    stored = b"".join(bytes(part) if not isinstance(part, str) else part.encode() for part in row)
    assert receipt.encode() not in stored
    assert KEY.encode() not in stored
    assert b"receipt" not in stored


def test_a_kept_answer_opens_with_its_key_alone(send):
    send()
    kept = KeptAnswer.objects.get()
    other = Call("", KEY + "2", "")
    KeptAnswer.objects.create(
        tag=other.tag, asked=other.digest, day=kept.day, sealed=bytes(kept.sealed)
    )
    with pytest.raises(CannotOpen):
        begin(other, now=timezone.now())


def test_answers_are_kept_for_a_day_and_no_longer(send):
    send()
    now = timezone.now()
    tasks.forget_answers(now + timedelta(days=1))
    assert KeptAnswer.objects.exists()
    tasks.forget_answers(now + timedelta(days=2))
    assert not KeptAnswer.objects.exists()


def test_without_a_key_nothing_is_kept(client, there):
    report = {"community": there.project.id, "what": "It hurt."}
    answer = client.post("/api/v1/reports", report, content_type="application/json")
    assert answer.status_code == 201
    assert not KeptAnswer.objects.exists()


def test_reading_with_a_key_keeps_nothing(client):
    assert client.get("/api/v1/communities", headers={"Idempotency-Key": KEY}).status_code == 200
    assert not KeptAnswer.objects.exists()
