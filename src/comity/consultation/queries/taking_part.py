"""Who takes part in a consultation, as far as anybody can know."""

from collections.abc import Iterable
from dataclasses import dataclass

from comity.consultation.errors.contributions import TakingPartUnknown
from comity.consultation.models import Participant
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotPermitted
from comity.kernel.receipts import ReceiptNotReadable, parse_receipt

SHORT = 6
"""Letters of a random id that tell the participants of one consultation apart."""


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """Somebody who takes part, as everybody sees them.

    Attributes:
        id: random, good for this consultation only.
        code_name: short and stable within the consultation; says nothing about anybody.
        name: of their account, where they chose to stand under it; empty for others.
    """

    id: str
    consultation_id: str
    code_name: str
    name: str


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What somebody sees of their own part in a consultation.

    Attributes:
        has_account: whether they take part with an account; otherwise they hold a receipt.
        shows_name: whether they stand under the name of their account.
        wants_letters: whether they hear of the next rounds by e-mail.
    """

    participant: ParticipantView
    has_account: bool
    shows_name: bool
    wants_letters: bool


def part_of(by: Actor | None, consultation_id: str) -> OwnPart | None:
    """Find the part that somebody has in a consultation; None where they have none.

    Args:
        by: a person, or the holder of a receipt (its ``lookup`` as id).
        consultation_id: of the consultation.
    """
    row = row_of(by, consultation_id)
    if row is None:
        return None
    return OwnPart(shown(row), row.person_id is not None, row.shows_name, row.wants_letters)


def row_of(by: Actor | None, consultation_id: str) -> Participant | None:
    """Find the row of somebody's part, for actions and queries of this package."""
    if by is None or by.kind not in {ActorKind.PERSON, ActorKind.RECEIPT_HOLDER}:
        return None
    rows = Participant.objects.select_related("person").filter(consultation=consultation_id)
    if by.kind is ActorKind.PERSON:
        return rows.filter(person=by.id).first()
    return rows.filter(receipt=by.id).first() if by.id else None


def consultation_of(receipt: str) -> tuple[str, Actor]:
    """Find where somebody takes part with a receipt, as it was typed.

    Returns:
        The id of the consultation, and who acts with this receipt.

    Raises:
        TakingPartUnknown: nobody takes part with it, or it is none.
    """
    try:
        lookup = parse_receipt(receipt).lookup
    except ReceiptNotReadable:
        raise TakingPartUnknown(field="receipt") from None
    row = Participant.objects.filter(receipt=lookup).first()
    if row is None:
        raise TakingPartUnknown(field="receipt")
    return row.consultation_id, Actor(ActorKind.RECEIPT_HOLDER, lookup)


def participants(participant_ids: Iterable[str]) -> dict[str, ParticipantView]:
    """Find participants by id."""
    rows = Participant.objects.select_related("person").filter(id__in=list(participant_ids))
    return {row.id: shown(row) for row in rows}


def require_part(by: Actor, consultation_id: str) -> Participant:
    """Find the row of somebody's part, or refuse.

    Raises:
        NotPermitted: they have none.
    """
    row = row_of(by, consultation_id)
    if row is None:
        raise NotPermitted
    return row


def shown(row: Participant) -> ParticipantView:
    """Tell a row as everybody sees it; its person is loaded with it."""
    person = row.person
    named = person is not None and row.shows_name
    return ParticipantView(
        id=row.id,
        consultation_id=row.consultation_id,
        code_name=f"{row.id[: SHORT // 2]}-{row.id[SHORT // 2 : SHORT]}",
        name=person.name if person is not None and named else "",
    )
