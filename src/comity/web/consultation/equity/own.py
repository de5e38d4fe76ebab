"""Saying something about oneself, or taking it back."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.consultation.actions import equity as actions
from comity.consultation.queries import equity, rounds
from comity.consultation.rules.hiding import FEW, OTHER
from comity.consultation.rules.targets import shares
from comity.web.acting import done
from comity.web.consultation import receipts
from comity.web.consultation.equity.forms import AboutMe
from comity.web.consultation.rounds import told
from comity.web.pages import sent, show


@require_http_methods(["GET", "HEAD", "POST"])
def about_me(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Ask what is measured; everything can be left out, and deleted later."""
    found = rounds.consultation(consultation_id)
    by = receipts.acting(request, consultation_id)
    if by is None:
        # Whoever takes part without an account comes back with a receipt.
        messages.info(
            request,
            _(
                "Sign in first, or take part in a round: with the receipt that you get you can say "
                "something about yourself."
            ),
        )
        return redirect("consultation:enter")
    offered = {
        dimension: [*groups, OTHER]
        for dimension, groups in shares(equity.targets(consultation_id)).items()
    }
    known = equity.own_attributes(by, consultation_id)
    form = AboutMe(
        sent(request),
        offered=offered,
        initial={str(one): category for one, category in known.items()},
    )
    if form.is_valid() and done(
        form,
        partial(
            actions.say_about_oneself,
            consultation_id=found.id,
            said=form.said,
            by=by,
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("Saved. You can change or delete it here at any time."))
        return redirect("consultation:about_me", consultation_id)
    return show(
        request,
        "consultation/equity_me.html",
        form,
        found=found,
        title=told.said(found.title, found.source_language),
        trail=told.path_to(found),
        back=told.consultation_url(found.id),
        asks=bool(offered),
        few=FEW,
    )
