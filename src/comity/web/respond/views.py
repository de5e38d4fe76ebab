"""A case as its respondent sees it: what is said, how long there is, answering, appealing."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.cases import actions, queries
from comity.cases.errors import MoveNotPossible
from comity.cases.queries import PartyView
from comity.cases.rules.questions import Allegation
from comity.cases.rules.words import Move
from comity.charter.rules import spoken
from comity.kernel.errors import NotFound, SeveralProblems, WrongInput
from comity.reports.errors import ReceiptUnknown
from comity.vault.rules import Item, ReceiptKeys
from comity.web import receipts
from comity.web.cases import shown
from comity.web.components import show_problems
from comity.web.files import download
from comity.web.pages import sent, show
from comity.web.respond.explained import NEXT, WAIT
from comity.web.respond.forms import Answer, Appeal, Support

Given = Mapping[str, Any]
View = Callable[[HttpRequest], HttpResponse]
NOT_MESSAGES = frozenset({"particulars", "statement", "status"})
"""Items that have their own place on the page."""


def held_receipt(request: HttpRequest) -> ReceiptKeys | None:
    """Give the keys of the respondent's receipt that the browser holds, if it holds one."""
    receipt = getattr(request, "receipt", None)
    keys = ReceiptKeys.of(receipt) if receipt is not None else None
    return keys if keys is not None and queries.is_respondent(keys) else None


def kept_receipt(request: HttpRequest) -> ReceiptKeys:
    """Give the keys of the respondent's receipt that the browser holds.

    Raises:
        ReceiptUnknown: it holds none.
    """
    keys = held_receipt(request)
    if keys is None:
        raise ReceiptUnknown(field="receipt")
    return keys


def behind_the_door(view: View) -> View:
    """Lead whoever comes to a page without the receipt to the door where it is asked for."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" and held_receipt(request) is None:
            return redirect("respond:messages")
        return view(request)

    return checked


@require_safe
@behind_the_door
def case(request: HttpRequest) -> HttpResponse:
    """Show what is said, how long there is to answer, and how the case stands."""
    keys = kept_receipt(request)
    view = queries.respondent_view(keys, now=timezone.now())
    tell = shown.Teller(receipt=_("You"), address=_address)
    return show(
        request,
        "respond/case.html",
        view=view,
        next=NEXT.get(view.head.state, WAIT),
        can={choice.move.value for choice in view.choices if choice.open},
        allegations=allegations(view.particulars),
        note=view.particulars.content.get("note", "") if view.particulars else "",
        statements=[tell.card(item) for item in view.statements],
        cards=tell.cards(view.items, without=NOT_MESSAGES),
        seats=[seat.name for seat in view.seats],
        done=request.GET.get("done", ""),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@behind_the_door
def answer(request: HttpRequest) -> HttpResponse:
    """Answer the particulars, or write to the panel at any other time."""
    keys = kept_receipt(request)
    form = Answer(sent(request), request.FILES or None)

    def send(typed: Given) -> object:
        return actions.answer(receipt=keys, now=timezone.now(), **typed)

    view = queries.respondent_view(keys, now=timezone.now())
    return _page(request, "answer", form, send, view=view, is_answer=_can(view, Move.ANSWER))


@require_http_methods(["GET", "HEAD", "POST"])
@behind_the_door
def support(request: HttpRequest) -> HttpResponse:
    """Say what help is needed in order to be heard."""
    keys = kept_receipt(request)
    form = Support(sent(request))

    def send(typed: Given) -> object:
        return actions.ask_support(receipt=keys, now=timezone.now(), **typed)

    return _page(request, "support", form, send)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_the_door
def appeal(request: HttpRequest) -> HttpResponse:
    """Appeal to other people, saying on which grounds.

    Raises:
        MoveNotPossible: there is nothing to appeal against now.
    """
    keys = kept_receipt(request)
    view = queries.respondent_view(keys, now=timezone.now())
    if not _can(view, Move.APPEAL):
        raise MoveNotPossible(state=view.head.state, move=Move.APPEAL)
    form = Appeal(sent(request))

    def send(typed: Given) -> object:
        return actions.appeal(receipt=keys, now=timezone.now(), **typed)

    return _page(request, "appeal", form, send, view=view)


@require_safe
def file(request: HttpRequest, item_id: str, number: int) -> HttpResponse:
    """Hand out one file of the respondent's room.

    Raises:
        NotFound: there is none.
    """
    view = queries.respondent_view(kept_receipt(request), now=timezone.now())
    for item in view.items:
        if item.id == item_id and not item.refused and number < len(item.files):
            return download(item.files[number])
    raise NotFound


@require_POST
def leave(_request: HttpRequest) -> HttpResponse:
    """Let the browser forget the receipt."""
    response = redirect("respond:messages")
    receipts.forget(response)
    return response


def allegations(particulars: Item | None) -> list[dict[str, object]]:
    """List what is alleged, as it was served."""
    said = particulars.content.get("allegations") if particulars else None
    language = get_language() or "en"
    stated = [Allegation.read(one) for one in said] if isinstance(said, list) else []
    return [
        {
            "provision": one.cited.number,
            "code": one.cited.title,
            "text": spoken(one.cited.texts, language),
            "what": one.what,
            "where": one.where,
            "when": one.when,
            "account": one.account.name,
        }
        for one in stated
    ]


def _page(
    request: HttpRequest,
    name: str,
    form: forms.Form,
    send: Callable[[Given], object],
    **context: object,
) -> HttpResponse:
    """Show a form or send what was typed; a refusal comes back beside it."""
    if form.is_valid():
        try:
            send(form.cleaned_data)
        except (WrongInput, SeveralProblems) as refusal:
            show_problems(form, refusal)
        else:
            return redirect(f"{reverse('respond:case')}?done={name}")
    return show(request, f"respond/{name}.html", form, quiet=True, **context)


def _can(view: PartyView, move: Move) -> bool:
    return any(choice.move is move and choice.open for choice in view.choices)


def _address(item_id: str, number: int) -> str:
    return reverse("respond:file", args=[item_id, number])
