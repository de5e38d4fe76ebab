"""Who takes part, and to whom somebody goes out: for everybody to read."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from comity.consultation.queries import equity, equity_reports, rounds
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.hiding import FEW
from comity.consultation.rules.outreach import OutreachState
from comity.web.acting import reader
from comity.web.components import direction
from comity.web.consultation.equity import told as equity_told
from comity.web.consultation.equity.words import DIMENSIONS, STATES
from comity.web.consultation.rounds import told
from comity.web.pages import whole_address

ROWS = 25


@require_safe
def who(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Show who takes part, one dimension at a time, and what is not shown and why."""
    found = rounds.consultation(consultation_id)
    known = equity_reports.latest(consultation_id)
    targets = equity.targets(consultation_id)
    context: dict[str, object] = {
        "found": found,
        "title": told.said(found.title, found.source_language),
        "trail": told.path_to(found),
        "runs": rounds.may_run(reader(request), found.community_id),
        "asks": bool(targets),
        "few": FEW,
    }
    if known is not None:
        day, report = known
        sides = {one.taking_part.dimension: one for one in report.sides}
        wanted = request.GET.get("by", "")
        chosen = sides.get(Dimension(wanted)) if wanted in set(Dimension) else None
        chosen = chosen or next(iter(sides.values()), None)
        context |= {
            "day": day,
            "sentences": equity_told.about_all(report),
            "dimensions": [(one, DIMENSIONS[one]) for one in sides],
        }
        if chosen is not None:
            gone = equity.latest_outreach(consultation_id)
            shown = equity_told.side(chosen, found.coverage_target, gone)
            context |= {
                "shown": shown,
                "page": Paginator(shown.rows, ROWS).get_page(request.GET.get("page")),
                "query": f"by={shown.dimension}&",
                "sources": sorted(
                    {(one.source, one.as_of) for one in targets if one.dimension is shown.dimension}
                ),
            }
    return render(request, "consultation/equity_who.html", context)


@require_safe
def outreach(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """List to whom somebody goes or went out."""
    found = rounds.consultation(consultation_id)
    state, by = request.GET.get("state", ""), request.GET.get("by", "")
    tasks = equity.outreach(
        consultation_id,
        state=OutreachState(state) if state in set(OutreachState) else None,
        dimension=Dimension(by) if by in set(Dimension) else None,
    )
    page = Paginator(tasks, ROWS).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "title": told.said(found.title, found.source_language),
        "trail": told.path_to(found),
        "page": page,
        "query": f"state={state}&by={by}&" if state or by else "",
        "looked": bool(state or by),
        "state": state,
        "by": by,
        "states": [(one, word) for one, (word, _tone) in STATES.items()],
        "dimensions": list(DIMENSIONS.items()),
        "rows": [equity_told.gone_out(one) for one in page],
        "runs": rounds.may_run(reader(request), found.community_id),
    }
    return render(request, "consultation/equity_outreach.html", context)


@require_safe
def outreach_task(request: HttpRequest, consultation_id: str, task_id: str) -> HttpResponse:
    """Show how somebody goes out to a group, what came of it, and words to invite them with."""
    found = rounds.consultation(consultation_id)
    task = equity.outreach_task(task_id, consultation_id=consultation_id)
    gone = equity_told.gone_out(task)
    spoken = task.category if task.dimension is Dimension.LANGUAGE else told.language()
    # Where this service does not speak the group's language, the reader's is the next best.
    language = spoken if spoken in dict(settings.LANGUAGES) else told.language()
    address = whole_address(request, reverse("consultation:consultation", args=[found.id]))
    with override(language):
        invitation = _(
            "We are asking: “%(title)s” So far hardly anybody from your group has answered. "
            "Your voice is missing. You need no account, and you can answer in your own language: "
            "%(address)s"
        ) % {"title": told.said(found.title, found.source_language).text, "address": address}
    context = {
        "found": found,
        "title": told.said(found.title, found.source_language),
        "trail": told.path_to(found),
        "task": task,
        "name": gone.name,
        "dimension": gone.dimension,
        "state": gone.state,
        "tone": gone.tone,
        "is_open": task.state is OutreachState.OPEN,
        "invitation": invitation,
        "language": language,
        "direction": direction(language),
        "runs": rounds.may_run(reader(request), found.community_id),
    }
    return render(request, "consultation/equity_task.html", context)
