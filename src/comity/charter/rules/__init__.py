"""What a charter says. Plain Python: no tables, no clock, no web."""

from comity.charter.rules.guideline import Cell, Guideline, Intent, Measure, Prior
from comity.charter.rules.majorities import Base, Count, Decision, Majority
from comity.charter.rules.reader import read
from comity.charter.rules.stricter import bound, stricter_direction
from comity.charter.rules.tree import (
    Charter,
    CompetenceTerms,
    Deadline,
    Emergency,
    EmergencyStep,
    Panel,
    Subject,
    spoken,
)

__all__ = [
    "Base",
    "Cell",
    "Charter",
    "CompetenceTerms",
    "Count",
    "Deadline",
    "Decision",
    "Emergency",
    "EmergencyStep",
    "Guideline",
    "Intent",
    "Majority",
    "Measure",
    "Panel",
    "Prior",
    "Subject",
    "bound",
    "read",
    "spoken",
    "stricter_direction",
]
