"""Setting bodies up and telling them what they may decide, for those who may."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.bodies import actions, queries
from comity.bodies.rules import BodyKind, Running, Scope, Stage
from comity.communities.queries import below, by_slug
from comity.competence.queries import effective_charter
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.bodies.forms import BodyForm, EndMandate, MandateForm
from comity.web.bodies.shown import mandate as told
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up a body in a community."""
    by, now = actor(request.user), timezone.now()
    place = by_slug(slug)
    require(by, Permission.BODY_CREATE, on=place.id)
    form = BodyForm(sent(request))
    if form.is_valid():
        asked = form.cleaned_data
        if done(
            form,
            partial(
                actions.create_body,
                **(asked | {"kind": BodyKind(asked["kind"])}),
                community_id=place.id,
                by=by,
                now=now,
            ),
        ):
            messages.success(
                request, _("The body is set up. It decides nothing before it has a mandate.")
            )
            return redirect("bodies:body", asked["slug"])
    return show(request, "bodies/edit.html", form, place=place)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is said about a body."""
    by, now = actor(request.user), timezone.now()
    here = queries.body_by_slug(slug)
    require(by, Permission.BODY_CREATE, on=here.community_id)
    said = {
        "names": here.names_by_language,
        "contact": here.contact,
        "response_days": here.response_days,
        "places": here.places,
    }
    form = BodyForm(sent(request), initial=said, changes=True)
    if form.is_valid() and done(
        form, partial(actions.change_body, body_id=here.id, **form.cleaned_data, by=by, now=now)
    ):
        messages.success(request, _("The change is saved."))
        return redirect("bodies:body", slug)
    return show(request, "bodies/edit.html", form, place=here.community, body=here)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def mandate(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a body a mandate: asked for first, then shown in words to be confirmed."""
    by, now = actor(request.user), timezone.now()
    here = queries.body_by_slug(slug)
    require(by, Permission.BODY_CREATE, on=here.community_id)
    charter = effective_charter(here.community_id)
    places = below(here.community_id)
    form = MandateForm(sent(request), charter=charter, places=places, initial={"since": now.date()})
    checked = None
    if form.is_valid() and not request.POST.get("back"):
        asked = form.cleaned_data
        scope = Scope(
            stage=Stage(asked["stage"]),
            subjects=tuple(asked["subjects"]),
            severity_from=asked["severity_from"],
            severity_to=asked["severity_to"],
            measure_to=asked["measure_to"],
            spaces=tuple(asked.get("spaces", ())),
            languages=tuple(asked["languages"]),
        )
        give = partial(
            actions.give_mandate,
            body_id=here.id,
            scope=scope,
            since=asked["since"],
            until=asked["until"],
            by=by,
            now=now,
        )
        if request.POST.get("sure"):
            if done(form, give):
                messages.success(request, _("The body has its mandate."))
                return redirect("bodies:body", slug)
        else:
            checked = told(Running(scope, asked["since"], asked["until"]), charter)
    given = queries.mandate_rows(here.id)
    context = {"body": here, "mandate": checked, "sent": request.POST, "given": given}
    return show(request, "bodies/mandate.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def end_mandate(request: HttpRequest, slug: str, mandate_id: str) -> HttpResponse:
    """Say until when a body may decide something."""
    by, now = actor(request.user), timezone.now()
    here = queries.body_by_slug(slug)
    require(by, Permission.BODY_CREATE, on=here.community_id)
    row = next((one for one in queries.mandate_rows(here.id) if one.id == mandate_id), None)
    if row is None:
        raise NotFound
    form = EndMandate(sent(request), initial={"until": row.until or now.date()})
    if form.is_valid() and done(
        form,
        partial(
            actions.end_mandate,
            mandate_id=row.id,
            until=form.cleaned_data["until"],
            by=by,
            now=now,
        ),
    ):
        messages.success(request, _("The last day of the mandate is set."))
        return redirect("bodies:body", slug)
    return show(request, "bodies/end_mandate.html", form, body=here, mandate=row)
