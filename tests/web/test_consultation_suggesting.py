"""Suggesting how a provision should read, at the page for it."""

import pytest
import time_machine
from django.test import Client

from comity.consultation.models import Participant, Round, Suggestion
from comity.consultation.rules.kinds import RoundState
from comity.consultation.rules.suggestions import Kind
from tests.factories import consultations as make
from tests.factories.answers import SUGGESTION, Asked
from tests.factories.people import NOW, PersonFactory
from tests.web.consulting import at, once
from tests.web.serving import at_browser, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asked():
    return Asked()


def test_a_published_draft_leads_to_the_round_in_which_people_are_asked_about_it(asked):
    client = Client()
    draft = f"/en/code/{asked.community.slug}/drafts/{asked.edition.id}/"
    round_ = at(asked, f"rounds/{asked.round.id}/")
    page = client.get(draft)
    assert "Open for comment" in text_of(page)
    assert round_ in page.content.decode()
    Round.objects.update(state=RoundState.CLOSED)
    assert round_ not in client.get(draft).content.decode()


def test_somebody_suggests_a_change_and_everybody_sees_it_beside_the_text(asked):
    client = at_browser(PersonFactory())
    here = at(asked, f"rounds/{asked.round.id}/suggest/answer/")
    drawn = client.get(here)
    assert "Its exact meaning" in text_of(drawn)
    answer = client.post(here, SUGGESTION | {"once": once(drawn), "number_days": "7"}, follow=True)
    assert "Your suggestion is published." in text_of(answer)
    row = Suggestion.objects.get()
    assert (row.kind, row.provision_id) == (Kind.CHANGE, "answer")
    assert row.patch["fields"]["parameters.days"]["value"] == 7
    assert set(row.patch["words"]) == {"body"}


def test_the_same_form_sent_twice_suggests_once(asked):
    client = at_browser(PersonFactory())
    here = at(asked, f"rounds/{asked.round.id}/suggest/answer/")
    typed = SUGGESTION | {"once": once(client.get(here))}
    client.post(here, typed)
    client.post(here, typed)
    assert Suggestion.objects.count() == 1


def test_nobody_needs_an_account_to_suggest(asked):
    client = Client()
    here = at(asked, f"rounds/{asked.round.id}/suggest/")
    typed = {"title": "Care", "body": "Look after others.", "text": "So.", "language": "en"}
    answer = client.post(here, typed | {"once": once(client.get(here))})
    assert answer.status_code == 302
    row = Suggestion.objects.get()
    assert (row.kind, row.provision_id) == (Kind.NEW, "care")
    assert Participant.objects.get(id=row.contribution.participant_id).receipt
    late = Client().post(here, typed | {"once": "nonsense"})
    assert (late.status_code, "Send it once more." in text_of(late)) == (422, True)


def test_a_provision_is_suggested_to_go(asked):
    client = at_browser(PersonFactory())
    here = at(asked, f"rounds/{asked.round.id}/suggest/kindness/")
    typed = SUGGESTION | {"once": once(client.get(here)), "removes": "on"}
    client.post(here, typed | {"behaviours": ["insult"], "modality": "must_not"})
    assert Suggestion.objects.get().kind == Kind.REMOVE


def test_a_suggestion_that_changes_nothing_comes_back(asked):
    client = at_browser(PersonFactory())
    here = at(asked, f"rounds/{asked.round.id}/suggest/answer/")
    typed = SUGGESTION | {"body": "Every report is **answered** in three days."}
    answer = client.post(here, typed)
    assert answer.status_code == 422
    assert "This would change nothing." in text_of(answer)


def test_there_is_nothing_to_suggest_on_a_provision_that_is_not_there(asked):
    client = Client()
    assert client.get(at(asked, f"rounds/{asked.round.id}/suggest/gone/")).status_code == 404
    listening = make.opened(asked.found)
    assert client.get(at(asked, f"rounds/{listening.id}/suggest/")).status_code == 409
    asked.close()
    assert client.get(at(asked, f"rounds/{asked.round.id}/suggest/answer/")).status_code == 409


def test_a_suggestion_says_something_unless_it_removes(asked):
    client = at_browser(PersonFactory())
    new = client.get(at(asked, f"rounds/{asked.round.id}/suggest/"))
    assert "Change it where it stands." not in text_of(new)
    here = at(asked, f"rounds/{asked.round.id}/suggest/kindness/")
    drawn = client.get(here)
    assert "Text (you may leave this out)" not in text_of(drawn)
    typed = SUGGESTION | {"once": once(drawn), "body": "", "behaviours": ["insult"]}
    assert client.post(here, typed).status_code == 422
    assert client.post(here, typed | {"removes": "on"}).status_code == 302
    assert Suggestion.objects.get().kind == Kind.REMOVE
