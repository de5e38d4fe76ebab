"""The opinion map: sentences first, then the table, then a picture of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.consultation.actions.opinion_maps import ask_for_map
from comity.consultation.queries import opinion_votes, opinions
from comity.people.queries import actor
from comity.web.consultation.opinions.drawing import drawing
from comity.web.consultation.opinions.places import place, said
from comity.web.consultation.opinions.told import told

A_PAGE = 15


@require_safe
def opinion_map(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Tell everybody what the newest map says."""
    here = place(request, consultation_id, round_id)
    without = request.GET.get("without") == "set-aside"
    found = opinions.opinion_map(round_id, without=without)
    context = here.context | {
        "map": found,
        "without": without,
    }
    if found is None or not found.telling:
        return render(request, "consultation/opinions_no_map.html", context)
    words = {one.number: said(one) for one in opinions.statements(round_id)}
    tale = told(found, words)
    context |= {
        "told": tale,
        "by_group": bool(tale.groups) and not found.early,
        "picture": drawing(tale.notable, tale.groups),
        "query": "without=set-aside&" if without else "",
        "page": Paginator(tale.rows, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "consultation/opinions_map.html", context)


@require_safe
def votes(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Hand out the votes behind the map of a closed round, so that anybody can draw it again."""
    place(request, consultation_id, round_id)
    text = opinion_votes.published_votes(round_id)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="votes-{round_id}.json"'
    return response


@require_POST
def draw(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Have a map drawn soon; the page does not wait for it."""
    by = actor(request.user)
    here = place(request, consultation_id, round_id)
    ask_for_map(round_id=round_id, by=by, now=timezone.now())
    messages.success(request, _("The map is being drawn. Look again in a minute."))
    return redirect("consultation:opinion_map", *here.arguments)
