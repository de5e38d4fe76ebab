"""`comity consultation statement`: what somebody is asked, answers and proposes themselves."""

import csv
import json
import stat

import pytest

from comity.consultation.actions import statements as actions
from comity.consultation.errors.opinions import (
    AnswerUnknown,
    StatementAlreadyThere,
    StatementStepNotPossible,
)
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.models import Participant, Statement, StatementAnswer
from comity.consultation.queries import opinions as queries
from comity.consultation.rules.statements import Answer
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.models import Person
from tests.cli.at_terminal import comity, somebody, written
from tests.factories import consultations as make
from tests.factories import opinions
from tests.factories.people import NOW, PersonFactory
from tests.factories.tokens import shown, token_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def round_():
    return opinions.asking()


@pytest.fixture
def organiser(round_, tmp_path):
    by = make.organiser_of(make.rounds.queries.consultation(round_.consultation_id))
    return token_file(tmp_path, Person.objects.get(id=by.id))


@pytest.fixture
def who(tmp_path):
    return somebody(tmp_path)


@pytest.fixture
def me(who):
    return who[1]


def answered(round_, by):
    return [one.name.lower() for one in queries.answers(round_.id, by).values()]


def test_a_table_of_what_is_open_is_filled_in_and_answers_all(round_, who, tmp_path):
    by, me = who
    first, second, *_others = queries.statements(round_.id)
    actions.react(statement_id=first.id, answer="pass", by=by, now=NOW)
    actions.translate(
        statement_id=second.id,
        language="ar",
        text="=1+1",
        by=make.organiser_of(make.rounds.queries.consultation(round_.consultation_id)),
        now=NOW,
    )
    file = tmp_path / "open.csv"
    unanswered = ("statement", "unanswered", round_, "--language", "ar", me)
    assert "Not answered: 3." in comity(*unanswered).stderr
    assert f"{second.id}  2  ar  =1+1" in comity(*unanswered).stdout
    assert first.id not in comity(*unanswered).stdout
    assert "open.csv is written. Not answered: 3." in comity(*unanswered, "--out", file).output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "open.csv is there already." in comity(*unanswered, "--out", file).output
    with file.open(encoding="utf-8", newline="") as opened:
        lines = list(csv.DictReader(opened))
    assert lines[0]["statement"] == second.id
    assert (lines[0]["language"], lines[0]["text"]) == ("ar", "'=1+1")
    lines[0]["answer"], lines[1]["answer"] = "agree", "disagree"
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, lines[0].keys())
        table.writeheader()
        table.writerows(lines)
    assert "Answered: 2." in comity("statement", "react", round_, file, me).output
    assert queries.answers(round_.id, by)[second.id] is Answer.AGREE
    assert len(queries.answers(round_.id, by)) == 3
    mine = comity("statement", "mine", round_, me).output
    assert f"{second.id}  2  agree  {second.text}" in mine


def test_answers_are_read_from_the_standard_input_and_later_ones_replace_earlier_ones(round_):
    person = PersonFactory()
    for typed in ("statement,answer\n1,agree\n", '[{"statement": 1, "answer": "pass"}]'):
        said = f"{shown(person)}\n{typed}"
        react = ("statement", "react", round_, "-", "--token-file", "-")
        assert "Answered: 1." in comity(*react, typed=said).output
    assert StatementAnswer.objects.get().answer == Answer.PASS
    assert Participant.objects.get().person_id == person.id


@pytest.mark.parametrize(
    ("table", "refusal"),
    [
        ("statement,answer\n1,agree\n9,agree\n", "row 2: nobody is asked about 9 here."),
        ("statement,answer\n1,agree\n1,pass\n", "row 2: 1 has two answers."),
        ("statement,answer\n1,agree\n2,perhaps\n", "row 2:"),
        ("number,answer\n1,agree\n", "names no column statement"),
    ],
)
def test_a_table_with_a_mistake_answers_nothing(round_, me, tmp_path, table, refusal):
    done = comity("statement", "react", round_, written(tmp_path / "a.csv", table), me)
    assert (done.exit_code, refusal in done.output) == (1, True), done.output
    assert isinstance(done.exception, AnswerUnknown if "perhaps" in table else SystemExit)
    assert not StatementAnswer.objects.exists()


def test_an_answer_stands_in_no_command(round_, me):
    one = opinions.shown(round_)[0]
    assert comity("statement", "react", one, "agree", me).exit_code == 1
    assert comity("statement", "react", round_, one, "agree", me).exit_code == 2
    assert not StatementAnswer.objects.exists()


