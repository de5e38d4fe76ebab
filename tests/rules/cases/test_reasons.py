from dataclasses import replace
from datetime import date

import pytest

from comity.cases.rules.reasons import (
    AppealDecision,
    Decision,
    Found,
    Imposed,
    compose,
    compose_appeal,
)
from comity.cases.rules.words import AppealOutcome, Ground
from comity.messages import words

FOUND = Found(
    provision="2.1",
    text="Treat others with respect.",
    code="The Lantern code",
    version="3",
    what="called another editor names",
    where="the talk page of Lantern",
    when="on 2 March",
    violated=True,
)
IMPOSED = Imposed(
    name="Limits",
    level="M4",
    kind="partial_block",
    ends_on=date(2026, 3, 20),
    scope="Lantern",
    note="",
    severity=3,
    history=0,
    floor="M2",
    ceiling="M5",
    reason="so that the others can work",
    departure_reason="",
)
DECISION = Decision(
    body="Circle of Lanterns",
    decided_on=date(2026, 3, 13),
    answered=True,
    delivered=True,
    findings=(FOUND,),
    measures=(IMPOSED,),
    appeal_until=date(2026, 4, 12),
    appeal_body="Council",
    address="https://lantern.example/messages",
)


def said(paragraphs):
    """Write all paragraphs, as somebody reads them."""
    return " ".join(words(part.code, **part.detail) for part in paragraphs)


def test_reasons_name_everything_that_somebody_needs_to_answer_them():
    text = said(compose(DECISION))
    for part in ("2.1", "The Lantern code", "3", "respect", "called another editor names"):
        assert part in text
    for part in ("Circle of Lanterns", "M4", "2026-03-20", "so that the others can work"):
        assert part in text
    for part in ("Council", "2026-04-12", "https://lantern.example/messages"):
        assert part in text


@pytest.mark.parametrize(
    ("answered", "delivered", "code"),
    [
        (True, True, "reasons_heard"),
        (False, True, "reasons_silent"),
        (False, False, "reasons_not_reached"),
    ],
)
def test_reasons_say_how_the_respondent_was_heard(answered, delivered, code):
    decision = replace(DECISION, answered=answered, delivered=delivered)
    assert code in [part.code for part in compose(decision)]


def test_reasons_without_a_violation_impose_nothing_and_say_so():
    decision = replace(DECISION, findings=(replace(FOUND, violated=False),), measures=())
    codes = [part.code for part in compose(decision)]
    assert "reasons_no_measure" in codes
    assert "reasons_not_violated" in codes
    assert "reasons_violated" not in codes


def test_leaving_the_guideline_is_explained():
    departing = replace(IMPOSED, departure_reason="they had repaired it all")
    text = said(compose(replace(DECISION, measures=(departing,))))
    assert "they had repaired it all" in text


def test_a_measure_without_an_end_names_none():
    endless = replace(IMPOSED, ends_on=None, scope="", note="a training")
    codes = [part.code for part in compose(replace(DECISION, measures=(endless,)))]
    assert "reasons_measure" in codes
    assert "reasons_note" in codes
    assert "reasons_scope" not in codes


@pytest.mark.parametrize("outcome", AppealOutcome)
@pytest.mark.parametrize("ground", Ground)
def test_an_appeal_ends_with_reasons(outcome, ground):
    ended = AppealDecision(
        body="Council",
        decided_on=date(2026, 4, 1),
        grounds=(ground,),
        outcome=outcome,
        reason="the evidence was weak",
    )
    assert "the evidence was weak" in said(compose_appeal(ended))
