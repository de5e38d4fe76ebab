"""The tables of consultations."""

from comity.consultation.models.contributions import (
    Anchor,
    Contribution,
    ContributionTranslation,
    EarlierText,
)
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
    "Consultation",
    "Contribution",
    "ContributionTranslation",
    "EarlierText",
    "Letter",
    "Participant",
    "ReplyAddress",
    "Round",
    "RoundChange",
]
