"""What else was said like a contribution, and bringing it together."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.consultation.actions import conversation as actions
from comity.consultation.queries import contributions, conversation, rounds
from comity.consultation.queries.contributions import ContributionView
from comity.consultation.queries.rounds import ConsultationView
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done, reader
from comity.web.consultation.conversation.forms import Together
from comity.web.consultation.rounds.told import Card, cards, path_to
from comity.web.pages import sent, show

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, consultation_id: str, contribution_id: str) -> HttpResponse:
    """Show what else was said like a contribution; those who run it bring it together."""
    found, one = _one(consultation_id, contribution_id)
    lead = conversation.lead_of(one.id)
    standing = conversation.standing_with([lead]).get(lead, [])
    beside = [name for name in dict.fromkeys([lead, *standing]) if name != one.id]
    alike = [
        name
        for name in (two.id for two in conversation.similar_to(one.id, most=SHOWN))
        if name not in beside
    ]
    form = Together(sent(request), choices=alike)
    if form.is_valid() and done(
        form,
        lambda: actions.merge(
            lead_id=lead,
            contribution_ids=form.cleaned_data["contributions"],
            by=actor(request.user),
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("They stand together now. Each keeps its words and answer."))
        return redirect("consultation:together", found.id, one.id)
    return show(
        request,
        "consultation/conversation_together.html",
        form,
        found=found,
        trail=path_to(found),
        card=_cards([one])[0],
        beside=_cards(contributions.several(beside)),
        alike=_cards(contributions.several(alike)),
        is_lead=lead == one.id,
        runs=rounds.may_run(reader(request), found.community_id),
    )


@require_POST
def part(request: HttpRequest, consultation_id: str, contribution_id: str) -> HttpResponse:
    """Let a contribution stand for itself again."""
    found, one = _one(consultation_id, contribution_id)
    actions.part(contribution_id=one.id, by=actor(request.user), now=timezone.now())
    messages.success(request, _("This contribution stands for itself again."))
    return redirect("consultation:together", found.id, one.id)


def _one(consultation_id: str, contribution_id: str) -> tuple[ConsultationView, ContributionView]:
    found = rounds.consultation(consultation_id)
    one = contributions.contribution(contribution_id)
    if one.consultation_id != found.id or one.withdrawn:
        raise NotFound
    return found, one


def _cards(found: list[ContributionView]) -> list[Card]:
    return cards(found, None, translated_first=True)
