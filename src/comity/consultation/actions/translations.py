"""Translating what somebody else contributed."""

from datetime import datetime

from django.db import transaction

from comity.consultation.errors.contributions import (
    ContributionWithdrawn,
    SameLanguage,
    TooManyTranslations,
    TranslatedByAPerson,
)
from comity.consultation.facts.contributions import ContributionTranslated
from comity.consultation.models import Contribution, ContributionTranslation
from comity.consultation.queries import contributions
from comity.consultation.queries.contributions import ContributionView, fingerprint
from comity.consultation.rules.texts import LONGEST_CONTRIBUTION, clean_tag, clean_text
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.people.errors import NotSignedIn
from comity.record.actions import record

MOST_TRANSLATIONS = 100
"""Languages of one contribution; all of them are told with it."""


@transaction.atomic
def translate(
    *,
    contribution_id: str,
    language: str,
    text: str,
    machine: bool,
    by: Actor,
    now: datetime,
) -> ContributionView:
    """Translate a contribution, or bring what a machine made of it. A newer one takes its place.

    Args:
        contribution_id: of the contribution.
        language: into which, BCP 47.
        text: the translation.
        machine: whether a machine made it; it never replaces the work of a person.
        by: somebody who is signed in. Their name stands beside it.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such contribution.
        NotSignedIn: ``by`` is not a person.
        ContributionWithdrawn: it was taken back.
        TranslatedByAPerson: a machine would replace a person.
        TooManyTranslations: it stands in very many languages already, and not in this one.
        WrongInput: a part of it cannot be used.
    """
    if by.kind is not ActorKind.PERSON:
        raise NotSignedIn
    row = Contribution.objects.select_for_update().filter(id=contribution_id).first()
    if row is None:
        raise NotFound
    if row.withdrawn_on is not None:
        raise ContributionWithdrawn
    tag, said = clean_tag(language), clean_text(text, most=2 * LONGEST_CONTRIBUTION)
    if tag == row.language:
        raise SameLanguage(field="language")
    known = ContributionTranslation.objects.filter(contribution=row, language=tag).first()
    if known is None and row.translations.count() >= MOST_TRANSLATIONS:
        raise TooManyTranslations(most=MOST_TRANSLATIONS)
    made_from = fingerprint(row.text)
    current = known is not None and not known.machine and known.made_from == made_from
    if machine and current:
        raise TranslatedByAPerson
    ContributionTranslation.objects.update_or_create(
        contribution=row,
        language=tag,
        defaults={
            "text": said,
            "translator_id": by.id,
            "machine": machine,
            "made_from": made_from,
            "made_on": day_of(now),
        },
    )
    record(ContributionTranslated(subject=row.id), by=by, now=now)
    return contributions.contribution(contribution_id)
