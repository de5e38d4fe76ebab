"""Putting oneself forward for a panel, and taking it back."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.consultation.actions import panels as actions
from comity.consultation.errors.panels import NotSeated, PanelStepNotPossible
from comity.consultation.queries import equity, rounds
from comity.consultation.queries import panels as queries
from comity.web.acting import done
from comity.web.consultation import receipts
from comity.web.consultation.equity.forms import AboutMe
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.forms import Sure
from comity.web.pages import sent, show


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, consultation_id: str, panel_id: str) -> HttpResponse:
    """Put oneself forward, and answer what the panel needs to know."""
    found = rounds.consultation(consultation_id)
    here = queries.panel(panel_id, consultation_id=consultation_id)
    by = receipts.acting(request, consultation_id)
    if by is None:
        # Whoever takes part without an account comes back with a receipt.
        messages.info(
            request,
            _(
                "Sign in first, or take part in a round: with the receipt that you get you can put "
                "yourself forward."
            ),
        )
        return redirect("consultation:enter")
    if not here.is_open:
        raise PanelStepNotPossible
    own = queries.own_entry(by, here)
    said = own.answers if own else equity.own_attributes(by, consultation_id)
    form = AboutMe(
        sent(request),
        offered=queries.choices(here),
        required=True,
        initial={str(one): category for one, category in said.items()},
    )
    if form.is_valid() and done(
        form,
        partial(
            actions.put_forward, panel_id=here.id, answers=form.said, by=by, now=timezone.now()
        ),
    ):
        messages.success(request, _("You put yourself forward. You can take it back at any time."))
        return redirect("consultation:panel", consultation_id, here.id)
    return show(
        request,
        "consultation/panels_join.html",
        form,
        found=found,
        title=told.said(found.title, found.source_language),
        trail=told.path_to(found),
        panel=here,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, consultation_id: str, panel_id: str) -> HttpResponse:
    """Not serve, whatever one said before."""
    found = rounds.consultation(consultation_id)
    here = queries.panel(panel_id, consultation_id=consultation_id)
    by = receipts.acting(request, consultation_id)
    if by is None:
        # Whoever takes part without an account comes back with a receipt.
        return redirect("consultation:enter")
    if queries.own_entry(by, here) is None:
        raise NotSeated
    form = Sure(sent(request))
    if form.is_valid() and done(
        form, partial(actions.take_back, panel_id=here.id, by=by, now=timezone.now())
    ):
        messages.success(request, _("You do not serve on this panel."))
        return redirect("consultation:panel", consultation_id, here.id)
    return show(
        request,
        "consultation/panels_leave.html",
        form,
        found=found,
        title=told.said(found.title, found.source_language),
        trail=told.path_to(found),
        panel=here,
    )
