"""Pages about communities, and about who decides what in them. All of them are public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from comity.access.queries import may
from comity.access.rules import Permission
from comity.bodies import queries as bodies
from comity.bodies.queries import BodyRow
from comity.bodies.rules import Stage
from comity.charter.queries import charter_in_force
from comity.charter.rules import spoken
from comity.communities import queries
from comity.communities.queries import CommunityRow, Node
from comity.communities.rules import Kind
from comity.competence import rules
from comity.competence.queries import competence, concerns_at, effective_charter, structure
from comity.competence.rules import CaseFacts, Reason, Structure
from comity.messages import words
from comity.record.queries import public_lines
from comity.web.acting import reader
from comity.web.communities.code import added
from comity.web.communities.forms import WhoDecides
from comity.web.communities.words import KINDS, severities
from comity.web.consultation.open import consulting

MOST_PLACES_BELOW = 30
HISTORY = ("community:created", "community:changed", "community:moved")


@dataclass(frozen=True, slots=True)
class Handled:
    """A row of the table of who handles what: matters, and the bodies, nearest first."""

    subjects: Sequence[str]
    severities: Sequence[str]
    bodies: Sequence[BodyRow]


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """Who handles what at one place, and who decides on appeal."""

    place: CommunityRow
    kind: object
    rows: Sequence[Handled]
    appeals: Sequence[Handled]


@dataclass(frozen=True, slots=True)
class Branch:
    """A community with what stands directly below it."""

    community: CommunityRow
    below: list["Branch"]


@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    """List every community, or those that somebody looks for."""
    wanted = request.GET.get("q", "").strip()[:150]
    context: dict[str, object] = {"wanted": wanted}
    if wanted:
        context["found"] = queries.search(wanted)
    else:
        context["branches"] = _branches(queries.tree())
    return render(request, "communities/communities.html", context)


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a community: what it adds to the floor, and who handles what, by place and severity."""
    here = queries.by_slug(slug)
    above = queries.ancestors(here.id)[1:]
    below = queries.below(here.id)[:MOST_PLACES_BELOW]
    loaded = structure(timezone.now().date(), [here.id, *(one.id for one in below)])
    context: dict[str, object] = {
        "community": here,
        "kind": KINDS[here.kind],
        "is_movement": here.kind == Kind.MOVEMENT,
        "adds": added(here),
        "trail": [(one.name, _address(one.slug)) for one in reversed(above)],
        "tables": [_table(place, loaded) for place in (here, *below)],
        "children": queries.children(here.id),
        "here": bodies.bodies_at(here.id),
        "consulting": consulting([here.id]),
        "minimum": loaded.charter.handlers_minimum,
        "concerns": [
            words(one.code, **one.told) for one in concerns_at(here.id, on=timezone.now().date())
        ],
        "history": [
            {
                "day": datetime.fromisoformat(str(line["at"])).date(),
                "words": words(str(line["kind"])),
            }
            for line in public_lines(subject=here.id, kinds=HISTORY)
        ],
    }
    if (by := reader(request)) is not None:
        context["edits"] = may(by, Permission.COMMUNITY_CREATE, on=here.id)
        context["sets_up"] = may(by, Permission.BODY_CREATE, on=here.id)
        context["asks"] = may(by, Permission.CONSULTATION_RUN, on=here.id)
        context["connects"] = may(by, Permission.WIKI_CONNECT, on=here.id)
    return render(request, "communities/community.html", context)


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Say who would decide something, and why: every body on the way up gives its reason."""
    charter = charter_in_force()
    asked = {
        key: request.GET[key] for key in ("place", "subject", "severity") if key in request.GET
    }
    if asked.get("subject"):
        asked["subject"] = charter.subject_of(asked["subject"])
    form = WhoDecides(asked, nodes=queries.tree(), charter=charter, language=get_language() or "en")
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        context |= _answer(form.cleaned_data)
    wrong = form.is_bound and bool(form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "communities/who.html", context, status=status)


def _branches(nodes: Sequence[Node]) -> list[Branch]:
    """Turn a list with depths into a tree."""
    tops: list[Branch] = []
    path: list[Branch] = []
    for node in nodes:
        branch = Branch(node.community, [])
        del path[node.depth :]
        (path[-1].below if path else tops).append(branch)
        path.append(branch)
    return tops


def _answer(asked: dict[str, object]) -> dict[str, object]:
    place = queries.by_slug(str(asked["place"]))
    charter = effective_charter(place.id)
    subject, severity = str(asked["subject"]), int(str(asked["severity"]))
    facts = CaseFacts(places=(place.id,), subject=subject, severity=severity)
    answer = competence(facts, on=timezone.now().date())
    named = bodies.bodies(step.body_id for step in answer.path)
    cell = charter.guideline.cell(severity, 0)
    return {
        "place": place,
        "start": _said(answer.start),
        "emergency": _said(answer.emergency) if answer.emergency else "",
        "contact": charter.emergency.contact,
        "steps": [
            {
                "body": named[step.body_id],
                "competent": step.competent,
                "first": answer.first is not None and answer.first.body_id == step.body_id,
                "reasons": [_said(reason) for reason in step.reasons],
            }
            for step in answer.path
        ],
        "decided": answer.first is not None,
        "least": spoken(charter.guideline.measure(cell.floor).names, get_language() or "en"),
        "most": spoken(charter.guideline.measure(cell.ceiling).names, get_language() or "en"),
    }


def _table(place: CommunityRow, loaded: Structure) -> PlaceTable:
    return PlaceTable(
        place=place,
        kind=KINDS[place.kind],
        rows=_rows(place.id, loaded, Stage.FIRST),
        appeals=_rows(place.id, loaded, Stage.APPEAL),
    )


def _rows(place_id: str, loaded: Structure, stage: Stage) -> list[Handled]:
    rows = rules.table(place_id, loaded, stage=stage)
    named = bodies.bodies({body_id for row in rows for body_id in row.bodies})
    subjects, language = loaded.charter.subjects, get_language() or "en"
    return [
        Handled(
            subjects=[spoken(subjects[one].names, language) for one in row.subjects],
            severities=severities(row.severity_from, row.severity_to),
            bodies=[named[body_id] for body_id in row.bodies],
        )
        for row in rows
    ]


def _said(reason: Reason) -> str:
    return words(reason.code, **reason.detail)


def _address(slug: str) -> str:
    return reverse("communities:community", args=[slug])
