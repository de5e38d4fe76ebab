"""Setting up a panel, closing its pool, drawing it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions import panels as actions
from comity.consultation.queries import equity, rounds
from comity.consultation.queries import panels as queries
from comity.consultation.queries.rounds import ConsultationView
from comity.consultation.rules.lot import quotas_for
from comity.consultation.rules.targets import shares
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.consultation.equity.words import DIMENSIONS
from comity.web.consultation.panels.forms import Draw, New
from comity.web.consultation.panels.public import rows
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.forms import Sure
from comity.web.pages import sent, show

SEATS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """What an organiser can do with a panel: how it is asked, explained, and answered."""

    act: Callable[..., None]
    question: Promise
    explain: Promise
    label: Promise
    answer: Promise
    grave: bool = False


STEPS: Mapping[str, Step] = {
    "close": Step(
        actions.close_pool,
        gettext_lazy("Close the pool?"),
        gettext_lazy(
            "Nobody can put themselves forward any more. The list of tickets is fixed, and which "
            "panels can be drawn is worked out."
        ),
        gettext_lazy("Close the pool"),
        gettext_lazy("The pool is closed. Which panels can be drawn is being worked out."),
    ),
    "relax": Step(
        actions.relax,
        gettext_lazy("Take the nearest rules that can be kept?"),
        gettext_lazy(
            "No panel can keep to all the rules on who is on it. These are the fewest changes that "
            "help. Everybody can see them."
        ),
        gettext_lazy("Take them"),
        gettext_lazy("The rules were changed. Which panels can be drawn is being worked out."),
    ),
    "draw": Step(
        actions.draw_panel,
        gettext_lazy("Draw the panel?"),
        gettext_lazy("The seed is published, and from it follows who is on the panel."),
        gettext_lazy("Draw"),
        gettext_lazy("The panel is drawn. Everybody can check it."),
    ),
    "cancel": Step(
        actions.cancel_panel,
        gettext_lazy("Cancel the panel?"),
        gettext_lazy("It will never be drawn, and its seed is thrown away."),
        gettext_lazy("Cancel the panel"),
        gettext_lazy("The panel is cancelled."),
        grave=True,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Set up a panel; its quotas are proposed from the sizes of the groups."""
    by, found = _run(request, consultation_id)
    proposed = quotas_for(shares(equity.targets(consultation_id)), SEATS)
    form = New(sent(request), initial={"seats": SEATS, "quotas": proposed})
    made: list[str] = []
    if form.is_valid() and done(
        form,
        lambda: made.append(
            actions.open_pool(
                consultation_id=found.id, by=by, now=timezone.now(), **form.cleaned_data
            )
        ),
    ):
        messages.success(request, _("People can put themselves forward now."))
        return redirect("consultation:panel", consultation_id, made[0])
    return show(
        request,
        "consultation/panels_new.html",
        form,
        found=found,
        dimensions=list(DIMENSIONS.items()),
        title=told.said(found.title, found.source_language),
        trail=told.path_to(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, consultation_id: str, panel_id: str, step: str) -> HttpResponse:
    """Take a step with a panel, once more asked."""
    by, found = _run(request, consultation_id)
    here = queries.panel(panel_id, consultation_id=consultation_id)
    if step not in STEPS:
        raise NotFound
    todo = STEPS[step]
    needs_number = step == "draw" and bool(here.beacon)
    form = Draw(sent(request)) if needs_number else Sure(sent(request))
    if form.is_valid():
        more = {"beacon_value": form.cleaned_data["beacon_value"]} if needs_number else {}
        act = partial(todo.act, panel_id=here.id, by=by, now=timezone.now(), **more)
        if done(form, act):
            messages.success(request, str(todo.answer))
            return redirect("consultation:panel", consultation_id, here.id)
    return _asked(
        request,
        found,
        form,
        panel=here,
        question=todo.question,
        explain=todo.explain,
        label=todo.label,
        tone="grave" if todo.grave else "",
        relaxed=rows(one for one in here.relaxed if one not in here.quotas)
        if step == "relax"
        else [],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def free(request: HttpRequest, consultation_id: str, panel_id: str, ticket: str) -> HttpResponse:
    """Give the seat of somebody who does not come to somebody else."""
    by, found = _run(request, consultation_id)
    here = queries.panel(panel_id, consultation_id=consultation_id)
    if here.drawing is None or ticket not in here.drawing.seated:
        raise NotFound
    form = Sure(sent(request))
    if form.is_valid() and done(
        form,
        partial(actions.free_seat, panel_id=here.id, ticket=ticket, by=by, now=timezone.now()),
    ):
        messages.success(request, _("Somebody else was drawn for the seat, if anybody was left."))
        return redirect("consultation:panel", consultation_id, here.id)
    return _asked(
        request,
        found,
        form,
        panel=here,
        question=_("Give the seat to somebody else?"),
        explain=_(
            "The ticket %(ticket)s loses its seat for good. "
            "From the same seed follows who takes it."
        )
        % {"ticket": ticket},
        label=_("Give the seat to somebody else"),
        tone="grave",
        relaxed=[],
    )


def _run(request: HttpRequest, consultation_id: str) -> tuple[Actor, ConsultationView]:
    """Find a consultation, for somebody who runs it.

    Raises:
        NotSignedIn: nobody in particular asks.
        NotFound: there is no such consultation.
        NotPermitted: they do not run it.
    """
    by, found = actor(request.user), rounds.consultation(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    return by, found


def _asked(
    request: HttpRequest, found: ConsultationView, form: Draw | Sure, **context: object
) -> HttpResponse:
    return show(
        request,
        "consultation/panels_step.html",
        form,
        found=found,
        title=told.said(found.title, found.source_language),
        trail=told.path_to(found),
        **context,
    )
