"""What was answered, and what came of it. All of it is public but who an author is."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes import queries as codes
from comity.consultation.errors.answers import StillConsulted
from comity.consultation.models import (
    Anchor,
    Conclusion,
    Consultation,
    Contribution,
    Disposition,
)
from comity.consultation.queries.lists import Listing
from comity.consultation.queries.suggestions import FOLLOWED, Became, became
from comity.consultation.rules import dispositions
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.kinds import Stage
from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound

HEARD = [one for one in Decision if one.heard]

READ = ("round", "suggestion", *(f"suggestion__{one}" for one in FOLLOWED))
"""What is read along with contributions that are told with their answers."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer.

    Attributes:
        decision: what became of the contribution.
        reason: by language.
        provisions: ids of those that changed because of it.
        decided_on: the day.
        objection: what its author said it misses; empty where they did not.
    """

    decision: str
    reason: Mapping[str, str]
    provisions: tuple[str, ...]
    decided_on: date
    objection: str


@dataclass(frozen=True, slots=True)
class Told:
    """A contribution with its answers.

    Attributes:
        id: random, as in addresses.
        number: place of its round and its own, as in 2.14.
        round_id: of the round it was made in.
        text: in the words of its author; empty where they took it back.
        language: of the text.
        made_on: the day.
        provisions: ids of those that it is about.
        suggestion: state of the change it suggests; empty where it suggests none.
        became: what became of that in the end; nothing where it stands in no frozen version.
        replies: in their order.
        answered: whether the last answer stands.
        may_object: whether its author may still say that the answer misses the point.
    """

    id: str
    number: str
    round_id: str
    text: str
    language: str
    made_on: date
    provisions: tuple[str, ...]
    suggestion: str
    became: Became | None
    replies: tuple[Reply, ...]
    answered: bool
    may_object: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which contributions somebody looks for; what is empty does not restrict.

    Attributes:
        provision: id of one that they are about or that changed because of them.
        language: of their words.
        decision: what became of them.
        round_id: in which they were made.
        standing: ``waiting`` or ``answered``.
        behind: number of a contribution, as in 2.14; those before it and itself are left out.
    """

    provision: str = ""
    language: str = ""
    decision: str = ""
    round_id: str = ""
    standing: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many contributions there are, and what became of them.

    Attributes:
        all: without those that were taken back.
        waiting: that lack an answer.
        reopened: of these, those whose first answer missed the point.
        by_decision: of those that have one.
        languages: how many are in each, the most first.
    """

    all: int
    waiting: int
    reopened: int
    by_decision: Mapping[str, int]
    languages: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a consultation ended; texts by language."""

    version_id: str | None
    language: str
    outcome: Mapping[str, str]
    newcomers: Mapping[str, str]
    silent: Mapping[str, str]
    concluded_on: date


def unanswered(consultation_id: str) -> int:
    """Count the contributions to a consultation that lack an answer with a reason."""
    return _waiting(_of(consultation_id)).count()


def unanswered_in(round_id: str) -> int:
    """Count what has to be answered before a round is: what was carried on is answered later.

    A suggestion that was carried over belongs to the round in which it goes on.
    """
    rows = Contribution.objects.filter(withdrawn_on=None)
    here = Q(round=round_id, suggestion=None) | Q(suggestion__round=round_id)
    return _waiting(rows.filter(here)).count()


def numbers(consultation_id: str) -> Numbers:
    """Count the contributions to a consultation by what became of them."""
    rows = _of(consultation_id)
    waiting = _waiting(rows)
    standing = Disposition.objects.filter(contribution__in=rows, objected_on=None)
    by_decision = dict(standing.values_list("decision").annotate(count=Count("id")))
    languages = rows.values_list("language").annotate(count=Count("id"))
    return Numbers(
        rows.count(),
        waiting.count(),
        waiting.filter(dispositions__objected_on__isnull=False).count(),
        {one: by_decision[one] for one in Decision if one in by_decision},
        dict(languages.order_by("-count", "language")),
    )


def listing(
    consultation_id: str, wanted: Wanted, *, today: date, waiting_first: bool = False
) -> Listing[Told]:
    """List contributions with their answers, in the order in which they came.

    Args:
        consultation_id: of the consultation.
        wanted: which ones.
        today: the day, on which somebody may still object or not.
        waiting_first: whether those without an answer stand before the others.
    """
    rows = _of(consultation_id)
    if wanted.round_id:
        rows = rows.filter(round=wanted.round_id)
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    if wanted.provision:
        rows = rows.filter(_about(wanted.provision))
    if wanted.decision:
        rows = rows.filter(dispositions__decision=wanted.decision, dispositions__objected_on=None)
    if wanted.standing == "waiting":
        rows = _waiting(rows)
    elif wanted.standing == "answered":
        rows = rows.filter(_stands())
    if wanted.behind:
        round_place, _, place = wanted.behind.partition(".")
        later = Q(round__place=int(round_place), place__gt=int(place))
        rows = rows.filter(later | Q(round__place__gt=int(round_place)))
    rows = rows.annotate(stands=_stands()).select_related(*READ)
    first = ["stands"] if waiting_first else []
    ordered = rows.order_by(*first, "round__place", "place")
    return Listing(ordered, lambda part: _tell(part, today))


