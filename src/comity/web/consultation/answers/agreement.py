"""Seeking agreement: proposals, what people say to them, hearings and outcomes."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from comity.access.queries import require
from comity.access.rules import Permission
from comity.bodies import queries as bodies
from comity.consultation.actions import decisions as actions
from comity.consultation.queries import decisions as queries
from comity.consultation.queries import rounds
from comity.consultation.queries.answers import may_answer
from comity.consultation.queries.decisions import DecisionRow, PositionRow
from comity.consultation.queries.rounds import ConsultationView
from comity.consultation.rules.consensus import RUNNING, Choice
from comity.consultation.rules.kinds import RoundState
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done, reader
from comity.web.communities.fields import DayField
from comity.web.consultation import receipts
from comity.web.consultation.answers.forms import InLanguages, Words, draw_anew
from comity.web.consultation.answers.words import CHOICES, MEANINGS, PROMPTS, STANDINGS
from comity.web.consultation.rounds.forms import LanguageField
from comity.web.consultation.rounds.show import of
from comity.web.consultation.rounds.told import language, path_to, said
from comity.web.pages import sent, show

A_PAGE = 20


class Propose(InLanguages):
    """A proposal, and who is asked about it."""

    names = ("question",)

    question = Words(
        label=gettext_lazy("What do you propose?"),
        help_text=gettext_lazy("One thing that people can agree to or not. Say what would happen."),
    )
    language = LanguageField(label=gettext_lazy("In which language is it?"))
    second_question = Words(
        label=gettext_lazy("The same in another language"), required=False, rows=3
    )
    second_language = LanguageField(label=gettext_lazy("Which other language?"), required=False)
    body_id = forms.ChoiceField(label=gettext_lazy("Who is asked?"), required=False)

    def __init__(self, *args: Any, asked: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401, Django's signature
        """Offer the bodies of the community."""
        super().__init__(*args, **options)
        field = self.fields["body_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Everybody who takes part")), *asked]


class Say(forms.Form):
    """How somebody stands to a proposal, and why."""

    choice = forms.ChoiceField(
        label=gettext_lazy("How do you stand to it?"),
        choices=lambda: [(one.value, f"{CHOICES[one][0]}: {MEANINGS[one]}") for one in Choice],
        widget=forms.RadioSelect,
    )
    reason = Words(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy(
            "A concern or a block needs a reason: whom or what would it harm, and what would have "
            "to change? Everybody can read it, without your name."
        ),
        required=False,
        most=4_000,
    )
    language = LanguageField(label=gettext_lazy("In which language is your reason?"))
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)


class Hear(InLanguages):
    """How somebody was heard, and what came of it."""

    names = ("text",)

    text = Words(
        label=gettext_lazy("Who spoke with whom, and what came of it?"),
        help_text=gettext_lazy("Everybody can read it. Name nobody who did not agree to it."),
    )
    language = LanguageField(label=gettext_lazy("In which language is it?"))
    second_text = Words(label=gettext_lazy("The same in another language"), required=False, rows=3)
    second_language = LanguageField(label=gettext_lazy("Which other language?"), required=False)
    turn = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Record(InLanguages):
    """What follows from how far people agree."""

    names = ("outcome",)

    outcome = Words(
        label=gettext_lazy("What follows?"),
        help_text=gettext_lazy(
            "What is done now and by whom, or what happens since there is no agreement."
        ),
    )
    language = LanguageField(label=gettext_lazy("In which language is it?"))
    second_outcome = Words(
        label=gettext_lazy("The same in another language"), required=False, rows=3
    )
    second_language = LanguageField(label=gettext_lazy("Which other language?"), required=False)
    review_on = DayField(
        label=gettext_lazy("On which day is it looked at again?"),
        help_text=gettext_lazy(
            "Within five years, so that nothing stands because it is forgotten."
        ),
    )


class TakeBack(forms.Form):
    """Why a proposal is taken back."""

    reason = Words(
        label=gettext_lazy("Why is it taken back?"),
        help_text=gettext_lazy("Everybody can read it."),
        most=2_000,
        rows=3,
    )


@require_safe
def proposals(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """List the proposals of a consultation, with how far people agree on each."""
    found = rounds.consultation(consultation_id)
    page = Paginator(queries.decisions(found.id), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "title": said(found.title, found.source_language),
        "trail": path_to(found),
        "page": page,
        "rows": [_shown(one) for one in page],
        "runs": may_answer(found.id, reader(request)),
        "open_rounds": [one for one in found.rounds if one.state is RoundState.OPEN],
    }
    return render(request, "consultation/answers_proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, consultation_id: str, decision_id: str) -> HttpResponse:
    """Show a proposal with everything said to it, and let somebody say how they stand."""
    found, row = _find(consultation_id, decision_id)
    now = timezone.now()
    by = receipts.acting(request, found.id)
    mine = queries.own_position(row.id, by)
    form = Say(sent(request), initial=_said_before(mine, row.round_id))
    takes = row.state in RUNNING and (mine is not None or row.round_state == RoundState.OPEN)
    is_asked = row.body is None or queries.is_asked(row.id, by, now.date())
    if form.is_valid():
        drawn = receipts.from_form(form.cleaned_data["once"], row.round_id)
        speaker = by or (receipts.holder(drawn) if drawn else None)
        if speaker is None:
            draw_anew(request, form, row.round_id)
        elif done(form, partial(_take, form, row.id, speaker, now)):
            messages.success(request, _("What you said stands with the proposal."))
            answer = redirect("consultation:proposal", found.id, row.id)
            if by is None and drawn is not None:
                answer = redirect("consultation:part", found.id)
                receipts.remember(answer, found.id, drawn, fresh=True)
            return answer
    page = Paginator(queries.positions(row.id), A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "consultation/answers_proposal.html",
        form,
        found=found,
        title=said(found.title, found.source_language),
        trail=path_to(found),
        one=_shown(row),
        page=page,
        positions=[_position(one) for one in page],
        mine=mine,
        mine_word=CHOICES[mine.choice] if mine else None,
        takes=takes and is_asked,
        is_asked=is_asked,
        without_account=by is None,
        runs=may_answer(found.id, reader(request)),
        prompts=[(CHOICES[one][0], MEANINGS[one], PROMPTS[one]) for one in Choice],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Seek agreement on a proposal in an open round."""
    by, found = _run(request, consultation_id)
    here = of(found, round_id)
    asked = [(one.id, one.named(language())) for one in bodies.bodies_at(found.community_id)]
    form = Propose(sent(request), asked=asked, initial={"language": language()})
    if form.is_valid():
        act = partial(
            actions.ask,
            round_id=here.id,
            question=form.by_language("question"),
            language=form.cleaned_data["language"],
            body_id=form.cleaned_data["body_id"],
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("The proposal is published."))
            return redirect("consultation:proposals", found.id)
    return _form(request, "propose", form, found)


