"""`comity consultation contribution`: what somebody says in their own name at the terminal."""

import json

import pytest

from comity.consultation.errors.answers import (
    ObjectionNotPossible,
    SuggestionEmpty,
    SuggestionPatchWrong,
    SuggestionProvisionGone,
)
from comity.consultation.errors.contributions import (
    ContributionEmpty,
    ContributionLanguageWrong,
    ContributionWithdrawn,
    ProvisionUnknown,
    QuoteNotThere,
    SameLanguage,
    TranslatedByAPerson,
)
from comity.consultation.errors.rounds import RoundNotOpen, RoundWithoutText
from comity.consultation.models import Contribution, Suggestion
from comity.consultation.queries import answers, contributions
from comity.consultation.tasks.conversation import leave_traces
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.models import Person
from tests.cli.at_terminal import comity, somebody, written
from tests.factories import consultations as make
from tests.factories.answers import Asked
from tests.factories.people import NOW, TODAY, PersonFactory
from tests.factories.tokens import shown, token_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
LAMPS = "The path by the river is dark at night, so put up lamps before the meeting."
LAMPS_TOO = "The path by the river is dark at night, so put up lamps before we meet."
WISH = {"kind": "change", "provision": "answer", "text": "Be honest.", "language": "en"}


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def author(tmp_path):
    return somebody(tmp_path)


@pytest.fixture
def me(author):
    return author[1]


@pytest.fixture
def words(tmp_path):
    return written(tmp_path / "words.txt", LAMPS)


def made(asked, words, *more):
    return comity("contribution", "make", asked.round, words, "--language", "en", *more)


def test_somebody_says_something_in_words_of_a_file(asked, author, words, me):
    done = made(asked, words, "--provision", "answer", "--quote", "Every report", me)
    said = contributions.contribution(done.output.strip())
    assert (said.text, said.language, said.channel) == (LAMPS, "en", "api")
    assert [(one.provision_id, one.quote.exact) for one in said.anchors] == [
        ("answer", "Every report")
    ]
    assert contributions.is_own(author[0], said)


def test_words_are_read_from_the_standard_input_behind_the_token(asked):
    typed = f"{shown(PersonFactory())}\nأقرب إلى النهر.\n"
    say = ("contribution", "make", asked.round, "-", "--language", "ar")
    done = comity(*say, "--token-file", "-", typed=typed)
    assert contributions.contribution(done.output.strip()).text == "أقرب إلى النهر."


def test_words_stand_in_no_command(asked, me):
    done = made(asked, "By the river.", me)
    assert (done.exit_code, "By the river. cannot be read" in done.output) == (1, True)


def test_nobody_says_anything_without_a_token(asked, words):
    assert "Show a token of yours" in made(asked, words).output
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("text", "more", "refusal"),
    [
        (" \n", (), ContributionEmpty),
        (LAMPS, ("--language", "?"), ContributionLanguageWrong),
        (LAMPS, ("--provision", "nowhere"), ProvisionUnknown),
        (LAMPS, ("--quote", "Every report"), ProvisionUnknown),
        (LAMPS, ("--provision", "answer", "--quote", "No lamps"), QuoteNotThere),
    ],
)
def test_what_cannot_be_published_is_refused(asked, words, text, more, refusal):
    me = token_file(words.parent, PersonFactory())
    done = made(asked, written(words, text), *more, me)
    assert isinstance(done.exception, refusal)
    assert not Contribution.objects.exists()


def test_what_was_said_before_and_is_like_it_is_read_first(asked, words, me, tmp_path):
    before = make.contributed(asked.round, text=LAMPS_TOO)
    leave_traces(before.id, NOW)
    done = made(asked, words, me)
    assert done.exit_code == 1
    assert f"{before.id}  1.1  en\n  > {LAMPS_TOO}" in done.stderr
    assert "add --anyway" in done.stderr
    assert Contribution.objects.count() == 1
    assert made(asked, words, "--anyway", me).exit_code == 0
    wish = written(tmp_path / "wish.json", json.dumps(WISH | {"kind": "remove", "text": LAMPS}))
    suggest = ("contribution", "suggest", asked.round, wish, me)
    assert "This was said before" in comity(*suggest).stderr
    assert comity(*suggest, "--anyway").exit_code == 0
    assert Contribution.objects.count() == 3


