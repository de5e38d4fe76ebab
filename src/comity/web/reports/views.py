"""Coming back with a receipt: keeping it, reading, writing again, taking a report back.

Reading writes nothing anywhere. The receipt stands in no address, no log and no cached page.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.cases import actions as cases
from comity.cases.queries import is_respondent
from comity.kernel.errors import DomainError
from comity.kernel.receipts import Receipt, ReceiptNotReadable, new_receipt, parse_receipt
from comity.messages import words
from comity.reports import actions, queries
from comity.reports.errors import ReceiptUnknown
from comity.vault.rules import ReceiptKeys
from comity.web import receipts
from comity.web.cases.forms import Reason
from comity.web.components import show_problems
from comity.web.files import download
from comity.web.pages import sent
from comity.web.reports import shown
from comity.web.reports.forms import Message, MessageAgain, OpenReceipt, Withdraw
from comity.web.respond.forms import Appeal

AWAY = "https://www.wikipedia.org/"
"""A neutral page that many people have good reason to open."""

Typed = Mapping[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Ask for a receipt, show a new one until it is kept, or show what it opens."""
    if request.method == "POST":
        return _open(request)
    held = _held(request)
    if held is None:
        return _ask(request, OpenReceipt())
    if receipts.is_fresh(request):
        return _page(request, "receipt", receipt=held, qr=receipts.picture(held))
    keys = ReceiptKeys.of(held)
    try:
        found = queries.correspondence(keys)
    except ReceiptUnknown:
        if is_respondent(keys):
            return redirect("respond:case")
        response = _ask(request, OpenReceipt())
        receipts.forget(response)
        return response
    return _page(request, "report", **shown.report(found, keys, now=timezone.now()))


@require_POST
def saved(request: HttpRequest) -> HttpResponse:
    """Stop showing a new receipt: its holder keeps it now."""
    response = redirect("reports:receipt")
    held = _held(request)
    if held is not None:
        actions.note_saved(receipt=ReceiptKeys.of(held))
        receipts.remember(response, held)
    return response


@require_safe
def text_file(request: HttpRequest) -> HttpResponse:
    """Hand out a new receipt as a text file whose name says nothing."""
    held = _held(request)
    if held is None or not receipts.is_fresh(request):
        return redirect("reports:receipt")
    address = f"{settings.COMITY_URL}{reverse('reports:receipt')}"
    text = f"{held.text}\n\n{held.digits}\n\n{address}\n"
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="note.txt"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest) -> HttpResponse:
    """Add a message, files, or both."""
    held = _held(request)
    if held is None and request.method != "POST":
        return redirect("reports:receipt")
    if held is None:
        return _message_again(request)
    form = Message(sent(request), request.FILES or None)

    def send(typed: Typed) -> object:
        return actions.reply(receipt=ReceiptKeys.of(held), now=timezone.now(), **typed)

    return _form(request, "message", form, send)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Ask that another member look again at a report that was declined."""
    return _with_receipt(request, "review", Reason(sent(request)), cases.ask_review)


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest) -> HttpResponse:
    """Appeal to other people against the decision."""
    return _with_receipt(request, "appeal", Appeal(sent(request)), cases.appeal)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take a report back, after saying what that means."""

    def take_back(*, sure: bool, **typed: Any) -> object:  # noqa: ANN401, whatever the form asks for
        del sure  # The form is only valid with it.
        return actions.withdraw(**typed)

    return _with_receipt(request, "withdraw", Withdraw(sent(request)), take_back)


@require_safe
def file(request: HttpRequest, item_id: str, number: int) -> HttpResponse:
    """Hand out one file of the correspondence."""
    held = _held(request)
    if held is None:
        return redirect("reports:receipt")
    return download(queries.file_of(ReceiptKeys.of(held), item_id=item_id, number=number))


