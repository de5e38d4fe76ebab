"""Where codes stand against the floor."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comity.codes import queries
from comity.codes.queries import FloorFindings
from comity.codes.queries.reviews import Touched, count_waiting, touched
from comity.codes.queries.standings import count_below, standing_of, standings
from comity.codes.queries.versions import seen
from comity.codes.rules.documents import Level, Text
from comity.codes.rules.effective import EffectiveCode
from comity.codes.rules.standing import is_over
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.errors import NotFound
from comity.web.acting import reader
from comity.web.codes import told
from comity.web.codes.floor.judges import asked_of, waiting
from comity.web.codes.floor.words import tag
from comity.web.codes.words import STATES
from comity.web.components import first_words

A_PAGE = 40


@require_safe
def floor(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where a community's code falls below the floor; for the movement, where each stands."""
    community = communities.by_slug(slug)
    version = queries.code_in_force(community.id)
    if version is None:
        return render(request, "codes/none.html", place(community))
    if community.parent_id is not None:
        return _floor_page(request, community, version.id)
    below = request.GET.get("show") == "below"
    page = Paginator(standings(below_only=below), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": page.object_list,
        "below_only": below,
        "below": count_below(),
        "waiting": count_waiting(),
        "query": "show=below&" if below else "",
        "today": timezone.now().date(),
    }
    return render(request, "codes/floor/standings.html", place(community) | context)


@require_safe
def version_floor(request: HttpRequest, slug: str, version_id: str) -> HttpResponse:
    """Show where one version of a local code falls below the floor of today."""
    return _floor_page(request, communities.by_slug(slug), version_id)


def place(community: CommunityRow) -> dict[str, object]:
    """Say whose code a page is about, and lead from the movement down to it."""
    path = reversed(communities.ancestors(community.id))
    trail = [(one.name, told.community_url(one)) for one in path]
    return {"community": community, "trail": trail}


def _floor_page(request: HttpRequest, community: CommunityRow, version_id: str) -> HttpResponse:
    row = seen(version_id, reader(request))
    if row.code.community_id != community.id or row.level != Level.LOCAL:
        raise NotFound
    found = queries.floor_findings(version_id, seen_by=reader(request))
    words = touched(row)
    bound = row.state == queries.State.IN_FORCE
    standing = standing_of(community.id) if bound else None
    today = timezone.now().date()
    context = {
        "version": found.version,
        "state": STATES[found.version.state],
        "findings": _findings(found),
        "words": [_shown(one, found.floor) for one in words],
        "inert": [
            _called(origin.phrasing.said(told.reader()).text) or origin.provision_id
            for origin in found.code.inert
        ],
        "floor_community": communities.community(found.floor.levels[-1].community_id),
        "standing": standing,
        "over": standing is not None and is_over(standing.grace_ends, today),
        "waits": waiting(
            community.id, asked_of(words, on=today), reader(request), on=today, bound=bound
        ),
        "soon": row.state == queries.State.DRAFT,
    }
    return render(request, "codes/floor/floor.html", place(community) | context)


def _findings(found: FloorFindings) -> list[tuple[object, str, str, str]]:
    every = [*found.code.inert, *(here for one in found.code.provisions for here in one.origins)]
    local = {
        here.provision_id: _called(here.phrasing.said(told.reader()).text)
        for here in every
        if here.community_id == found.version.community_id
    }
    return [
        (
            queries.tell(one, found.code.words, told.reader()),
            title_of(found.floor, one.floor_id),
            one.floor_id,
            local.get(one.local_id, "") or one.local_id,
        )
        for one in found.findings
    ]


def _shown(one: Touched, floor: EffectiveCode) -> dict[str, object]:
    """Tell words that touch the floor, with how far people are with them."""
    return {
        "matter": one.matter,
        "name": _called(one.matter.text) or one.matter.provision_id,
        "touches": [title_of(floor, name) for name in one.matter.touches],
        "review": one.review,
        "tag": tag(one.review.state, one.review.verdict) if one.review else None,
        "hints": one.hints,
        "earlier": one.earlier,
    }


def title_of(floor: EffectiveCode, provision_id: str) -> str:
    """Name a provision of the floor in the reader's language."""
    one = floor.provision(provision_id)
    return (_called(one.said(told.reader()).text) if one else "") or provision_id


def _called(text: Text) -> str:
    return text.title or first_words(text.body)
