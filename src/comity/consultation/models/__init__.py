"""The tables of consultations."""

from comity.consultation.models.answers import Conclusion, Disposition, Suggestion
from comity.consultation.models.contributions import (
    Anchor,
    Contribution,
    ContributionTranslation,
    EarlierText,
)
from comity.consultation.models.conversation import Merge, SetAside, Summary, Trace
from comity.consultation.models.decisions import Decision, Hearing, Position
from comity.consultation.models.equity import (
    Attribute,
    EquityReport,
    ListeningSession,
    OutreachTask,
    PopulationTarget,
)
from comity.consultation.models.opinions import OpinionRun, Statement, StatementAnswer
from comity.consultation.models.panels import Panel, PanelEntry
from comity.consultation.models.rounds import (
    Consultation,
    Letter,
    Participant,
    ReplyAddress,
    Round,
    RoundChange,
)

__all__ = [
    "Anchor",
    "Attribute",
    "Conclusion",
    "Consultation",
    "Contribution",
    "ContributionTranslation",
    "Decision",
    "Disposition",
    "EarlierText",
    "EquityReport",
    "Hearing",
    "Letter",
    "ListeningSession",
    "Merge",
    "OpinionRun",
    "OutreachTask",
    "Panel",
    "PanelEntry",
    "Participant",
    "PopulationTarget",
    "Position",
    "ReplyAddress",
    "Round",
    "RoundChange",
    "SetAside",
    "Statement",
    "StatementAnswer",
    "Suggestion",
    "Summary",
    "Trace",
]
