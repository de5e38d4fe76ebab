"""Showing that a wiki account is one's own, and getting the receipt, once.

Until the proof every answer is the same, whether anything waits for the account or not.
"""

import secrets
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from comity.cases import actions
from comity.cases.actions import Started
from comity.cases.errors import NeverHere, ProofExpired
from comity.cases.rules.challenge import LIFETIME, Way
from comity.kernel.errors import DomainError, NotFound
from comity.kernel.receipts import parse_receipt
from comity.people.queries import actor
from comity.web import receipts
from comity.web.cases.forms import Choices
from comity.web.components import show_problems
from comity.web.pages import sent, show
from comity.web.people import trips
from comity.web.people.trips import For
from comity.web.respond.forms import Proof, Start
from comity.web.respond.views import held_receipt
from comity.wikis.queries import every_wiki, site_of
from comity.wikis.queries import wiki as wiki_of

VISIT = "__Host-visit" if settings.SECURE else "visit"
"""A cookie that ties a challenge to the browser that asked for it. Nothing is stored for it."""


@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """Ask which account somebody has, and challenge them to show that it is theirs."""
    if held_receipt(request) is not None:
        return redirect("respond:case")
    wikis = _wikis()
    form = Start(sent(request), wikis=wikis)
    visit = request.COOKIES.get(VISIT) or secrets.token_hex(16)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            started = actions.start_challenge(
                wiki_id=typed["wiki_id"],
                account_name=typed["account"],
                way=typed["way"],
                visit=visit,
                now=timezone.now(),
            )
        except DomainError as refusal:
            show_problems(form, refusal)
        else:
            response = _challenge(request, started, typed["way"], typed["wiki_id"])
            response.set_cookie(
                VISIT, visit, secure=settings.SECURE, httponly=True, samesite="Strict"
            )
            return response
    return show(
        request,
        "respond/messages.html",
        form,
        quiet=True,
        wikis=wikis,
        again="again" in request.GET,
    )


@require_POST
def prove(request: HttpRequest) -> HttpResponse:
    """Take the proof and show the receipt, or say that nothing waits."""
    form = Proof(request.POST)
    if not form.is_valid():
        return redirect("respond:messages")
    typed = form.cleaned_data
    try:
        released = actions.prove(
            token=typed["token"],
            visit=request.COOKIES.get(VISIT, ""),
            typed=typed["code"],
            now=timezone.now(),
        )
    except NeverHere:
        return show(request, "respond/nothing.html")
    except ProofExpired:
        return redirect(f"{reverse('respond:messages')}?again=1")
    except DomainError as refusal:
        show_problems(form, refusal)
        return show(request, "respond/challenge.html", form, **_steps(typed))
    return _released(request, released)


@require_POST
def signed_in(request: HttpRequest) -> HttpResponse:
    """Hand over what waits for the accounts that somebody signed in has linked."""
    try:
        released = actions.prove_by_sign_in(by=actor(request.user), now=timezone.now())
    except NeverHere:
        return show(request, "respond/nothing.html")
    return _released(request, released)


@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: HttpRequest) -> HttpResponse:
    """Hand over what waits for an account that somebody has just shown at its home."""
    found = trips.shown(request, For.MESSAGES)
    if found is None:
        return redirect("respond:messages")
    account, _after = found
    if request.method != "POST":
        return show(request, "respond/shown.html", quiet=True, account=account)
    try:
        released = actions.prove_by_account(account=account, now=timezone.now())
    except NeverHere:
        response = show(request, "respond/nothing.html")
    else:
        response = _released(request, released)
    trips.forget_shown(response)
    return response


def _challenge(request: HttpRequest, started: Started, way: str, wiki_id: str) -> HttpResponse:
    shown = {
        "token": started.token,
        "account": started.account,
        "summary": started.summary,
        "way": way,
        "wiki_id": wiki_id,
    }
    return show(request, "respond/challenge.html", Proof(initial=shown), **_steps(shown))


def _steps(shown: Mapping[str, str]) -> dict[str, object]:
    """Give what the page of a challenge says besides its form."""
    return {
        "quiet": True,
        "account": shown["account"],
        "summary": shown["summary"],
        "by_mail": shown["way"] == Way.MAIL,
        "talk_url": _talk_page(shown["wiki_id"], shown["account"], shown["summary"]),
        "lasts": LIFETIME.total_seconds() // 60,
    }


def _talk_page(wiki_id: str, account: str, summary: str) -> str:
    """Build the address of a new section on somebody's own talk page, its subject filled in."""
    try:
        wiki = wiki_of(wiki_id)
    except NotFound:
        return ""
    query = {
        "title": f"User_talk:{account}",
        "action": "edit",
        "section": "new",
        "preloadtitle": summary,
    }
    address = urlsplit(wiki.api_url)
    parts = (address.scheme, address.netloc, site_of(wiki).script, urlencode(query), "")
    return urlunsplit(parts)


def _released(request: HttpRequest, released: Sequence[str]) -> HttpResponse:
    """Show every receipt, once, and let the browser act as holder of the first."""
    kept = [parse_receipt(text) for text in released]
    cards = [{"text": one.text, "digits": one.digits, "qr": receipts.picture(one)} for one in kept]
    response = show(request, "respond/receipt.html", cards=cards)
    receipts.remember(response, kept[0])
    response.delete_cookie(VISIT, samesite="Strict")
    return response


def _wikis() -> Choices:
    return [(wiki.id, wiki.community.name) for wiki in every_wiki()]
