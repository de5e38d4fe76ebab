"""Statements: proposed by anybody, moderated in public, answered once by each."""

import pytest

from comity.consultation.actions import statements
from comity.consultation.errors.contributions import (
    ContingentUsed,
    ContributionEmpty,
    ContributionLanguageWrong,
    ContributionTooLong,
    SameLanguage,
)
from comity.consultation.errors.opinions import (
    AnswerUnknown,
    RoundWithoutStatements,
    StatementAlreadyThere,
    StatementStepNotPossible,
    TooManyStatements,
)
from comity.consultation.errors.rounds import ReasonMissing, RoundNotOpen
from comity.consultation.models import Participant, Statement, StatementAnswer
from comity.consultation.queries import opinion_votes, opinions
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.consultation.rules.statements import Answer, StatementState
from comity.kernel.errors import NotFound, NotPermitted
from comity.record.models import Line
from tests.factories import consultations
from tests.factories.opinions import THOUGHTS, asking, shown
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return consultations.consultation()


@pytest.fixture
def round_(found):
    return asking(found=found)


@pytest.fixture
def runs(found):
    return consultations.organiser_of(found)


@pytest.fixture
def ada():
    return as_actor(PersonFactory())


def propose(round_, by, text="Meet at noon.", language="en"):
    return statements.propose(round_id=round_.id, language=language, text=text, by=by, now=NOW)


def react(statement_id, answer, by):
    statements.react(statement_id=statement_id, answer=answer, by=by, now=NOW)


def state_of(statement_id):
    return Statement.objects.get(id=statement_id).state


def test_anybody_can_propose_and_somebody_looks_before_people_are_asked(round_, ada, runs):
    one = propose(round_, ada, "  نلتقي ظهرا  ", "AR")
    assert one not in shown(round_)
    (waiting,) = opinions.statements(round_.id, StatementState.WAITING, seen_by=runs)
    assert (waiting.text, waiting.language, waiting.number) == ("نلتقي ظهرا", "ar", 5)
    statements.show(statement_id=one, by=runs, now=NOW)
    assert one in shown(round_)


def test_who_proposed_stands_nowhere_in_the_open_record(round_, ada):
    one = propose(round_, ada)
    line = Line.objects.get(kind="statement:proposed")
    assert (line.chain, line.shown) == ("sealed", {})
    assert one not in str(line.actor)
    assert ada.id not in str(line.actor)


def test_a_receipt_is_enough_to_propose_and_to_answer(round_):
    holder = consultations.receipt_holder()
    propose(round_, holder)
    react(shown(round_)[0], "agree", holder)
    assert list(opinions.answers(round_.id, holder).values()) == [Answer.AGREE]


def test_only_proposers_and_moderators_see_what_waits(round_, ada, runs):
    one = propose(round_, ada)
    assert opinions.statement(one, seen_by=ada).id == one
    assert opinions.statement(one, seen_by=runs).id == one
    assert [own.id for own in opinions.own_statements(round_.id, ada)] == [one]
    for stranger in (None, as_actor(PersonFactory())):
        with pytest.raises(NotFound):
            opinions.statement(one, seen_by=stranger)
        assert opinions.own_statements(round_.id, stranger) == []
    with pytest.raises(NotFound):
        opinions.statements(round_.id, StatementState.WAITING)
    with pytest.raises(NotPermitted):
        opinions.statements(round_.id, StatementState.WAITING, seen_by=ada)


@pytest.mark.parametrize(
    ("text", "language", "refusal"),
    [
        (" \n", "en", ContributionEmpty),
        ("x" * 401, "en", ContributionTooLong),
        ("Meet.", "in English", ContributionLanguageWrong),
        ("  meet ONLINE", "en", StatementAlreadyThere),
    ],
)
def test_what_is_no_new_statement_is_refused(round_, ada, text, language, refusal):
    with pytest.raises(refusal):
        propose(round_, ada, text, language)
    assert not Participant.objects.filter(person=ada.id).exists() or Statement.objects.count() == 4


def test_nobody_proposes_more_in_a_day_than_one_may_contribute():
    round_ = asking(found=consultations.consultation(contingent=2))
    ada = as_actor(PersonFactory())
    propose(round_, ada, "One.")
    propose(round_, ada, "Two.")
    with pytest.raises(ContingentUsed):
        propose(round_, ada, "Three.")
    propose(round_, as_actor(PersonFactory()), "Three.")


