"""Holding a round while a step of it is taken, and keeping in public why it was taken."""

from collections.abc import Iterable
from datetime import datetime

from comity.access.queries import require
from comity.access.rules import Permission
from comity.communities.rules import LANGUAGE
from comity.consultation.errors.rounds import RoundLanguageMissing, RoundLanguageWrong
from comity.consultation.models import Round, RoundChange
from comity.consultation.models.rounds import LONGEST_LANGUAGE
from comity.consultation.rules.kinds import RoundKind, RoundState
from comity.consultation.rules.rounds import Standing
from comity.kernel.actors import SYSTEM, Actor
from comity.kernel.errors import DomainError, NotFound
from comity.kernel.spans import day_of


def clean_languages(languages: Iterable[str]) -> list[str]:
    """Bring the languages in which people are asked into shape, each once.

    Raises:
        RoundLanguageMissing: there is none.
        RoundLanguageWrong: one of them is no tag.
    """
    found = list(dict.fromkeys(tag.strip().lower() for tag in languages if tag.strip()))
    for tag in found:
        if len(tag) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(tag):
            raise RoundLanguageWrong(field="languages", language=tag[:40])
    if not found:
        raise RoundLanguageMissing(field="languages")
    return found


def held(round_id: str, by: Actor) -> Round:
    """Hold a round while a step is taken, by whoever may take it; the clock takes steps too.

    Raises:
        NotFound: there is no such round.
        NotPermitted: ``by`` does not run the consultations of this community.
    """
    rows = Round.objects.select_for_update(of=("self",)).select_related("consultation")
    row = rows.filter(id=round_id).first()
    if row is None:
        raise NotFound
    if by != SYSTEM:
        require(by, Permission.CONSULTATION_RUN, on=row.consultation.community_id)
    return row


def standing(
    row: Round,
    *,
    gaps: DomainError | None = None,
    unanswered: int = 0,
    unmeasured: bool = False,
) -> Standing:
    """Tell the guards how a round stands."""
    return Standing(
        kind=RoundKind(row.kind),
        state=RoundState(row.state),
        opens=row.opens,
        closes=row.closes,
        languages=tuple(row.languages),
        has_text=row.edition_id is not None,
        gaps=gaps,
        unanswered=unanswered,
        unmeasured=unmeasured,
    )


def keep_change(
    row: Round, what: str, why: str, now: datetime, before: datetime, *, language: str = ""
) -> None:
    """Keep in public why a round did not go as planned."""
    said_in = clean_languages([language or row.consultation.source_language])[0]
    RoundChange.objects.create(
        round=row,
        change=what,
        reason=why,
        language=said_in,
        made_on=day_of(now),
        closes_before=before,
        closes=row.closes,
    )


def explained(row: Round) -> bool:
    """Tell whether everybody can read why nobody measured who took part."""
    return row.unmeasured is not None and bool(row.unmeasured["reason"])


def owes_a_reason(row: Round) -> bool:
    """Tell whether nobody measured who took part, and nobody said why."""
    return row.unmeasured is not None and not row.unmeasured["reason"]
