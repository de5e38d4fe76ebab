"""Contributing, changing, taking back and translating."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.codes.rules.documents import Document
from comity.consultation.actions import contributions as actions
from comity.consultation.actions import translations
from comity.consultation.errors.rounds import RoundNotOpen
from comity.consultation.queries import contributions, rounds
from comity.consultation.queries.contributions import ContributionView
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.receipts import Receipt
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.consultation import receipts
from comity.web.consultation.alike import NOTHING, said_before
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.forms import Change, Contribute, Sure, Translate
from comity.web.consultation.rounds.show import of
from comity.web.pages import sent, show


@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Say something in an open round; without an account one gets a receipt."""
    found = rounds.consultation(consultation_id)
    here = of(found, round_id)
    if not (here.is_open and here.takes_words):
        raise RoundNotOpen
    known = told.latest_text(here)
    chosen = parts(known[1] if known else None)
    form = Contribute(sent(request), parts=chosen, initial=_begun(request, here.id))
    by = receipts.acting(request, consultation_id)
    drawn = receipts.from_form(form.cleaned_data["once"], here.id) if form.is_valid() else None
    if form.is_valid() and drawn is None:
        # The form is not one of ours, or was drawn under a key that is gone: a new one is.
        form = Contribute(
            request.POST.dict() | {"once": receipts.sealed_receipt(here.id)}, parts=chosen
        )
        form.add_error(None, _("This page lay open for long. Send it once more."))
    alike = said_before(request, form, found.id) if drawn is not None else NOTHING
    if (
        drawn is not None
        and not alike
        and done(form, partial(_contribute, form, by, here.id, drawn))
    ):
        messages.success(request, _("Your contribution is published."))
        answer = redirect("consultation:part", consultation_id)
        if by is None:
            receipts.remember(answer, consultation_id, drawn, fresh=True)
        return answer
    return show(
        request,
        "consultation/rounds_contribute.html",
        form,
        found=found,
        card=told.round_card(here, request),
        trail=told.path_to(found),
        title=told.said(found.title, found.source_language),
        without_account=by is None,
        languages=here.languages,
        contingent=found.contingent,
        alike=alike,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, consultation_id: str, contribution_id: str) -> HttpResponse:
    """Say it differently, while the round is open."""
    one, by = _own(request, consultation_id, contribution_id)
    if not rounds.round_(one.round_id).is_open:
        raise RoundNotOpen
    form = Change(sent(request), initial={"text": one.text, "language": one.language})
    if form.is_valid() and done(
        form,
        partial(
            actions.change,
            contribution_id=one.id,
            **form.cleaned_data,
            by=by,
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("The change is published."))
        return redirect("consultation:part", consultation_id)
    return show(request, "consultation/rounds_change.html", form, one=one, trail=_trail(one))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, consultation_id: str, contribution_id: str) -> HttpResponse:
    """Take a contribution back, at any time."""
    one, by = _own(request, consultation_id, contribution_id)
    form = Sure(sent(request))
    if form.is_valid() and done(
        form, partial(actions.withdraw, contribution_id=one.id, by=by, now=timezone.now())
    ):
        messages.success(request, _("Your words are gone. Only that there were some is shown."))
        return redirect("consultation:part", consultation_id)
    return show(request, "consultation/rounds_withdraw.html", form, one=one, trail=_trail(one))


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, consultation_id: str, contribution_id: str) -> HttpResponse:
    """Translate what somebody said."""
    by = actor(request.user)
    one = contributions.contribution(contribution_id)
    if one.consultation_id != consultation_id:
        raise NotFound
    form = Translate(sent(request), initial={"language": told.language()})
    if form.is_valid() and done(
        form,
        partial(
            translations.translate,
            contribution_id=one.id,
            **form.cleaned_data,
            by=by,
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("Your translation is published."))
        return redirect("consultation:contribution", consultation_id, one.id)
    return show(request, "consultation/rounds_translate.html", form, one=one, trail=_trail(one))


def parts(document: Document | None) -> list[tuple[str, str]]:
    """List the parts of a text to choose from."""
    names = told.titles(document)
    return [
        (one.provision.id, f"{number}. {names[one.provision.id]}")
        for number, one in enumerate(document.provisions if document else (), start=1)
    ]


def _begun(request: HttpRequest, round_id: str) -> dict[str, str]:
    """Say what stands in the fields at first, as the link of a part of the text has it."""
    return {
        "language": told.language(),
        "provision": request.GET.get("provision", "")[:200],
        "quote": request.GET.get("quote", "")[:2000],
        "once": receipts.sealed_receipt(round_id),
    }


def _contribute(
    form: Contribute, by: Actor | None, round_id: str, drawn: Receipt
) -> ContributionView:
    """Contribute as whoever acts here; without an account, as the holder of the new receipt."""
    return actions.contribute(
        round_id=round_id,
        text=form.cleaned_data["text"],
        language=form.cleaned_data["language"],
        about=form.about,
        by=by or receipts.holder(drawn),
        now=timezone.now(),
        once=drawn.lookup,
    )


def _trail(one: ContributionView) -> list[tuple[str, str]]:
    return told.path_to(rounds.consultation(one.consultation_id))


def _own(
    request: HttpRequest, consultation_id: str, contribution_id: str
) -> tuple[ContributionView, Actor]:
    """Find a contribution of whoever asks.

    Raises:
        NotFound: this consultation has no such contribution.
        NotPermitted: it is somebody else's.
    """
    one = contributions.contribution(contribution_id)
    by = receipts.acting(request, consultation_id)
    if one.consultation_id != consultation_id:
        raise NotFound
    if by is None or not contributions.is_own(by, one):
        raise NotPermitted
    return one, by
