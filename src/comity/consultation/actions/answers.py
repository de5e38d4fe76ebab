"""Answering contributions, each with a reason, and hearing where an answer missed the point."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries as codes
from comity.consultation.actions.suggestions import decide
from comity.consultation.errors.answers import (
    AnswerOneByOne,
    AnswerPromotesNothing,
    AnswerTwice,
    AnswerWithoutReason,
    ObjectionNotPossible,
    TooManyAtOnce,
)
from comity.consultation.errors.contributions import ContributionWithdrawn, ProvisionUnknown
from comity.consultation.facts.answers import AnswerObjected, ContributionAnswered
from comity.consultation.models import Consultation, Contribution, Disposition, Suggestion
from comity.consultation.queries.taking_part import row_of
from comity.consultation.rules import suggestions
from comity.consultation.rules.by_language import tidy
from comity.consultation.rules.dispositions import (
    LONGEST_REASON,
    Decision,
    is_answered,
    may_object,
)
from comity.consultation.rules.suggestions import Act, Patch
from comity.consultation.rules.texts import clean_text
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.record.actions import record

MOST_AT_ONCE = 200
"""Contributions that get one answer together; more cannot be read before."""

MOST_PROVISIONS = 50


@transaction.atomic
def answer(
    *,
    contribution_id: str,
    decision: Decision,
    reason: Mapping[str, str],
    provisions: Sequence[str] = (),
    patch: Patch | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Answer a contribution. What its suggestion changes goes into the draft at once.

    Args:
        contribution_id: which one.
        decision: what became of it.
        reason: by language; at least one.
        provisions: ids of those that changed because of it; a suggestion names its own.
        patch: what is partly taken up of a suggestion; none for other decisions.
        by: somebody who may run consultations of the community, and edit its code where a
            suggestion changes it.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such contribution.
        ContributionWithdrawn: its author took it back.
        AnswerTwice: it is answered.
        AnswerWithoutReason: no language has a reason.
        AnswerPromotesNothing: there is no suggestion that could go on.
        ProvisionUnknown: the text has no such provision.
    """
    contribution = _locked(contribution_id)
    consultation = contribution.round.consultation
    require(by, Permission.CONSULTATION_RUN, on=consultation.community_id)
    said = _reason(reason)
    turn = _turn(contribution)
    suggestion = Suggestion.objects.filter(contribution=contribution).first()
    if decision is Decision.PROMOTED and suggestion is None:
        raise AnswerPromotesNothing(field="decision")
    changed = _provisions(consultation, provisions)
    # What went into the draft before an objection stays there and is only explained anew.
    if suggestion is not None and suggestion.state in suggestions.OPEN:
        decide(suggestion, act=suggestions.ACTS[decision], patch=patch, by=by, now=now)
        if decision.heard and suggestion.provision_id not in changed:
            changed.append(suggestion.provision_id)
    _put(contribution, turn, decision, said, changed, by=by, now=now)


@transaction.atomic
def answer_together(
    *,
    contribution_ids: Sequence[str],
    decision: Decision,
    reason: Mapping[str, str],
    provisions: Sequence[str] = (),
    by: Actor,
    now: datetime,
) -> int:
    """Answer several contributions of one consultation with one reason. Each keeps its own voice.

    Args:
        contribution_ids: which ones; a suggestion is answered on its own.
        decision: what became of them.
        reason: by language; at least one.
        provisions: ids of those that changed because of them.
        by: somebody who may run consultations of the community.
        now: the moment, of which the day is kept.

    Returns:
        How many were answered.

    Raises:
        TooManyAtOnce: there are more than ``MOST_AT_ONCE``, or none.
        NotFound: one is not there, or they are of different consultations.
        AnswerOneByOne: one of them suggests a change.
        AnswerTwice: one of them is answered.
    """
    wanted = list(dict.fromkeys(contribution_ids))
    if not 0 < len(wanted) <= MOST_AT_ONCE:
        raise TooManyAtOnce(field="contributions", most=MOST_AT_ONCE)
    # Always in one order, so that two who answer at once wait and do not block each other.
    found = [_locked(one) for one in sorted(wanted)]
    if len({one.round.consultation_id for one in found}) > 1:
        raise NotFound
    consultation = found[0].round.consultation
    require(by, Permission.CONSULTATION_RUN, on=consultation.community_id)
    said = _reason(reason)
    if decision is Decision.PROMOTED:
        raise AnswerPromotesNothing(field="decision")
    if Suggestion.objects.filter(contribution__in=wanted).exists():
        raise AnswerOneByOne
    changed = _provisions(consultation, provisions)
    for one in found:
        _put(one, _turn(one), decision, said, changed, by=by, now=now)
    return len(found)


