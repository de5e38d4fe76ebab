"""Writing down what somebody who cannot write here would have different in a text."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.consultation.actions.suggesting_for import suggest_for
from comity.consultation.errors.rounds import RoundNotOpen, RoundWithoutText
from comity.consultation.queries import rounds, suggestions
from comity.consultation.rules.kinds import Channel
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.components import first_words
from comity.web.consultation import receipts
from comity.web.consultation.alike import NOTHING, said_before
from comity.web.consultation.answers.suggesting import Suggest, begun, provision, wish
from comity.web.consultation.rounds.forms import ContributeFor
from comity.web.consultation.rounds.offline import FOR, speaker_of
from comity.web.consultation.rounds.show import of
from comity.web.consultation.rounds.told import path_to, round_card, round_url, said
from comity.web.pages import sent, show


class SuggestFor(Suggest):
    """What somebody would have different, how it came, and how they agreed."""

    channel = ContributeFor.base_fields["channel"]
    consent = ContributeFor.base_fields["consent"]
    receipt = ContributeFor.base_fields["receipt"]

    @property
    def saying(self) -> list[forms.BoundField]:
        """The fields of the contribution that it comes with."""
        return [*super().saying, *(self[name] for name in ("channel", "consent", "receipt"))]


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(
    request: HttpRequest, consultation_id: str, round_id: str, provision_id: str = ""
) -> HttpResponse:
    """Write down a suggestion, and print the receipt for whoever made it."""
    by, found = actor(request.user), rounds.consultation(consultation_id)
    here = of(found, round_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    if not here.edition_id:
        raise RoundWithoutText
    if not here.is_open:
        raise RoundNotOpen
    before, said_in = provision(here, provision_id)
    is_new = not provision_id
    form = SuggestFor(
        sent(request),
        before=before,
        names=suggestions.names_for(here.edition_id),
        is_new=is_new,
        said_in=said_in,
        initial=begun(before, said_in, here.id),
    )
    alike = NOTHING
    if form.is_valid() and (speaker := speaker_of(form, consultation_id, here.id)):
        alike = said_before(request, form, found.id)
        typed = form.cleaned_data
        act = partial(
            suggest_for,
            round_id=here.id,
            wish=wish(form, before, said_in, is_new=is_new),
            text=typed["text"],
            language=typed["language"],
            channel=Channel(typed["channel"]),
            consent=typed["consent"],
            speaker=receipts.holder(speaker),
            by=by,
            now=timezone.now(),
            once=typed["once"],
        )
        if not alike and done(form, act):
            if typed["receipt"].strip():
                messages.success(request, _("The suggestion is published."))
                return redirect(round_url(here))
            answer = redirect("consultation:for_receipt", consultation_id, here.id)
            receipts.remember(answer, FOR + consultation_id, speaker, fresh=True)
            return answer
    return show(
        request,
        "consultation/answers_suggest_for.html",
        form,
        found=found,
        title=said(found.title, found.source_language),
        trail=path_to(found),
        card=round_card(here, request),
        provision=before.texts[said_in].title or first_words(before.texts[said_in].body),
        said_in=said_in,
        is_new=is_new,
        alike=alike,
    )
