"""`comity consultation`: asking, answering and ending at the terminal, as somebody who may."""

import csv
import io
import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from comity.access.rules import Permission
from comity.cli.app import app
from comity.codes import queries as codes
from comity.consultation.actions.answers import object_to_answer
from comity.consultation.errors.answers import AnswerTwice, ContributionsUnanswered
from comity.consultation.errors.rounds import (
    ReasonMissing,
    RoundNotDue,
    RoundStepNotPossible,
    RoundUnmeasured,
)
from comity.consultation.models import Disposition
from comity.consultation.queries import answers as queries
from comity.consultation.queries import conversation, rounds
from comity.consultation.rules.dispositions import Decision
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.models import Person
from tests.factories import consultations as make
from tests.factories.answers import SAID, Asked
from tests.factories.communities import CommunityFactory
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor, somebody
from tests.factories.tokens import token_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
COMMANDS = (
    *(
        "list",
        "prepare",
        "reword",
        "plan",
        "replan",
        "open",
        "extend",
        "close",
        "explain",
        "answered",
        "cancel",
        "cancel-all",
        "conclude",
    ),
    *("waiting", "answer", "answer-file", "export", "said"),
    *("together", "apart", "set-aside", "take-back-in", "aside"),
    *("opinion", "lot-audit", "receive-mail"),
    *("contribution", "part", "statement", "proposal", "panel", "offline", "group"),
)
DESCRIBED = """
community = "lamp"
source_language = "en"
[title]
en = "Where shall we meet?"
ar = "أين نلتقي؟"
[question]
en = "We look for a place."
[[rounds]]
kind = "listening"
opens = 2027-03-01T09:00:00Z
closes = "2027-03-15T09:00+02:00"
languages = ["en", "ar"]
target_groups = ["people who have just come"]
"""


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def me(asked, tmp_path):
    return token_file(tmp_path, Person.objects.get(id=asked.by.id))


def comity(*words):
    return CliRunner().invoke(
        app, ["consultation", *(getattr(one, "id", str(one)) for one in words)]
    )


def written(path, text):
    path.write_text(text, "utf-8")
    return path


def replies(said):
    return queries.one(said.id, today=TODAY).replies


def test_the_help_names_every_command():
    told = comity("--help").output
    for name in COMMANDS:
        assert f" {name} " in told
        assert comity(name, "--help").exit_code == 0


def test_consultations_are_listed_with_their_rounds(asked):
    make.consultation(title={"en": "Elsewhere"})
    told = comity("list").output
    assert f"{asked.found.id}  running  {asked.community.slug}  Where shall we meet?" in told
    assert f"{asked.round.id}  round 1  text  open" in told
    assert "Elsewhere" in told
    here = comity("list", asked.community.slug, "--json")
    (one,) = json.loads(here.output)
    assert (one["id"], one["rounds"][0]["id"]) == (asked.found.id, asked.round.id)
    assert "no community with the short name nowhere" in comity("list", "nowhere").output


def test_a_consultation_is_prepared_and_a_round_planned_from_descriptions(tmp_path):
    place = CommunityFactory(slug="lamp")
    organiser = somebody(Permission.CONSULTATION_RUN, on=place)
    file = written(tmp_path / "asked.toml", DESCRIBED)
    assert comity("prepare", file, token_file(tmp_path, organiser)).exit_code == 0
    (found,) = rounds.consultations(community_id=place.id)
    assert found.title["ar"] == "أين نلتقي؟"
    assert found.rounds[0].closes.isoformat() == "2027-03-15T07:00:00+00:00"
    more = [
        {
            "kind": "statements",
            "opens": "2027-04-01T09:00Z",
            "closes": "2027-04-08T09:00Z",
            "languages": ["en"],
        }
    ]
    file = written(tmp_path / "more.json", json.dumps({"rounds": more}))
    told = comity("plan", found, file, token_file(tmp_path, organiser)).output
    assert "round 2  statements  planned  2027-04-01T09:00Z to 2027-04-08T09:00Z  en" in told