def test_a_round_takes_no_more_statements_than_somebody_could_answer(round_, ada, monkeypatch):
    monkeypatch.setattr(statements, "MOST_STATEMENTS", 4)
    with pytest.raises(TooManyStatements):
        propose(round_, ada)


def test_other_rounds_have_no_statements(found, ada, runs):
    round_ = consultations.opened(found, kind=RoundKind.LISTENING)
    with pytest.raises(RoundWithoutStatements):
        propose(round_, ada)
    with pytest.raises(RoundWithoutStatements):
        statements.begin_with(round_id=round_.id, language="en", text="One.", by=runs, now=NOW)
    with pytest.raises(NotFound):
        opinions.round_of_statements(round_.id)


def test_the_organisers_begin_with_statements_before_it_opens(found, runs, ada):
    round_ = consultations.planned(found, kind=RoundKind.STATEMENTS)
    asked = {"round_id": round_.id, "language": "en", "text": "One.", "now": NOW}
    with pytest.raises(NotPermitted):
        statements.begin_with(by=ada, **asked)
    one = statements.begin_with(by=runs, **asked)
    assert opinions.statement(one).seeded
    with pytest.raises(RoundNotOpen):
        propose(round_, ada)


def test_nothing_is_added_to_a_closed_round(round_, ada, runs):
    one = shown(round_)[0]
    react(one, "agree", ada)
    end(round_)
    for work in (
        lambda: propose(round_, ada),
        lambda: react(one, "disagree", ada),
        lambda: statements.take_back(statement_id=one, by=ada, now=NOW),
        lambda: statements.begin_with(
            round_id=round_.id, language="en", text="One.", by=runs, now=NOW
        ),
    ):
        with pytest.raises(RoundNotOpen):
            work()
    assert opinions.answers(round_.id, ada) == {one: Answer.AGREE}


def test_declining_needs_a_reason_that_everybody_reads(round_, ada, runs):
    one = propose(round_, ada)
    with pytest.raises(ReasonMissing):
        statements.decline(statement_id=one, reason=" ", by=runs, now=NOW)
    with pytest.raises(NotPermitted):
        statements.decline(statement_id=one, reason="No.", by=ada, now=NOW)
    statements.decline(statement_id=one, reason="It names a person.", by=runs, now=NOW)
    (told,) = opinions.statements(round_.id, StatementState.DECLINED)
    assert told.reason == "It names a person."
    with pytest.raises(StatementStepNotPossible):
        statements.decline(statement_id=one, reason="Again.", by=runs, now=NOW)
    with pytest.raises(NotFound):
        react(one, "agree", ada)


def test_a_mistake_of_a_moderator_can_be_mended(round_, runs, ada):
    one = shown(round_)[0]
    react(one, "agree", ada)
    statements.decline(statement_id=one, reason="Off topic.", by=runs, now=NOW)
    assert opinions.answers(round_.id, ada) == {}
    assert opinion_votes.votes_now(round_.id).people == ()
    statements.show(statement_id=one, by=runs, now=NOW)
    assert opinions.answers(round_.id, ada) == {one: Answer.AGREE}
    with pytest.raises(StatementStepNotPossible):
        statements.show(statement_id=one, by=runs, now=NOW)


def test_only_those_who_run_it_moderate_and_translate(round_, ada):
    one = propose(round_, ada)
    with pytest.raises(NotPermitted):
        statements.show(statement_id=one, by=ada, now=NOW)
    with pytest.raises(NotPermitted):
        statements.translate(statement_id=one, language="fr", text="Midi.", by=ada, now=NOW)


def test_a_statement_is_said_in_more_languages(round_, runs):
    one = shown(round_)[0]
    statements.translate(statement_id=one, language="fr", text="Le soir.", by=runs, now=NOW)
    told = opinions.statement(one)
    assert told.said("fr") == ("Le soir.", "fr")
    assert told.said("ar") == (THOUGHTS[0], "en")
    with pytest.raises(SameLanguage):
        statements.translate(statement_id=one, language="en", text="Eve.", by=runs, now=NOW)


