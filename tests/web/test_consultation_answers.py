"""Pages of suggestions, answers, agreement and conclusions, as people use them."""

from dataclasses import replace

import pytest
import time_machine
from django.test import Client

from comity.codes import actions as code_actions
from comity.codes import queries as codes
from comity.codes.rules.documents import Text
from comity.consultation.actions.answers import object_to_answer
from comity.consultation.actions.wishes import Wish
from comity.consultation.models import (
    Disposition,
    PopulationTarget,
)
from comity.consultation.queries import answers as queries
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.suggestions import Kind
from comity.people.models import Person
from tests.actions.consultation.test_decisions import Proposed
from tests.factories import consultations as make
from tests.factories.answers import Asked
from tests.factories.codes import ANSWER as ANSWER_RULE
from tests.factories.codes import KINDNESS, OPERATOR, draft, universal
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor
from tests.web.consulting import at
from tests.web.serving import at_browser, confirm, text_of

pytestmark = pytest.mark.django_db
WHY = "Because a week is what our handlers can keep."
ANSWER = {"decision": "noted", "reason": WHY, "language": "en"}


@pytest.fixture(autouse=True)
def _at_the_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def runs(asked):
    browser = at_browser(Person.objects.get(id=asked.by.id))
    confirm(browser)
    return browser


def frozen(version):
    """Freeze a draft that nobody was asked about."""
    return code_actions.freeze(version_id=version.id, by=OPERATOR, now=NOW).id


def test_everybody_reads_what_was_said_and_what_became_of_it(asked):
    said = make.contributed(asked.round, text="قرب النهر.", language="ar")
    asked.answer(said, Decision.TAKEN_UP, reason={"ar": "نعم."}, provisions=["kindness"])
    make.contributed(asked.round)
    answer = Client().get(at(asked, "answers/"))
    page = text_of(answer)
    assert "Answered: 1 of 2." in page
    assert "قرب النهر." in page
    assert "نعم." in page
    assert "Kindness" in page
    assert 'lang="ar"' in page
    assert len(answer.content) < 30_000


def test_what_was_said_is_found_by_filters(asked):
    asked.answer(make.contributed(asked.round, text="By the hill."), Decision.NOTED)
    make.contributed(asked.round, text="By the sea.")
    client = Client()
    assert "By the sea" not in text_of(client.get(at(asked, "answers/?decision=noted")))
    assert "By the hill" not in text_of(client.get(at(asked, "answers/?standing=waiting")))
    nothing = text_of(client.get(at(asked, "answers/?provision=answer")))
    assert "Nothing fits all of this." in nothing
    assert "By the sea" in text_of(client.get(at(asked, "answers/?language=xx&page=nine")))


def test_nothing_was_said_yet(asked):
    assert "Nobody has said anything here yet." in text_of(Client().get(at(asked, "answers/")))


def test_the_list_takes_as_many_queries_for_few_as_for_many(asked, django_assert_max_num_queries):
    for _ in range(12):
        asked.answer(make.contributed(asked.round))
    client = Client()
    client.get(at(asked, "answers/"))
    with django_assert_max_num_queries(22):
        client.get(at(asked, "answers/"))


def test_an_organiser_answers_and_everybody_reads_why(asked, runs):
    said = make.contributed(asked.round)
    page = text_of(runs.get(at(asked, "answers/queue/")))
    assert "Waiting: 1 of 1." in page
    here = at(asked, f"contributions/{said.id}/answer/")
    assert "Publish the answer" in text_of(runs.get(here))
    answer = runs.post(
        here, ANSWER | {"second_reason": "Parce que.", "second_language": "fr"}, follow=True
    )
    assert "The answer is published" in text_of(answer)
    assert queries.one(said.id, today=TODAY).replies[0].reason == {"en": WHY, "fr": "Parce que."}
    assert "It is answered." in text_of(runs.get(here))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": ""}, "Everybody is owed one."),
        ({"decision": ""}, "Choose what becomes of it."),
        ({"language": "no language at all"}, "no language"),
        ({"second_reason": "Parce que."}, "Say in which language this is."),
    ],
)
def test_what_is_wrong_in_an_answer_comes_back_as_it_was_typed(asked, runs, typed, sentence):
    said = make.contributed(asked.round)
    answer = runs.post(
        at(asked, f"contributions/{said.id}/answer/"), ANSWER | {"reason": WHY} | typed
    )
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Disposition.objects.exists()


