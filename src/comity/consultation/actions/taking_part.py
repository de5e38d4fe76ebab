"""Taking part in a consultation. Nobody is refused: not who was blocked, not who has left."""

from datetime import datetime

from django.db import IntegrityError, transaction

from comity.consultation.errors.contributions import NameWithoutAccount, TooManyNewcomers
from comity.consultation.errors.rounds import ConsultationOver
from comity.consultation.facts.contributions import ShownChanged, TookPart
from comity.consultation.models import Participant
from comity.consultation.queries import rounds, taking_part
from comity.consultation.rules.kinds import Stage
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotPermitted
from comity.kernel.spans import day_of
from comity.record.actions import record

MOST_NEWCOMERS = 1_000
"""People without an account who can begin to take part in one consultation in a day. It is the
only limit on them: no address is looked at. Whoever has an account, or has begun, is not held up.
"""


@transaction.atomic
def take_part(
    *, consultation_id: str, by: Actor, now: datetime, helped_by: Actor | None = None
) -> Participant:
    """Take part in a consultation, or go on taking part. Doing it twice changes nothing.

    Args:
        consultation_id: of the consultation.
        by: a person, or whoever holds a receipt: ``Actor(RECEIPT_HOLDER, receipt.lookup)``.
        now: the moment, of which the day is kept.
        helped_by: who writes down what they say; the caller has checked that they may. Many can
            come on paper in a day.

    Raises:
        NotFound: there is no such consultation.
        NotPermitted: ``by`` is nobody who could speak for themselves.
        ConsultationOver: it was concluded or cancelled before they began.
        TooManyNewcomers: very many people began without an account today.
    """
    if by.kind not in {ActorKind.PERSON, ActorKind.RECEIPT_HOLDER} or not by.id:
        raise NotPermitted
    found = rounds.consultation(consultation_id)
    if row := taking_part.row_of(by, consultation_id):
        return row
    if found.stage not in {Stage.PREPARED, Stage.RUNNING}:
        raise ConsultationOver
    person = by.kind is ActorKind.PERSON
    if not person and helped_by is None:
        _hold_up(consultation_id, now)
    try:
        with transaction.atomic():
            row = Participant.objects.create(
                consultation_id=consultation_id,
                person_id=by.id if person else None,
                receipt="" if person else by.id,
                joined_on=day_of(now),
            )
    except IntegrityError:
        # The same form arrived twice at once, and the other one was quicker.
        return taking_part.require_part(by, consultation_id)
    record(TookPart(subject=row.id), by=helped_by or by, now=now)
    return row


@transaction.atomic
def choose_shown(
    *, consultation_id: str, shows_name: bool, wants_letters: bool, by: Actor, now: datetime
) -> None:
    """Choose under which name one's contributions stand, and whether letters come.

    Raises:
        NotPermitted: ``by`` does not take part.
        NameWithoutAccount: they take part without an account.
    """
    row = taking_part.require_part(by, consultation_id)
    if row.person_id is None and (shows_name or wants_letters):
        raise NameWithoutAccount
    if (row.shows_name, row.wants_letters) == (shows_name, wants_letters):
        return
    Participant.objects.filter(id=row.id).update(shows_name=shows_name, wants_letters=wants_letters)
    record(ShownChanged(subject=row.id), by=by, now=now)


def _hold_up(consultation_id: str, now: datetime) -> None:
    """Refuse newcomers without an account once there were very many in a day."""
    newcomers = Participant.objects.filter(
        consultation=consultation_id, joined_on=day_of(now), person=None
    )
    if newcomers.count() >= MOST_NEWCOMERS:
        raise TooManyNewcomers
