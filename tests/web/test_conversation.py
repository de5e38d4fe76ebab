"""Pages about what stands together, what was set aside, and what a round adds up to."""

import pytest
from django.test import Client
from django.urls import reverse

from comity.consultation.actions import traces
from comity.consultation.queries import conversation as queries
from comity.consultation.tasks.conversation import sum_up
from comity.people.models import Person
from tests.factories.consultations import consultation, contributed, opened, organiser_of
from tests.factories.people import NOW, PersonFactory
from tests.web.serving import at_browser

pytestmark = pytest.mark.django_db
BOATS = "Members who decide about a friend must stand aside and say so in public."
BOATS_TOO = "Members who decide about their friends must stand aside, and say so publicly."
WHY = {"reason": "One machine wrote forty times.", "language": "English", "signal": "same_words"}


@pytest.fixture
def asked():
    return consultation()


@pytest.fixture
def room(asked):
    return opened(asked)


@pytest.fixture
def organiser(asked):
    return at_browser(Person.objects.get(id=organiser_of(asked).id))


def said(room, text=BOATS, **changes):
    one = contributed(room, text=text, **changes)
    traces.leave(contribution_id=one.id)
    return one


def page(name, *arguments):
    return reverse(f"consultation:{name}", args=arguments)


def test_anybody_sees_what_else_was_said_like_it_and_organisers_bring_it_together(
    asked, room, organiser
):
    first, second = said(room), said(room, BOATS_TOO)
    url = page("together", asked.id, first.id)
    public = Client().get(url).content.decode()
    assert BOATS_TOO in public
    assert 'type="checkbox"' not in public
    answer = organiser.post(url, {"contributions": [second.id]}, follow=True)
    assert "They stand together now." in answer.content.decode()
    assert queries.lead_of(second.id) == first.id
    organiser.post(page("part_again", asked.id, second.id))
    assert queries.lead_of(second.id) == second.id


def test_nobody_else_brings_together_and_nothing_chosen_is_said_so(asked, room, organiser):
    first, second = said(room), said(room, BOATS_TOO)
    url = page("together", asked.id, first.id)
    stranger = at_browser(PersonFactory())
    assert stranger.post(url, {"contributions": [second.id]}).status_code == 403
    answer = organiser.post(url, {})
    assert answer.status_code == 422
    assert "Choose at least one." in answer.content.decode()


def test_a_contribution_of_another_consultation_is_not_found_here(asked, room):
    elsewhere = said(opened())
    assert Client().get(page("together", asked.id, elsewhere.id)).status_code == 404


def test_a_summary_quotes_people_and_says_when_something_was_said_since(asked, room):
    said(room)
    url = page("summary", asked.id, room.id)
    assert "Nobody has said anything" in Client().get(url).content.decode()
    sum_up(NOW)
    answer = Client().get(url).content.decode()
    assert f"“{BOATS}”" in answer
    assert "1 person · 1 contribution · 1 language" in " ".join(answer.split())
    assert "About no single provision" not in answer  # it would only say the same again
    said(room, "من يقرر؟", language="ar")
    assert "Something was said since." in Client().get(url).content.decode()


def test_signals_are_for_those_who_run_it_and_lead_to_a_decision(asked, room, organiser):
    for _ in range(3):
        first = said(room)
    url = page("signals", asked.id, room.id)
    assert Client().get(url).status_code == 401
    assert at_browser(PersonFactory()).get(url).status_code == 403
    answer = organiser.get(url).content.decode()
    assert "Several people used the same words" in answer
    assert page("set_aside", asked.id, first.participant.id) in answer


def test_somebody_set_aside_stands_in_the_public_log_with_results_twice(asked, room, organiser):
    first = said(room)
    said(room, BOATS_TOO)
    url = page("set_aside", asked.id, first.participant.id)
    answer = organiser.post(url, WHY, follow=True).content.decode()
    assert "Results are shown with and without them." in answer
    log = Client().get(page("set_aside_log", asked.id)).content.decode()
    assert WHY["reason"] in log
    assert "Without those set aside" in log
    (line,) = queries.set_aside_log(asked.id)
    back = page("take_back_in", asked.id, line.id)
    organiser.post(back, {"reason": "A school class.", "language": "English"})
    log = Client().get(page("set_aside_log", asked.id)).content.decode()
    assert "Counts again" in log
    assert "A school class." in log


def test_setting_aside_without_a_reason_keeps_what_was_typed(asked, room, organiser):
    first = said(room)
    url = page("set_aside", asked.id, first.participant.id)
    answer = organiser.post(url, WHY | {"reason": " "})
    assert answer.status_code == 422
    assert "Write the reason." in answer.content.decode()
    assert Client().post(url, WHY).status_code == 401
    assert at_browser(PersonFactory()).post(url, WHY).status_code == 403
    assert queries.set_aside_log(asked.id) == []


def test_nobody_of_another_consultation_is_set_aside_here(asked, organiser):
    elsewhere = said(opened())
    url = page("set_aside", asked.id, elsewhere.participant.id)
    assert organiser.get(url).status_code == 404
    assert organiser.get(page("take_back_in", asked.id, "none")).status_code == 404


def test_who_says_what_was_said_before_is_shown_it_first_and_can_publish_anyway(asked, room):
    first = said(room)
    browser = at_browser(PersonFactory())
    url = page("contribute", asked.id, room.id)
    typed = {"text": BOATS_TOO, "language": "English", "once": once(browser.get(url))}
    answer = browser.post(url, typed)
    text = answer.content.decode()
    assert "Something like it was said before" in text
    assert page("contribution", asked.id, first.id) in text
    assert BOATS_TOO in text
    assert queries.results(room.id)[0].contributions == 1
    answer = browser.post(url, typed | {"looked": "1"}, follow=True)
    assert "Your contribution is published." in answer.content.decode()
    assert queries.results(room.id)[0].contributions == 2


def test_who_says_something_new_is_not_held_up(asked, room):
    said(room)
    browser = at_browser(PersonFactory())
    url = page("contribute", asked.id, room.id)
    new = "The lighthouse opens at nine and closes when the last boat is in."
    typed = {"text": new, "language": "English", "once": once(browser.get(url))}
    answer = browser.post(url, typed, follow=True)
    assert "Your contribution is published." in answer.content.decode()


def once(answer):
    """Read the hidden mark of the form, so that it counts once however often it is sent."""
    return answer.context["form"]["once"].value()
