"""Laying a policy beside the code, and saying how it stands, for those who write the code."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import actions, queries
from comity.codes.rules.policies import Relation
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.codes.drafts.forms import Sure
from comity.web.codes.drafts.opened import editor_of
from comity.web.codes.policies.forms import MappingForm, PolicyForm
from comity.web.codes.policies.views import found, trail
from comity.web.codes.policies.words import RELATIONS
from comity.web.pages import sent, show


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Lay a policy beside the code of a community."""
    by, community = editor_of(request, slug)
    language = community.languages[0] if community.languages else "en"
    form = PolicyForm(sent(request), initial={"language": language})
    made: list[queries.PolicyRow] = []
    if form.is_valid():

        def add() -> None:
            made.append(
                actions.add_policy(
                    community_id=community.id, **form.cleaned_data, by=by, now=timezone.now()
                )
            )

        if done(form, add):
            messages.success(request, _("The policy stands beside the code. Now compare them."))
            return redirect("codes:policy", slug, made[0].id)
    return show(
        request, "codes/policies/new.html", form, community=community, trail=trail(community)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def map_one(request: HttpRequest, slug: str, policy_id: str, provision_id: str) -> HttpResponse:
    """Say how a policy stands to one provision, then go on with the next."""
    by = actor(request.user)
    community, laid = found(request, slug, policy_id)
    require(by, Permission.CODE_EDIT, on=community.id)
    row = next((one for one in laid.rows if one.id == provision_id), None)
    if row is None:
        raise NotFound
    offered = row.suggestion
    part = row.part.number if row.part else offered.part if offered else 0
    initial: dict[str, object] = {
        "relation": row.relation or (offered.relation if offered else ""),
        "part": part,
        "note": row.note,
    }
    form = MappingForm(sent(request), parts=list(laid.parts), initial=initial)
    if form.is_valid():
        asked = form.cleaned_data
        act = partial(
            actions.map_provision,
            policy_id=policy_id,
            provision_id=provision_id,
            relation=Relation(asked["relation"]),
            part=asked["part"],
            note=asked["note"],
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("It is noted."))
            waiting = [one.id for one in laid.rows if not one.relation and one.id != provision_id]
            if request.POST.get("another") and waiting:
                return redirect("codes:map_provision", slug, policy_id, waiting[0])
            page = reverse("codes:policy", args=[slug, policy_id])
            return redirect(f"{page}#p-{provision_id}")
    return show(
        request,
        "codes/policies/map.html",
        form,
        community=community,
        trail=trail(community),
        policy=laid.policy,
        row=row,
        language=laid.language,
        parts=laid.parts,
        suggested=RELATIONS[offered.relation][0] if offered else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, policy_id: str) -> HttpResponse:
    """Take a policy away from beside the code, with what was said of it."""
    by = actor(request.user)
    community, laid = found(request, slug, policy_id)
    require(by, Permission.CODE_EDIT, on=community.id)
    form = Sure(sent(request))
    act = partial(actions.remove_policy, policy_id=policy_id, by=by, now=timezone.now())
    if form.is_valid() and done(form, act):
        messages.success(request, _("The policy is taken away."))
        return redirect("codes:policies", slug)
    return show(
        request,
        "codes/policies/remove.html",
        form,
        community=community,
        trail=trail(community),
        policy=laid.policy,
    )
