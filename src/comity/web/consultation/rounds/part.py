"""Somebody's own part in a consultation: what they said, how they are shown, their receipt."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.consultation.actions import taking_part as actions
from comity.consultation.queries import contributions, equity, rounds
from comity.consultation.queries.taking_part import consultation_of
from comity.kernel.errors import NotFound
from comity.kernel.receipts import parse_receipt
from comity.web.acting import done
from comity.web.consultation import receipts
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.forms import Receipt, Shown
from comity.web.pages import sent, show, whole_address
from comity.web.receipts import picture

LONGEST_ID = 13


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Show somebody what they said here, and let them choose how they are shown."""
    found = rounds.consultation(consultation_id)
    by = receipts.acting(request, consultation_id)
    if by is None:
        return redirect("consultation:enter")
    after = request.GET.get("after", "")[:LONGEST_ID]
    mine, rows = contributions.own(by, consultation_id, after=after, limit=contributions.PAGE + 1)
    page, more = rows[: contributions.PAGE], len(rows) > contributions.PAGE
    form = None
    if mine is not None and mine.has_account:
        began = {"shows_name": mine.shows_name, "wants_letters": mine.wants_letters}
        form = Shown(sent(request), initial=began)
        act = partial(
            actions.choose_shown, consultation_id=consultation_id, by=by, now=timezone.now()
        )
        if form.is_valid() and done(form, partial(act, **form.cleaned_data)):
            messages.success(request, _("Saved."))
            return redirect("consultation:part", consultation_id)
    held = receipts.read(request, consultation_id)
    new = held if receipts.is_fresh(request, consultation_id) else None
    open_ids = {one.id for one in found.open_rounds}
    return show(
        request,
        "consultation/rounds_part.html",
        form,
        found=found,
        title=told.said(found.title, found.source_language),
        trail=told.path_to(found),
        part=mine,
        cards=[
            (card, card.one.round_id in open_ids)
            for card in told.cards(page, None, translated_first=False)
        ],
        next_url=f"?after={page[-1].id}" if more else "",
        begin_url=request.path if after else "",
        receipt=new,
        qr=picture(new) if new else None,
        address=whole_address(request, reverse("consultation:enter")),
        holds=held is not None,
        asks=equity.measured(found.id),
        open_rounds=[told.round_card(one, request) for one in found.open_rounds if one.takes_words],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Let somebody come back with their receipt."""
    form = Receipt(sent(request))
    if form.is_valid():
        typed, found = form.cleaned_data["receipt"], [""]

        def look() -> None:
            found[0], _by = consultation_of(typed)

        if done(form, look):
            answer = redirect("consultation:part", found[0])
            receipts.remember(answer, found[0], parse_receipt(typed))
            return answer
    return show(request, "consultation/rounds_enter.html", form)


@require_POST
def saved(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Remember that somebody keeps their receipt, so that no old page shows it again."""
    answer = redirect("consultation:part", consultation_id)
    held = receipts.read(request, consultation_id)
    if held is not None:
        receipts.remember(answer, consultation_id, held)
    return answer


@never_cache
@require_safe
def text_file(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Give a receipt as a file, while it has not been saved."""
    held = receipts.read(request, consultation_id)
    if held is None or not receipts.is_fresh(request, consultation_id):
        raise NotFound
    address = whole_address(request, reverse("consultation:enter"))
    text = f"{held.text}\n\n{held.digits}\n\n{address}\n"
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="receipt.txt"'
    return answer


@require_POST
def leave(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Put a receipt away in this browser."""
    answer = redirect("consultation:consultation", consultation_id)
    if receipts.read(request, consultation_id) is not None:
        receipts.forget(answer, consultation_id)
    return answer
