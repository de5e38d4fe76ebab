"""One page for each move: what it means, what it needs, and the button."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.cases import actions
from comity.cases.actions import AllegationInput
from comity.cases.errors import MoveNotPossible, UnknownAccount, UnknownQuestion
from comity.cases.facts import FACT_OF
from comity.cases.queries import CaseView
from comity.cases.rules.seating import Seat
from comity.cases.rules.words import Move, State
from comity.kernel.errors import NotFound, SeveralProblems, WrongInput
from comity.messages import words
from comity.people.queries import actor
from comity.people.rules import AccountRef
from comity.reports.queries import report
from comity.web.cases import forms as asked
from comity.web.cases import questions
from comity.web.cases.above import above
from comity.web.cases.explained import EXPLAINED, GRAVE
from comity.web.cases.views import heading, seen, unlocked
from comity.web.components import show_problems
from comity.web.keyrings import keyring_of
from comity.web.pages import sent, show
from comity.wikis.queries import accounts_ever_named, wiki_for

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MovePage:
    """How one move is asked for.

    Attributes:
        action: what makes it.
        form: what it asks.
        options: what the form needs to know of the case.
        given: what the action takes besides case, keys, actor and moment.
        above: a template that is shown above the form; empty for none.
    """

    action: Callable[..., object]
    form: type[forms.Form] = asked.Confirm
    options: Callable[[CaseView], Given] = lambda _view: {}
    given: Callable[[Any, CaseView], Given] = lambda form, _view: form.cleaned_data
    above: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """That a move was made, and what came of it."""

    result: object


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def move(request: HttpRequest, case_id: str, move: str) -> HttpResponse:
    """Say what a move means, ask for what it needs, and make it.

    Raises:
        NotFound: there is no such move, or no such case for whoever asks.
        MoveNotPossible: it is not theirs to make where the case stands.
    """
    view = seen(request, case_id)
    page, wanted = _page(move)
    choice = next((one for one in view.choices if one.move is wanted), None)
    if choice is None:
        raise MoveNotPossible(state=view.head.state, move=wanted)
    form = _form(request, page, view)
    if form.is_valid() and (made := _made(request, page, view, form)):
        messages.success(request, words(FACT_OF[wanted].kind))
        if _out_of_sight(made.result):
            return redirect("cases:inbox")
        return redirect("cases:case", case_id)
    by, keyring, now = actor(request.user), keyring_of(request), timezone.now()
    more = above(wanted, view, by=by, keyring=keyring, now=now) if choice.open else {}
    return show(
        request,
        "cases/move.html",
        form,
        **{
            "explained": EXPLAINED[wanted],
            "label": words(choice.label),
            "missing": words(choice.missing) if choice.missing else "",
            "grave": "grave" if wanted in GRAVE else "",
            "above": page.above,
            **heading(view),
            **more,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def vote(request: HttpRequest, case_id: str, question_id: str) -> HttpResponse:
    """Vote on one question before the panel.

    Raises:
        UnknownQuestion: it is not before the panel now.
    """
    view = seen(request, case_id)
    asked_about = questions.card(view, question_id)
    if asked_about is None:
        raise UnknownQuestion(field="question")

    def given(form: asked.Vote, _view: CaseView) -> Given:
        typed = form.cleaned_data
        return {"choices": {question_id: typed["choice"]}, "reason": typed["reason"]}

    page = MovePage(actions.vote, asked.Vote, given=given)
    form = _form(request, page, view)
    if form.is_valid() and _made(request, page, view, form):
        messages.success(request, _("Your vote is cast."))
        return redirect("cases:case", case_id)
    return show(request, "cases/vote.html", form, question=asked_about, **heading(view))


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def message(request: HttpRequest, case_id: str) -> HttpResponse:
    """Write to one side, or a note among members."""
    view = seen(request, case_id)
    page = MovePage(actions.send_message, asked.Message, options=_sides)
    form = _form(request, page, view)
    if form.is_valid() and _made(request, page, view, form):
        messages.success(request, _("Your message was sent."))
        return redirect("cases:case", case_id)
    return show(request, "cases/message.html", form, **heading(view))


def _page(name: str) -> tuple[MovePage, Move]:
    try:
        wanted = Move(name)
        return PAGES[wanted], wanted
    except (ValueError, KeyError):
        raise NotFound from None


def _form(request: HttpRequest, page: MovePage, view: CaseView) -> forms.Form:
    return page.form(sent(request), request.FILES or None, **page.options(view))


def _made(request: HttpRequest, page: MovePage, view: CaseView, form: forms.Form) -> Made | None:
    """Make a move; where something typed is refused, say so beside it."""
    try:
        result = page.action(
            case_id=view.head.id,
            keyring=keyring_of(request),
            by=actor(request.user),
            now=timezone.now(),
            **page.given(form, view),
        )
    except (WrongInput, SeveralProblems) as refusal:
        show_problems(form, refusal)
        return None
    return Made(result)


def _out_of_sight(result: object) -> bool:
    """Tell whether whoever made a move cannot open the case any more."""
    return result is Seat.RECUSED_HARD or getattr(result, "state", None) == State.CLOSED


def _sides(view: CaseView) -> Given:
    sides = [("reporter", _("The reporter")), ("panel", _("Only the members of this case"))]
    if view.file.respondent:
        sides.insert(1, ("respondent", _("The respondent")))
    return {"sides": sides}


def _known_accounts(view: CaseView) -> Mapping[str, AccountRef]:
    settled = view.file.respondent_account
    if settled is not None:
        return {f"{settled.provider}:{settled.subject}": settled}
    return questions.accounts_named(view)


def _allegation_options(view: CaseView) -> Given:
    accounts = [(key, one.name) for key, one in _known_accounts(view).items()]
    if view.file.respondent_account is None:
        accounts.append((asked.OTHER, _("Another account")))
    return {"accounts": accounts, "provisions": questions.provisions(view)}


def _allegation(form: asked.Allegation, view: CaseView) -> Given:
    typed = dict(form.cleaned_data)
    other, chosen = typed.pop("other", ""), typed.pop("account")
    account = _found(other, view) if chosen == asked.OTHER else _known_accounts(view)[chosen]
    return {"allegation": AllegationInput(account=account, **typed)}


def _found(name: str, view: CaseView) -> AccountRef:
    """Ask the wiki which account has a name, or had it.

    Raises:
        UnknownAccount: none has.
    """
    place = report(view.file.reports[0].report_id).community_id
    found = accounts_ever_named(wiki_for(place), name) if name.strip() else []
    if not found:
        raise UnknownAccount(field="other")
    return found[0]


def _conflicts(form: asked.Declare, _view: CaseView) -> Given:
    return {"conflicts": form.conflicts_declared()}


def _measure_options(view: CaseView) -> Given:
    return {"guideline": view.charter.guideline, "found": view.range}


def _measure(form: asked.Measure, _view: CaseView) -> Given:
    typed = form.cleaned_data
    return {
        "terms": form.terms(),
        "reason": typed["reason"],
        "departure_reason": typed["departure_reason"],
    }


def _outcome_options(view: CaseView) -> Given:
    return {"guideline": view.charter.guideline, "found": None}


def _outcome(form: asked.Outcome, _view: CaseView) -> Given:
    typed = form.cleaned_data
    return {"outcome": typed["outcome"], "reason": typed["reason"], "terms": form.terms()}


PAGES: Mapping[Move, MovePage] = {
    Move.TAKE: MovePage(actions.take, above="cases/parts/reports.html"),
    Move.ACCEPT: MovePage(actions.accept, asked.Accept),
    Move.PROPOSE_DECLINE: MovePage(actions.propose_decline, asked.Reason),
    Move.DECLINE: MovePage(actions.decline, asked.Reason, above="cases/parts/notes.html"),
    Move.DECLARE: MovePage(actions.declare, asked.Declare, given=_conflicts),
    Move.RECUSE: MovePage(actions.recuse, asked.Recuse, given=_conflicts),
    Move.OPEN_INQUIRY: MovePage(actions.open_inquiry),
    Move.ADD_EVIDENCE: MovePage(actions.add_evidence, asked.Evidence),
    Move.STATE_ALLEGATION: MovePage(
        actions.state_allegation, asked.Allegation, _allegation_options, _allegation
    ),
    Move.SERVE: MovePage(actions.serve, asked.Serve, above="cases/parts/allegations.html"),
    Move.EXTEND: MovePage(actions.extend),
    Move.CLOSE_HEARING: MovePage(actions.close_hearing),
    Move.CONCLUDE_FINDINGS: MovePage(actions.conclude_findings, above="cases/parts/findings.html"),
    Move.PROPOSE_MEASURE: MovePage(
        actions.propose_measure,
        asked.Measure,
        _measure_options,
        _measure,
        above="cases/parts/range.html",
    ),
    Move.DECIDE: MovePage(actions.decide, above="cases/parts/statement.html"),
    Move.PROPOSE_OUTCOME: MovePage(
        actions.propose_outcome, asked.Outcome, _outcome_options, _outcome
    ),
    Move.DECIDE_APPEAL: MovePage(actions.decide_appeal, above="cases/parts/outcomes.html"),
    Move.RESUME: MovePage(actions.resume, asked.Reason, above="cases/parts/notes.html"),
}
"""Every move that a member makes. A vote has its own page for each question."""