def one(contribution_id: str, *, today: date) -> Told:
    """Find a contribution with its answers.

    Raises:
        NotFound: there is none, or its author took it back.
    """
    rows = Contribution.objects.filter(id=contribution_id, withdrawn_on=None)
    found = _tell(rows.select_related(*READ), today)
    if not found:
        raise NotFound
    return found[0]


def several(contribution_ids: Iterable[str], *, today: date) -> list[Told]:
    """Find contributions with their answers; what is not there or was taken back is left out."""
    rows = Contribution.objects.filter(id__in=list(contribution_ids), withdrawn_on=None)
    return _tell(rows.select_related(*READ), today)


def mine(consultation_id: str, *, by: Actor, today: date) -> list[Told]:
    """List what somebody contributed themselves, with their account or their receipt."""
    rows = Contribution.objects.filter(round__consultation=consultation_id)
    if by.kind is ActorKind.PERSON:
        rows = rows.filter(participant__person=by.id)
    elif by.kind is ActorKind.RECEIPT_HOLDER:
        rows = rows.filter(participant__receipt=by.id).exclude(participant__receipt="")
    else:
        return []
    rows = rows.filter(withdrawn_on=None).select_related(*READ)
    return _tell(rows.order_by("round__place", "place"), today)


def may_answer(consultation_id: str, by: Actor | None) -> bool:
    """Tell whether somebody may answer contributions to a consultation."""
    place = Consultation.objects.filter(id=consultation_id).values_list("community_id", flat=True)
    found = place.first()
    return found is not None and by is not None and may(by, Permission.CONSULTATION_RUN, on=found)


def ending(consultation_id: str) -> Ending | None:
    """Tell how a consultation ended; nothing while it runs."""
    row = Conclusion.objects.filter(consultation=consultation_id).first()
    if row is None:
        return None
    frozen = codes.version(row.version_id).effects if row.version_id else None
    means = frozen or row
    return Ending(
        row.version_id, row.language, row.outcome, means.newcomers, means.silent, row.concluded_on
    )


def refuse_while_asked(code_id: str, now: datetime) -> None:
    """Refuse to freeze a draft of a code while people are asked about it, or lack an answer.

    Raises:
        StillConsulted: they are, or do.
    """
    del now
    about = Consultation.objects.filter(code=code_id)
    running = about.filter(stage=Stage.RUNNING).exists()
    rows = Contribution.objects.filter(round__consultation__in=about, withdrawn_on=None)
    waiting = _waiting(rows).count()
    if running or waiting:
        raise StillConsulted(count=waiting)


def _of(consultation_id: str) -> QuerySet[Contribution]:
    return Contribution.objects.filter(round__consultation=consultation_id, withdrawn_on=None)


def _stands() -> Exists:
    """Tell whether an answer stands: the last one, unless it was objected to."""
    return Exists(Disposition.objects.filter(contribution=OuterRef("pk"), objected_on=None))


def _waiting(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    return rows.filter(~_stands())


def _about(provision: str) -> Q:
    """Tell the database what is about a provision, suggests something there, or changed it."""
    # A list of ids is the same text in every database.
    named = Disposition.objects.annotate(ids=Cast("provisions", TextField()))
    changed = named.filter(
        contribution=OuterRef("pk"), decision__in=HEARD, ids__contains=json.dumps(provision)
    )
    anchored = Anchor.objects.filter(contribution=OuterRef("pk"), provision_id=provision)
    return Q(Exists(anchored)) | Q(suggestion__provision_id=provision) | Q(Exists(changed))


def _tell(rows: QuerySet[Contribution], today: date) -> list[Told]:
    """Read contributions with their answers and places, in three queries.

    Texts in which suggestions stand in the end are read too, once each.
    """
    found = list(rows.prefetch_related("dispositions", "anchors"))
    followed = became(one.suggestion for one in found if hasattr(one, "suggestion"))
    told = []
    for row in found:
        given = sorted(row.dispositions.all(), key=lambda one: one.turn)
        last = given[-1] if given else None
        suggestion = row.suggestion if hasattr(row, "suggestion") else None
        named = {one.provision_id: None for one in row.anchors.all()}
        if suggestion:
            named[suggestion.provision_id] = None
        told.append(
            Told(
                row.id,
                f"{row.round.place}.{row.place}",
                row.round_id,
                row.text,
                row.language,
                row.made_on,
                tuple(named),
                suggestion.state if suggestion else "",
                followed.get(row.id),
                tuple(_reply(one) for one in given),
                dispositions.is_answered(one.objected_on is not None for one in given),
                last is not None
                and last.objected_on is None
                and dispositions.may_object(
                    turn=last.turn, answered_on=last.decided_on, today=today
                ),
            )
        )
    return told


def _reply(row: Disposition) -> Reply:
    return Reply(row.decision, row.reason, tuple(row.provisions), row.decided_on, row.objection)
