"""Steps of a round that an organiser takes: opening, extending, closing, answering, cancelling."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions import consultations
from comity.consultation.actions import rounds as actions
from comity.consultation.queries import rounds
from comity.consultation.queries.rounds import RoundView
from comity.consultation.rules.rounds import Step
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.forms import Extend, Reason, Sure
from comity.web.consultation.rounds.show import missed, of
from comity.web.pages import sent, show

QUESTIONS: dict[Step, Promise] = {
    Step.OPEN: _("Open this round now"),
    Step.EXTEND: _("Let this round go on for longer"),
    Step.CLOSE: _("Close this round now"),
    Step.EXPLAIN: _("Say why nobody measured who took part"),
    Step.ANSWER: _("Call this round answered"),
    Step.CANCEL: _("Cancel this round"),
}
EXPLAINED: dict[Step, Promise] = {
    Step.OPEN: _("It opens at its time by itself. To open it before, write why."),
    Step.EXTEND: _("Choose a later moment and write why. Everybody can read both."),
    Step.CLOSE: _("It closes at its time by itself. To close it before, write why."),
    Step.EXPLAIN: _(
        "The round closed at its time, and nobody had said how large the groups are whom it "
        "concerns. Everybody reads your reason beside what came of the round. Before there is one, "
        "the round does not count as answered."
    ),
    Step.ANSWER: _("This is possible once every contribution has an answer. It stays so for good."),
    Step.CANCEL: _("What was said stays where it is. The round cannot be opened again."),
}
SAID: dict[Step, Promise] = {
    Step.OPEN: _("The round is open."),
    Step.EXTEND: _("The round goes on for longer."),
    Step.CLOSE: _("The round is closed."),
    Step.EXPLAIN: _("Everybody can read why now."),
    Step.ANSWER: _("The round is answered."),
    Step.CANCEL: _("The round is cancelled."),
}
ENDS: dict[str, Promise] = {
    "cancel": _("Cancel this consultation"),
}


class Close(Reason):
    """Why a round closes before its time, and why nobody measured who takes part in it."""

    unmeasured = forms.CharField(
        label=_("Why did nobody measure who takes part?"),
        help_text=_(
            "Nobody measured who takes part, because … Everybody reads it beside what came of "
            "the round."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={
            "required": _("Say why nobody measured it, or first say how large the groups are.")
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, consultation_id: str, round_id: str, step: str) -> HttpResponse:
    """Take a step of a round."""
    by, found = actor(request.user), rounds.consultation(consultation_id)
    here = of(found, round_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    if step not in QUESTIONS:
        raise NotFound
    taken = Step(step)
    form = _form(taken, here, request)
    if form.is_valid():
        act = partial(_act(taken, form), round_id=here.id, by=by, now=timezone.now())
        if done(form, act):
            messages.success(request, str(SAID[taken]))
            return redirect(told.round_url(here))
    return show(
        request,
        "consultation/rounds_step.html",
        form,
        question=QUESTIONS[taken],
        explained=EXPLAINED[taken],
        grave=taken is Step.CANCEL,
        title=told.said(found.title, found.source_language),
        card=told.round_card(here, request),
        missed=missed(here) if taken is Step.CLOSE else "",
        shares_url=reverse("consultation:shares", args=[found.id]),
        trail=told.path_to(found),
        back=told.round_url(here),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, consultation_id: str, step: str) -> HttpResponse:
    """Cancel a consultation; it is concluded where one says what came of it."""
    by, found = actor(request.user), rounds.consultation(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    if step not in ENDS:
        raise NotFound
    form = Reason(sent(request))
    if form.is_valid():
        act = partial(
            consultations.cancel,
            consultation_id=found.id,
            reason=form.cleaned_data["reason"],
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, str(_("The consultation is cancelled.")))
            return redirect(told.consultation_url(found.id))
    return show(
        request,
        "consultation/rounds_step.html",
        form,
        question=ENDS[step],
        explained=_(
            "Rounds that are not answered are cancelled too. What was said stays where it is."
        ),
        grave=True,
        title=told.said(found.title, found.source_language),
        trail=told.path_to(found),
        back=told.consultation_url(found.id),
    )


def _form(taken: Step, here: RoundView, request: HttpRequest) -> forms.Form:
    """Ask for what a step needs: a reason, unless it is taken in its time."""
    if taken is Step.EXTEND:
        return Extend(sent(request))
    if taken is Step.ANSWER:
        return Sure(sent(request))
    due = {Step.OPEN: here.opens, Step.CLOSE: here.closes}.get(taken)
    asks = Close if taken is Step.CLOSE and missed(here) else Reason
    return asks(sent(request), required=due is None or timezone.now() < due)


def _act(taken: Step, form: forms.Form) -> Callable[..., object]:
    if isinstance(form, Extend):
        return partial(
            actions.extend,
            closes=form.closes,
            reason=form.cleaned_data["reason"],
            language=told.language(),
        )
    if taken is Step.ANSWER:
        return actions.answer
    acts: dict[Step, Callable[..., object]] = {
        Step.OPEN: actions.open_now,
        Step.CLOSE: partial(
            actions.close,
            unmeasured=form.cleaned_data.get("unmeasured", ""),
            language=told.language(),
        ),
        Step.EXPLAIN: partial(actions.explain, language=told.language()),
        Step.CANCEL: actions.cancel,
    }
    return partial(acts[taken], reason=form.cleaned_data["reason"])
