"""Pages about codes. All of them are public; drafts show themselves to their authors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.queries.talk import counted
from comity.codes.rules.provisions import Modality
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.messages import words
from comity.people.queries import actor
from comity.web.codes import told
from comity.web.codes.sources import of_code
from comity.web.codes.words import STATES

UNFINISHED = frozenset({"draft", "outdated", "machine", "in_review"})


@require_safe
def code(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show what binds in a community, each provision with an example and who decides."""
    community = communities.by_slug(slug) if slug else communities.root()
    places = _path(community)
    binding = queries.effective_code(community.id)
    context: dict[str, object] = {"community": community, "trail": _trail(places)}
    if binding is None:
        return render(request, "codes/none.html", context)
    agreed = request.GET.get("words") == told.AGREED
    said = [one.agreed() if agreed else one.said(told.reader()) for one in binding.provisions]
    states = [told.shown_state(one) for one in said]
    page = told.pages(binding).get_page(request.GET.get("page"))
    lead = binding.levels[-1]
    title, summary = told.titled(lead.document, agreed=agreed)
    own = queries.code_in_force(community.id)
    context |= {
        "title": title
        if own
        else _("The code that holds in %(place)s") % {"place": community.name},
        "summary": summary,
        "title_state": "" if agreed else told.title_state(lead),
        "kinds": told.kinds(page),
        "drawn": told.drawn(
            community.id, told.reader(), binding.edition, page=page.number, agreed=agreed
        ),
        "page": page,
        "query": f"words={told.AGREED}&" if agreed else "",
        "authority": told.authority(said, lead.document.source_language, agreed=agreed),
        "version": own,
        "levels": [
            (places[one.community_id], one.number, told.in_words(one.document.title))
            for one in binding.levels
        ],
        "languages": binding.levels[0].document.languages,
        "licence": lead.document.licence,
        "fingerprint": binding.hash,
        "total": len(states),
        "untranslated": states.count("missing"),
        "unfinished": sum(state in UNFINISHED for state in states),
        "loose": sum(not one.provision.structured for one in binding.provisions),
        "inert": len(binding.inert),
        "sources": of_code(binding),
    }
    return render(request, "codes/code.html", context)


@require_safe
def provision(request: HttpRequest, slug: str, provision_id: str) -> HttpResponse:
    """Show one provision: its words, an example, what it means exactly, where it comes from."""
    community = communities.by_slug(slug)
    binding = queries.effective_code(community.id)
    one = binding.provision(provision_id) if binding else None
    if binding is None or one is None:
        raise NotFound
    places = _path(community)
    rule, agreed = one.provision, request.GET.get("words") == told.AGREED
    said = one.agreed() if agreed else one.said(told.reader())
    lead = places[one.lead.community_id]
    context = {
        "community": community,
        "trail": _trail(places),
        "card": told.card(one, community, places, agreed=agreed),
        "page_number": told.page_of(binding, one.id),
        "authority": told.authority([said], one.lead.phrasing.source_language, agreed=agreed),
        "talk": (lead, one.lead.provision_id, counted(lead.id, one.lead.provision_id)),
        "origins": told.origins(one, places),
        "source": one.lead.source,
        "modality": words(f"floor_modality_{rule.modality}") if rule.modality else "",
        "derogable": rule.derogable,
        "is_right": rule.modality is Modality.MAY,
        "behaviours": told.named(binding.words, "behaviours", rule.behaviours),
        "actors": told.named(binding.words, "actors", rule.actors),
        "spaces": told.named(binding.words, "spaces", rule.spaces),
        "exceptions": told.named(binding.words, "exceptions", rule.exceptions),
        "numbers": told.numbers(one, binding.words),
    }
    return render(request, "codes/provision.html", context)


@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """List the versions of a community's own code, and what changed in each."""
    community = communities.by_slug(slug)
    found = queries.versions(community.id, seen_by=_asker(request))
    rows = [
        (one, told.in_words(one.title), STATES[one.state], before)
        for one, before in zip(found, [*found[1:], None], strict=False)
    ]
    asker = _asker(request)
    context = {
        "community": community,
        "trail": _trail(_path(community)),
        "rows": rows,
        "editions": queries.editions_of(community.id),
        "writes": asker is not None and may(asker, Permission.CODE_EDIT, on=community.id),
        "decides": asker is not None and may(asker, Permission.CODE_PUT_IN_FORCE, on=community.id),
    }
    return render(request, "codes/versions.html", context)


def _path(community: CommunityRow) -> dict[str, CommunityRow]:
    return {one.id: one for one in communities.ancestors(community.id)}


def _trail(places: dict[str, CommunityRow]) -> list[tuple[str, str]]:
    """Lead from the movement down to the community whose code this is."""
    return [(one.name, told.community_url(one)) for one in reversed(list(places.values()))]


def _asker(request: HttpRequest) -> Actor | None:
    return actor(request.user) if request.user.is_authenticated else None
