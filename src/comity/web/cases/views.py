"""The inbox and the page of one case, for people who serve."""

from collections.abc import Callable, Iterable
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.cases import queries
from comity.cases.queries import CaseView, ChoiceView, InboxRow
from comity.cases.queries.member import FORWARD
from comity.cases.rules import labels
from comity.cases.rules.words import Move, State
from comity.kernel.errors import NotFound
from comity.kernel.spans import day_of
from comity.messages import words
from comity.people.queries import actor
from comity.vault.errors import Locked
from comity.vault.queries import has_key
from comity.web.cases import questions, shown
from comity.web.cases.explained import EXPLAINED
from comity.web.components import listed
from comity.web.files import download
from comity.web.keyrings import keyring_of
from comity.web.pages import show

Page = Callable[..., HttpResponse]
TONES = {
    State.RECEIVED: "warn",
    State.IN_FORCE: "good",
    State.UNDER_APPEAL: "danger",
    State.DECLINED: "still",
    State.WITHDRAWN: "still",
    State.CLOSED: "still",
}
"""How a state looks beside its word; every other is open."""
EVERY = "every"
"""The filter that shows all open cases."""
SYMBOLS = 5
"""Symbols of an id that name a case among those who handle it."""
LAST = frozenset({Move.PROPOSE_DECLINE, Move.DECLINE})
"""Moves that stand at the end, and only where they can be made."""
ASIDE = frozenset({Move.RECUSE})
"""Moves that one makes for one's own sake, and not to bring a case on."""
NOT_NOTES = frozenset({"law", "vote", "conflicts", "allegation", "proposal", "findings", "status"})
"""Items of a panel's room that have their own place on the page, or none."""


def unlocked(page: Page) -> Page:
    """Lead whoever has not unlocked their keys to do so, and back here."""

    @wraps(page)
    def asked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return page(request, *args, **kwargs)
        except Locked:
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('vault:unlock')}?{query}")

    return asked


def seen(request: HttpRequest, case_id: str) -> CaseView:
    """Open a case as whoever asks sees it.

    Raises:
        NotSignedIn: nobody in particular asks.
        NotFound: there is no such case, or none that they may know of.
        Locked: their keys are not unlocked.
    """
    return queries.case(
        case_id, seen_by=actor(request.user), keyring=keyring_of(request), now=timezone.now()
    )


def teller(view: CaseView, receipt: str) -> shown.Teller:
    """Make cards of the items of a room whose receipt is held by this party."""

    def address(item_id: str, number: int) -> str:
        return reverse("cases:file", args=[view.head.id, item_id, number])

    return shown.Teller(receipt=receipt, address=address, names=shown.names_in(view))


def reports(view: CaseView) -> list[dict[str, object]]:
    """Show what was reported and written since, report by report."""
    tell = teller(view, _("The reporter"))
    return [
        {"id": report.report_id, "cards": tell.cards(report.items, without=NOT_NOTES)}
        for report in view.file.reports
    ]


def reasons(view: CaseView) -> list[shown.Card]:
    """Show the reasons of every decision, as they were served on the respondent."""
    served = [item for item in view.file.respondent if item.kind == "statement"]
    return teller(view, "").cards(served)


def notes(view: CaseView) -> list[shown.Card]:
    """Show what members have noted among themselves before a panel sat."""
    return teller(view, "").cards(view.file.intake, without=NOT_NOTES)


def title_of(case_id: str) -> str:
    """Name a case so that people can speak of it: by the first symbols of its id."""
    return _("Case %(name)s") % {"name": case_id[:SYMBOLS]}


def heading(view: CaseView) -> dict[str, object]:
    """Give what stands at the head of every page of a case."""
    head = view.head
    return {
        "view": view,
        "case_title": title_of(head.id),
        "case_url": reverse("cases:case", args=[head.id]),
        "place": head.community,
        "tone": TONES.get(head.state, "open"),
    }


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List the cases that wait for whoever asks, or all of theirs, the most urgent first."""
    by = actor(request.user)
    wanted, after = request.GET.get("show", ""), request.GET.get("after", "")
    state = State(wanted) if wanted in set(State) else None
    found = queries.inbox(
        seen_by=by,
        today=day_of(timezone.now()),
        after=after,
        waiting=wanted != EVERY and state is None,
        state=state,
    )
    return show(
        request,
        "cases/inbox.html",
        rows=[_row(row) for row in found.rows],
        filters=[("", _("What waits for me")), (EVERY, _("All my open cases")), *_states()],
        chosen=wanted,
        first_url=_query(wanted, "") if after else "",
        next_url=_query(wanted, found.after) if found.after else "",
        has_key=has_key(by.id),
    )


@require_safe
@unlocked
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    """Show a case to a member with unlocked keys."""
    view = seen(request, case_id)
    items = shown.everything(view)
    return show(
        request,
        "cases/case.html",
        **heading(view),
        choices=in_order(view.choices),
        aside=[one for one in view.choices if one.move in ASIDE],
        votes=any(one.move is Move.VOTE and one.open for one in view.choices),
        reasons=reasons(view),
        is_weighed=view.head.state is State.MEASURES,
        is_hearing=view.head.state is State.HEARING,
        reports=reports(view),
        notes=notes(view),
        panel=teller(view, "").cards(view.file.panel, without=NOT_NOTES),
        respondent=teller(view, _("The respondent")).cards(view.file.respondent, without=NOT_NOTES),
        appeal=teller(view, _("The respondent")).cards(view.file.appeal, without=NOT_NOTES),
        allegations=questions.allegations(view),
        proposals=questions.proposals(view),
        timeline=shown.timeline(items),
    )


def in_order(choices: Iterable[ChoiceView]) -> list[ChoiceView]:
    """Put first what can be done now and brings the case on, and declining last."""
    shown_here = [
        one
        for one in choices
        if one.move in EXPLAINED and one.move not in ASIDE and (one.open or one.move not in LAST)
    ]
    return sorted(
        shown_here, key=lambda one: (not one.open, one.move in LAST, one.move not in FORWARD)
    )


@require_safe
@unlocked
def file(request: HttpRequest, case_id: str, item_id: str, number: int) -> HttpResponse:
    """Hand out one file of a case.

    Raises:
        NotFound: there is none that whoever asks can open.
    """
    for item in shown.everything(seen(request, case_id)):
        if item.id == item_id and not item.refused and number < len(item.files):
            return download(item.files[number])
    raise NotFound


def _row(row: InboxRow) -> dict[str, object]:
    """Say what the next step is, and until when."""
    return {
        "title": title_of(row.head.id),
        "url": reverse("cases:case", args=[row.head.id]),
        "step": listed([words(code) for code in row.moves]) or words(row.head.next),
        "due": row.head.due_on,
        "tag": words(row.head.label),
        "tone": TONES.get(row.head.state, "open"),
        "place": row.head.community,
    }


def _states() -> list[tuple[str, str]]:
    return [(state.value, words(code)) for state, code in labels.STATES.items()]


def _query(wanted: str, after: str) -> str:
    kept = {"show": wanted, "after": after}
    return "?" + urlencode({name: value for name, value in kept.items() if value})
