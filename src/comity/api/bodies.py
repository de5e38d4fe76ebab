"""Bodies over the API. Who decides, with what mandate and until when, is public."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from comity.api.pages import USUAL, After, Limit, Page, page_of
from comity.bodies import queries
from comity.bodies.queries import BodyRow
from comity.bodies.rules import Running
from comity.competence.queries import concerns_of_body
from comity.messages import words
from comity.vault.queries import certified_seats

router = Router(tags=["bodies"], auth=None)


class MandateOut(Schema):
    """What a body may decide; an empty list leaves a matter unrestricted."""

    stage: str
    subjects: list[str]
    severity_from: int
    severity_to: int
    measure_to: str
    spaces: list[str]
    languages: list[str]
    since: date
    until: date | None


class MemberOut(Schema):
    """Who sits in a body, and until when. ``name`` is a code name where somebody has one."""

    name: str
    seat: int
    starts_on: date
    ends_on: date
    languages: list[str]
    can_open_cases: bool
    founding: bool


class BodyOut(Schema):
    """A body, as the API tells it."""

    id: str
    slug: str
    kind: str
    community: str
    names: dict[str, str]
    contact: str
    response_days: int
    places: int | None


class ConcernOut(Schema):
    """What is missing in a body, as a code for programs and as a sentence for people."""

    code: str
    title: str


class WholeBodyOut(BodyOut):
    """A body with its mandates and its members."""

    mandates: list[MandateOut]
    members: list[MemberOut]
    declared_conflicts: int
    concerns: list[ConcernOut]


@router.get("", response=Page[BodyOut])
def bodies(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> object:
    """List every body, by place and short name."""
    return page_of(request, queries.body_rows(), after, limit, show=_out)


@router.get("/{slug}", response=WholeBodyOut)
def body(request: HttpRequest, slug: str) -> object:
    """Show one body with its mandates and its members."""
    del request
    here = queries.body_by_slug(slug)
    today = timezone.now().date()
    mandates = queries.mandates([here.id], today).get(here.id, [])
    members = queries.members(here.id, today)
    keyed = certified_seats([one.seat_id for one in members], on=today)
    return {
        **_out(here),
        "mandates": [_mandate(one) for one in mandates],
        "members": [
            {
                "name": one.display_name,
                "seat": one.number,
                "starts_on": one.starts_on,
                "ends_on": one.ends_on,
                "languages": one.reads,
                "can_open_cases": one.seat_id in keyed,
                "founding": one.founding,
            }
            for one in members
        ],
        "declared_conflicts": queries.declared_in(here.id, today),
        "concerns": [
            {"code": one.code, "title": words(one.code, **one.told)}
            for one in concerns_of_body(here.id, on=today)
        ],
    }


def _mandate(running: Running) -> dict[str, object]:
    scope = running.scope
    return {
        "stage": scope.stage,
        "subjects": scope.subjects,
        "severity_from": scope.severity_from,
        "severity_to": scope.severity_to,
        "measure_to": f"M{scope.measure_to}",
        "spaces": scope.spaces,
        "languages": scope.languages,
        "since": running.since,
        "until": running.until,
    }


def _out(here: BodyRow) -> dict[str, object]:
    return {
        "id": here.id,
        "slug": here.slug,
        "kind": here.kind,
        "community": here.community.slug,
        "names": here.names_by_language,
        "contact": here.contact,
        "response_days": here.response_days,
        "places": here.places,
    }
