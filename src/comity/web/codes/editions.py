"""Published drafts: anybody can read them, and none of them binds anybody."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comity.codes import queries
from comity.codes.queries import Edition, State
from comity.codes.queries.translations import states_of
from comity.codes.rules.effective import LevelCode, compose
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.consultation.queries.rounds import RoundView, open_for_comment
from comity.kernel.errors import NotFound
from comity.web.codes import told
from comity.web.codes.sources import of_document


@require_safe
def edition(request: HttpRequest, slug: str, edition_id: str) -> HttpResponse:
    """Show a published draft, with its provisions and where their words come from."""
    community, found = _found(slug, edition_id)
    document = queries.edition_document(edition_id)
    level = LevelCode(
        found.version_id,
        found.version_number,
        community.id,
        document,
        states_of(found.version_id, document),
    )
    path = communities.ancestors(community.id)
    places = {one.id: one for one in path}
    code = compose([level])
    others = [one for one in queries.editions(found.version_id) if one.number != found.number]
    agreed = request.GET.get("words") == told.AGREED
    said = [one.agreed() if agreed else one.said(told.reader()) for one in code.provisions]
    page = Paginator(code.provisions, told.A_PAGE).get_page(request.GET.get("page"))
    cards = [(told.card(one, community, places, agreed=agreed), one.lead.source) for one in page]
    title, summary = told.titled(document, agreed=agreed)
    context = {
        "community": community,
        "trail": [(one.name, told.community_url(one)) for one in reversed(path)],
        "edition": found,
        "title": title,
        "summary": summary,
        "cards": cards,
        "page": page,
        "query": f"words={told.AGREED}&" if agreed else "",
        "newer": next((one for one in others if one.number > found.number), None),
        "older": [one for one in others if one.number < found.number],
        "is_agreed": found.version_state != State.DRAFT,
        "languages": document.languages,
        "source_language": document.source_language,
        "authority": told.authority(said, document.source_language, agreed=agreed),
        "asked": _asked(community, found),
        "untranslated": sum(one.missing for one in said),
        "sources": of_document(document),
    }
    return render(request, "codes/edition.html", context)


@require_safe
def edition_file(request: HttpRequest, slug: str, edition_id: str) -> HttpResponse:
    """Hand out a published draft as the file that its fingerprint was made of."""
    del request
    _community, found = _found(slug, edition_id)
    text = queries.edition_text(edition_id)
    name = f"{slug}-{found.version_number}-{found.number}.toml"
    return HttpResponse(
        text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(community: CommunityRow, found: Edition) -> RoundView | None:
    """Find the round in which people are asked about a published draft now."""
    return next(
        (
            round_
            for one in open_for_comment([community.id])
            for round_ in one.open_rounds
            if round_.edition_id == found.id
        ),
        None,
    )


def _found(slug: str, edition_id: str) -> tuple[CommunityRow, Edition]:
    """Find an edition under the address of its own community."""
    community, found = communities.by_slug(slug), queries.edition(edition_id)
    if found.community_id != community.id:
        raise NotFound
    return community, found
