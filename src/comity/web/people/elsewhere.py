"""Pages on which somebody shows that an account on another site is theirs.

Each begins with a page that says what is asked there and what is kept here; the way there is a
link, because a form may send nobody to another site (``form-action`` of the content policy).
"""

from http import HTTPStatus
from secrets import compare_digest

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.kernel.errors import DomainError, NotFound, NotPermitted
from comity.messages import words
from comity.people import actions, queries
from comity.people.errors import ProviderRefuses, TripNotOurs
from comity.people.freshness import ELSEWHERE, has_only_accounts
from comity.people.oauth import address_to_ask
from comity.people.queries import actor
from comity.people.rules import AccountRef
from comity.web.pages import sent, show, way_back
from comity.web.people import trips
from comity.web.people.forms import Join, Unlink
from comity.web.people.stepup import confirmed_recently
from comity.web.people.trips import For, Trip

SIGNED_IN = frozenset({For.LINK, For.CONFIRM})
"""Purposes of people who are signed in here."""
HOMES = {
    For.LINK: "people:me",
    For.SIGN_IN: "account_login",
    For.CONFIRM: "people:me",
    For.MESSAGES: "respond:messages",
}
"""Where each way begins, and where it ends when it failed."""
LONGEST_CODE = 2000


@require_safe
def leave(request: HttpRequest, provider: str, purpose: str) -> HttpResponse:
    """Say what the other site will be asked, and lead there."""
    if purpose not in set(For):
        raise NotFound
    # Whoever links an account can sign in with it for ever after.
    to_go = confirmed_recently(_leave) if purpose == For.LINK else _leave
    return to_go(request, provider, purpose)


def _leave(request: HttpRequest, provider: str, purpose: str) -> HttpResponse:
    wanted, site = For(purpose), queries.registration(provider)
    signed_in = request.user.is_authenticated
    person_id = actor(request.user).id if wanted in SIGNED_IN else ""
    if wanted is For.CONFIRM and not _has_only_accounts(request):
        raise NotFound
    if wanted is For.SIGN_IN and signed_in:
        return redirect("people:me")
    trip = Trip(
        purpose=wanted,
        provider=provider,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        person_id=person_id,
        after=way_back(request),
    )
    address = address_to_ask(site, trip.secrets, redirect_uri=queries.return_address(provider))
    response = show(
        request,
        "people/leave.html",
        site=site.name,
        address=address,
        purpose=wanted,
        home=reverse(HOMES[wanted]),
    )
    trips.begin(response, trip)
    return response


@require_safe
def arrive(request: HttpRequest, provider: str) -> HttpResponse:
    """Take what the other site says, once, and do what it was asked for."""
    trip = trips.under_way(request)
    purpose = trip.purpose if trip else For.SIGN_IN
    if trip is not None:
        translation.activate(trip.language)
    try:
        account = _asked(request, trip, provider)
        response = _done(request, trip, account) if trip else redirect(HOMES[purpose])
    except DomainError as refusal:
        messages.error(request, words(refusal.code, **refusal.detail))
        signed_in_already = purpose is For.SIGN_IN and request.user.is_authenticated
        response = redirect("people:me" if signed_in_already else HOMES[purpose])
    trips.end(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Make a person for an account that nobody here has linked."""
    if request.user.is_authenticated:
        return redirect("people:me")
    found = trips.shown(request, For.SIGN_IN)
    if found is None:
        return redirect("account_login")
    account, after = found
    language = translation.get_language() or settings.LANGUAGE_CODE
    form = Join(sent(request), initial={"display_name": account.name, "language": language})
    if not form.is_valid():
        return show(request, "people/join.html", form, account=account)
    person = actions.register_with_account(account=account, now=timezone.now(), **form.cleaned_data)
    record_authentication(request, person, method=ELSEWHERE)
    response: HttpResponse = perform_login(request, person, redirect_url=after or None, signup=True)
    trips.forget_shown(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def unlink(request: HttpRequest, provider: str, subject: str) -> HttpResponse:
    """Say what follows when an account is unlinked, and unlink it."""
    by = actor(request.user)
    account = _linked(by.id, AccountRef(provider, subject))
    can = queries.other_ways_in(by.id, without=account)
    form = Unlink(sent(request))
    if not can or not form.is_valid():
        page = show(request, "people/unlink.html", form, account=account, is_last=not can)
        if not can and request.method == "POST":
            page.status_code = HTTPStatus.CONFLICT
        return page
    actions.unlink_account(person_id=by.id, account=account, by=by, now=timezone.now())
    messages.success(request, _("The account is no longer linked."))
    return redirect("people:me")


def _asked(request: HttpRequest, trip: Trip | None, provider: str) -> AccountRef:
    """Trade what came back for the account.

    Raises:
        TripNotOurs: this browser was not sent away, or another answer comes back.
        ProviderRefuses: somebody declined there.
        ProviderTrouble: the site cannot be asked.
    """
    said, code = request.GET.get("state", ""), request.GET.get("code", "")
    if trip is None or trip.provider != provider:
        raise TripNotOurs
    if not compare_digest(trip.secrets.state.encode(), said.encode()):
        raise TripNotOurs
    if not code or len(code) > LONGEST_CODE:
        raise ProviderRefuses
    return actions.show_account(
        provider=provider,
        code=code,
        verifier=trip.secrets.verifier,
        redirect_uri=queries.return_address(provider),
    )


def _done(request: HttpRequest, trip: Trip, account: AccountRef) -> HttpResponse:
    match trip.purpose:
        case For.LINK:
            return _link(request, trip, account)
        case For.CONFIRM:
            return _confirm(request, trip, account)
        case For.MESSAGES:
            response = redirect("respond:shown")
            trips.keep_shown(response, account, For.MESSAGES, "")
            return response
        case For.SIGN_IN:
            return _sign_in(request, trip, account)


def _link(request: HttpRequest, trip: Trip, account: AccountRef) -> HttpResponse:
    by = actor(request.user)
    if by.id != trip.person_id:
        raise TripNotOurs
    actions.link_account(person_id=by.id, account=account, by=by, now=timezone.now())
    messages.success(request, _("The account %(name)s is linked.") % {"name": account.name})
    return redirect(trip.after or "people:me")


def _confirm(request: HttpRequest, trip: Trip, account: AccountRef) -> HttpResponse:
    by = actor(request.user)
    if by.id != trip.person_id or _owner(account) != by.id or not _has_only_accounts(request):
        raise NotPermitted
    record_authentication(request, request.user, method=ELSEWHERE)
    return redirect(trip.after or "people:me")


def _sign_in(request: HttpRequest, trip: Trip, account: AccountRef) -> HttpResponse:
    if request.user.is_authenticated:
        raise TripNotOurs
    owner = _owner(account)
    response: HttpResponse
    if owner is None:
        response = redirect("people:join")
        trips.keep_shown(response, account, For.SIGN_IN, trip.after)
        return response
    actions.note_name(account=account, now=timezone.now())
    person = queries.persons([owner])[owner]
    record_authentication(request, person, method=ELSEWHERE)
    response = perform_login(request, person, redirect_url=trip.after or None)
    return response


def _has_only_accounts(request: HttpRequest) -> bool:
    by = actor(request.user)
    return has_only_accounts(queries.persons([by.id])[by.id])


def _owner(account: AccountRef) -> str | None:
    return queries.person_of(provider=account.provider, subject=account.subject)


def _linked(person_id: str, wanted: AccountRef) -> AccountRef:
    linked = queries.accounts_of([person_id]).get(person_id, [])
    found = next((one for one in linked if one.same(wanted)), None)
    if found is None:
        raise NotFound
    return found
