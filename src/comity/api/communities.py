"""Communities over the API, and who decides what in them. All of it is public."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from comity.api.errors import PlaceGone
from comity.api.pages import USUAL, After, Limit, Page, cut, place, told
from comity.bodies import queries as bodies
from comity.bodies.rules import Stage
from comity.charter.queries import charter_in_force
from comity.communities import queries
from comity.communities.queries import CommunityRow
from comity.competence.queries import competence
from comity.competence.rules import CaseFacts, Reason
from comity.kernel.errors import NotFound
from comity.messages import words
from comity.wikis.queries import wikis_of

router = Router(tags=["communities"], auth=None)


class CommunityOut(Schema):
    """A community, as the API tells it. ``wiki`` is what ``/messages/challenges`` asks for."""

    id: str
    slug: str
    kind: str
    names: dict[str, str]
    languages: list[str]
    parent: str | None
    starts_on: date | None
    ends_on: date | None
    wiki: str | None


class ReasonOut(Schema):
    """A reason, as a code for programs and as a sentence for people."""

    code: str
    title: str
    detail: dict[str, int | str]


class StepOut(Schema):
    """A body on the way up."""

    body: str
    slug: str
    competent: bool
    response_days: int
    contact: str
    reasons: list[ReasonOut]


class AnswerOut(Schema):
    """Who decides: the first competent body, and every body on the way with its reasons."""

    body: str | None
    start: ReasonOut
    emergency: ReasonOut | None
    path: list[StepOut]


@router.get("", response=Page[CommunityOut])
def communities(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=150)] = "",
    after: After = "",
    limit: Limit = USUAL,
) -> object:
    """List every community, or those with this in a name."""
    if q.strip():
        found, last = cut(request, queries.matching(q), after, limit)
    else:
        found, last = _tree(request, after, limit)
    wikis = wikis_of(one.id for one in found)
    return told([_out(one, wikis) for one in found], request, last)


@router.get("/{slug}", response=CommunityOut)
def community(request: HttpRequest, slug: str) -> object:
    """Show one community."""
    del request
    here = queries.by_slug(slug)
    return _out(here, wikis_of([here.id]))


@router.get("/{slug}/handlers", response=AnswerOut)
def who_handles(
    request: HttpRequest,
    slug: str,
    subject: Annotated[str, Query(min_length=1, max_length=100)],
    severity: Annotated[int, Query(ge=1, le=5)],
    stage: Stage = Stage.FIRST,
) -> object:
    """Say who would decide something like this here, and why, nearest first."""
    del request
    here = queries.by_slug(slug)
    charter = charter_in_force()
    facts = CaseFacts(
        places=(here.id,), subject=charter.subject_of(subject), severity=severity, stage=stage
    )
    answer = competence(facts, on=timezone.now().date())
    named = bodies.bodies(step.body_id for step in answer.path)
    return {
        "body": answer.first.body_id if answer.first else None,
        "start": _reason(answer.start),
        "emergency": _reason(answer.emergency) if answer.emergency else None,
        "path": [
            {
                "body": step.body_id,
                "slug": named[step.body_id].slug,
                "competent": step.competent,
                "response_days": named[step.body_id].response_days,
                "contact": named[step.body_id].contact,
                "reasons": [_reason(reason) for reason in step.reasons],
            }
            for step in answer.path
        ],
    }


def _reason(reason: Reason) -> dict[str, object]:
    title = words(reason.code, **reason.detail)
    return {"code": reason.code, "title": title, "detail": dict(reason.detail)}


def _tree(request: HttpRequest, after: str, limit: int) -> tuple[list[CommunityRow], str | None]:
    behind = place(request, after) if after else ""
    try:
        found = queries.part_of_tree(after=behind, size=limit + 1)
    except NotFound:
        raise PlaceGone(field="after") from None
    shown = found[:limit]
    return shown, shown[-1].id if len(found) > limit else None


def _out(here: CommunityRow, wikis: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": here.id,
        "slug": here.slug,
        "kind": here.kind,
        "names": here.names_by_language,
        "languages": here.languages,
        "parent": here.parent.slug if here.parent else None,
        "starts_on": here.starts_on,
        "ends_on": here.ends_on,
        "wiki": wikis.get(here.id),
    }
