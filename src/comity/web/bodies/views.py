"""Pages about bodies that everybody reads."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.access.queries import may
from comity.access.rules import Permission
from comity.bodies import queries
from comity.bodies.rules import BodyKind, Change
from comity.charter.queries import charter_in_force, installation
from comity.communities.queries import ancestors, below, by_slug, tree
from comity.competence.queries import concerns_of_body, effective_charter
from comity.messages import words
from comity.web.acting import reader
from comity.web.bodies import shown
from comity.web.bodies.forms import FindBodies
from comity.web.bodies.words import KINDS

A_PAGE = 20


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """List the bodies, or those that somebody looks for."""
    today = timezone.now().date()
    charter = charter_in_force() if installation() else None
    form = FindBodies(request.GET, nodes=tree(), charter=charter)
    asked = form.cleaned_data if form.is_valid() else {}
    place = by_slug(asked["community"]) if asked.get("community") else None
    found = queries.find(
        on=today,
        text=asked.get("q", ""),
        community_ids=[place.id, *(one.id for one in below(place.id))] if place else None,
        kind=BodyKind(asked["kind"]) if asked.get("kind") else None,
        subject=asked.get("subject", ""),
        language=asked.get("language", ""),
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    ids = [one.id for one in page]
    read, held = queries.readers(ids, today), queries.sitting_counts(ids, today)
    kept = urlencode({name: value for name, value in asked.items() if value})
    context = {
        "form": form,
        "page": page,
        "query": f"{kept}&" if kept else "",
        "looked": bool(kept),
        "rows": [
            {
                "body": one,
                "kind": KINDS[one.kind],
                "count": held.get(one.id, 0),
                "reads": sorted(read.get(one.id, ())),
            }
            for one in page
        ],
    }
    return render(request, "bodies/bodies.html", context)


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a body: what it may decide, who sits in it until when, how it decides, its contact."""
    here = queries.body_by_slug(slug)
    today, by = timezone.now().date(), reader(request)
    charter = effective_charter(here.community_id)
    mandates = queries.mandates([here.id], today).get(here.id, [])
    seats = queries.seats_of_body(here.id)
    members = shown.seated(here, seen_by=by, today=today)
    wanted = here.places or charter.panel.sizes[3]
    context = {
        "body": here,
        "kind": KINDS[here.kind],
        "trail": [
            (place.name, reverse("communities:community", args=[place.slug]))
            for place in reversed(ancestors(here.community_id))
        ],
        "mandates": [shown.mandate(one, charter) for one in mandates],
        "members": members,
        "coming": [one for one in seats if one.ended_on is None and one.starts_on > today],
        "vacancies": max(0, wanted - len(members)),
        "places": wanted,
        "former": [seat for seat in seats if (seat.ended_on or seat.ends_on) < today],
        "conflicts": queries.declared_in(here.id, today),
        "concerns": [words(one.code, **one.told) for one in concerns_of_body(here.id, on=today)],
        "history": shown.history(here),
        "proposals": shown.proposals(here, seen_by=by, today=today),
        **shown.how_it_decides(mandates, charter),
    }
    if by is not None:
        context |= {
            "acts": queries.may_act(by, body_id=here.id, change=Change.SEAT, about="", on=today),
            "removes": queries.may_act(
                by, body_id=here.id, change=Change.UNSEAT, about="", on=today
            ),
            "edits": may(by, Permission.BODY_CREATE, on=here.community_id),
            "wishes": queries.code_names_in(here.id, seen_by=by, on=today),
        }
    return render(request, "bodies/body.html", context)
