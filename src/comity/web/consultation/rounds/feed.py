"""News of rounds for feed readers, and rounds as calendar files."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.consultation.queries import rounds as queries
from comity.consultation.queries.listing import begun
from comity.consultation.queries.rounds import ConsultationView, RoundView
from comity.web.calendar import MEDIA_TYPE, calendar_event
from comity.web.components import day
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.show import of
from comity.web.consultation.words import KINDS, STATES
from comity.web.feeds.atom import News, answer
from comity.web.pages import whole_address

MOST = 50


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Tell which rounds have opened, anywhere in the movement."""
    return answer(
        request,
        [_news(one, round_) for one, round_ in begun(most=MOST)],
        name="rounds",
        title=_("Consultations: rounds that have opened"),
        text=_("Where people are asked what they think, in all communities."),
        path=reverse("consultation:consultations"),
    )


@require_safe
def calendar(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Give a round as a calendar file, from its first moment to its last."""
    found = queries.consultation(consultation_id)
    here = of(found, round_id)
    title = told.said(found.title, found.source_language).text
    file = calendar_event(
        here.opens,
        here.closes,
        title,
        name=f"round-{here.id}",
        url=whole_address(request, told.round_url(here)),
        reminder=_("This round closes in two days."),
    )
    response = HttpResponse(file, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="round.ics"'
    return response


def _news(one: ConsultationView, round_: RoundView) -> News:
    said = {
        "title": told.said(one.title, one.source_language).text,
        "kind": KINDS[round_.kind],
        "state": STATES[round_.state][0],
        "day": day(round_.closes.date()),
    }
    return News(
        f"round/{round_.id}",
        _("%(title)s: %(kind)s") % said,
        _("%(state)s. Until %(day)s.") % said,
        told.round_url(round_),
        min(round_.opens, datetime.now(UTC)),
    )