@pytest.mark.parametrize(
    ("was", "typed", "sentence"),
    [
        ('community = "lamp"', "", "community is missing"),
        ('community = "lamp"', 'community = "nowhere"', "no community with the short name nowhere"),
        ('kind = "listening"', 'kind = "party"', "there is no kind party"),
        ("2027-03-01T09:00:00Z", '"2027-03-01T09:00"', "write a moment as in"),
        ("2027-03-01T09:00:00Z", "5", "write a moment as in"),
        ("[title]", "[[title]]", "title is missing, or is not written as it should be"),
        ('en = "We look', "en = 5 #", "question has words by language"),
        ("[[rounds]]", "[rounds]", "rounds is a list of tables"),
        ("[title]", "[title", "cannot be understood"),
        ('source_language = "en"', 'source_language = "en"\ncontingent = "x"', "contingent is"),
    ],
)
def test_what_is_wrong_in_a_description_is_named_and_nothing_is_prepared(
    tmp_path, was, typed, sentence
):
    place = CommunityFactory(slug="lamp")
    organiser = somebody(Permission.CONSULTATION_RUN, on=place)
    file = written(tmp_path / "asked.toml", DESCRIBED.replace(was, typed))
    done = comity("prepare", file, token_file(tmp_path, organiser))
    assert (done.exit_code, sentence in done.output) == (1, True), done.output
    assert rounds.consultations() == []


def test_only_who_runs_consultations_there_does(asked, tmp_path):
    said, stranger = make.contributed(asked.round), token_file(tmp_path, PersonFactory())
    done = comity("answer", said, "--decision", "noted", "--reason", "So.", stranger)
    assert isinstance(done.exception, NotPermitted)
    assert not Disposition.objects.exists()


def test_a_round_opens_goes_on_closes_and_is_cancelled_with_a_reason(asked, me):
    one = make.planned(asked.found, opens=NOW + timedelta(days=1))
    assert isinstance(comity("open", one, me).exception, RoundNotDue)
    assert "open" in comity("open", one, me, "--reason", "All are here.").output
    later = (NOW + timedelta(days=30)).isoformat()
    assert comity("extend", one, later, me).exit_code == 2
    assert isinstance(comity("extend", one, later, "--reason", " ", me).exception, ReasonMissing)
    assert comity("extend", one, later, "--reason", "A holiday.", me).exit_code == 0
    assert rounds.round_(one.id).closes == NOW + timedelta(days=30)
    wrong = comity("extend", one, "tomorrow", "--reason", "A holiday.", me)
    assert "write a moment as in" in wrong.output
    over = ("close", one, "--reason", "All is said.", me)
    assert isinstance(comity(*over).exception, RoundUnmeasured)
    assert "closed" in comity(*over, "--unmeasured", make.UNMEASURED).output
    told = json.loads(comity("list", "--json").stdout)
    unmeasured = [each["unmeasured"] for part in told for each in part["rounds"]]
    assert {"reason": make.UNMEASURED, "language": "en"} in unmeasured
    assert make.UNMEASURED in comity("said", asked.found).output
    again = comity("explain", one, "--reason", "Or so.", me)
    assert isinstance(again.exception, RoundStepNotPossible)
    assert "cancelled" in comity("cancel", one, "--reason", "We moved.", me).output
    assert isinstance(
        comity("cancel-all", "nothing", "--reason", "We moved.", me).exception, NotFound
    )
    assert comity("cancel-all", asked.found, "--reason", "We moved.", me).exit_code == 0
    assert rounds.consultation(asked.found.id).stage == "cancelled"


