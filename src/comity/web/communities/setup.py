"""Adding communities, changing and moving them, for those who may."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.communities import actions, queries
from comity.communities.rules import Kind
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.communities.forms import CommunityForm, MoveCommunity
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a community under another."""
    by, now = actor(request.user), timezone.now()
    parent = queries.by_slug(slug)
    require(by, Permission.COMMUNITY_CREATE, on=parent.id)
    form = CommunityForm(sent(request), initial={"languages": " ".join(parent.languages)})
    if form.is_valid():
        asked = form.cleaned_data
        add = partial(
            actions.create_community,
            **(asked | {"kind": Kind(asked["kind"])}),
            parent_id=parent.id,
            by=by,
            now=now,
        )
        if done(form, add):
            messages.success(request, _("The community is added."))
            return redirect("communities:community", asked["slug"])
    return show(request, "communities/edit.html", form, parent=parent)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is said about a community."""
    by, now = actor(request.user), timezone.now()
    here = queries.by_slug(slug)
    require(by, Permission.COMMUNITY_CREATE, on=here.id)
    said = {
        "names": here.names_by_language,
        "languages": " ".join(here.languages),
        "starts_on": here.starts_on,
        "ends_on": here.ends_on,
    }
    form = CommunityForm(sent(request), initial=said, changes=Kind(here.kind))
    if form.is_valid() and done(
        form,
        partial(
            actions.change_community, community_id=here.id, **form.cleaned_data, by=by, now=now
        ),
    ):
        messages.success(request, _("The change is saved."))
        return redirect("communities:community", slug)
    return show(request, "communities/edit.html", form, community=here)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a community under another one."""
    by, now = actor(request.user), timezone.now()
    here = queries.by_slug(slug)
    require(by, Permission.COMMUNITY_CREATE, on=here.id)
    form = MoveCommunity(
        sent(request),
        nodes=queries.tree(),
        initial={"parent": here.parent.slug if here.parent else ""},
    )
    if form.is_valid():
        parent = queries.by_slug(form.cleaned_data["parent"])
        act = partial(
            actions.move_community, community_id=here.id, parent_id=parent.id, by=by, now=now
        )
        if done(form, act):
            messages.success(request, _("The community stands in its new place."))
            return redirect("communities:community", slug)
    return show(request, "communities/move.html", form, community=here)
