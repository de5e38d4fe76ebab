"""Pages of a member about their own service: conflicts, code name, giving up a seat."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.bodies import actions, queries
from comity.bodies.actions import declare_conflict
from comity.communities.queries import root, tree
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor, persons
from comity.reports.queries import look_up
from comity.web.acting import done
from comity.web.bodies.forms import CodeName, DeclareConflict, Sure
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently


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


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, conflict_id: str) -> HttpResponse:
    """Let a member say that something does not keep them from judging any more."""
    by = actor(request.user)
    declared = queries.conflicts_of(by.id, seen_by=by)
    conflict = next((one for one in declared if one.id == conflict_id), None)
    if conflict is None:
        raise NotFound
    form = Sure(sent(request))
    if form.is_valid():
        actions.withdraw_conflict(conflict_id=conflict_id, by=by, now=timezone.now())
        messages.success(request, _("It was withdrawn. You can declare it again at any time."))
        return redirect("bodies:conflicts")
    return show(request, "bodies/withdraw.html", form, conflict=conflict)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def code_name(request: HttpRequest) -> HttpResponse:
    """Let a member ask for a code name, or give theirs up."""
    by, now = actor(request.user), timezone.now()
    today = now.date()
    person = persons([by.id])[by.id]
    if request.POST.get("drop"):
        actions.drop_code_name(person_id=by.id, by=by, now=now)
        messages.success(request, _("You are called by your own name from now on."))
        return redirect("bodies:code_name")
    form = CodeName(sent(request), initial={"code_name": queries.wish_of(by.id)})
    if form.is_valid() and done(
        form,
        partial(
            actions.ask_code_name,
            person_id=by.id,
            code_name=form.cleaned_data["code_name"],
            by=by,
            now=now,
        ),
    ):
        messages.success(request, _("Another member of your body has to confirm it now."))
        return redirect("bodies:code_name")
    return show(
        request,
        "bodies/code_name.html",
        form,
        person=person,
        wish=queries.wish_of(by.id),
        serves=bool(queries.seats_of_person(by.id, today)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a member give up their seat; nobody has to agree."""
    by, now = actor(request.user), timezone.now()
    here = queries.body_by_slug(slug)
    mine = queries.seats_of_person(by.id, now.date())
    seat = next((one for one in mine if one.body_id == here.id), None)
    if seat is None:
        raise NotFound
    form = Sure(sent(request))
    if form.is_valid():
        actions.end_seat(seat_id=seat.id, by=by, now=now)
        messages.success(request, _("You have given up your seat."))
        return redirect("bodies:body", slug)
    return show(request, "bodies/leave.html", form, body=here, seat=seat)


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
