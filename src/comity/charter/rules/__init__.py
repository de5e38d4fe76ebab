"""What a charter says. Plain Python: no tables, no clock, no web."""

from comity.charter.rules.agreed import (
    Agreed,
    AppealRoute,
    Appellant,
    BodyClass,
    Clock,
    Duty,
    Limit,
    Missed,
    Origin,
    Role,
    Route,
    Scope,
    Signing,
    Source,
    Standing,
)
from comity.charter.rules.ballots import Ballot, ratified
from comity.charter.rules.elections import Candidate, lacking, seated
from comity.charter.rules.guideline import Cell, Guideline, Intent, Measure, Prior
from comity.charter.rules.majorities import Base, Count, Decision, Majority
from comity.charter.rules.numbers import Number, numbers
from comity.charter.rules.origins import origin_of
from comity.charter.rules.overlay import gave_way, overlay, read_local
from comity.charter.rules.reader import read
from comity.charter.rules.redline import Change, Effect, redline
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
    "Agreed",
    "AppealRoute",
    "Appellant",
    "Ballot",
    "Base",
    "BodyClass",
    "Candidate",
    "Cell",
    "Change",
    "Charter",
    "Clock",
    "CompetenceTerms",
    "Count",
    "Deadline",
    "Decision",
    "Duty",
    "Effect",
    "Emergency",
    "EmergencyStep",
    "Guideline",
    "Intent",
    "Limit",
    "Majority",
    "Measure",
    "Missed",
    "Number",
    "Origin",
    "Panel",
    "Prior",
    "Role",
    "Route",
    "Scope",
    "Signing",
    "Source",
    "Standing",
    "Subject",
    "bound",
    "gave_way",
    "lacking",
    "numbers",
    "origin_of",
    "overlay",
    "ratified",
    "read",
    "read_local",
    "redline",
    "seated",
    "spoken",
    "stricter_direction",
]