@require_http_methods(["GET", "HEAD", "POST"])
def hear(
    request: HttpRequest, consultation_id: str, decision_id: str, position_id: str
) -> HttpResponse:
    """Write down how somebody who blocks or is concerned was heard."""
    by, found = _run(request, consultation_id)
    row = _find(found.id, decision_id)[1]
    heard = queries.position(position_id, decision_id=row.id)
    form = Hear(sent(request), initial={"language": language(), "turn": heard.turn})
    if form.is_valid():
        act = partial(
            actions.hear,
            position_id=heard.id,
            turn=form.cleaned_data["turn"],
            text=form.by_language("text"),
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("What came of the hearing can be read by everybody."))
            return redirect("consultation:proposal", found.id, row.id)
    return _form(request, "hear", form, found, one=_shown(row), heard=_position(heard))


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, consultation_id: str, decision_id: str) -> HttpResponse:
    """Record how far people agree, what follows, and when it is looked at again."""
    by, found = _run(request, consultation_id)
    row = _find(found.id, decision_id)[1]
    form = Record(sent(request), initial={"language": row.language})
    if form.is_valid():
        act = partial(
            actions.record_outcome,
            decision_id=row.id,
            outcome=form.by_language("outcome"),
            review_on=form.cleaned_data["review_on"],
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("The outcome is recorded."))
            return redirect("consultation:proposal", found.id, row.id)
    return _form(request, "record", form, found, one=_shown(row))


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, consultation_id: str, decision_id: str) -> HttpResponse:
    """Take a proposal back before anything is recorded."""
    by, found = _run(request, consultation_id)
    row = _find(found.id, decision_id)[1]
    form = TakeBack(sent(request))
    if form.is_valid():
        act = partial(
            actions.withdraw_decision,
            decision_id=row.id,
            reason=form.cleaned_data["reason"],
            by=by,
            now=timezone.now(),
        )
        if done(form, act):
            messages.success(request, _("The proposal is taken back."))
            return redirect("consultation:proposal", found.id, row.id)
    return _form(request, "take_back", form, found, one=_shown(row))


def _form(
    request: HttpRequest, what: str, form: forms.Form, found: ConsultationView, **context: object
) -> HttpResponse:
    return show(
        request,
        "consultation/answers_organise.html",
        form,
        what=what,
        found=found,
        title=said(found.title, found.source_language),
        trail=path_to(found),
        **context,
    )


def _take(form: Say, decision_id: str, by: Actor, now: datetime) -> None:
    actions.take_position(
        decision_id=decision_id,
        choice=Choice(form.cleaned_data["choice"]),
        reason=form.cleaned_data["reason"],
        language=form.cleaned_data["language"],
        by=by,
        now=now,
    )


def _said_before(mine: PositionRow | None, round_id: str) -> dict[str, object]:
    begun: dict[str, object] = {"language": language(), "once": receipts.sealed_receipt(round_id)}
    if mine is None:
        return begun
    return begun | {"choice": mine.choice, "reason": mine.reason, "language": mine.language}


def _find(consultation_id: str, decision_id: str) -> tuple[ConsultationView, DecisionRow]:
    found, row = rounds.consultation(consultation_id), queries.decision(decision_id)
    if row.consultation_id != found.id:
        raise NotFound
    return found, row


def _run(request: HttpRequest, consultation_id: str) -> tuple[Actor, ConsultationView]:
    by, found = actor(request.user), rounds.consultation(consultation_id)
    require(by, Permission.CONSULTATION_RUN, on=found.community_id)
    return by, found


def _shown(row: DecisionRow) -> Mapping[str, object]:
    """Show a proposal in the reader's words, with its numbers as a table."""
    word, tone = STANDINGS[row.state]
    return {
        "row": row,
        "question": said(row.question, row.language),
        "state": word,
        "tone": tone,
        "outcome": said(row.outcome, row.language) if row.outcome else None,
        "body": said(row.body, row.language) if row.body is not None else None,
        "counts": [(*CHOICES[one], count) for one, count in row.standing.counts.items()],
        "all": sum(row.standing.counts.values()),
        "runs_on": row.state in RUNNING,
    }


def _position(one: PositionRow) -> Mapping[str, object]:
    word, tone = CHOICES[one.choice]
    return {
        "one": one,
        "word": word,
        "tone": tone,
        "hearings": [said(text, language()) for text in one.hearings],
    }
