"""Signals that point, decisions that people make in public, and results with and without."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions import conversation as actions
from comity.consultation.queries import conversation, rounds
from comity.consultation.queries.conversation import Result, SetAsideView
from comity.consultation.queries.rounds import ConsultationView
from comity.consultation.queries.taking_part import ParticipantView, participants
from comity.consultation.rules.kinds import RoundState
from comity.consultation.rules.signals import Signal, SignalKind
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done, reader
from comity.web.consultation.conversation.forms import Reason, SetAside
from comity.web.consultation.conversation.words import SIGNALS
from comity.web.consultation.rounds.show import of
from comity.web.consultation.rounds.told import (
    RoundCard,
    Said,
    language,
    latest_text,
    path_to,
    round_card,
    said,
    titles,
)
from comity.web.pages import sent, show

A_PAGE = 25
PEOPLE = 20
"""Participants that one signal names; a decision is made about each on its own."""

HELD = (RoundState.OPEN, RoundState.CLOSED, RoundState.ANSWERED)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in the public log, in the reader's language where it has words there."""

    one: SetAsideView
    participant: ParticipantView
    signal: Promise | str
    reason: Said
    lifted: Said | None


@dataclass(frozen=True, slots=True)
class Pointed:
    """A signal with the people it points at."""

    signal: Signal
    name: Promise | str
    harmless: Promise | str
    people: list[ParticipantView]
    more: int


@require_safe
def log(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Show who was set aside and why, and each round with and without them."""
    found = rounds.consultation(consultation_id)
    lines = conversation.set_aside_log(found.id)
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    known = participants(one.participant_id for one in page)
    now = any(one.lifted_on is None for one in lines)
    context = {
        "found": found,
        "trail": path_to(found),
        "page": page,
        "lines": [_decided(one, known[one.participant_id], found) for one in page],
        "results": _results(found, request) if now else [],
        "signals_of": [
            (round_card(one, request), one.id) for one in found.rounds if one.state in HELD
        ]
        if rounds.may_run(reader(request), found.community_id)
        else [],
    }
    return render(request, "consultation/conversation_log.html", context)


@require_safe
def signals(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Point those who run a round at what may be a campaign, and may be nothing."""
    found, _by = _run(request, consultation_id)
    here = of(found, round_id)
    raised = conversation.signals(here.id, today=timezone.now().date())
    known = participants(name for one in raised for name in one.participants[:PEOPLE])
    pointed = [
        Pointed(
            one,
            *SIGNALS[one.kind],
            [known[name] for name in one.participants[:PEOPLE] if name in known],
            max(0, len(one.participants) - PEOPLE),
        )
        for one in raised
    ]
    context = {
        "found": found,
        "trail": path_to(found),
        "card": round_card(here, request),
        "pointed": pointed,
        "aside": conversation.set_aside_now(found.id),
    }
    return render(request, "consultation/conversation_signals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: HttpRequest, consultation_id: str, participant_id: str) -> HttpResponse:
    """Show results also without a participant, for a public reason."""
    found, by = _run(request, consultation_id)
    who = participants([participant_id]).get(participant_id)
    if who is None or who.consultation_id != found.id:
        raise NotFound
    wanted = request.GET.get("signal", "")
    form = SetAside(sent(request), initial={"language": language(), "signal": wanted})
    if form.is_valid():
        signal = form.cleaned_data["signal"]
        kept = done(
            form,
            lambda: actions.set_aside(
                participant_id=who.id,
                reason=form.by_language("reason"),
                signal=SignalKind(signal) if signal else None,
                by=by,
                now=timezone.now(),
            ),
        )
        if kept:
            messages.success(
                request, _("Results are shown with and without them. Your reason is public.")
            )
            return redirect("consultation:set_aside_log", found.id)
    return show(
        request,
        "consultation/conversation_set_aside.html",
        form,
        found=found,
        trail=path_to(found),
        who=who,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_in(request: HttpRequest, consultation_id: str, decision_id: str) -> HttpResponse:
    """Take back a decision to set somebody aside, for a public reason."""
    found, by = _run(request, consultation_id)
    lines = {one.id: one for one in conversation.set_aside_log(found.id)}
    if decision_id not in lines:
        raise NotFound
    line = lines[decision_id]
    form = Reason(sent(request), initial={"language": language()})
    if form.is_valid() and done(
        form,
        lambda: actions.take_back_in(
            decision_id=line.id, reason=form.by_language("reason"), by=by, now=timezone.now()
        ),
    ):
        messages.success(request, _("They count again in every result. Both reasons stay public."))
        return redirect("consultation:set_aside_log", found.id)
    who = participants([line.participant_id])[line.participant_id]
    return show(
        request,
        "consultation/conversation_back.html",
        form,
        found=found,
        trail=path_to(found),
        line=_decided(line, who, found),
    )


def _run(request: HttpRequest, consultation_id: str) -> tuple[ConsultationView, Actor]:
    """Find a consultation for somebody who runs it.

    Raises:
        NotSignedIn: nobody in particular asks.
        NotFound: there is no such consultation.
        NotPermitted: they do not run it.
    """
    by = actor(request.user)
    found = rounds.consultation(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    return found, by


def _decided(one: SetAsideView, who: ParticipantView, found: ConsultationView) -> Decided:
    source = found.source_language
    return Decided(
        one,
        who,
        SIGNALS[one.signal][0] if one.signal else "",
        said(one.reason, source),
        said(one.lifted_reason, source) if one.lifted_reason else None,
    )


def _results(
    found: ConsultationView, request: HttpRequest
) -> list[tuple[RoundCard, list[tuple[str, int, int]], Result, Result]]:
    """Lay each round out twice: with everybody, and without those who were set aside."""
    laid = []
    for one in found.rounds:
        if one.state not in HELD:
            continue
        whole, others = conversation.results(one.id)
        text = latest_text(one)
        names, rest = titles(text[1] if text else None), dict(others.provisions)
        about = [
            (names.get(key, key), count, rest.get(key, 0))
            for key, count in whole.provisions
            if rest.get(key, 0) != count
        ]
        laid.append((round_card(one, request), about, whole, others))
    return laid