def test_what_is_alike_is_read_in_the_language_in_which_it_is(asked, me, tmp_path):
    translator = somebody(tmp_path)[1]
    arabic = "الطريق بجانب النهر مظلم ليلًا، فضعوا مصابيح قبل اللقاء."
    before = make.contributed(asked.round, text=arabic, language="ar")
    file = written(tmp_path / "english.txt", LAMPS_TOO)
    translate = ("contribution", "translate", before, file, "--language", "en", translator)
    assert comity(*translate).exit_code == 0
    leave_traces(before.id, NOW)
    done = made(asked, written(tmp_path / "words.txt", LAMPS), me)
    assert f"{before.id}  1.1  en\n  > {LAMPS_TOO}" in done.stderr


def test_a_round_that_is_over_or_not_there_takes_nothing(asked, words, me):
    leave_traces(make.contributed(asked.round, text=LAMPS_TOO).id, NOW)
    asked.close()
    assert isinstance(made(asked, words, me).exception, RoundNotOpen)
    assert isinstance(made(asked, words, "--anyway", me).exception, RoundNotOpen)
    asked.round = "nothing"
    assert isinstance(made(asked, words, me).exception, NotFound)


def test_somebody_says_it_differently_and_takes_it_back(asked, author, tmp_path):
    by, me = author
    one = make.contributed(asked.round, by=by)
    file = written(tmp_path / "words.txt", "Près du pont.")
    change = ("contribution", "change", one, file)
    stranger = somebody(tmp_path)[1]
    assert isinstance(comity(*change, stranger).exception, NotPermitted)
    assert comity(*change, me).exit_code == 0
    assert contributions.contribution(one.id).language == "en"
    assert comity(*change, "--language", "fr", me).exit_code == 0
    assert contributions.contribution(one.id).language == "fr"
    withdraw = ("contribution", "withdraw", one)
    assert isinstance(comity(*withdraw, stranger, "--yes").exception, NotPermitted)
    assert comity(*withdraw, me, typed="n\n").exit_code == 1
    assert contributions.contribution(one.id).text == "Près du pont."
    assert comity(*withdraw, me, typed="y\n").exit_code == 0
    assert contributions.contribution(one.id).text == ""
    assert isinstance(comity(*withdraw, me, "--yes").exception, ContributionWithdrawn)
    assert isinstance(comity(*change, me).exception, ContributionWithdrawn)


def test_somebody_translates_what_others_said(asked, me, tmp_path):
    one = make.contributed(asked.round)
    file = written(tmp_path / "words.txt", "قرب النهر.")
    translate = ("contribution", "translate", one, file, "--language")
    assert isinstance(comity(*translate, "en", me).exception, SameLanguage)
    assert comity(*translate, "ar", me).exit_code == 0
    assert isinstance(comity(*translate, "ar", "--machine", me).exception, TranslatedByAPerson)
    (kept,) = contributions.contribution(one.id).translations
    assert (kept.text, kept.machine) == ("قرب النهر.", False)
    missing = ("contribution", "translate", "nothing", file, "--language", "ar", me)
    assert isinstance(comity(*missing).exception, NotFound)


