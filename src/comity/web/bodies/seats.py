"""Proposing that somebody takes or loses a seat, and confirming it as another person."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.bodies import actions, queries
from comity.bodies.errors import ProposalAboutYou
from comity.bodies.queries import ProposalRow
from comity.bodies.rules import PEOPLE_NEEDED, Change, Standing
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound, NotPermitted
from comity.people.queries import actor, by_username
from comity.vault.queries import fingerprint_of
from comity.web.acting import done
from comity.web.bodies.forms import Compared, ProposeSeat, Sure
from comity.web.bodies.shown import said
from comity.web.keyrings import fingerprint
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose that somebody takes a seat. Another person confirms it.

    Raises:
        NotPermitted: whoever asks has no say in this body.
    """
    by, now = actor(request.user), timezone.now()
    here = queries.body_by_slug(slug)
    _require(by, here.id, Change.SEAT, about="")
    form = ProposeSeat(sent(request), initial={"starts_on": now.date()})
    if form.is_valid():
        asked = form.cleaned_data
        person = by_username(asked["username"])
        if person is None:
            form.add_error("username", _("Nobody signs in here with this name."))
        elif done(
            form,
            partial(
                actions.propose_seat,
                body_id=here.id,
                person_id=person.id,
                starts_on=asked["starts_on"],
                ends_on=asked["ends_on"],
                code_name=asked["code_name"],
                by=by,
                now=now,
            ),
        ):
            messages.success(request, _("It is proposed. Another person has to confirm it now."))
            return redirect("bodies:body", slug)
    return show(request, "bodies/propose.html", form, body=here)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def remove(request: HttpRequest, slug: str, seat_id: str) -> HttpResponse:
    """Propose that a member loses their seat. Two others confirm it."""
    return _about_a_seat(request, slug, seat_id, Change.UNSEAT)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def recertify(request: HttpRequest, slug: str, seat_id: str) -> HttpResponse:
    """Propose that the new key of a member counts for their seat. Another person confirms it."""
    return _about_a_seat(request, slug, seat_id, Change.KEY)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def proposal(request: HttpRequest, proposal_id: str) -> HttpResponse:
    """Show what is proposed, with the fingerprint to compare; confirm it or take it back."""
    by, now = actor(request.user), timezone.now()
    row = queries.proposal(proposal_id, seen_by=by, on=now.date())
    if request.POST.get("withdraw"):
        actions.withdraw_proposal(proposal_id=row.id, by=by, now=now)
        messages.success(request, _("The proposal was withdrawn. Nothing has changed."))
        return redirect("bodies:body", row.body.slug)
    compares = row.change != Change.UNSEAT
    live = fingerprint_of(row.person_id) or ""
    form: Compared | Sure = (
        Compared(sent(request), initial={"compared": live}) if compares else Sure(sent(request))
    )
    if form.is_valid() and done(
        form,
        partial(
            actions.confirm_proposal,
            proposal_id=row.id,
            compared=form.cleaned_data.get("compared", ""),
            by=by,
            now=now,
        ),
    ):
        return _confirmed(request, row)
    return show(request, "bodies/proposal.html", form, **_told(row, by, compares=compares))


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def code_name(request: HttpRequest, slug: str, person_id: str) -> HttpResponse:
    """Confirm the code name that another member would like."""
    by, now = actor(request.user), timezone.now()
    here = queries.body_by_slug(slug)
    wishes = queries.code_names_in(here.id, seen_by=by, on=now.date())
    wish = next((one for one in wishes if one.person_id == person_id), None)
    if wish is None:
        raise NotFound
    form = Sure(sent(request))
    if form.is_valid() and done(
        form,
        partial(
            actions.confirm_code_name,
            body_id=here.id,
            person_id=person_id,
            code_name=request.POST.get("code_name", ""),
            by=by,
            now=now,
        ),
    ):
        messages.success(request, _("They are called by the code name from now on."))
        return redirect("bodies:body", slug)
    return show(request, "bodies/confirm_code_name.html", form, body=here, wish=wish)


def _about_a_seat(request: HttpRequest, slug: str, seat_id: str, change: Change) -> HttpResponse:
    by, now = actor(request.user), timezone.now()
    here = queries.body_by_slug(slug)
    members = queries.members(here.id, now.date())
    member = next((one for one in members if one.seat_id == seat_id), None)
    if member is None:
        raise NotFound
    _require(by, here.id, change, about=member.person_id)
    form = Sure(sent(request))
    act = actions.propose_removal if change is Change.UNSEAT else actions.propose_key
    if form.is_valid() and done(form, partial(act, seat_id=seat_id, by=by, now=now)):
        messages.success(request, _("It is proposed. Others have to confirm it now."))
        return redirect("bodies:body", slug)
    removes = change is Change.UNSEAT
    return show(request, "bodies/change.html", form, body=here, member=member, removes=removes)


def _require(by: Actor, body_id: str, change: Change, *, about: str) -> None:
    """Refuse a page to whoever could not send it."""
    if by.id == about:
        raise ProposalAboutYou
    today = timezone.now().date()
    if not queries.may_act(by, body_id=body_id, change=change, about=about, on=today):
        raise NotPermitted


def _confirmed(request: HttpRequest, before: ProposalRow) -> HttpResponse:
    """Say whether that was enough. Whoever was just let in or out may not be seen any more."""
    row = queries.proposal_by_id(before.id)
    told = {
        (Change.SEAT, True): _("They have the seat now, and their key is certified."),
        (Change.UNSEAT, True): _("They have lost the seat."),
        (Change.KEY, True): _("The new key is certified now."),
    }
    carried = row.standing == Standing.CARRIED
    more = _("Your confirmation counts. One more person is needed.")
    messages.success(request, told.get((Change(row.change), carried), more))
    return redirect("bodies:body", row.body.slug)


def _told(row: ProposalRow, by: Actor, *, compares: bool) -> dict[str, object]:
    """Say what stands on the page of a proposal."""
    confirmed = [one.confirmed_by for one in row.confirmations.all()]
    everybody = [row.proposed_by, *confirmed]
    mine = str(by) == row.proposed_by
    about_me = by.id == row.person_id
    today = timezone.now().date()
    behind = queries.behind(row, today) if row.standing == Standing.OPEN else everybody
    names = queries.names_of_actors(everybody)
    is_open = row.standing == Standing.OPEN and row.expires_on >= today
    live = fingerprint_of(row.person_id) or ""
    return {
        "proposal": row,
        "body": row.body,
        "sentence": said(row),
        "person": row.person,
        "compares": compares,
        "fingerprint": fingerprint(row.person_id) or "",
        "key_changed": compares and live != row.fingerprint,
        "needed": PEOPLE_NEEDED[Change(row.change)],
        "stand_behind": [names.get(one, _("Whoever runs this place")) for one in behind],
        "is_open": is_open,
        "mine": mine,
        "about_me": about_me,
        "can_confirm": is_open and not mine and not about_me and str(by) not in confirmed,
        "can_withdraw": is_open and (mine or (about_me and row.change == Change.SEAT)),
        "removes": row.change == Change.UNSEAT,
    }
