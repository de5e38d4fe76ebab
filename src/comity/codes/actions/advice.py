"""Asking for an opinion on a published draft, and giving one. It binds nobody."""

from datetime import datetime

from django.db import transaction

from comity.access.queries import may, require
from comity.access.rules import Permission
from comity.codes.actions.reviews import tidy
from comity.codes.actions.standings import tell_editors
from comity.codes.actions.wanting import reviewers_of
from comity.codes.errors import LanguageUnknown
from comity.codes.errors.floor import AdviceByAuthor, AdviceTooManyOpen
from comity.codes.facts.floor import AdviceAsked, AdviceGiven
from comity.codes.models import Advice, AdviceRequest, DraftEdition
from comity.codes.queries.reviews import path_of
from comity.codes.rules.documents import LONGEST_LANGUAGE
from comity.codes.rules.table import LANGUAGE
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.notices.actions import notify
from comity.notices.rules import NoticeKind
from comity.record.actions import record

MOST_OPEN = 5
"""Unanswered questions about one draft."""


@transaction.atomic
def ask_advice(*, edition_id: str, question: str, language: str, by: Actor, now: datetime) -> str:
    """Ask those who review codes for an opinion on a published draft, in public.

    Args:
        edition_id: of the draft.
        question: what to look at.
        language: of the question, as a BCP 47 tag.
        by: somebody who may edit that code.
        now: the moment, of which the day is kept.

    Returns:
        The id of the question.

    Raises:
        NotFound: there is no such edition.
        NotPermitted: they may not edit that code.
        AdviceTooManyOpen: several questions about it wait already.
        ReasonMissing: there is no question.
        CodeTooLong: it is longer than anybody reads.
        CodeNotText: it cannot be kept.
        LanguageUnknown: that is no tag of a language.
    """
    editions = DraftEdition.objects.select_related("version__code").defer("document")
    edition = editions.filter(id=edition_id).first()
    if edition is None:
        raise NotFound
    code = edition.version.code
    require(by, Permission.CODE_EDIT, on=code.community_id)
    said = tidy(question, field="question")
    _refuse_tag(language)
    open_ones = AdviceRequest.objects.filter(edition__version=edition.version, answers=None)
    if open_ones.count() >= MOST_OPEN:
        raise AdviceTooManyOpen(most=MOST_OPEN)
    row = AdviceRequest.objects.create(
        edition=edition,
        person_id=by.id if by.kind is ActorKind.PERSON else None,
        question=said,
        language=language,
        asked_on=day_of(now),
    )
    fact = AdviceAsked(
        subject=code.id,
        community=code.community_id,
        request=row.id,
        number=edition.version.number,
        edition=edition.number,
    )
    record(fact, by=by, now=now)
    for person_id in sorted(reviewers_of(path_of(code.community_id))):
        notify(person_id=person_id, kind=NoticeKind.WORK_WAITING)
    return row.id


@transaction.atomic
def give_advice(*, request_id: str, text: str, language: str, by: Actor, now: datetime) -> None:
    """Give an opinion on a published draft, in public.

    Args:
        request_id: of the question.
        text: the opinion.
        language: in which it is, as a BCP 47 tag.
        by: somebody who may review codes there, and may not write this one.
        now: the moment, of which the day is kept.

    Raises:
        NotFound: there is no such question.
        NotPermitted: they may not review codes there.
        AdviceByAuthor: they may write that code.
        ReasonMissing: there is no opinion.
        CodeTooLong: it is longer than anybody reads.
        CodeNotText: it cannot be kept.
        LanguageUnknown: that is no tag of a language.
    """
    rows = AdviceRequest.objects.select_related("edition__version__code")
    row = rows.filter(id=request_id).first()
    if row is None:
        raise NotFound
    code = row.edition.version.code
    path = path_of(code.community_id)
    person = by.kind is ActorKind.PERSON
    if not person or not any(may(by, Permission.CODE_REVIEW, on=place) for place in path):
        raise NotPermitted(permission=Permission.CODE_REVIEW)
    if may(by, Permission.CODE_EDIT, on=code.community_id):
        raise AdviceByAuthor
    said = tidy(text, field="text")
    _refuse_tag(language)
    Advice.objects.create(
        request=row, person_id=by.id, text=said, language=language, given_on=day_of(now)
    )
    fact = AdviceGiven(subject=code.id, community=code.community_id, request=row.id)
    record(fact, by=by, now=now)
    tell_editors([code.community_id])


def _refuse_tag(language: str) -> None:
    if len(language) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(language):
        raise LanguageUnknown(field="language", language=language)
