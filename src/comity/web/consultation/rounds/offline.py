"""Writing down what somebody said on paper, in a meeting, in a call or through a partner."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions import contributions as actions
from comity.consultation.errors.contributions import TakingPartUnknown
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.queries import rounds
from comity.consultation.queries.taking_part import consultation_of
from comity.consultation.rules.kinds import Channel
from comity.kernel.errors import WrongInput
from comity.kernel.receipts import Receipt, parse_receipt
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.components import show_problems
from comity.web.consultation import receipts
from comity.web.consultation.alike import NOTHING, said_before
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.contribute import parts
from comity.web.consultation.rounds.forms import ContributeFor
from comity.web.consultation.rounds.show import of
from comity.web.pages import sent, show, whole_address
from comity.web.receipts import picture

FOR = "for-"
"""Before the id of a consultation, in the name of a cookie that acts for nobody."""


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Write down a contribution, and print the receipt for whoever made it."""
    by, found = actor(request.user), rounds.consultation(consultation_id)
    here = of(found, round_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    if not (here.is_open and here.takes_words):
        raise RoundNotOpen
    known = told.latest_text(here)
    begun = {"language": told.language(), "once": receipts.sealed_receipt(here.id)}
    form = ContributeFor(sent(request), parts=parts(known[1] if known else None), initial=begun)
    alike = NOTHING
    if form.is_valid() and (speaker := speaker_of(form, consultation_id, here.id)):
        alike = said_before(request, form, found.id)
        typed = form.cleaned_data
        act = partial(
            actions.contribute_for,
            round_id=here.id,
            text=typed["text"],
            language=typed["language"],
            channel=Channel(typed["channel"]),
            consent=typed["consent"],
            speaker=receipts.holder(speaker),
            about=form.about,
            by=by,
            now=timezone.now(),
            once=typed["once"],
        )
        if not alike and done(form, act):
            if typed["receipt"].strip():
                messages.success(request, _("The contribution is published."))
                return redirect(told.round_url(here))
            answer = redirect("consultation:for_receipt", consultation_id, here.id)
            receipts.remember(answer, FOR + consultation_id, speaker, fresh=True)
            return answer
    return show(
        request,
        "consultation/rounds_for.html",
        form,
        found=found,
        alike=alike,
        card=told.round_card(here, request),
        trail=told.path_to(found),
        title=told.said(found.title, found.source_language),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Show the receipt of somebody whose words were written down, until it is handed over."""
    by, found = actor(request.user), rounds.consultation(consultation_id)
    here = of(found, round_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    if request.method == "POST":
        answer = redirect("consultation:for", consultation_id, here.id)
        receipts.forget(answer, FOR + consultation_id)
        return answer
    drawn = receipts.read(request, FOR + consultation_id)
    if drawn is None:
        return redirect("consultation:for", consultation_id, here.id)
    context = {
        "found": found,
        "title": told.said(found.title, found.source_language),
        "card": told.round_card(here, request),
        "trail": told.path_to(found),
        "receipt": drawn,
        "qr": picture(drawn),
        "address": whole_address(request, reverse("consultation:enter")),
    }
    return render(request, "consultation/rounds_for_receipt.html", context)


def speaker_of(form: forms.Form, consultation_id: str, round_id: str) -> Receipt | None:
    """Read the receipt that somebody has, or take the one that was drawn with the form."""
    typed = form.cleaned_data["receipt"].strip()
    if not typed:
        drawn = receipts.from_form(form.cleaned_data["once"], round_id)
        if drawn is None:
            form.add_error(None, _("This page lay open for long. Open it once more."))
        return drawn
    try:
        known, _by = consultation_of(typed)
        if known != consultation_id:
            raise TakingPartUnknown(field="receipt")
    except WrongInput as refusal:
        show_problems(form, refusal)
        return None
    return parse_receipt(typed)