def test_what_waits_is_listed_and_answered_alone_and_together(asked, me):
    first, second = make.contributed(asked.round), make.contributed(asked.round, language="fr")
    third = asked.suggested()
    told = comity("waiting", asked.found).output
    assert f"{first.id}  1.1  en  By the river." in told
    assert f"{third.id}  1.3  en  suggests a change" in told
    (only,) = json.loads(comity("waiting", asked.found, "--language", "fr", "--json").stdout)
    assert only["contribution"] == second.id
    because = ("--reason", "en=a=b", "--reason", "fr=Parce que.", me)
    several = comity("answer", first, second, "--decision", "noted", *because)
    assert "Answered: 2." in several.output
    assert replies(second)[0].reason == {"en": "a=b", "fr": "Parce que."}
    assert comity("answer", third, "--decision", "taken_up", *because).exit_code == 0
    assert replies(third)[0].provisions == ("answer",)
    again = comity("answer", first, "--decision", "noted", *because)
    assert isinstance(again.exception, AnswerTwice)
    assert "Waiting: 0." in comity("waiting", asked.found).output


def test_a_table_that_was_written_is_filled_in_and_answers_all(asked, me, tmp_path):
    author = as_actor(PersonFactory())
    first, second = make.contributed(asked.round), make.contributed(asked.round, by=author)
    asked.answer(second)
    object_to_answer(contribution_id=second.id, text="I asked about nights.", by=author, now=NOW)
    make.contributed(asked.round, text="=1+1")
    file = tmp_path / "waiting.csv"
    comity("export", asked.found, "--waiting", "--out", file)
    lines = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    assert [one["contribution"] for one in lines[:2]] == [first.id, second.id]
    assert lines[2]["text"] == "'=1+1"
    lines[0] |= {"decision": "noted", "language": "en", "reason": "So."}
    lines[1] |= {"decision": "partly", "language": "en", "reason": "Now.", "provisions": "answer"}
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, lines[0].keys())
        table.writeheader()
        table.writerows(lines)
    assert "Answered: 2." in comity("answer-file", asked.found, file, me).output
    assert replies(first)[0].reason == {"en": "So."}
    assert replies(second)[1].provisions == ("answer",)
    assert isinstance(comity("answer-file", asked.found, file, me).exception, AnswerTwice)


def test_rows_in_several_languages_are_one_answer(asked, me, tmp_path):
    said = make.contributed(asked.round)
    row = {"contribution": "1.1", "decision": "noted", "language": "en", "reason": "So."}
    file = written(
        tmp_path / "answers.json",
        json.dumps([row, {**row, "language": "ar", "reason": "لذلك."}, {"contribution": "1.9"}]),
    )
    assert "Answered: 1." in comity("answer-file", asked.found, file, me).output
    assert replies(said)[0].reason == {"en": "So.", "ar": "لذلك."}


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("contribution,decision\n1.1,noted\n9.9,noted\n", "row 2: 9.9 was not said here."),
        ("contribution,decision\n1.1,great\n", "there is no decision great"),
        ("contribution,decision\n1.1,noted\n1.1,partly\n", "1.1 has two decisions"),
        ("who,decision\n1.1,noted\n", "names no column contribution"),
        ('contribution,decision\n"1.1,noted\n', "unexpected end of data"),
        ("contribution,decision,language,reason\n1.1,noted,en,So.\n1.2,noted,en,\n", ""),
    ],
)
def test_a_table_with_a_mistake_answers_nobody(asked, me, tmp_path, table, sentence):
    make.contributed(asked.round)
    make.contributed(asked.round)
    done = comity("answer-file", asked.found, written(tmp_path / "a.csv", table), me)
    assert (done.exit_code, sentence in done.output) == (1, True), done.output
    assert not Disposition.objects.exists()


