"""What people said and what came of it, for everybody, and one's own objection to an answer."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes import queries as codes
from comity.communities import queries as communities
from comity.consultation.actions import answers as actions
from comity.consultation.queries import answers, contributions, rounds
from comity.consultation.queries import causes as caused
from comity.consultation.queries.answers import Wanted
from comity.consultation.queries.decisions import decisions
from comity.consultation.queries.rounds import ConsultationView
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound, NotPermitted
from comity.web.acting import done, reader
from comity.web.consultation import receipts
from comity.web.consultation.answers import told
from comity.web.consultation.answers.forms import Find, Missed
from comity.web.consultation.answers.words import DECISIONS
from comity.web.consultation.rounds.told import latest_text, path_to, said, titles
from comity.web.pages import sent, show

A_PAGE = 25


@require_safe
def you_said(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Show what people said, what became of it and why, and how the consultation ended."""
    found = rounds.consultation(consultation_id)
    numbers = answers.numbers(found.id)
    parts = parts_of(found)
    form = Find(request.GET, numbers=numbers, parts=parts)
    wanted = wanted_by(form)
    today = timezone.now().date()
    page = Paginator(answers.listing(found.id, wanted, today=today), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "found": found,
        "title": said(found.title, found.source_language),
        "trail": path_to(found),
        "numbers": numbers,
        "answered": numbers.all - numbers.waiting,
        "by_decision": [
            (one, *DECISIONS[one], count) for one, count in numbers.by_decision.items()
        ],
        "form": form,
        "looked": any(form.cleaned_data.values()) if form.is_valid() else False,
        "page": page,
        "rows": [told.row(one, parts) for one in page],
        "query": query_of(form),
        "ending": _ending(found, reader(request)),
        "asked": len(decisions(found.id)),
        "runs": answers.may_answer(found.id, reader(request)),
    }
    return render(request, "consultation/answers_said.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def missed(request: HttpRequest, consultation_id: str, contribution_id: str) -> HttpResponse:
    """Say once that the answer to one's own contribution misses the point."""
    found = rounds.consultation(consultation_id)
    one = contributions.contribution(contribution_id)
    by = receipts.acting(request, consultation_id)
    if one.consultation_id != consultation_id or one.withdrawn:
        raise NotFound
    if by is None or not contributions.is_own(by, one):
        raise NotPermitted
    now = timezone.now()
    form = Missed(sent(request))
    act = partial(actions.object_to_answer, contribution_id=one.id, by=by, now=now)
    if form.is_valid() and done(form, lambda: act(text=form.cleaned_data["text"])):
        messages.success(request, _("They read what you wrote, and you are answered again."))
        return redirect("consultation:part", consultation_id)
    row = told.row(answers.one(one.id, today=now.date()), parts_of(found))
    return show(
        request,
        "consultation/answers_missed.html",
        form,
        found=found,
        title=said(found.title, found.source_language),
        trail=path_to(found),
        row=row,
    )


def parts_of(found: ConsultationView) -> dict[str, str]:
    """Map every provision of the texts that people were asked about to its title."""
    parts: dict[str, str] = {}
    for one in found.rounds:
        known = latest_text(one)
        parts |= titles(known[1]) if known else {}
    return parts


def wanted_by(form: Find) -> Wanted:
    """Read what somebody looks for; what makes no sense does not restrict."""
    form.is_valid()
    chosen = {name: str(value) for name, value in form.cleaned_data.items() if value}
    return Wanted(**chosen)


def query_of(form: Find) -> str:
    """Write what somebody looks for as it stands in an address."""
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    return f"{urlencode(chosen)}&" if chosen else ""


def _ending(found: ConsultationView, by: Actor | None) -> dict[str, object] | None:
    """Tell how it ended, with whose suggestions went into the text."""
    ending = answers.ending(found.id)
    if ending is None:
        return None
    told_of: dict[str, object] = {
        "day": ending.concluded_on,
        "outcome": said(ending.outcome, ending.language),
        "newcomers": said(ending.newcomers, ending.language),
        "silent": said(ending.silent, ending.language),
    }
    if ending.version_id:
        version = codes.version(ending.version_id)
        told_of |= {
            "version": version,
            "can_bind": version.state == codes.State.FROZEN
            and by is not None
            and may(by, Permission.CODE_PUT_IN_FORCE, on=version.community_id),
            "community": communities.community(version.community_id),
            "credits": caused.credited(version.id),
        }
    return told_of
