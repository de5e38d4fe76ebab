"""Pages about the charter. All of them are public."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comity.charter import queries
from comity.charter.queries import MOVEMENT, VersionRow
from comity.charter.rules import Charter, redline
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.competence.queries import effective_charter
from comity.kernel.errors import NotFound
from comity.web.charter.told import Teller
from comity.web.charter.words import EFFECTS


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Show the numbers of the whole movement that are in force."""
    return _page(request, queries.charter_in_force(), None, in_force=True)


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the numbers that hold in a community, its own ones marked."""
    here = communities.by_slug(slug)
    return _page(request, effective_charter(here.id), here, in_force=True)


@require_safe
def version(request: HttpRequest, version_id: str) -> HttpResponse:
    """Show a version, whether it is in force or not."""
    found = queries.version(version_id)
    here = communities.community(found.community_id) if found.community_id else None
    newest = queries.versions(found.community_id)[0]
    in_force = newest.id == found.id
    return _page(request, queries.charter(found.id), here, in_force=in_force)


@require_safe
def file(request: HttpRequest, version_id: str, kind: str) -> HttpResponse:
    """Give a version as a file: its own text, or everything that holds under it as JSON."""
    del request
    found = queries.version(version_id)
    name = f"charter-{found.number}.{kind}"
    if kind == "toml":
        answer = HttpResponse(found.text, content_type="application/toml; charset=utf-8")
    elif kind == "json":
        held = queries.charter(found.id)
        told = {
            "version": found.id,
            "number": found.number,
            "community": found.community_id or None,
            "adopted_on": found.adopted_on.isoformat(),
            "hash": found.hash,
            "values": held.values,
        }
        text = json.dumps(told, ensure_ascii=False, indent=2, default=str)
        answer = HttpResponse(text, content_type="application/json")
    else:
        raise NotFound
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def changes(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """Show what changed from one version to another, and whether it protects more or less."""
    first, second = queries.version(before), queries.version(after)
    found = redline(queries.charter(first.id), queries.charter(second.id))
    rows = [
        {
            "key": one.key,
            "parts": [
                {"op": op, "text": text}
                for op, text in (("removed", one.before), ("added", one.after))
                if text
            ],
            "effect": EFFECTS[one.effect],
        }
        for one in found
    ]
    counts = [
        (word, tone, sum(one.effect is effect for one in found))
        for effect, (word, tone) in EFFECTS.items()
    ]
    context = {"before": first, "after": second, "rows": rows, "counts": counts}
    return render(request, "charter/changes.html", context)


def _page(
    request: HttpRequest, charter: Charter, place: CommunityRow | None, *, in_force: bool
) -> HttpResponse:
    shown = queries.version(charter.version_id)
    every = queries.versions(shown.community_id)
    earlier = [one for one in every if one.number <= shown.number]
    teller = Teller(charter, earlier)
    before: VersionRow | None = earlier[1] if len(earlier) > 1 else None
    context = {
        "version": shown,
        "place": place,
        "trail": _trail(place),
        "in_force": in_force,
        "inherited": place is not None and shown.community_id != place.id,
        "own": shown.community_id != MOVEMENT,
        "groups": teller.groups(),
        "sources": teller.sources(),
        "routes": teller.routes(),
        "appeals": teller.appeals(),
        "ladder": teller.ladder(),
        "cells": teller.cells(),
        "before": before,
        "versions": every,
        "contact": charter.emergency.contact,
    }
    return render(request, "charter/numbers.html", context)


def _trail(place: CommunityRow | None) -> list[tuple[str, str]]:
    if place is None:
        return []
    path = communities.ancestors(place.id)
    return [(one.name, reverse("communities:community", args=[one.slug])) for one in reversed(path)]