@require_POST
def close(_request: HttpRequest) -> HttpResponse:
    """Let the browser forget the receipt."""
    response = redirect("home")
    receipts.forget(response)
    return response


@require_safe
def leave(_request: HttpRequest) -> HttpResponse:
    """Forget the receipt and go to a neutral page, at once."""
    response = HttpResponse(status=302, headers={"Location": AWAY})
    receipts.forget(response)
    return response


def _open(request: HttpRequest) -> HttpResponse:
    """Open a receipt. One that is none and one that opens nothing are answered alike."""
    typed = request.POST.get("receipt", "")
    form = OpenReceipt(request.POST)
    if not typed.strip():
        return _ask(request, form)
    held, known = _known(typed)
    if not known:
        form.errors.clear()
        form.add_error("receipt", words(ReceiptUnknown.code))
        return _ask(request, form)
    if request.user.is_authenticated:
        # From here on this browser holds a receipt, and a receipt never meets an account.
        logout(request)
    response = redirect("reports:receipt")
    receipts.remember(response, held)
    return response


def _known(typed: str) -> tuple[Receipt, bool]:
    """Read a receipt, and tell whether it opens anything; the same is done for every text."""
    try:
        held = parse_receipt(typed)
    except ReceiptNotReadable:
        held = new_receipt()
    keys = ReceiptKeys.of(held)
    try:
        queries.report_of(keys)
    except ReceiptUnknown:
        return held, is_respondent(keys)
    return held, True


def _message_again(request: HttpRequest) -> HttpResponse:
    """Take a message from somebody whose visit ended while they wrote, with their receipt."""
    form = MessageAgain(request.POST, request.FILES or None)
    held, known = _known(request.POST.get("receipt", ""))
    if not known:
        if request.POST.get("receipt"):
            form.add_error("receipt", words(ReceiptUnknown.code))
        return _page(request, "message", form=form, status=422)

    def send(typed: Typed) -> object:
        rest = {name: value for name, value in typed.items() if name != "receipt"}
        return actions.reply(receipt=ReceiptKeys.of(held), now=timezone.now(), **rest)

    response = _form(request, "message", form, send)
    receipts.remember(response, held)
    return response


def _with_receipt(
    request: HttpRequest, name: str, form: forms.Form, act: Callable[..., object]
) -> HttpResponse:
    """Show a form to the holder of a receipt, or do what was sent with it."""
    held = _held(request)
    if held is None:
        return redirect("reports:receipt")
    keys = ReceiptKeys.of(held)
    queries.report_of(keys)

    def send(typed: Typed) -> object:
        return act(receipt=keys, now=timezone.now(), **typed)

    return _form(request, name, form, send)


def _form(
    request: HttpRequest, name: str, form: forms.Form, send: Callable[[Typed], object]
) -> HttpResponse:
    """Show a form or send what was typed; a refusal comes back beside it."""
    if form.is_valid():
        try:
            send(form.cleaned_data)
        except DomainError as refusal:
            show_problems(form, refusal)
        else:
            return redirect(f"{reverse('reports:receipt')}?done={name}")
    wrong = form.is_bound and bool(form.errors)
    return _page(request, name, form=form, status=422 if wrong else 200)


def _ask(request: HttpRequest, form: OpenReceipt) -> HttpResponse:
    return _page(request, "open", form=form, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: object) -> HttpResponse:
    """Show a page of reporters, and let the visit of a receipt's holder go on for an hour."""
    whole = {
        "quiet": True,
        "leave_url": reverse("reports:leave"),
        "done": request.GET.get("done", ""),
        "again": "again" in request.GET,
        **context,
    }
    response = render(request, f"reports/{name}.html", whole, status=status)
    held = _held(request)
    if held is not None:
        receipts.remember(response, held, fresh=receipts.is_fresh(request))
    return response


def _held(request: HttpRequest) -> Receipt | None:
    held: Receipt | None = getattr(request, "receipt", None)
    return held
