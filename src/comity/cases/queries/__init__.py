"""What can be known about cases, and by whom. Nothing here writes anything."""

from comity.cases.queries.circumstances import Asker, Held, circumstances, hold, setting_of
from comity.cases.queries.content import CaseFile, Correspondence, QuestionView, open_file
from comity.cases.queries.law import pinned
from comity.cases.queries.member import CaseView, Inbox, InboxRow, case, inbox
from comity.cases.queries.party import (
    PartyView,
    case_of_reporter,
    case_of_respondent,
    is_respondent,
    reporter_view,
    respondent_view,
)
from comity.cases.queries.people import SeatView, people_with, seat_views
from comity.cases.queries.views import CaseHead, ChoiceView, DeliveryView, measure_ids

__all__ = [
    "Asker",
    "CaseFile",
    "CaseHead",
    "CaseView",
    "ChoiceView",
    "Correspondence",
    "DeliveryView",
    "Held",
    "Inbox",
    "InboxRow",
    "PartyView",
    "QuestionView",
    "SeatView",
    "case",
    "case_of_reporter",
    "case_of_respondent",
    "circumstances",
    "hold",
    "inbox",
    "is_respondent",
    "measure_ids",
    "open_file",
    "people_with",
    "pinned",
    "reporter_view",
    "respondent_view",
    "seat_views",
    "setting_of",
]
