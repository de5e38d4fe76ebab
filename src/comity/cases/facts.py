"""What the cases package puts on record: on the sealed chain, by day, and never what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from comity.cases.rules.words import Move
from comity.kernel.facts import Chain, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact(Fact):
    """Something happened in a case. What exactly stands in its rooms."""

    chain: ClassVar[Chain] = Chain.SEALED
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(CaseFact):
    """A case was opened for a report."""

    kind: ClassVar[str] = "case:opened"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTaken(CaseFact):
    """Somebody took the case to read it."""

    kind: ClassVar[str] = "case:taken"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted(CaseFact):
    """The case was accepted, and members were asked to sit."""

    kind: ClassVar[str] = "case:accepted"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineProposed(CaseFact):
    """Somebody proposed to decline the case."""

    kind: ClassVar[str] = "case:decline_proposed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDeclined(CaseFact):
    """The case was declined by two people."""

    kind: ClassVar[str] = "case:declined"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAsked(CaseFact):
    """The reporter asked for a second look at a declined case."""

    kind: ClassVar[str] = "case:review_asked"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictsDeclared(CaseFact):
    """A member declared their conflicts."""

    kind: ClassVar[str] = "case:conflicts_declared"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecused(CaseFact):
    """A member stood aside."""

    kind: ClassVar[str] = "case:member_recused"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryOpened(CaseFact):
    """The panel was complete and began its inquiry."""

    kind: ClassVar[str] = "case:inquiry_opened"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded(CaseFact):
    """A member added evidence."""

    kind: ClassVar[str] = "case:evidence_added"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AllegationStated(CaseFact):
    """A member stated an allegation."""

    kind: ClassVar[str] = "case:allegation_stated"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticularsServed(CaseFact):
    """The particulars were served on the respondent."""

    kind: ClassVar[str] = "case:served"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDelivered(CaseFact):
    """The notice to the respondent was delivered, and the proof was kept."""

    kind: ClassVar[str] = "case:notice_delivered"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeStuck(CaseFact):
    """The notice to the respondent could not be delivered yet."""

    kind: ClassVar[str] = "case:notice_stuck"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptReleased(CaseFact):
    """The respondent proved their account and got their receipt."""

    kind: ClassVar[str] = "case:receipt_released"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofMailAsked(CaseFact):
    """Somebody asked for a code by e-mail to prove their account."""

    kind: ClassVar[str] = "case:proof_mail_asked"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentAnswered(CaseFact):
    """The respondent answered."""

    kind: ClassVar[str] = "case:answered"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExtended(CaseFact):
    """The time to answer was extended."""

    kind: ClassVar[str] = "case:time_extended"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingClosed(CaseFact):
    """The hearing was closed and the panel began to deliberate."""

    kind: ClassVar[str] = "case:hearing_closed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast(CaseFact):
    """A member voted on a question."""

    kind: ClassVar[str] = "case:vote_cast"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsConcluded(CaseFact):
    """The panel settled its findings."""

    kind: ClassVar[str] = "case:findings_concluded"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureProposed(CaseFact):
    """A member proposed a measure."""

    kind: ClassVar[str] = "case:measure_proposed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided(CaseFact):
    """The case was decided, and the reasons were served."""

    kind: ClassVar[str] = "case:decided"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAppealed(CaseFact):
    """A party appealed."""

    kind: ClassVar[str] = "case:appealed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeProposed(CaseFact):
    """A member proposed how the appeal should end."""

    kind: ClassVar[str] = "case:outcome_proposed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided(CaseFact):
    """The appeal was decided by other people, and the reasons were served."""

    kind: ClassVar[str] = "case:appeal_decided"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn(CaseFact):
    """Every reporter withdrew, and the case was put aside."""

    kind: ClassVar[str] = "case:withdrawn"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResumed(CaseFact):
    """The body took a withdrawn case up by itself."""

    kind: ClassVar[str] = "case:resumed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowEnded(CaseFact):
    """The time to appeal passed."""

    kind: ClassVar[str] = "case:window_ended"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(CaseFact):
    """The case was closed."""

    kind: ClassVar[str] = "case:closed"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLate(CaseFact):
    """A deadline of the case passed."""

    kind: ClassVar[str] = "case:late"
    personal: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(CaseFact):
    """A message was put into a room of the case."""

    kind: ClassVar[str] = "case:message_sent"
    personal: ClassVar[frozenset[str]] = frozenset()


FACT_OF: Mapping[Move, type[CaseFact]] = {
    Move.TAKE: CaseTaken,
    Move.ACCEPT: CaseAccepted,
    Move.PROPOSE_DECLINE: DeclineProposed,
    Move.DECLINE: CaseDeclined,
    Move.ASK_REVIEW: ReviewAsked,
    Move.DECLARE: ConflictsDeclared,
    Move.RECUSE: MemberRecused,
    Move.OPEN_INQUIRY: InquiryOpened,
    Move.ADD_EVIDENCE: EvidenceAdded,
    Move.STATE_ALLEGATION: AllegationStated,
    Move.SERVE: ParticularsServed,
    Move.RECORD_DELIVERY: NoticeDelivered,
    Move.ANSWER: RespondentAnswered,
    Move.EXTEND: TimeExtended,
    Move.CLOSE_HEARING: HearingClosed,
    Move.VOTE: VoteCast,
    Move.CONCLUDE_FINDINGS: FindingsConcluded,
    Move.PROPOSE_MEASURE: MeasureProposed,
    Move.DECIDE: CaseDecided,
    Move.APPEAL: CaseAppealed,
    Move.PROPOSE_OUTCOME: OutcomeProposed,
    Move.DECIDE_APPEAL: AppealDecided,
    Move.WITHDRAW: CaseWithdrawn,
    Move.RESUME: CaseResumed,
    Move.END_WINDOW: WindowEnded,
    Move.CLOSE: CaseClosed,
}
"""Each move puts one fact on record."""