def test_nobody_else_sees_the_pages_of_those_who_run_it(asked):
    said = make.contributed(asked.round)
    stranger = at_browser(PersonFactory())
    for rest in ("answers/queue/", f"contributions/{said.id}/answer/", "conclude/"):
        assert stranger.get(at(asked, rest)).status_code == 403
        assert Client().get(at(asked, rest)).status_code == 401


def test_one_reason_answers_several(asked, runs):
    first, second = make.contributed(asked.round), make.contributed(asked.round)
    other = asked.suggested()
    typed = ANSWER | {"contributions": [first.id, second.id]}
    answer = runs.post(at(asked, "answers/queue/"), typed, follow=True)
    assert "2 contributions are answered." in text_of(answer)
    assert Disposition.objects.count() == 2
    refused = runs.post(at(asked, "answers/queue/"), ANSWER | {"contributions": [other.id]})
    assert refused.status_code == 422
    assert "Answer it on its own." in text_of(refused)
    refused = runs.post(at(asked, "answers/queue/"), ANSWER)
    assert "Choose at least one contribution" in text_of(refused)


def test_a_part_of_a_suggestion_is_taken_up_as_it_should_read(asked, runs):
    said = asked.suggested()
    here = at(asked, f"contributions/{said.id}/answer/")
    page = text_of(runs.get(here))
    assert "Suggests a change" in page
    assert "in a week" in page
    typed = ANSWER | {
        "decision": "partly",
        "title": "Answer",
        "body": "Every report is answered in five days.",
        "example": "A reply comes.",
    }
    assert runs.post(here, typed).status_code == 302
    texts = asked.document().provisions[0].texts["en"]
    assert texts.body == "Every report is answered in five days."


def test_what_cannot_be_taken_up_is_said_beside_the_form(asked, runs):
    said = asked.suggested()
    asked.rewrite(*asked.document().provisions[1:])
    answer = runs.post(
        at(asked, f"contributions/{said.id}/answer/"), ANSWER | {"decision": "taken_up"}
    )
    assert answer.status_code == 422
    assert "no such provision any more" in text_of(answer)


def test_whoever_wrote_it_says_that_the_answer_misses_the_point(asked, runs):
    author = PersonFactory()
    said = make.contributed(asked.round, by=as_actor(author))
    asked.answer(said)
    client = at_browser(author)
    here = at(asked, f"contributions/{said.id}/missed/")
    assert "The answer misses my point" in text_of(client.get(here))
    assert client.post(here, {"text": " "}).status_code == 422
    assert client.post(here, {"text": "I asked about nights."}).status_code == 302
    assert client.post(here, {"text": "Again."}).status_code == 422
    assert "I asked about nights." in text_of(Client().get(at(asked, "answers/")))
    assert "The answer missed the point" in text_of(runs.get(at(asked, "answers/queue/")))
    assert runs.get(here).status_code == 403
    assert Client().get(here).status_code in {302, 403}


def test_a_consultation_ends_with_what_it_means_for_the_overlooked(asked, runs):
    wish = Wish(Kind.REMOVE, "kindness", credit="Nour")
    asked.answer(asked.suggested(wish), Decision.TAKEN_UP)
    here = at(asked, "conclude/")
    typed = {
        "language": "en",
        "outcome": "It is shorter now.",
        "newcomers": "They find an example beside each rule.",
        "silent": "People who read no English can answer in their language.",
        "sure": "on",
    }
    page = text_of(runs.get(here))
    assert "A round is still planned or open." in page
    refused = runs.post(here, typed)
    assert refused.status_code == 422
    asked.close()
    assert runs.post(here, typed | {"silent": ""}).status_code == 422
    assert runs.post(here, typed).status_code == 302
    page = text_of(Client().get(at(asked, "answers/")))
    for sentence in (*list(typed.values())[1:4], "Nour", "was frozen with it"):
        assert sentence in page
    assert codes.version(asked.version.id).state == "frozen"
    assert runs.get(here).status_code == 404


def test_whoever_ends_a_consultation_confirms_first_who_they_are(asked):
    browser = at_browser(Person.objects.get(id=asked.by.id))
    answer = browser.get(at(asked, "conclude/"))
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/en/account/confirm/")


