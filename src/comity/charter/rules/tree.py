"""A charter as a tree of frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from comity.charter.rules.agreed import Agreed
from comity.charter.rules.ballots import Ballot
from comity.charter.rules.guideline import Guideline
from comity.charter.rules.majorities import Decision, Majority
from comity.kernel.spans import Span


class Deadline(StrEnum):
    """Everything that has a term."""

    ACKNOWLEDGE = auto()
    TRIAGE = auto()
    SEATING = auto()
    REFERRAL = auto()
    REPORTER_ANSWER = auto()
    INQUIRY = auto()
    ANSWER = auto()
    ANSWER_EXTENSION = auto()
    DELIBERATION = auto()
    MEASURES = auto()
    DECLINE_REVIEW = auto()
    APPEAL_WINDOW = auto()
    APPEAL_WINDOW_LONG = auto()
    APPEAL_DECISION = auto()
    STAY = auto()
    CHALLENGE = auto()
    INTERIM = auto()
    EXECUTION = auto()
    WHOLE_CASE = auto()


class EmergencyStep(StrEnum):
    """What somebody in danger is told, in order. Each has words."""

    CALL = "emergency_call"
    SAFE_PLACE = "emergency_safe_place"
    SOMEBODY_YOU_TRUST = "emergency_somebody_you_trust"
    TELL_US = "emergency_tell_us"
    REPORT_LATER = "emergency_report_later"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report can be about.

    Attributes:
        id: as mandates name it.
        names: by language.
        behaviours: the behaviours of provisions that belong here.
    """

    id: str
    names: Mapping[str, str]
    behaviours: frozenset[str]


@dataclass(frozen=True, slots=True)
class Panel:
    """How many members decide.

    Attributes:
        sizes: by severity, 1 to 5.
        appeal: on an appeal.
        decline: how many must agree to decline a report.
        interim: how many others must confirm an interim measure.
    """

    sizes: Mapping[int, int]
    appeal: int
    decline: int
    interim: int


@dataclass(frozen=True, slots=True)
class CompetenceTerms:
    """The numbers of the rules on who is competent.

    Attributes:
        former_member_days: how long after leaving a body its members are not judged by it.
        event_ceiling: the gravest level an event team may impose.
        movement_floor: from this level on, only a body of the whole movement decides.
    """

    former_member_days: int
    event_ceiling: int
    movement_floor: int


@dataclass(frozen=True, slots=True)
class Emergency:
    """What happens when somebody is in danger now.

    Attributes:
        contact: who answers at any hour: an address or a telephone number.
        hours: within how many hours somebody looks.
        steps: what the person is told.
        subjects: what is always danger, whoever reports it.
        severity: from this severity on it is danger, whatever the subject.
    """

    contact: str
    hours: int
    steps: tuple[EmergencyStep, ...]
    subjects: frozenset[str]
    severity: int


@dataclass(frozen=True, slots=True)
class Charter:
    """The numbers and procedures a movement agreed on.

    Attributes:
        names: of the movement, by language.
        handlers_minimum: how many eligible members a report needs, or it goes one body up.
        long_suspension_days: a suspension longer than this has the long appeal window.
        severe_severity: from this severity on a finding needs the severe majority.
        severe_level: from this level on a measure needs the severe majority.
        version_id: of the adopted version; empty for a text nobody has adopted yet.
        hash: 64 hex digits of SHA-256 over the text.
        agreed: what only the second format of a charter has.
        ballots: who must agree where no panel decides, by id.
        values: everything as the text says it, for comparing; never changed.
        own: the numbers that communities set themselves, and the id of each community.
    """

    names: Mapping[str, str]
    handlers_minimum: int
    deadlines: Mapping[Deadline, Span]
    long_suspension_days: int
    panel: Panel
    majorities: Mapping[Decision, Majority]
    severe_severity: int
    severe_level: int
    competence: CompetenceTerms
    emergency: Emergency
    subjects: Mapping[str, Subject]
    guideline: Guideline
    version_id: str
    hash: str
    agreed: Agreed = field(default_factory=Agreed)
    ballots: Mapping[str, Ballot] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    def deadline(self, name: str) -> Span:
        """Say how long something may take.

        Raises:
            ValueError: nothing of this name has a term.
        """
        return self.deadlines[Deadline(name)]

    def appeal_window(self, suspension_days: int | None) -> Span:
        """Say how long an appeal may be filed.

        Args:
            suspension_days: how long the person is suspended: 0 for no suspension, None for one
                without an end.
        """
        long = suspension_days is None or suspension_days > self.long_suspension_days
        return self.deadline(Deadline.APPEAL_WINDOW_LONG if long else Deadline.APPEAL_WINDOW)

    def majority_for_finding(self, severity: int) -> Majority:
        """Say what it takes to make a finding."""
        severe = severity >= self.severe_severity
        return self.majorities[Decision.SEVERE_FINDING if severe else Decision.FINDING]

    def majority_for_measure(self, level: int, *, departs: bool) -> Majority:
        """Say what it takes to impose a measure.

        Args:
            level: 0 to 8.
            departs: whether it leaves the guideline.
        """
        if departs:
            return self.majorities[Decision.DEPARTURE]
        severe = level >= self.severe_level
        return self.majorities[Decision.SEVERE_MEASURE if severe else Decision.MEASURE]

    def subject_of(self, behaviour: str) -> str:
        """Name the subject a behaviour belongs to; a subject belongs to itself.

        What no subject names is handled like the first one, so that nothing is nobody's matter.
        """
        if behaviour in self.subjects:
            return behaviour
        for subject in self.subjects.values():
            if behaviour in subject.behaviours:
                return subject.id
        return next(iter(self.subjects))


def spoken(names: Mapping[str, str], language: str) -> str:
    """Choose the name in a language, or in the nearest that there is.

    Args:
        names: by BCP 47 tag, at least one.
        language: a BCP 47 tag; ``pt-br`` also takes ``pt``.
    """
    for tag in (language, language.split("-", maxsplit=1)[0], "en"):
        if tag in names:
            return names[tag]
    return next(iter(names.values()))