def test_somebody_is_asked_one_after_the_other_and_takes_an_answer_back(round_, who, tmp_path):
    by, me = who
    asked = comity("statement", "next", round_, me)
    one = asked.stdout.split()[0]
    assert one in opinions.shown(round_)
    assert "Answered: 0 of 4." in asked.stderr
    for each in opinions.shown(round_):
        actions.react(statement_id=each, answer="agree", by=by, now=NOW)
    done = comity("statement", "next", round_, me)
    assert (done.stdout, done.stderr) == ("", "Answered: 4 of 4.\n")
    assert comity("statement", "take-back", one, me).exit_code == 0
    assert comity("statement", "next", round_, me).stdout.split()[0] == one
    stranger = somebody(tmp_path)[1]
    assert isinstance(comity("statement", "take-back", one, stranger).exception, NotFound)
    assert isinstance(comity("statement", "take-back", "nothing", me).exception, NotFound)


def test_nobody_sees_what_others_answered(round_, who, tmp_path):
    actions.react(statement_id=opinions.shown(round_)[0], answer="agree", by=who[0], now=NOW)
    stranger = somebody(tmp_path)[1]
    assert comity("statement", "mine", round_, stranger).output == ""
    nobody = comity("statement", "mine", round_)
    assert (nobody.exit_code, "Show a token of yours" in nobody.output) == (1, True)


def test_somebody_proposes_a_statement_and_takes_it_back(round_, who, organiser, tmp_path):
    _by, me = who
    words = written(tmp_path / "words.txt", "Meet at noon on Fridays.")
    propose = ("statement", "propose", round_, words, "--language", "en")
    one = comity(*propose, me).output.strip()
    assert Statement.objects.get(id=one).state == "waiting"
    mine = ("statement", "mine", round_, me)
    assert f"{one}  5  yours, waiting  Meet at noon on Fridays." in comity(*mine).output
    told = json.loads(comity(*mine, "--json").stdout)
    assert (told["answers"], told["proposed"][0]["id"]) == ([], one)
    withdraw = ("statement", "withdraw", one)
    assert isinstance(comity(*withdraw, organiser).exception, NotFound)
    assert isinstance(comity(*withdraw, somebody(tmp_path)[1]).exception, NotFound)
    assert comity(*withdraw, me).exit_code == 0
    assert not Statement.objects.filter(id=one).exists()
    shown_one = comity(*propose, me).output.strip()
    comity("statement", "show", shown_one, organiser)
    late = comity("statement", "withdraw", shown_one, me)
    assert isinstance(late.exception, StatementStepNotPossible)


def test_statements_that_are_like_it_are_read_first(round_, who, organiser, tmp_path):
    me, words = who[1], tmp_path / "words.txt"
    first = written(words, "Newcomers get an answer within two days, in their own language.")
    propose = ("statement", "propose", round_, words, "--language", "en")
    one = comity(*propose, me).output.strip()
    comity("statement", "show", one, organiser)
    assert isinstance(comity(*propose, me).exception, StatementAlreadyThere)
    written(first, "Newcomers get an answer within three days, in their own language.")
    done = comity(*propose, me)
    assert (done.exit_code, f"{one}  5  en\n  > Newcomers" in done.stderr) == (1, True)
    assert "add --anyway" in done.stderr
    assert Statement.objects.count() == 5
    assert comity(*propose, "--anyway", me).exit_code == 0
    assert Statement.objects.count() == 6


def test_everybody_reads_statements_and_organisers_those_that_wait(round_, organiser, tmp_path):
    stranger, words = somebody(tmp_path)[1], written(tmp_path / "w.txt", "At noon.")
    one = comity("statement", "propose", round_, words, "--language", "en", stranger).stdout.strip()
    listed = ("statement", "list", round_)
    assert "1  en  Meet in the evening." in comity(*listed).output
    assert "At noon." not in comity(*listed).output
    waiting = (*listed, "--standing", "waiting")
    assert "Show a token of yours" in comity(*waiting).output
    assert isinstance(comity(*waiting, stranger).exception, NotPermitted)
    (told,) = json.loads(comity(*waiting, organiser, "--json").stdout)
    assert (told["id"], told["state"], told["seeded"]) == (one, "waiting", False)
    comity("statement", "decline", one, "--reason", "It names somebody.", organiser)
    declined = comity(*listed, "--standing", "declined").output
    assert f"{one}  5  en  At noon.  It names somebody." in declined


def test_a_round_of_another_kind_or_one_that_is_over_asks_nothing(round_, me, tmp_path):
    table = written(tmp_path / "a.csv", "statement,answer\n1,agree\n")
    for command in ("list", "next", "unanswered", "mine"):
        for wrong in (make.opened(), "nothing"):
            asked = comity("statement", command, wrong, *([] if command == "list" else [me]))
            assert isinstance(asked.exception, NotFound), (command, wrong)
    make.rounds.close(round_id=round_.id, by=make.SYSTEM, now=NOW + make.WEEK)
    closed = comity("statement", "react", round_, table, me)
    assert isinstance(closed.exception, RoundNotOpen)
    words = written(tmp_path / "w.txt", "At noon.")
    propose = ("statement", "propose", round_, words, "--language", "en", me)
    assert isinstance(comity(*propose).exception, RoundNotOpen)
    assert isinstance(comity(*propose, "--anyway").exception, RoundNotOpen)