def test_nothing_ends_while_somebody_has_no_answer(asked, runs):
    said = make.contributed(asked.round)
    page = text_of(runs.get(at(asked, "conclude/")))
    assert "It cannot be concluded yet." in page
    assert "1 contribution lacks an answer with a reason." in page
    asked.answer(said)
    asked.close()
    assert "It cannot be concluded yet." not in text_of(runs.get(at(asked, "conclude/")))


def test_nothing_is_shown_under_the_address_of_another_consultation(asked, runs):
    other = Asked.__new__(Asked)
    other.found = make.consultation()
    said, proposed = make.contributed(asked.round), Proposed(asked)
    assert Client().get(at(other, f"proposals/{proposed.id}/")).status_code == 404
    assert (
        at_browser(PersonFactory()).get(at(other, f"contributions/{said.id}/missed/")).status_code
        == 404
    )
    assert runs.get(at(asked, f"proposals/{proposed.id}/hear/99/")).status_code == 404
    assert Client().get(at(asked, "proposals/nowhere/")).status_code == 404


def test_an_answer_that_was_objected_to_shows_both(asked, runs):
    author = as_actor(PersonFactory())
    said = make.contributed(asked.round, by=author)
    asked.answer(said)
    object_to_answer(contribution_id=said.id, text="I asked about nights.", by=author, now=NOW)
    asked.answer(said, Decision.ANSWERED, reason={"en": "At night somebody is there too."})
    page = text_of(Client().get(at(asked, "answers/")))
    assert page.index("I asked about nights.") < page.index("At night somebody is there too.")


def test_the_comparison_of_versions_leads_to_what_caused_each_change():
    first = frozen(draft(universal(ANSWER_RULE)))
    asked = Asked(universal(ANSWER_RULE, KINDNESS))
    said = make.contributed(asked.round)
    asked.answer(said, Decision.TAKEN_UP, provisions=["kindness"])
    asked.close()
    asked.conclude()
    here = f"/en/code/{asked.community.slug}/changes/{first}/{asked.version.id}/"
    page = text_of(Client().get(here))
    assert "Changed because of:" in page
    assert f"/en/consultations/{asked.found.id}/contributions/{said.id}/" in page


def test_what_was_asked_about_is_compared_with_what_was_frozen_and_why():
    asked = Asked(universal(ANSWER_RULE, KINDNESS))
    said = make.contributed(asked.round)
    asked.rewrite(ANSWER_RULE, replace(KINDNESS, texts={"en": Text("Kind", "Be kind to all.")}))
    asked.answer(said, Decision.TAKEN_UP, provisions=["kindness"])
    versions = f"/en/code/{asked.community.slug}/versions/"
    here = f"/en/code/{asked.community.slug}/changes/{asked.edition.id}/{asked.version.id}/"
    assert here not in text_of(Client().get(versions))
    asked.close()
    asked.conclude()
    assert here in text_of(Client().get(versions))
    page = text_of(Client().get(here))
    assert "Changed because of:" in page
    assert f"/en/consultations/{asked.found.id}/contributions/{said.id}/" in page


def test_groups_that_were_silent_stand_beside_the_form(asked, runs):
    PopulationTarget.objects.create(
        consultation_id=asked.found.id,
        dimension="language",
        category="sw",
        share="50",
        source="A count of readers.",
        as_of=TODAY,
    )
    page = text_of(runs.get(at(asked, "conclude/")))
    assert "Groups that were silent" in page
    assert "Swahili" in page


def test_after_the_end_a_suggestion_leads_to_the_version_it_stands_in(asked):
    stands, gone = asked.suggested(), asked.suggested(Wish(Kind.REMOVE, "kindness"))
    for one in (stands, gone):
        asked.answer(one, Decision.TAKEN_UP)
    here = at(asked, f"contributions/{stands.id}/")
    assert "Stands in the draft" in text_of(Client().get(here))
    asked.rewrite(*asked.document().provisions, KINDNESS)
    asked.close()
    asked.conclude()
    version = f"/en/code/{asked.community.slug}/changes/{asked.edition.id}/{asked.version.id}/"
    page = text_of(Client().get(here))
    assert "Stands in version 1" in page
    assert "Stands in the draft" not in page
    assert f"{version}#c-answer" in page
    page = text_of(Client().get(at(asked, f"contributions/{gone.id}/")))
    assert "Not in version 1" in page
    assert "the text was changed again before it was frozen" in page
    said = text_of(Client().get(at(asked, "answers/")))
    assert "Stands in version 1" in said
    assert "Not in version 1" in said
    assert "Stands in the draft" not in said
