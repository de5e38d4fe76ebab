"""Writing a report: one question a page, without an account, without a script.

Nothing is stored while it is written. What was answered travels with the pages, sealed.
"""

from dataclasses import replace
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from comity.bodies.queries import bodies
from comity.communities.queries import by_slug
from comity.competence.queries import charter_at
from comity.kernel.errors import DomainError, NotFound, SeveralProblems, WrongInput
from comity.messages import words
from comity.reports import actions, queries, rules
from comity.reports.errors import DraftEnded, DraftNotReadable, NobodyCanHandle, NoSuchPlace
from comity.reports.rules import Answers, Draft, Reason
from comity.web import receipts
from comity.web.components import show_problems
from comity.web.reports import summary
from comity.web.reports.forms import Check, KeepOut, StepForm, Where
from comity.web.reports.steps import FORMS, ORDER, Step, after, before, check

LONGEST_ORIGIN = 60
"""Characters of the name of a place or a provision in an address that leads here."""


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Show the first page, or go on from the page that was sent."""
    if request.method != "POST":
        return _first(request)
    try:
        draft = _draft(request)
    except (DraftEnded, DraftNotReadable) as refusal:
        return _lost(request, refusal)
    step = _step(request, "step") or Step.SAFETY
    form = FORMS[step](draft.answers, request.POST)
    typed = draft.answering(form.taken(draft.answers))
    if wanted := _wanted(request, step):
        return _page(request, wanted, typed, returns="change" in request.POST)
    if step is Step.CHECK:
        return _send(request, draft, typed)
    return _take(request, step, typed, form)


def _first(request: HttpRequest) -> HttpResponse:
    """Ask whether somebody is in danger, before anything else."""
    answers = Answers(provision=request.GET.get("provision", "")[:LONGEST_ORIGIN])
    try:
        place = by_slug(request.GET.get("place", "")[:LONGEST_ORIGIN].replace("\x00", ""))
    except NotFound:
        pass
    else:
        answers = replace(answers, community_id=place.id)
    return _show(request, Step.SAFETY, FORMS[Step.SAFETY](answers))


def _take(request: HttpRequest, step: Step, typed: Draft, form: StepForm) -> HttpResponse:
    """Take the answers of a page and show the next, or the same with what is wrong."""
    if "find" in request.POST:
        return _found(request, typed)
    _offer(form, typed)
    if not form.is_valid():
        return _page(request, step, typed, form=form)
    try:
        done = check(step, typed.answers, now=timezone.now())
    except (WrongInput, SeveralProblems, NobodyCanHandle) as refusal:
        if isinstance(refusal, NoSuchPlace | NobodyCanHandle):
            form.add_error("community_id", words(refusal.code))
        else:
            show_problems(form, refusal)
        return _page(request, step, typed, form=form)
    draft = typed.answering(done.answers)
    unknown = "|".join(done.unknown)
    if unknown and unknown != request.POST.get("confirmed"):
        return _page(request, step, draft, unknown=done.unknown, confirmed=unknown)
    if step is Step.SAFETY and draft.answers.danger:
        return _danger(request, draft)
    following = Step.CHECK if "returns" in request.POST else after(step)
    return _page(request, following, draft, wiki_silent=done.wiki_silent)


def _send(request: HttpRequest, draft: Draft, typed: Draft) -> HttpResponse:
    """Send a report, if those who could open it are those who were shown."""
    if "update" in request.POST or typed.answers.excluded != draft.answers.excluded:
        return _page(request, Step.CHECK, typed, updated=True)
    try:
        done = actions.submit(draft=draft, expected=draft.shown, now=timezone.now())
    except DomainError as refusal:
        return _page(request, Step.CHECK, draft, refusal=refusal)
    response = redirect(reverse("reports:receipt") + ("?again=1" if done.again else ""))
    if done.report.receipt_saved:
        return response
    if request.user.is_authenticated:
        # From here on this browser holds a receipt, and a receipt never meets an account.
        logout(request)
    receipts.remember(response, draft.receipt, fresh=True)
    return response


def _found(request: HttpRequest, typed: Draft) -> HttpResponse:
    """Show the places that were searched for, without finding fault with anything yet."""
    form = Where(typed.answers, request.POST)
    form.errors.clear()
    return _page(request, Step.WHERE, typed, form=form, found=True)


def _danger(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Lead somebody who is in danger to help at once; the report can wait."""
    emergency = charter_at(draft.answers.community_id).emergency
    steps = [words(step) for step in emergency.steps]
    context = {"emergency": emergency, "steps": steps, "step": Step.SAFETY}
    return _render(request, "danger", {**context, "token": _token(draft)})


