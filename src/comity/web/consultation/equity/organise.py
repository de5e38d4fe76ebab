"""Saying how large groups are, and going out to those who do not take part."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions import equity as actions
from comity.consultation.queries import equity, rounds
from comity.consultation.queries.rounds import ConsultationView
from comity.consultation.rules.outreach import OutreachState
from comity.consultation.rules.targets import write_table
from comity.kernel.actors import Actor
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.consultation.equity.forms import Begin, Session, Settle, Shares
from comity.web.consultation.equity.told import gone_out
from comity.web.consultation.equity.words import DIMENSIONS, group
from comity.web.consultation.rounds import told
from comity.web.pages import sent, show


@require_http_methods(["GET", "HEAD", "POST"])
def shares(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Say how large the groups are whom the consultation concerns."""
    by, found = _run(request, consultation_id)
    known = equity.targets(consultation_id)
    proposed = not known or "proposed" in request.GET
    if proposed:
        # Where the figures come from is kept with them, so it is said once, in these words.
        source = _("Communities by the language they speak first")
        known = equity.proposed_targets(found.community_id, source, timezone.now().date())
    form = Shares(sent(request), request.FILES or None, initial={"table": write_table(known)})
    if form.is_valid() and done(
        form,
        partial(
            actions.set_targets,
            consultation_id=found.id,
            table=form.typed,
            by=by,
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("Saved. Who takes part is measured again in a moment."))
        return redirect("consultation:who", consultation_id)
    return _page(
        request, "shares", form, found, proposed=proposed, dimensions=list(DIMENSIONS.items())
    )


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Take it on to go out to a group."""
    by, found = _run(request, consultation_id)
    silent = equity.silent(consultation_id)
    gaps = [one.gap for one in silent if one.latest is None]
    gone = [(one.gap, one.latest) for one in silent if one.latest is not None]
    again = [gap for gap, task in gone if task.state is not OutreachState.OPEN]
    form = Begin(sent(request), gaps=gaps, again=again)
    made: list[str] = []
    if form.is_valid():
        dimension, category = form.chosen
        if done(
            form,
            lambda: made.append(
                actions.begin_outreach(
                    consultation_id=found.id,
                    dimension=dimension,
                    category=category,
                    by=by,
                    now=timezone.now(),
                )
            ),
        ):
            messages.success(request, _("Everybody can see now that somebody goes out to them."))
            return redirect("consultation:outreach_task", consultation_id, made[0])
    return _page(
        request,
        "begin",
        form,
        found,
        gaps=gaps,
        again=again,
        under_way=[gone_out(task) for _gap, task in gone if task.state is OutreachState.OPEN],
        gone=[gone_out(task) for _gap, task in gone if task.state is not OutreachState.OPEN],
        measured=bool(equity.targets(consultation_id)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, consultation_id: str, task_id: str) -> HttpResponse:
    """Write down what came of going out to a group."""
    by, found = _run(request, consultation_id)
    task = equity.outreach_task(task_id, consultation_id=consultation_id)
    form = Settle(sent(request))
    if form.is_valid() and done(
        form,
        partial(
            actions.settle_outreach,
            task_id=task.id,
            state=OutreachState(form.cleaned_data["state"]),
            note=form.cleaned_data["note"],
            by=by,
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("It is written down, and everybody can read it."))
        return redirect("consultation:outreach_task", consultation_id, task.id)
    name = group(task.dimension, task.category)
    return _page(request, "settle", form, found, task=task, name=name)


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, consultation_id: str, task_id: str) -> HttpResponse:
    """Write down a listening session."""
    by, found = _run(request, consultation_id)
    task = equity.outreach_task(task_id, consultation_id=consultation_id)
    form = Session(sent(request))
    if form.is_valid() and done(
        form,
        partial(
            actions.add_session, task_id=task.id, **form.cleaned_data, by=by, now=timezone.now()
        ),
    ):
        messages.success(request, _("The session is written down, and everybody can read it."))
        return redirect("consultation:outreach_task", consultation_id, task.id)
    name = group(task.dimension, task.category)
    return _page(request, "session", form, found, task=task, name=name)


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


def _page(
    request: HttpRequest,
    name_of_page: str,
    form: Shares | Begin | Settle | Session,
    found: ConsultationView,
    **context: object,
) -> HttpResponse:
    return show(
        request,
        f"consultation/equity_{name_of_page}.html",
        form,
        found=found,
        title=told.said(found.title, found.source_language),
        trail=told.path_to(found),
        **context,
    )
