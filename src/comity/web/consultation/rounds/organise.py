"""Preparing a consultation and planning its rounds, for those who run them."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries as codes
from comity.communities import queries as communities
from comity.consultation.actions import consultations
from comity.consultation.actions import rounds as actions
from comity.consultation.queries import rounds
from comity.consultation.queries.rounds import ConsultationView
from comity.consultation.rules.kinds import RoundKind, Subject
from comity.people.queries import actor
from comity.web.acting import done
from comity.web.components import day
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.forms import Ask, Plan, Words
from comity.web.consultation.rounds.show import of
from comity.web.pages import sent, show


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Prepare a consultation of a community."""
    by, place = actor(request.user), communities.by_slug(slug)
    require(by, Permission.CONSULTATION_RUN, on=place.id)
    code_id = codes.code_of(place.id)
    form = Ask(sent(request), initial={"source_language": told.language()})
    if not code_id:
        del form.fields["about_code"]
    if form.is_valid():
        typed, made = form.cleaned_data, []
        language = typed["source_language"]

        def prepare() -> None:
            made.append(
                consultations.prepare(
                    community_id=place.id,
                    title={language: typed["title"]},
                    question={language: typed["question"]},
                    source_language=language,
                    code_id=code_id if typed.get("about_code") else "",
                    contingent=typed["contingent"],
                    coverage_target=typed["coverage_target"],
                    by=by,
                    now=timezone.now(),
                )
            )

        if done(form, prepare):
            messages.success(request, _("The consultation is prepared. Plan its first round."))
            return redirect("consultation:new_round", made[0].id)
    return show(
        request, "consultation/rounds_new.html", form, community=place, trail=told.trail(place.id)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Say what is asked in other words, or in one more language."""
    by, found = actor(request.user), rounds.consultation(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    tag = request.GET.get("language", "")
    tag = tag if tag in found.title else found.source_language
    begun = {"language": tag, "title": found.title[tag], "question": found.question.get(tag, "")}
    form = Words(sent(request), initial=begun)
    if form.is_valid():
        typed = form.cleaned_data
        act = partial(
            consultations.change,
            consultation_id=found.id,
            title={**found.title, typed["language"]: typed["title"]},
            question={**found.question, typed["language"]: typed["question"]},
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("The change is saved."))
            return redirect("consultation:consultation", consultation_id)
    return show(
        request,
        "consultation/rounds_words.html",
        form,
        found=found,
        title=told.said(found.title, found.source_language),
        languages=sorted(found.title),
        trail=told.path_to(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Plan a round."""
    by, found = actor(request.user), rounds.consultation(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    place = communities.community(found.community_id)
    form = Plan(sent(request), texts=_texts(found), initial={"languages": place.languages})
    if form.is_valid():
        act = partial(
            actions.plan,
            consultation_id=found.id,
            kind=RoundKind(form.cleaned_data["kind"]),
            **form.asked,
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("The round is planned. It opens at its time by itself."))
            return redirect("consultation:consultation", consultation_id)
    return _page(request, form, found)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Change the plan of a round that has not opened."""
    by, found = actor(request.user), rounds.consultation(consultation_id)
    here = of(found, round_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    begun = {
        "opens_day": here.opens.date(),
        "opens_time": f"{here.opens:%H:%M}",
        "closes_day": here.closes.date(),
        "closes_time": f"{here.closes:%H:%M}",
        "languages": here.languages,
        "target_groups": "\n".join(here.target_groups),
        "edition": here.edition_id,
    }
    form = Plan(sent(request), texts=_texts(found), changes=True, initial=begun)
    if form.is_valid():
        act = partial(actions.replan, round_id=here.id, **form.asked, by=by, now=timezone.now())
        if done(form, act):
            messages.success(request, _("The change is saved."))
            return redirect("consultation:round", consultation_id, here.id)
    return _page(request, form, found, changes=True)


def _page(
    request: HttpRequest, form: Plan, found: ConsultationView, *, changes: bool = False
) -> HttpResponse:
    return show(
        request,
        "consultation/rounds_plan.html",
        form,
        found=found,
        changes=changes,
        trail=told.path_to(found),
        title=told.said(found.title, found.source_language),
        back=told.consultation_url(found.id),
        without_text=found.subject is Subject.CODE and not _texts(found),
    )


def _texts(found: ConsultationView) -> list[tuple[str, str]]:
    """List the published drafts of the code that a consultation is about, the newest first."""
    if found.subject is not Subject.CODE:
        return []
    return [
        (
            one.id,
            _("Version %(version)s, edition %(edition)s, published %(day)s")
            % {"version": one.version_number, "edition": one.number, "day": day(one.made_on)},
        )
        for one in codes.editions_of(found.community_id)
    ]
