"""Pages about bodies. All of them are public."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.bodies import queries
from comity.bodies.actions import declare_conflict
from comity.bodies.rules import Running, Stage
from comity.charter.queries import charter_in_force
from comity.charter.rules import Charter, Decision, spoken
from comity.communities.queries import ancestors, community, root, tree
from comity.kernel.actors import Actor
from comity.people.queries import actor
from comity.reports.queries import look_up
from comity.web.bodies.forms import DeclareConflict
from comity.web.bodies.words import DECISIONS, KINDS, majority
from comity.web.communities.words import severities
from comity.web.pages import sent, show

OF_EVERY_BODY = (
    Decision.FINDING,
    Decision.SEVERE_FINDING,
    Decision.MEASURE,
    Decision.SEVERE_MEASURE,
    Decision.DEPARTURE,
    Decision.CHALLENGE,
)
ON_APPEAL = (Decision.APPEAL, Decision.CHALLENGE)


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a body: what it may decide, who sits in it until when, how it decides, its contact."""
    here = queries.body_by_slug(slug)
    today = timezone.now().date()
    charter = charter_in_force()
    mandates = queries.mandates([here.id], today).get(here.id, [])
    appeals = bool(mandates) and all(one.scope.stage is Stage.APPEAL for one in mandates)
    seats = queries.seats_of_body(here.id)
    places = ancestors(here.community_id)
    context = {
        "body": here,
        "kind": KINDS[here.kind],
        "trail": [
            (place.name, reverse("communities:community", args=[place.slug]))
            for place in reversed(places)
        ],
        "mandates": [_mandate(mandate, charter) for mandate in mandates],
        "members": queries.members(here.id, today),
        "former": [seat for seat in seats if (seat.ended_on or seat.ends_on) < today],
        "panel": charter.panel.appeal if appeals else charter.panel.sizes[3],
        "minimum": charter.handlers_minimum,
        "votes": [
            {"label": DECISIONS[kind], "value": majority(charter.majorities[kind])}
            for kind in (ON_APPEAL if appeals else OF_EVERY_BODY)
        ],
    }
    return render(request, "bodies/body.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: HttpRequest) -> HttpResponse:
    """Let a member say in advance whom and which places they cannot judge."""
    by = actor(request.user)
    form = DeclareConflict(sent(request), nodes=tree())
    if form.is_valid() and _declare(form, by):
        messages.success(request, _("It was noted. You are left out of what it touches."))
        return redirect("bodies:conflicts")
    declared = queries.conflicts_of(by.id, seen_by=by)
    return show(request, "bodies/conflicts.html", form, declared=declared)


def _declare(form: DeclareConflict, by: Actor) -> bool:
    """Declare what the form says; one that names an account nobody has keeps the form."""
    said, now = form.cleaned_data, timezone.now()
    declare = partial(declare_conflict, person_id=by.id, hard=said["hard"], by=by, now=now)
    if said["place"]:
        declare(community_id=said["place"])
        return True
    (mention,) = look_up([said["account"]], community_id=root().id).mentions
    for account in mention.accounts:
        declare(account=account)
    if not mention.accounts:
        form.add_error("account", _("No account of this name was found. Check how it is written."))
    return bool(mention.accounts)


def _mandate(mandate: Running, charter: Charter) -> dict[str, object]:
    """Put a mandate into the reader's words."""
    language, scope = get_language() or "en", mandate.scope
    known = [charter.subjects[one] for one in scope.subjects if one in charter.subjects]
    return {
        "appeal": scope.stage is Stage.APPEAL,
        "subjects": [spoken(subject.names, language) for subject in known],
        "severities": severities(scope.severity_from, scope.severity_to),
        "most": spoken(charter.guideline.measure(scope.measure_to).names, language),
        "spaces": [community(space) for space in scope.spaces],
        "languages": scope.languages,
        "since": mandate.since,
        "until": mandate.until,
    }