@transaction.atomic
def object_to_answer(*, contribution_id: str, text: str, by: Actor, now: datetime) -> None:
    """Say that an answer misses the point, once. The contribution is then answered again.

    Args:
        contribution_id: which one.
        text: what was missed.
        by: its author, with their account or their receipt.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such contribution of ``by``.
        ContributionWithdrawn: they took it back.
        ObjectionNotPossible: there is no answer, it was objected to before, or too long ago.
    """
    contribution = _locked(contribution_id)
    author = row_of(by, contribution.round.consultation_id)
    if author is None or author.id != contribution.participant_id:
        raise NotFound
    if contribution.withdrawn_on is not None:
        raise ContributionWithdrawn
    last = contribution.dispositions.order_by("-turn").first()
    if last is None or not may_object(
        turn=last.turn, answered_on=last.decided_on, today=day_of(now)
    ):
        raise ObjectionNotPossible
    if last.objected_on is not None:
        raise ObjectionNotPossible
    last.objection, last.objected_on = clean_text(text, most=LONGEST_REASON), day_of(now)
    last.save(update_fields=["objection", "objected_on"])
    suggestion = Suggestion.objects.filter(contribution=contribution).first()
    if suggestion is not None:
        after = suggestions.TABLE.get((suggestions.State(suggestion.state), Act.REOPEN))
        if after is not None:
            suggestion.state = after
            suggestion.save(update_fields=["state"])
    record(AnswerObjected(subject=contribution.id), by=by, now=now)


def _locked(contribution_id: str) -> Contribution:
    rows = Contribution.objects.select_for_update(of=("self",))
    found = (
        rows.select_related("round__consultation", "participant").filter(id=contribution_id).first()
    )
    if found is None:
        raise NotFound
    return found


def _reason(reason: Mapping[str, str]) -> dict[str, str]:
    said = tidy(reason, field="reason", most=LONGEST_REASON)
    if not said:
        raise AnswerWithoutReason(field="reason")
    return said


def _turn(contribution: Contribution) -> int:
    """Tell which answer comes next.

    Raises:
        ContributionWithdrawn: none, since its author took it back.
        AnswerTwice: none, since it is answered.
    """
    if contribution.withdrawn_on is not None:
        raise ContributionWithdrawn
    given = list(contribution.dispositions.order_by("turn"))
    if is_answered(one.objected_on is not None for one in given):
        raise AnswerTwice
    return len(given) + 1


def _provisions(consultation: Consultation, wanted: Sequence[str]) -> list[str]:
    """Check that every provision that is named stands in some text of the consultation."""
    named = list(dict.fromkeys(wanted))
    if not named:
        return []
    if len(named) > MOST_PROVISIONS:
        raise TooManyAtOnce(field="provisions", most=MOST_PROVISIONS)
    known = known_provisions(consultation)
    for one in named:
        if one not in known:
            raise ProvisionUnknown(field="provisions", provision=one[:80])
    return named


def known_provisions(consultation: Consultation) -> dict[str, str]:
    """Map every provision of the texts that people were asked about to its title."""
    editions = consultation.rounds.exclude(edition=None).order_by("place")
    known: dict[str, str] = {}
    for edition_id in editions.values_list("edition_id", flat=True):
        document = codes.edition_document(edition_id)
        for one in document.provisions:
            known[one.provision.id] = one.texts[document.source_language].title
    return known


def _put(
    contribution: Contribution,
    turn: int,
    decision: Decision,
    reason: dict[str, str],
    provisions: Sequence[str],
    *,
    by: Actor,
    now: datetime,
) -> None:
    Disposition.objects.create(
        contribution=contribution,
        turn=turn,
        decision=decision,
        reason=reason,
        provisions=list(provisions),
        decided_by_id=by.id if by.kind is ActorKind.PERSON else None,
        decided_on=day_of(now),
    )
    fact = ContributionAnswered(
        subject=contribution.id,
        consultation=contribution.round.consultation_id,
        decision=decision,
    )
    record(fact, by=by, now=now)
    if contribution.participant.person_id is not None:
        notify(person_id=contribution.participant.person_id, kind=NoticeKind.ANSWER_WAITING)
