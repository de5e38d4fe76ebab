"""Answering, one by one and together, and ending a consultation, for those who run it."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries as codes
from comity.codes.rules.documents import Text
from comity.communities import queries as communities
from comity.consultation.actions import answers as actions
from comity.consultation.actions import conclusions
from comity.consultation.actions.conclusions import Said
from comity.consultation.queries import answers, contributions, equity, rounds, suggestions
from comity.consultation.queries.decisions import decisions
from comity.consultation.queries.rounds import ConsultationView
from comity.consultation.queries.suggestions import Redline
from comity.consultation.rules.consensus import RUNNING
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.kinds import RoundState, Stage, Subject
from comity.consultation.rules.suggestions import OPEN, Patch
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.consultation.answers import told
from comity.web.consultation.answers.forms import (
    Answer,
    AnswerSuggestion,
    AnswerTogether,
    Conclude,
    Find,
)
from comity.web.consultation.answers.public import parts_of, query_of, wanted_by
from comity.web.consultation.equity.words import group
from comity.web.consultation.rounds.told import cards, language, latest_text, path_to, said
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """List what waits for an answer first, and answer several with one reason."""
    found, by = _run(request, consultation_id)
    numbers, parts = answers.numbers(found.id), parts_of(found)
    find = Find(request.GET, numbers=numbers, parts=parts)
    wanted = wanted_by(find)
    now = timezone.now()
    rows_of = answers.listing(found.id, wanted, today=now.date(), waiting_first=True)
    page = Paginator(rows_of, A_PAGE).get_page(request.GET.get("page"))
    rows = [told.row(one, parts) for one in page]
    form = AnswerTogether(
        sent(request),
        parts=list(parts.items()),
        choices=[one.one.id for one in rows],
        initial={"language": language()},
    )
    if form.is_valid():
        typed = form.cleaned_data
        act = partial(
            actions.answer_together,
            contribution_ids=typed["contributions"],
            decision=Decision(typed["decision"]),
            reason=form.by_language("reason"),
            provisions=typed.get("provisions", ()),
            by=by,
            now=now,
        )
        if done(form, act):
            count = len(set(typed["contributions"]))
            messages.success(
                request,
                ngettext(
                    "%(count)s contribution is answered.",
                    "%(count)s contributions are answered.",
                    count,
                )
                % {"count": count},
            )
            return redirect("consultation:answer_queue", found.id)
    return show(
        request,
        "consultation/answers_queue.html",
        form,
        found=found,
        title=said(found.title, found.source_language),
        trail=path_to(found),
        find=find,
        numbers=numbers,
        rows=rows,
        page=page,
        query=query_of(find),
        chosen=set(request.POST.getlist("contributions")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, consultation_id: str, contribution_id: str) -> HttpResponse:
    """Answer one contribution; what its suggestion changes goes into the draft."""
    found, by = _run(request, consultation_id)
    one = contributions.contribution(contribution_id, round_id="")
    if one.consultation_id != found.id:
        raise NotFound
    now = timezone.now()
    row = answers.one(one.id, today=now.date())
    parts = parts_of(found)
    change = told.shown(one.id)
    is_open = change is not None and change.redline.state in OPEN
    form = _answer_form(request, found, change.redline if change and is_open else None, parts, by)
    if form.is_valid():
        typed = form.cleaned_data
        decision = Decision(typed["decision"])
        patch = None
        if isinstance(form, AnswerSuggestion) and change and decision is Decision.PARTLY:
            patch = _partly(form, found, change.redline, by)
        act = partial(
            actions.answer,
            contribution_id=one.id,
            decision=decision,
            reason=form.by_language("reason"),
            provisions=typed.get("provisions", ()),
            patch=patch,
            by=by,
            now=now,
        )
        if done(form, act):
            messages.success(request, _("The answer is published, and its author is told."))
            return redirect("consultation:answer_queue", found.id)
    text = latest_text(rounds.round_(one.round_id))
    return show(
        request,
        "consultation/answers_answer.html",
        form,
        found=found,
        title=said(found.title, found.source_language),
        trail=path_to(found),
        card=cards([one], text[1] if text else None, translated_first=False)[0],
        row=told.row(row, parts),
        change=change,
        is_open=is_open,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """End a consultation: say what came of it, and freeze the draft it was about."""
    _run(request, consultation_id)
    return _conclude(request, consultation_id)


@confirmed_recently
def _conclude(request: HttpRequest, consultation_id: str) -> HttpResponse:
    found, by = _run(request, consultation_id)
    if found.stage is not Stage.RUNNING:
        raise NotFound
    freezes = found.subject is Subject.CODE
    draft = _draft(found, by) if freezes else ""
    form = Conclude(sent(request), freezes=freezes, initial={"language": language()})
    if form.is_valid():
        act = partial(
            conclusions.conclude,
            consultation_id=found.id,
            said=Said(
                form.cleaned_data["language"],
                **{name: form.by_language(name) for name in Conclude.names},
            ),
            version_id=draft,
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("The consultation is concluded. Everybody can read why."))
            return redirect("consultation:you_said", found.id)
    waiting = answers.numbers(found.id).waiting
    running = sum(one.state in RUNNING for one in decisions(found.id))
    unfinished = [
        one.place for one in found.rounds if one.state in {RoundState.PLANNED, RoundState.OPEN}
    ]
    in_force = codes.code_in_force(found.community_id)
    return show(
        request,
        "consultation/answers_conclude.html",
        form,
        found=found,
        title=said(found.title, found.source_language),
        trail=path_to(found),
        community=communities.community(found.community_id),
        waiting=waiting,
        running=running,
        unfinished=unfinished,
        unexplained=[one for one in found.rounds if one.owes_a_reason],
        freezes=freezes,
        draft=draft,
        in_force=in_force.id if in_force else "",
        silent_groups=[
            group(one.dimension, one.category) for one in equity.silent_groups(found.id)
        ],
    )


def _run(request: HttpRequest, consultation_id: str) -> tuple[ConsultationView, Actor]:
    """Find a consultation, for whoever runs it."""
    by, found = actor(request.user), rounds.consultation(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    return found, by


def _draft(found: ConsultationView, by: Actor) -> str:
    drafts = codes.versions(found.community_id, seen_by=by)
    return next((one.id for one in drafts if one.state == "draft"), "")


def _answer_form(
    request: HttpRequest,
    found: ConsultationView,
    change: Redline | None,
    parts: dict[str, str],
    by: Actor,
) -> Answer:
    """Ask for an answer; for a suggestion that is open, also for how the text should read."""
    begun = {"language": language()}
    if change is None:
        return Answer(
            sent(request), parts=list(parts.items()), without=(Decision.PROMOTED,), initial=begun
        )
    now = _now(found, change, by)
    words = change.patch.words
    as_suggested = {
        name: words.get(name, getattr(now, name)) for name in ("title", "body", "example")
    }
    return AnswerSuggestion(
        sent(request), meaning=bool(change.patch.fields), initial=begun | as_suggested
    )


def _now(found: ConsultationView, change: Redline, by: Actor) -> Text:
    """Read a provision in the draft of today, in the agreed language."""
    here = suggestions.provision_of_draft(found.community_id, change.provision_id, seen_by=by)
    return here[0].texts[here[1]] if here else Text("", "")


def _partly(form: Answer, found: ConsultationView, change: Redline, by: Actor) -> Patch:
    """Tell what of a suggestion is taken up, as it was typed."""
    here = suggestions.provision_of_draft(found.community_id, change.provision_id, seen_by=by)
    agreed = here[1] if here else found.source_language
    before = here[0].texts[agreed] if here else Text("", "")
    typed = {
        name: form.cleaned_data[name].replace("\r\n", "\n") for name in ("title", "body", "example")
    }
    words = {name: text for name, text in typed.items() if text != getattr(before, name)}
    fields = change.patch.fields if form.cleaned_data.get("meaning") else {}
    return Patch(fields, words, agreed if words else "")
