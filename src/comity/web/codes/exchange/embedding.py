"""One provision for other sites to show in a frame: nothing in it runs, sets or learns anything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from comity.codes import queries
from comity.codes.rules.effective import EffectiveProvision
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.errors import NotFound
from comity.web.codes import told
from comity.web.pages import whole_address

KEPT = 300
"""Seconds for which anybody may keep it."""

POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *; object-src 'none'"
)


@require_safe
@xframe_options_exempt
def provision(request: HttpRequest, slug: str, provision_id: str) -> HttpResponse:
    """Show a provision in a frame on any other site, to everybody alike."""
    community, one = _binding(slug, provision_id)
    places = {place.id: place for place in communities.ancestors(community.id)}
    path = reverse("codes:provision", args=[slug, one.id])
    context = {
        "community": community,
        "card": told.card(one, community, places),
        "url": whole_address(request, path),
    }
    answer = render(request, "codes/embedded.html", context)
    answer["Content-Security-Policy"] = POLICY
    answer["Cache-Control"] = f"public, max-age={KEPT}"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_safe
def snippet(request: HttpRequest, slug: str, provision_id: str) -> HttpResponse:
    """Give the lines that show a provision on another site."""
    community, one = _binding(slug, provision_id)
    address = whole_address(request, reverse("codes:embedded", args=[slug, one.id]))
    title = one.said(told.reader()).text.title or one.id
    lines = format_html(
        '<iframe src="{}" title="{}" width="100%" height="300" loading="lazy" '
        'referrerpolicy="no-referrer" sandbox="allow-top-navigation-by-user-activation '
        'allow-popups"></iframe>',
        address,
        title,
    )
    context = {
        "community": community,
        "trail": told.trail(community),
        "one": one,
        "title": title,
        "lines": lines,
    }
    return render(request, "codes/embed.html", context)


def _binding(slug: str, provision_id: str) -> tuple[CommunityRow, EffectiveProvision]:
    community = communities.by_slug(slug)
    binding = queries.effective_code(community.id)
    one = binding.provision(provision_id) if binding else None
    if one is None:
        raise NotFound
    return community, one
