"""For whom the pages are that bring together, set aside and sum up."""

from tests.skins.answers import Answer
from tests.skins.audiences import AUTHORS, PUBLIC, Row
from tests.skins.consulting import HERE, ONE, ROUND

WHY = {"reason": "Because.", "language": "English"}
NOTHING_THERE = AUTHORS | {
    role: {Answer.REFUSED} for role, told in AUTHORS.items() if told == {Answer.GIVEN}
}
"""The contribution stands for itself already."""
NO_DECISION = AUTHORS | {
    role: {Answer.HIDDEN} for role, told in AUTHORS.items() if told == {Answer.GIVEN}
}
"""Nobody was set aside, so there is nothing to take back."""

CONVERSATION = {
    "consultation:summary": Row(PUBLIC, at=ROUND),
    "consultation:signals": Row(AUTHORS, at=ROUND),
    "consultation:together": Row(PUBLIC, at=ONE),
    "consultation:part_again": Row(NOTHING_THERE, at=ONE, only_sent=True),
    "consultation:set_aside_log": Row(PUBLIC, at=HERE),
    "consultation:set_aside": Row(AUTHORS, at=HERE | {"participant_id": "participant"}, typed=WHY),
    "consultation:take_back_in": Row(NO_DECISION, at=HERE | {"decision_id": "none"}, typed=WHY),
}