def test_a_proposal_can_be_taken_back_until_people_are_asked(round_, ada, runs):
    one, other = propose(round_, ada, "One."), propose(round_, ada, "Two.")
    with pytest.raises(NotFound):
        statements.withdraw(statement_id=one, by=as_actor(PersonFactory()), now=NOW)
    with pytest.raises(NotFound):
        statements.withdraw(statement_id=one, by=runs, now=NOW)
    statements.withdraw(statement_id=one, by=ada, now=NOW)
    assert not Statement.objects.filter(id=one).exists()
    statements.show(statement_id=other, by=runs, now=NOW)
    with pytest.raises(StatementStepNotPossible):
        statements.withdraw(statement_id=other, by=ada, now=NOW)


def test_the_last_answer_counts_and_the_counters_follow(round_, ada):
    one = shown(round_)[0]
    for answer in ("agree", "agree", "disagree", "pass"):
        react(one, answer, ada)
    react(one, "agree", as_actor(PersonFactory()))
    row = Statement.objects.get(id=one)
    assert (row.agrees, row.disagrees, row.passes) == (1, 0, 1)
    assert StatementAnswer.objects.filter(statement=one).count() == 2
    for _ in range(2):
        statements.take_back(statement_id=one, by=ada, now=NOW)
    row.refresh_from_db()
    assert (row.agrees, row.disagrees, row.passes) == (1, 0, 0)
    assert opinions.answers(round_.id, ada) == {}


def test_who_answered_what_is_on_no_record(round_, ada):
    before = Line.objects.count()
    react(shown(round_)[0], "agree", ada)
    react(shown(round_)[1], "agree", ada)
    kinds = list(Line.objects.order_by("id").values_list("kind", flat=True))[before:]
    assert kinds == ["consultation:joined"]


def test_what_is_no_answer_is_refused(round_, ada):
    with pytest.raises(AnswerUnknown):
        react(shown(round_)[0], "maybe", ada)
    with pytest.raises(NotFound):
        react("nothing", "agree", ada)
    with pytest.raises(NotFound):
        statements.take_back(statement_id=shown(round_)[0], by=ada, now=NOW)


def test_everybody_is_asked_everything_once_and_the_same_again(round_, ada):
    asked = []
    for answered in range(4):
        now = opinions.asked_next(round_.id, ada)
        assert (now.answered, now.total) == (answered, 4)
        if answered:
            assert now == opinions.asked_next(round_.id, ada)
        asked.append(now.statement.id)
        react(now.statement.id, "pass", ada)
    assert sorted(asked) == sorted(shown(round_))
    assert opinions.asked_next(round_.id, ada).statement is None


def test_what_was_skipped_comes_back_at_the_end(round_, ada):
    asked = shown(round_)
    assert opinions.asked_next(round_.id, ada, skipped=asked[:3]).statement.id == asked[3]
    assert opinions.asked_next(round_.id, ada, skipped=asked).statement.id in asked


def test_somebody_gets_their_answers_told(round_, ada):
    one = propose(round_, ada)
    react(shown(round_)[0], "disagree", ada)
    told = opinions.told(ada.id)
    assert [row["id"] for row in told["consultation_statement"]] == [one]
    assert [row["answer"] for row in told["consultation_statementanswer"]] == [-1]


def end(round_):
    """Close a round as if its time had come."""
    from comity.consultation.models import Round  # noqa: PLC0415, beside its only use

    Round.objects.filter(id=round_.id).update(state=RoundState.CLOSED)


def test_several_statements_are_answered_at_once(round_, ada):
    first, second, *_ = shown(round_)
    answers = {first: "agree", second: "pass"}
    statements.react_to_many(round_id=round_.id, answers=answers, by=ada, now=NOW)
    kept = dict(StatementAnswer.objects.values_list("statement_id", "answer"))
    assert kept == {first: Answer.AGREE, second: Answer.PASS}
    assert Statement.objects.get(id=first).agrees == 1
    assert Statement.objects.get(id=second).agrees == 0


@pytest.mark.parametrize(
    ("answers", "refused"),
    [({"no-such-statement": "agree"}, NotFound), ({"no-such-statement": "maybe"}, AnswerUnknown)],
)
def test_of_several_answers_none_is_kept_where_one_cannot_be(round_, ada, answers, refused):
    first, *_ = shown(round_)
    with pytest.raises(refused):
        statements.react_to_many(
            round_id=round_.id, answers={first: "agree", **answers}, by=ada, now=NOW
        )
    assert not StatementAnswer.objects.exists()
    assert not Participant.objects.exists()