def test_somebody_lists_what_they_said_and_says_that_an_answer_misses_it(asked, author, tmp_path):
    by, me = author
    one, other = make.contributed(asked.round, by=by), make.contributed(asked.round)
    mine = ("contribution", "mine", asked.found)
    assert f"{one.id}  1.1  en  waits  By the river." in comity(*mine, me).output
    assert other.id not in comity(*mine, me).output
    file = written(tmp_path / "words.txt", "I asked about nights.")
    object_to = ("contribution", "object", one, file)
    assert isinstance(comity(*object_to, me).exception, ObjectionNotPossible)
    asked.answer(one, reason={"fr": "Merci.", "en": "So."})
    told = comity(*mine, me).output
    assert "en  noted  By the river.\n  So.\n  If this misses the point, say so: `object`." in told
    assert json.loads(comity(*mine, me, "--json").stdout)[0]["may_object"] is True
    assert isinstance(comity(*object_to, somebody(tmp_path)[1]).exception, NotFound)
    assert comity(*object_to, me).exit_code == 0
    assert answers.one(one.id, today=TODAY).replies[0].objection == "I asked about nights."
    assert isinstance(comity(*object_to, me).exception, ObjectionNotPossible)
    assert "waits" in comity(*mine, me).output
    assert comity(*mine, somebody(tmp_path)[1]).output == ""
    assert isinstance(comity("contribution", "mine", "nothing", me).exception, NotFound)


def test_the_parts_of_a_text_are_listed_for_whoever_wants_to_change_them(asked):
    parts = ("contribution", "parts", asked.round)
    assert "answer  Answer" in comity(*parts).output
    assert "answer  الجواب" in comity(*parts, "--language", "ar").output
    told = {one["provision"]: one for one in json.loads(comity(*parts, "--json").stdout)}
    assert told["answer"]["body"] == "Every report is **answered** in three days."
    assert isinstance(comity("contribution", "parts", make.opened()).exception, RoundWithoutText)


def test_somebody_suggests_how_a_provision_should_read(asked, author, tmp_path):
    patch = {"words": {"body": "In a **week**."}, "fields": {"modality": "should"}}
    wish = WISH | {"patch": patch, "credit": "Nadia"}
    file = written(tmp_path / "wish.json", json.dumps(wish))
    done = comity("contribution", "suggest", asked.round, file, author[1])
    kept = Suggestion.objects.get(contribution=done.output.strip())
    assert (kept.kind, kept.provision_id, kept.credit) == ("change", "answer", "Nadia")
    assert kept.patch == {**patch, "language": "en"}
    assert contributions.is_own(author[0], contributions.contribution(kept.contribution_id))
    assert kept.contribution.text == "Be honest."


def test_a_suggestion_is_read_as_toml_from_the_standard_input(asked):
    said = f"""{shown(PersonFactory())}
kind = "new"
text = "Nobody knew whom to ask."
language = "fr"
[patch]
language = "en"
words.title = "Whom to ask"
words.body = "Every page names whom to ask."
"""
    done = comity("contribution", "suggest", asked.round, "-", "--token-file", "-", typed=said)
    kept = Suggestion.objects.get(contribution=done.output.strip())
    assert (kept.kind, kept.contribution.language) == ("new", "fr")
    assert kept.patch["words"]["title"] == "Whom to ask"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"kind": "rewrite"}, "there is no kind rewrite. Kinds: change, new, remove."),
        ({"text": 5}, "text is missing, or is not written as it should be"),
        ({"patch": ["body"]}, "patch is missing, or is not written as it should be"),
        ({"patch": {"words": {"body": 5}}}, "the words of a patch are texts"),
        ({"patch": {"fields": {"colour": "red"}}}, SuggestionPatchWrong),
        ({}, SuggestionEmpty),
        ({"provision": "nowhere"}, SuggestionProvisionGone),
    ],
)
def test_a_suggestion_that_no_text_could_follow_is_refused(asked, me, tmp_path, changed, refusal):
    file = written(tmp_path / "wish.json", json.dumps(WISH | changed))
    done = comity("contribution", "suggest", asked.round, file, me)
    named = refusal if isinstance(refusal, str) else ""
    assert isinstance(done.exception, SystemExit if named else refusal)
    assert named in done.output
    assert not Contribution.objects.exists()


def test_whoever_runs_a_consultation_speaks_there_as_everybody_does(asked, words, tmp_path):
    me = token_file(tmp_path, Person.objects.get(id=asked.by.id))
    assert contributions.is_own(
        asked.by, contributions.contribution(made(asked, words, me).output.strip())
    )