def test_a_file_that_is_not_there_or_no_text_is_named(asked, me, tmp_path):
    missing = comity("answer-file", asked.found, tmp_path / "no.csv", me)
    assert "no.csv cannot be read" in missing.output
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe")
    wrong = comity("answer-file", asked.found, tmp_path / "b.csv", me)
    assert "is no text in UTF-8" in wrong.output
    listed = written(tmp_path / "c.json", "{}")
    assert "no list of rows" in comity("answer-file", asked.found, listed, me).output


def test_contributions_are_brought_together_and_parted(asked, me):
    first, second = make.contributed(asked.round), make.contributed(asked.round)
    assert "Standing with it: 1." in comity("together", first, second, me).output
    assert conversation.lead_of(second.id) == first.id
    assert comity("apart", second, me).exit_code == 0
    assert conversation.lead_of(second.id) == second.id


def test_somebody_is_set_aside_in_public_and_taken_back_in(asked, me):
    said = make.contributed(asked.round)
    decision = comity("set-aside", said, "--reason", "One machine.", me).output.strip()
    assert conversation.set_aside_now(asked.found.id) == {said.participant.id}
    told = comity("aside", asked.found).output
    assert decision in told
    assert "One machine." in told
    comity("take-back-in", decision, "--reason", "A school class.", me)
    assert "taken back" in comity("aside", asked.found).output
    assert conversation.set_aside_now(asked.found.id) == frozenset()


def test_everything_is_exported_with_its_answers(asked, me):
    first = make.contributed(asked.round, text="قرب النهر.", language="ar")
    make.contributed(asked.round)
    asked.answer(first, Decision.NOTED, reason={"en": "So.", "ar": "لذلك."})
    lines = list(csv.DictReader(io.StringIO(comity("export", asked.found).stdout)))
    assert [(one["number"], one["language"], one["reason"]) for one in lines] == [
        ("1.1", "en", "So."),
        ("1.1", "ar", "لذلك."),
        ("1.2", "", ""),
    ]
    told = json.loads(comity("export", asked.found, "--form", "json").stdout)
    assert told[0]["answers"][0]["reason"] == {"en": "So.", "ar": "لذلك."}
    assert "There is no form docx." in comity("export", asked.found, "--form", "docx").output
    assert isinstance(comity("export", "nothing").exception, NotFound)


def test_a_consultation_is_concluded_and_the_whole_is_told_as_text(asked, me, tmp_path):
    asked.answer(asked.suggested(), Decision.TAKEN_UP)
    said = make.contributed(asked.round, text="By the river.\n\nAt noon.")
    ending = {"language": "en", "outcome": SAID.outcome, "newcomers": SAID.newcomers}
    file = written(tmp_path / "end.json", json.dumps(ending | {"silent": SAID.silent}))
    asked.close()
    conclude = ("conclude", asked.found, file, me)
    assert isinstance(comity(*conclude, "--yes").exception, ContributionsUnanswered)
    asked.answer(said)
    assert comity(*conclude).exit_code == 1
    assert rounds.consultation(asked.found.id).stage == "running"
    done = comity(*conclude, "--yes")
    assert "Version 1 of the code is frozen with it." in done.output
    assert codes.version(asked.version.id).state == "frozen"
    told = comity("said", asked.found, "--out", tmp_path / "said.txt")
    assert "said.txt is written." in told.output
    text = (tmp_path / "said.txt").read_text("utf-8")
    for line in (
        "Answered: 2 of 2.",
        "  taken up: 1",
        "What was taken up stands in version 1.",
        "  > By the river.",
        "The code is shorter now.",
    ):
        assert line in text
    assert "There is no draft that could be frozen" in comity(*conclude, "--yes").output


def test_what_misses_the_point_is_told_as_text(asked):
    author = as_actor(PersonFactory())
    said = make.contributed(asked.round, by=author)
    asked.answer(said)
    object_to_answer(contribution_id=said.id, text="I asked about nights.", by=author, now=NOW)
    told = comity("said", asked.found, "--language", "fr").stdout
    assert "misses the point: I asked about nights." in told
    assert "Waits for an answer." in told