def _lost(request: HttpRequest, refusal: WrongInput) -> HttpResponse:
    """Say that a draft cannot go on, and give back what was typed on its last page."""
    kept = [
        text
        for name in ("what", "accounts", "people", "evidence", "keep_from", "name", "contact")
        if (text := request.POST.get(name, "").strip())
    ]
    message = words(refusal.code, **refusal.detail)
    return _render(request, "lost", {"message": message, "kept": kept}, status=422)


def _page(
    request: HttpRequest,
    step: Step,
    draft: Draft,
    *,
    form: StepForm | None = None,
    **context: object,
) -> HttpResponse:
    """Show a page of a draft, and send the draft along with it."""
    form = form or FORMS[step](draft.answers)
    audience = _offer(form, draft)
    if step is Step.CHECK and audience is not None:
        draft = draft.showing(audience.mark)
        known = bodies([passed.body_id for passed in audience.path])
        context |= {
            "rows": summary.rows(draft.answers),
            "handling": bodies([audience.body_id or ""]).get(audience.body_id or ""),
            "people": [member.display_name for member in audience.eligible],
            "passed_over": [body.name for body in known.values()],
            "urgent": draft.answers.danger,
        }
    if audience is not None:
        context["nobody"] = audience.body_id is None
    return _show(request, step, form, token=_token(draft), **context)


def _offer(form: StepForm, draft: Draft) -> rules.Audience | None:
    """List in a form who would be able to open the report, and who is kept out already."""
    if not isinstance(form, KeepOut):
        return None
    try:
        audience = queries.audience_of(draft.answers, now=timezone.now())
    except NoSuchPlace:
        audience = rules.Audience(body_id=None)
    away = [one.member for one in audience.left_out if one.reason is Reason.EXCLUDED]
    offered = {member.person_id: member for member in [*audience.eligible, *away]}
    form.offer(offered.values())
    return audience


def _show(request: HttpRequest, step: Step, form: StepForm, **context: object) -> HttpResponse:
    refusal = context.pop("refusal", None)
    problems: list[str] = []
    status = HTTPStatus.OK
    if form.is_bound and form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(refusal, DomainError):
        several = refusal.problems if isinstance(refusal, SeveralProblems) else (refusal,)
        problems = [_named(one) for one in several]
        status = HTTPStatus(refusal.status)
    returns = "returns" in request.POST or bool(context.pop("returns", False))
    here = {
        "form": form,
        "step_name": step,
        "step": ORDER.index(step) + 1,
        "steps": len(ORDER),
        "problems": problems,
        "goes_back": step is not ORDER[0],
        "returns": returns and step is not Step.CHECK,
    }
    return _render(request, step, {**here, **context}, status=status)


def _named(problem: DomainError) -> str:
    """Say what is wrong, and with which answer where the page has several."""
    sentence = words(problem.code, **problem.detail)
    label = _label(problem.field) if isinstance(problem, WrongInput) else ""
    return f"{label} {sentence}" if label else sentence


def _label(field: str) -> str:
    for form in FORMS.values():
        if form is not Check and field in form.base_fields:
            return str(form.base_fields[field].label or "")
    return ""


def _render(
    request: HttpRequest, name: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    whole = {"quiet": True, "leave_url": reverse("reports:leave"), **context}
    return render(request, f"reports/{name}.html", whole, status=status)


def _draft(request: HttpRequest) -> Draft:
    """Open the draft that came along; the first page has none yet.

    Raises:
        DraftNotReadable: it is not one of ours.
        DraftEnded: it lay open for too long.
    """
    token = request.POST.get("draft", "")
    if not token and request.POST.get("step") == Step.SAFETY:
        draft = rules.begin(Answers())
    else:
        draft = rules.unseal(token, settings.COMITY_KEYS, timezone.now())
    language = get_language() or settings.LANGUAGE_CODE
    return draft.answering(replace(draft.answers, language=language))


def _token(draft: Draft) -> str:
    return rules.seal(draft, settings.COMITY_KEYS, timezone.now())


def _wanted(request: HttpRequest, step: Step) -> Step | None:
    """Say to which page somebody goes without being told what is wrong on this one."""
    if "on" in request.POST:
        return after(step)
    if "back" in request.POST:
        return before(step)
    return step if "stay" in request.POST else _step(request, "change")


def _step(request: HttpRequest, name: str) -> Step | None:
    value = request.POST.get(name)
    return Step(value) if value in ORDER else None
