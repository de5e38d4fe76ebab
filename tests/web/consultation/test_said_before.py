"""What is like what somebody is about to publish is shown first, on every page that publishes."""

import pytest
import time_machine
from django.test import Client

from comity.consultation.actions import statements, traces
from comity.consultation.models import Contribution, Statement
from comity.people.models import Person
from tests.factories import consultations as make
from tests.factories.answers import SUGGESTION, Asked
from tests.factories.opinions import THOUGHTS, asking, shown
from tests.factories.people import NOW, PersonFactory
from tests.web.serving import at_browser, text_of

pytestmark = pytest.mark.django_db
EARLIER = "Whoever reports harm waits far too long before anybody answers them."
AGAIN = "Who reports some harm waits much too long before anybody answers."
NEW = "The lighthouse opens at nine and closes when the last boat is in."
OFFLINE = {"channel": "meeting", "consent": "He nodded."}
BEFORE = "Something like it was said before"
PAGES = {
    "contribute": ("contribute/", {"language": "en"}, False),
    "a contribution of somebody else": ("for/", {"language": "en"} | OFFLINE, True),
    "suggest": ("suggest/answer/", SUGGESTION, False),
    "suggest something new": ("suggest/", {"body": "Look out.", "language": "en"}, False),
    "a suggestion of somebody else": ("for/suggest/answer/", SUGGESTION | OFFLINE, True),
}


@pytest.fixture(autouse=True)
def _at_the_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def said(asked):
    one = make.contributed(asked.round, text=EARLIER)
    traces.leave(contribution_id=one.id)
    return one


def drawn(client, path, typed):
    """Fill in a form as it is drawn."""
    return typed | {"once": client.get(path).context["form"]["once"].value()}


@pytest.mark.parametrize(("rest", "typed", "runs"), PAGES.values(), ids=PAGES)
def test_what_was_said_before_is_read_first_and_then_published_all_the_same(
    asked, said, rest, typed, runs
):
    client = at_browser(Person.objects.get(id=asked.by.id) if runs else PersonFactory())
    path = f"/en/consultations/{asked.found.id}/rounds/{asked.round.id}/{rest}"
    sent = drawn(client, path, typed | {"text": AGAIN})
    answer = client.post(path, sent)
    assert answer.status_code == 200
    page = text_of(answer)
    assert BEFORE in page
    assert EARLIER in page
    assert AGAIN in page
    assert 'name="looked" value="1"' in answer.content.decode()
    assert ("may have been written down already" in page) is runs
    assert Contribution.objects.count() == 1
    assert client.post(path, sent | {"looked": "1"}).status_code == 302
    assert Contribution.objects.count() == 2


@pytest.mark.parametrize(("rest", "typed", "runs"), PAGES.values(), ids=PAGES)
def test_something_new_is_published_at_once(asked, said, rest, typed, runs):
    client = at_browser(Person.objects.get(id=asked.by.id) if runs else PersonFactory())
    path = f"/en/consultations/{asked.found.id}/rounds/{asked.round.id}/{rest}"
    assert BEFORE not in text_of(client.get(path))
    sent = drawn(client, path, typed | {"text": NEW})
    assert client.post(path, sent).status_code == 302
    assert Contribution.objects.count() == 2


def test_what_is_wrong_is_said_before_anything_is_looked_for(asked, said):
    client = at_browser(Person.objects.get(id=asked.by.id))
    path = f"/en/consultations/{asked.found.id}/rounds/{asked.round.id}/for/"
    sent = drawn(client, path, {"language": "en", "text": AGAIN} | OFFLINE | {"consent": ""})
    answer = client.post(path, sent)
    assert answer.status_code == 422
    assert BEFORE not in text_of(answer)


def test_statements_like_one_that_is_proposed_are_read_first():
    round_ = asking()
    client = Client()
    path = f"/en/consultations/{round_.consultation_id}/rounds/{round_.id}/statements/propose/"
    part = client.get(path).context["form"].initial["part"]
    near = f"{THOUGHTS[0].rstrip('.')} there."
    sent = {"text": near, "language": "en", "part": part}
    answer = client.post(path, sent)
    assert answer.status_code == 200
    page = text_of(answer)
    assert "People are asked something like it already" in page
    assert THOUGHTS[0] in page
    before = Statement.objects.count()
    assert client.post(path, sent | {"looked": "1"}).status_code == 302
    assert Statement.objects.count() == before + 1


def test_statements_that_wait_or_were_declined_are_shown_to_nobody():
    found = make.consultation()
    round_, by = asking(found=found), make.organiser_of(found)
    statements.decline(statement_id=shown(round_)[0], reason="Said twice.", by=by, now=NOW)
    client = at_browser(PersonFactory())
    path = f"/en/consultations/{found.id}/rounds/{round_.id}/statements/propose/"
    near = f"{THOUGHTS[0].rstrip('.')} there."
    sent = {"text": near, "language": "en"}
    assert client.post(path, sent).status_code == 302
    again = at_browser(PersonFactory()).post(path, sent | {"text": f"{near} Now."})
    assert again.status_code == 302
