"""`comity consultation proposal`: seeking agreement, and saying how one stands, at the terminal."""

import json
from datetime import timedelta

import pytest

from comity.consultation.actions import decisions as actions
from comity.consultation.errors.answers import ConclusionWordsMissing
from comity.consultation.errors.decisions import (
    DecisionOver,
    NotAsked,
    NothingToHear,
    PositionsUnheard,
    PositionWithoutReason,
    ReviewDayWrong,
)
from comity.consultation.errors.rounds import ReasonMissing, RoundNotOpen
from comity.consultation.models import Decision, Position
from comity.consultation.queries import decisions as queries
from comity.consultation.rules.consensus import Choice
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.models import Person
from tests.cli.at_terminal import comity, somebody, written
from tests.factories.answers import Asked
from tests.factories.bodies import BodyFactory
from tests.factories.people import NOW, TODAY, PersonFactory
from tests.factories.tokens import shown, token_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
QUESTION = 'language = "en"\nquestion.en = "We meet online."\nquestion.ar = "نلتقي عبر الإنترنت."\n'
BLOCK = {"choice": "block", "reason": "The path is dark.", "language": "en"}
LATER = TODAY + timedelta(days=180)


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def organiser(asked, tmp_path):
    return token_file(tmp_path, Person.objects.get(id=asked.by.id))


@pytest.fixture
def who(tmp_path):
    return somebody(tmp_path)


@pytest.fixture
def one(asked):
    return actions.ask(
        round_id=asked.round.id,
        question={"en": "We meet online."},
        language="en",
        by=asked.by,
        now=NOW,
    )


@pytest.fixture
def file(tmp_path):
    return lambda said: written(tmp_path / "said.json", json.dumps(said))


def test_agreement_is_sought_by_whoever_runs_the_consultation(asked, organiser, who, tmp_path):
    said = written(tmp_path / "asked.toml", QUESTION)
    ask = ("proposal", "ask", asked.round, said)
    assert isinstance(comity(*ask, who[1]).exception, NotPermitted)
    made = comity(*ask, organiser).output.strip()
    assert queries.decision(made).question["ar"] == "نلتقي عبر الإنترنت."
    told = comity("proposal", "list", asked.found).output
    assert f"{made}  open  We meet online.\n" in told
    assert "support 0, stand_aside 0, concern 0, block 0; to be heard first: 0" in told
    (plain,) = json.loads(comity("proposal", "list", asked.found, "--json").stdout)
    assert (plain["id"], plain["counts"]["block"], plain["ended_on"]) == (made, 0, None)
    assert isinstance(comity("proposal", "list", "nothing").exception, NotFound)
    asked.close()
    assert isinstance(comity(*ask, organiser).exception, RoundNotOpen)


def test_members_of_a_body_are_asked_by_its_short_name(asked, organiser, who, file):
    body = BodyFactory(slug="harbour-panel")
    said = {"language": "en", "question": {"en": "We meet online."}, "body": "harbour-panel"}
    made = comity("proposal", "ask", asked.round, file(said), organiser).output.strip()
    assert Decision.objects.get(id=made).body_id == body.id
    assert "asked: the members of harbour-panel" in comity("proposal", "list", asked.found).output
    support = ("proposal", "say", made, file({"choice": "support"}))
    assert isinstance(comity(*support, who[1]).exception, NotAsked)
    wrong = comity("proposal", "ask", asked.round, file({**said, "body": "nowhere"}), organiser)
    assert "There is no body with the short name nowhere." in wrong.output


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"question": "We meet online."}, "question is missing, or is not written"),
        ({"language": 5}, "language is missing, or is not written"),
        ({"language": "fr"}, ConclusionWordsMissing),
    ],
)
def test_a_proposal_without_words_is_refused(asked, organiser, file, changed, refusal):
    said = {"language": "en", "question": {"en": "We meet online."}} | changed
    done = comity("proposal", "ask", asked.round, file(said), organiser)
    named = refusal if isinstance(refusal, str) else ""
    assert isinstance(done.exception, SystemExit if named else refusal)
    assert named in done.output
    assert not Decision.objects.exists()


