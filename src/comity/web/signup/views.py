"""The page on which somebody signs a code: one decision, what it means, what changed since."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.codes import queries as codes
from comity.codes.rules.redline import Change
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.errors import NotFound
from comity.messages import words
from comity.people.queries import actor
from comity.signup import actions, queries
from comity.signup.errors import AlreadySigned, AnotherVersionNow, NothingToSign
from comity.web.codes import told
from comity.web.codes.words import CHANGES, FIELDS
from comity.web.signup.forms import Sign


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show what would be signed, and sign it."""
    community = communities.by_slug(slug) if slug else communities.root()
    if request.method != "POST":
        return _page(request, community)
    by, form = actor(request.user), Sign(request.POST)
    if not form.is_valid():
        return _page(request, community, refusal=words("another_version_now"))
    try:
        actions.sign(
            community_id=community.id,
            version_id=form.cleaned_data["version"],
            language=told.reader(),
            by=by,
            now=timezone.now(),
        )
    except AnotherVersionNow as refusal:
        return _page(request, community, refusal=words(refusal.code))
    except AlreadySigned:
        # Whoever presses twice has signed once, and that is what the page says next.
        return redirect(request.path)
    messages.success(request, _("You have signed. Thank you for living by it."))
    return redirect(request.path)


def _page(request: HttpRequest, community: CommunityRow, refusal: str = "") -> HttpResponse:
    by = actor(request.user) if request.user.is_authenticated else None
    try:
        asked = queries.to_sign(community.id, language=told.reader(), seen_by=by)
    except NotFound:
        raise NothingToSign from None
    changes = [
        (one, [CHANGES[kind] for kind in one.kinds], [FIELDS[name] for name in _fields(one)])
        for one in asked.changes
    ]
    context = {
        "community": community,
        "version": asked.version,
        "title": told.in_words(asked.version.title),
        "signed": asked.signed,
        "before": asked.before,
        "changes": changes,
        "form": Sign(initial={"version": asked.version.id}),
        "knows_who": by is not None,
        "refusal": refusal,
        "authority": told.authority_of(
            asked.version,
            reverse("codes:community_code", args=[community.slug]) + told.IN_AGREED_WORDS,
        ),
        "total": len(codes.document(asked.version.id).provisions),
    }
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "signup/sign.html", context, status=status)


def _fields(change: Change) -> list[str]:
    """Name each field that changed once; of the numbers of a provision, several may have."""
    return list(dict.fromkeys(name.partition(".")[0] for name in change.fields))
