"""`comity consultation`: what is asked, and when, is changed, and a round is answered."""

import json
from datetime import timedelta

import pytest

from comity.consultation.errors.rounds import (
    ConsultationOver,
    ConsultationWordsMissing,
    RoundDatesWrong,
    RoundLanguageMissing,
    RoundStepNotPossible,
    RoundUnanswered,
)
from comity.consultation.queries import equity, panels, rounds
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.models import Person
from tests.cli.at_terminal import comity, somebody, written
from tests.factories import consultations as make
from tests.factories.answers import SOONER, Asked
from tests.factories.people import NOW
from tests.factories.tokens import shown, token_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
WORDS = {
    "title": {"en": "Where shall we meet in May?", "ar": "أين نلتقي في أيار؟"},
    "question": {"en": "We look for a place that is lit."},
}


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def organiser(asked):
    return Person.objects.get(id=asked.by.id)


@pytest.fixture
def me(organiser, tmp_path):
    return token_file(tmp_path, organiser)


@pytest.fixture
def file(tmp_path):
    return lambda said: written(tmp_path / "said.json", json.dumps(said))


def test_what_is_asked_reads_otherwise_and_in_more_languages(asked, me, file, tmp_path):
    reword = ("reword", asked.found, file(WORDS))
    assert isinstance(comity(*reword, somebody(tmp_path)[1]).exception, NotPermitted)
    assert comity(*reword, me).exit_code == 0
    found = rounds.consultation(asked.found.id)
    assert (found.title, found.question) == (WORDS["title"], WORDS["question"])
    assert isinstance(comity("reword", "nothing", reword[2], me).exception, NotFound)
    comity("cancel-all", asked.found, "--reason", "We moved.", me)
    assert isinstance(comity(*reword, me).exception, ConsultationOver)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"title": "Where?"}, "title is missing, or is not written as it should be"),
        ({"question": {"en": 5}}, "question has words by language"),
        ({"title": {"ar": "أين؟"}}, ConsultationWordsMissing),
    ],
)
def test_words_that_are_missing_change_nothing(asked, me, file, changed, refusal):
    done = comity("reword", asked.found, file(WORDS | changed), me)
    named = refusal if isinstance(refusal, str) else ""
    assert isinstance(done.exception, SystemExit if named else refusal)
    assert named in done.output
    assert rounds.consultation(asked.found.id).title == asked.found.title


def test_a_plan_is_changed_and_what_is_not_named_stays(asked, me, file, tmp_path):
    one = asked.next_round(publish=False, opens=False)
    closes = NOW + timedelta(days=30)
    replan = ("replan", one, file({"closes": closes.isoformat(), "languages": ["en", "ar"]}))
    assert isinstance(comity(*replan, somebody(tmp_path)[1]).exception, NotPermitted)
    assert "planned" in comity(*replan, me).output
    changed = rounds.round_(one.id)
    assert (changed.closes, changed.languages) == (closes, ("en", "ar"))
    assert (changed.opens, changed.edition_id) == (one.opens, asked.edition.id)
    asked.rewrite(SOONER)
    newest = asked.publish()
    assert (
        comity("replan", one, file({"edition": "newest", "target_groups": ["n"]}), me).exit_code
        == 0
    )
    assert rounds.round_(one.id).edition_id == newest.id
    assert rounds.round_(one.id).target_groups == ("n",)
    assert isinstance(comity("replan", asked.round, file({}), me).exception, RoundStepNotPossible)
    assert isinstance(comity("replan", "nothing", file({}), me).exception, NotFound)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"kind": "panel"}, "what a round is for does not change; this one is for listening."),
        ({"closes": "later"}, "closes: write a moment as in 2027-03-01T09:00Z"),
        ({"languages": "en"}, "languages is missing, or is not written as it should be"),
        ({"target_groups": "all"}, "target_groups is missing, or is not written as it should"),
        ({"languages": []}, RoundLanguageMissing),
        ({"opens": "2030-01-01T00:00Z"}, RoundDatesWrong),
    ],
)
def test_a_plan_that_cannot_be_is_refused(asked, me, file, said, refusal):
    one = make.planned(asked.found)
    done = comity("replan", one, file(said), me)
    named = refusal if isinstance(refusal, str) else ""
    assert isinstance(done.exception, SystemExit if named else refusal)
    assert named in done.output
    assert rounds.round_(one.id) == one


def test_a_plan_is_read_from_the_standard_input_behind_the_token(asked, organiser):
    one = make.planned(asked.found)
    for typed in ('languages = ["fr"]', '{"languages": ["fr", "ar"]}'):
        said = f"{shown(organiser)}\n{typed}\n"
        assert comity("replan", one, "-", "--token-file", "-", typed=said).exit_code == 0
    assert rounds.round_(one.id).languages == ("fr", "ar")


def test_shares_panels_and_consultations_come_from_the_standard_input_too(asked, organiser):
    shares = "language,en,60,Edits of 2025,2025-12-31\nlanguage,ar,40,Edits of 2025,2025-12-31"
    described = f'community = "{asked.community.slug}"\nsource_language = "en"\n'
    for words, typed in (
        (("group", "shares", asked.found), shares),
        (("panel", "open", asked.found), 'name = "Panel on places"\nseats = 3'),
        (("prepare",), f'{described}title.en = "Where?"\nquestion.en = "We look for a place."'),
    ):
        said = f"{shown(organiser)}\n{typed}\n"
        done = comity(*words, "-", "--token-file", "-", typed=said)
        assert (words, done.exit_code) == (words, 0), done.output
    assert len(equity.targets(asked.found.id)) == 2
    assert panels.panels(asked.found.id)[0].seats == 3
    assert len(rounds.consultations(community_id=asked.community.id)) == 2


def test_a_round_is_answered_once_everything_in_it_is(asked, me, tmp_path):
    said, answered = make.contributed(asked.round), ("answered", asked.round)
    assert isinstance(comity(*answered, me).exception, RoundStepNotPossible)
    asked.close()
    assert isinstance(comity(*answered, me).exception, RoundUnanswered)
    asked.answer(said)
    assert isinstance(comity(*answered, somebody(tmp_path)[1]).exception, NotPermitted)
    assert "round 1  text  answered" in comity(*answered, me).output
    assert isinstance(comity("answered", "nothing", me).exception, NotFound)