def test_somebody_says_how_they_stand_and_is_heard(one, organiser, who, file):
    by, me = who
    mine = ("proposal", "mine", one, me)
    assert "You have not said how you stand to it." in comity(*mine).output
    assert "What you said stands" in comity("proposal", "say", one, file(BLOCK), me).output
    position = queries.own_position(one, by)
    waits = f"{position.id}  1  block  waits to be heard  en  The path is dark."
    assert waits in comity(*mine).output
    assert waits in comity("proposal", "positions", one).output
    hear = ("proposal", "hear", position.id, file({"text": {"en": "We put up lamps."}}), "--turn")
    assert isinstance(comity(*hear, 1, me).exception, NotPermitted)
    assert isinstance(comity(*hear, 2, organiser).exception, NothingToHear)
    assert comity(*hear, 0, organiser).exit_code == 2
    assert comity(*hear, 1, organiser).exit_code == 0
    assert isinstance(comity(*hear, 1, organiser).exception, NothingToHear)
    (told,) = json.loads(comity("proposal", "positions", one, "--json").stdout)
    assert (told["waits"], told["hearings"]) == (False, [{"en": "We put up lamps."}])
    assert "  We put up lamps.\n" in comity(*mine).output
    again = file({"choice": "stand_aside"})
    assert comity("proposal", "say", one, again, me).exit_code == 0
    assert json.loads(comity(*mine, "--json").stdout)["choice"] == "stand_aside"
    missing = comity("proposal", "hear", "nothing", again, "--turn", 1, organiser)
    assert "text is missing" in missing.output


def test_how_one_stands_is_read_from_the_standard_input_and_from_no_command(one, who):
    person = PersonFactory()
    typed = f'{shown(person)}\nchoice = "concern"\nreason = "Too late for children."\n'
    say = ("proposal", "say", one, "-", "--token-file", "-")
    assert comity(*say, typed=typed).exit_code == 0
    assert Position.objects.get().participant.person_id == person.id
    assert comity("proposal", "say", one, "support", who[1]).exit_code == 1
    assert Position.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"choice": "yes"}, "there is no choice yes. Choices: support, stand_aside, concern,"),
        ({}, "choice is missing, or is not written as it should be"),
        ({"choice": "support", "reason": 5}, "reason is missing, or is not written"),
        ({"choice": "block"}, PositionWithoutReason),
    ],
)
def test_what_says_nothing_is_refused(one, who, file, said, refusal):
    done = comity("proposal", "say", one, file(said), who[1])
    named = refusal if isinstance(refusal, str) else ""
    assert isinstance(done.exception, SystemExit if named else refusal)
    assert named in done.output
    assert not Position.objects.exists()


def test_an_outcome_is_recorded_once_everybody_was_heard(one, organiser, who, file):
    by, me = who
    comity("proposal", "say", one, file(BLOCK), me)
    said = {"outcome": {"en": "We meet online from May on."}, "review_on": str(LATER)}
    record = ("proposal", "record", one, file(said))
    assert isinstance(comity(*record, me).exception, NotPermitted)
    assert isinstance(comity(*record, organiser).exception, PositionsUnheard)
    actions.take_position(decision_id=one, choice=Choice.SUPPORT, language="en", by=by, now=NOW)
    wrong = comity(*record[:3], file({**said, "review_on": "soon"}), organiser)
    assert "write the day as in 2027-03-01" in wrong.output
    past = comity(*record[:3], file({**said, "review_on": str(TODAY)}), organiser)
    assert isinstance(past.exception, ReviewDayWrong)
    file(said)
    assert "It is recorded: reached." in comity(*record, organiser).output
    assert queries.decision(one).review_on == LATER
    assert isinstance(comity(*record, organiser).exception, DecisionOver)
    assert isinstance(comity("proposal", "say", one, file(BLOCK), me).exception, DecisionOver)
    told = comity("proposal", "list", queries.decision(one).consultation_id).output
    assert "  We meet online from May on.\n" in told


def test_a_proposal_is_taken_back_for_a_reason(one, organiser, who):
    take_back = ("proposal", "take-back", one, "--reason")
    assert comity(*take_back[:3], organiser).exit_code == 2
    assert isinstance(comity(*take_back, "Moved.", who[1]).exception, NotPermitted)
    assert isinstance(comity(*take_back, " ", organiser).exception, ReasonMissing)
    assert comity(*take_back, "It became clear.", organiser).exit_code == 0
    assert queries.decision(one).outcome == {"en": "It became clear."}
    assert isinstance(comity(*take_back, "Again.", organiser).exception, DecisionOver)


def test_a_proposal_that_is_not_there_is_said_so(who, file):
    for command in ("positions", "mine", "say"):
        words = [file(BLOCK)] if command == "say" else []
        me = [] if command == "positions" else [who[1]]
        done = comity("proposal", command, "nothing", *words, *me)
        assert isinstance(done.exception, NotFound), command
