"""Going out to groups that do not take part, and writing down what came of it."""

from datetime import timedelta

import pytest

from comity.consultation.actions import equity as actions
from comity.consultation.errors.equity import (
    OutreachExists,
    OutreachNoteMissing,
    OutreachSettled,
    SessionConsentMissing,
    SessionDayWrong,
    SessionLanguageWrong,
    SessionNotesMissing,
    SessionPeopleWrong,
)
from comity.consultation.queries import equity as queries
from comity.consultation.rules.outreach import OutreachState
from comity.kernel.actors import SYSTEM
from comity.kernel.errors import NotFound, NotPermitted
from tests.actions.test_equity import begun, measured
from tests.factories.consultations import consultation
from tests.factories.people import NOW, TODAY, PersonFactory, as_actor

pytestmark = pytest.mark.django_db

SESSION = {
    "day": TODAY,
    "language": "ar",
    "facilitator": "Amal",
    "people": 7,
    "notes": "They meet in the evening.",
    "consent": "Everybody raised a hand.",
}


def test_going_out_is_written_down_once():
    found = measured()
    by, task = begun(found)
    with pytest.raises(OutreachExists):
        begun(found)
    with pytest.raises(OutreachNoteMissing):
        actions.settle_outreach(task_id=task, state=OutreachState.DONE, note=" ", by=by, now=NOW)
    actions.settle_outreach(task_id=task, state=OutreachState.DONE, note="We met.", by=by, now=NOW)
    with pytest.raises(OutreachSettled):
        actions.settle_outreach(
            task_id=task, state=OutreachState.DONE, note="Again.", by=by, now=NOW
        )
    begun(found)
    assert [one.state for one in queries.outreach(found.id)] == [
        OutreachState.OPEN,
        OutreachState.DONE,
    ]


def test_nobody_goes_out_to_a_group_that_was_given_no_share():
    with pytest.raises(NotFound):
        begun(measured(), "tlh")


def test_strangers_write_down_no_outreach():
    found = measured()
    _by, task = begun(found)
    with pytest.raises(NotPermitted):
        actions.settle_outreach(
            task_id=task,
            state=OutreachState.DONE,
            note="Me.",
            by=as_actor(PersonFactory()),
            now=NOW,
        )
    with pytest.raises(NotFound):
        actions.settle_outreach(
            task_id="0" * 13, state=OutreachState.DONE, note="Me.", by=SYSTEM, now=NOW
        )


def test_a_listening_session_is_written_down_with_consent():
    found = measured()
    by, task = begun(found)
    actions.add_session(task_id=task, by=by, now=NOW, **SESSION)
    (held,) = queries.outreach_task(task, consultation_id=found.id).sessions
    assert (held.language, held.people, held.consent) == ("ar", 7, "Everybody raised a hand.")
    with pytest.raises(NotFound):
        queries.outreach_task(task, consultation_id=consultation().id)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"day": TODAY + timedelta(days=1)}, SessionDayWrong),
        ({"language": "by hand"}, SessionLanguageWrong),
        ({"people": 0}, SessionPeopleWrong),
        ({"notes": " "}, SessionNotesMissing),
        ({"consent": ""}, SessionConsentMissing),
    ],
)
def test_a_session_without_what_it_needs_is_not_kept(wrong, refusal):
    found = measured()
    by, task = begun(found)
    with pytest.raises(refusal):
        actions.add_session(task_id=task, by=by, now=NOW, **{**SESSION, **wrong})
    assert queries.outreach_task(task, consultation_id=found.id).sessions == ()
