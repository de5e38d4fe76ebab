"""All statements of a round, for everybody, and their moderation."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions import statements
from comity.consultation.actions.opinion_maps import DRAWABLE
from comity.consultation.queries import opinions
from comity.consultation.queries.opinions import StatementView
from comity.consultation.rules.kinds import RoundState
from comity.consultation.rules.statements import StatementState
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.codes.told import reader
from comity.web.consultation.opinions.forms import Decline, Say, Translate
from comity.web.consultation.opinions.places import Place, place, said
from comity.web.pages import sent, show

A_PAGE = 50


@require_safe
def all_statements(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """List the statements that people are asked about, or those that were declined."""
    here = place(request, consultation_id, round_id)
    declined = request.GET.get("state") == StatementState.DECLINED
    state = StatementState.DECLINED if declined else StatementState.SHOWN
    rows = opinions.statements(round_id, state)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = here.context | {
        "page": page,
        "statements": [said(one) for one in page],
        "declined": declined,
        "query": f"state={state}&" if declined else "",
    }
    return render(request, "consultation/opinions_all.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Show what waits, and write the statements that a round begins with."""
    by, here = _runs(request, consultation_id, round_id)
    form = Say(sent(request), initial={"language": reader()})
    if form.is_valid() and done(
        form,
        lambda: statements.begin_with(
            round_id=round_id, by=by, now=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("People are asked about this statement from now on."))
        return redirect("consultation:moderate_statements", *here.arguments)
    waiting = opinions.statements(round_id, StatementState.WAITING, seen_by=by)
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    state = here.asked.round.state
    context = here.context | {
        "page": page,
        "waiting": [said(one) for one in page],
        "takes_more": state in {RoundState.PLANNED, RoundState.OPEN},
        "can_draw": state in DRAWABLE and not here.asked.drawing,
    }
    return show(request, "consultation/opinions_moderate.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def show_statement(
    request: HttpRequest, consultation_id: str, round_id: str, statement_id: str
) -> HttpResponse:
    """Show one statement to those who moderate, and ask people about it."""
    by, here, one = _one(request, consultation_id, round_id, statement_id)
    if request.method == "POST":
        statements.show(statement_id=one.id, by=by, now=timezone.now())
        messages.success(request, _("People are asked about this statement from now on."))
        return redirect("consultation:moderate_statements", *here.arguments)
    context = here.context | {
        "statement": said(one),
        "state": one.state,
        "translations": sorted(one.translations.items()),
    }
    return render(request, "consultation/opinions_one.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(
    request: HttpRequest, consultation_id: str, round_id: str, statement_id: str
) -> HttpResponse:
    """Ask nobody about a statement, for a public reason."""
    by, here, one = _one(request, consultation_id, round_id, statement_id)
    form = Decline(sent(request))
    if form.is_valid() and done(
        form,
        lambda: statements.decline(
            statement_id=one.id, reason=form.cleaned_data["reason"], by=by, now=timezone.now()
        ),
    ):
        messages.success(request, _("The statement is declined, with your reason beside it."))
        return redirect("consultation:moderate_statements", *here.arguments)
    context = here.context | {"statement": said(one)}
    return show(request, "consultation/opinions_decline.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def translate(
    request: HttpRequest, consultation_id: str, round_id: str, statement_id: str
) -> HttpResponse:
    """Say a statement in another language."""
    by, here, one = _one(request, consultation_id, round_id, statement_id)
    form = Translate(sent(request))
    if form.is_valid() and done(
        form,
        lambda: statements.translate(
            statement_id=one.id, by=by, now=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("The translation stands beside the statement."))
        return redirect("consultation:moderate_statement", *here.arguments, one.id)
    context = here.context | {"statement": said(one)}
    return show(request, "consultation/opinions_translate.html", form, **context)


def _runs(request: HttpRequest, consultation_id: str, round_id: str) -> tuple[Actor, Place]:
    """Find the round for somebody who runs it; a receipt runs nothing.

    Raises:
        NotSignedIn: nobody in particular asks.
        NotFound: there is no such round of statements.
        NotPermitted: they do not run it.
    """
    by = actor(request.user)
    here = place(request, consultation_id, round_id)
    require(by, Permission.CONSULTATION_RUN, on=here.community.id)
    return by, here


def _one(
    request: HttpRequest, consultation_id: str, round_id: str, statement_id: str
) -> tuple[Actor, Place, StatementView]:
    by, here = _runs(request, consultation_id, round_id)
    one = opinions.statement(statement_id, seen_by=by)
    if one.round_id != round_id:
        raise NotFound
    return by, here, one
