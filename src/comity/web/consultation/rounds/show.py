"""Pages that anybody reads: a consultation, its rounds, their text, and single contributions."""

from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.codes import queries as codes
from comity.communities import queries as communities
from comity.consultation.queries import (
    contributions,
    decisions,
    equity,
    rounds,
    waiting,
)
from comity.consultation.queries.contributions import Wanted
from comity.consultation.queries.rounds import ConsultationView, RoundView
from comity.consultation.queries.taking_part import part_of
from comity.consultation.rules import rounds as rules
from comity.consultation.rules.kinds import Channel, RoundKind, RoundState, Stage, Subject
from comity.kernel.errors import NotFound
from comity.web.acting import reader
from comity.web.consultation import receipts, zones
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.forms import Filter
from comity.web.consultation.words import CHANGES, STAGES
from comity.web.pages import whole_address

PARTS = 100
"""Of a text on a page: with words of their own each, they fit into 30 kB on the way."""
MOST_DIGITS = 9
LONGEST_FILTER = 200


@require_safe
def consultation(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Show what is asked, in which rounds, how to take part, and who sees what."""
    found = rounds.consultation(consultation_id)
    counted = contributions.counts(one.id for one in found.rounds)
    stage, tone = STAGES[found.stage]
    first = found.rounds[0].opens if found.rounds else None
    runs = rounds.may_run(reader(request), found.community_id)
    by = receipts.acting(request, consultation_id)
    context = {
        "found": found,
        "title": told.said(found.title, found.source_language),
        "question": told.said(found.question, found.source_language),
        "community": communities.community(found.community_id),
        "trail": told.trail(found.community_id),
        "stage": stage,
        "tone": tone,
        "is_code": found.subject is Subject.CODE,
        "rounds": [told.round_card(one, request, counted[one.id]) for one in found.rounds],
        **zones.choosing(request, first),
        "changes": _changes(found, request),
        "part": part_of(by, consultation_id),
        "runs": runs,
        "due": _due(found.id) if runs else [],
        "goes_on": found.stage in {Stage.PREPARED, Stage.RUNNING},
        "measured": equity.measured(found.id),
        "unexplained": [one for one in found.rounds if one.owes_a_reason],
        "is_running": found.stage is Stage.RUNNING,
    }
    return zones.kept(request, render(request, "consultation/rounds_consultation.html", context))


@require_safe
def invite(request: HttpRequest, consultation_id: str) -> HttpResponse:
    """Give a short text to copy or print, in every language in which people are asked."""
    found = rounds.consultation(consultation_id)
    asked = found.open_rounds or tuple(
        one for one in found.rounds if one.state is RoundState.PLANNED
    )
    context = {
        "found": found,
        "title": told.said(found.title, found.source_language),
        "titles": [told.Said(text, tag) for tag, text in sorted(found.title.items())],
        "trail": told.path_to(found),
        "rounds": [told.round_card(one, request) for one in asked],
        "address": whole_address(request, told.consultation_url(found.id)),
    }
    return render(request, "consultation/rounds_invite.html", context)


@require_safe
def round_(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Show a round, with what people said in it, a page at a time."""
    found = rounds.consultation(consultation_id)
    here = of(found, round_id)
    wanted = _wanted(request)
    after = _place(request.GET.get("after", ""))
    rows = contributions.contributions(here.id, wanted, after=after, limit=contributions.PAGE + 1)
    page, more = rows[: contributions.PAGE], len(rows) > contributions.PAGE
    text = told.latest_text(here)
    document = text[1] if text else None
    counted = contributions.counts([here.id])[here.id]
    part = part_of(receipts.acting(request, consultation_id), consultation_id)
    runs = rounds.may_run(reader(request), found.community_id)
    first = request.GET.get("first") == "translation"
    form = Filter(request.GET)
    form.offer(counted, document, told.titles(document))
    context = {
        "found": found,
        "title": told.said(found.title, found.source_language),
        "trail": told.path_to(found),
        "card": told.round_card(here, request, counted),
        "cards": told.cards(
            page,
            document,
            translated_first=first,
            participant_id=part.participant.id if part else "",
        ),
        "translated_first": first,
        "first_url": _address(request, after="", first="" if first else "translation"),
        "total": counted.contributions,
        "shown": contributions.count(here.id, wanted) if _filters(request) else None,
        "form": form,
        "looked": bool(_filters(request)),
        **zones.choosing(request, here.opens, _asked(request)),
        "next_url": _address(request, after=str(page[-1].place)) if more else "",
        "begin_url": _address(request, after="") if after else "",
        "part": part,
        "runs": runs,
        "held": _held(here) if runs else None,
        "missed": missed(here),
        "steps": _steps(here) if runs else [],
    }
    return zones.kept(request, render(request, "consultation/rounds_round.html", context))


@require_safe
def text(request: HttpRequest, consultation_id: str, round_id: str) -> HttpResponse:
    """Show the text that a round is about, with a link beside each part to say something."""
    found = rounds.consultation(consultation_id)
    here = of(found, round_id)
    known = told.latest_text(here)
    if known is None:
        raise NotFound
    edition_id, document = known
    about = contributions.by_provision(here.id)
    parts = []
    for number, one in enumerate(document.provisions, start=1):
        words = one.texts.get(told.language()) or one.texts.get(document.source_language)
        if words is None:
            continue
        tag = told.language() if told.language() in one.texts else document.source_language
        parts.append((number, one.provision.id, words, tag, about.get(one.provision.id, 0)))
    context = {
        "found": found,
        "trail": told.path_to(found),
        "card": told.round_card(here, request),
        "edition": codes.edition(edition_id),
        "title": told.said(document.title, document.source_language),
        "page": Paginator(parts, PARTS).get_page(request.GET.get("page")),
        "later": told.later_editions(here)[:1],
        "runs": rounds.may_run(reader(request), found.community_id),
    }
    return render(request, "consultation/rounds_text.html", context)


@require_safe
def contribution(request: HttpRequest, consultation_id: str, contribution_id: str) -> HttpResponse:
    """Show one contribution: what it said before, its translations, and where it belongs now."""
    found = rounds.consultation(consultation_id)
    one = contributions.contribution(contribution_id)
    if one.consultation_id != found.id:
        raise NotFound
    here = of(found, one.round_id)
    known = told.latest_text(here)
    later = told.later_editions(here)
    by = receipts.acting(request, consultation_id)
    part = part_of(by, consultation_id)
    own = part is not None and part.participant.id == one.participant.id
    runs = rounds.may_run(reader(request), found.community_id)
    cards = told.cards(
        [one],
        known[1] if known else None,
        translated_first=False,
        participant_id=part.participant.id if part else "",
    )
    now = later[0] if later else None
    moved = told.cards([one], codes.edition_document(now.id), translated_first=False) if now else []
    context = {
        "found": found,
        "trail": [
            *told.path_to(found),
            (str(told.round_card(here, request).kind), told.round_url(here)),
        ],
        "card": cards[0],
        "round": here,
        "later": now,
        "moved": moved[0].places if moved else [],
        "earlier": contributions.earlier(one.id),
        "own": own,
        "consent": contributions.consent_of(one.id) if own or runs else "",
        "can_change": own and here.is_open and not one.withdrawn,
        "can_translate": request.user.is_authenticated and not one.withdrawn,
    }
    return render(request, "consultation/rounds_contribution.html", context)


def missed(here: RoundView) -> str:
    """Say whether anybody tells who is missing from a round; empty where somebody does.

    Returns:
        ``now`` where nobody does, ``then`` where nobody did until it closed, or nothing.
    """
    if here.kind is RoundKind.PANEL or here.state is RoundState.CANCELLED:
        return ""
    if here.state in {RoundState.CLOSED, RoundState.ANSWERED}:
        return "then" if here.unchecked else ""
    return "" if equity.measured(here.consultation_id) else "now"


def of(found: ConsultationView, round_id: str) -> RoundView:
    """Find a round of a consultation.

    Raises:
        NotFound: it has no such round.
    """
    here = next((one for one in found.rounds if one.id == round_id), None)
    if here is None:
        raise NotFound
    return here


def _steps(here: RoundView) -> list[rules.Step]:
    """List what can happen to a round; a reason is asked for only where one is owed."""
    return [
        one
        for one in rules.Step
        if rules.possible(here.state, one) and (one is not rules.Step.EXPLAIN or here.owes_a_reason)
    ]


def _held(here: RoundView) -> str:
    """Say how many answers a closed round waits for; empty where it waits for none."""
    if here.state is not RoundState.CLOSED:
        return ""
    count = waiting.unanswered(here.id)
    return _("Without an answer: %(count)s") % {"count": count} if count else ""


def _due(consultation_id: str) -> list[tuple[str, told.Said, date]]:
    """List what was agreed and is to be looked at again: its id, its words, and since when."""
    today = timezone.now().date()
    return [
        (one.id, told.said(one.question, one.language), one.review_on)
        for one in decisions.due_for_review(today, consultation_id=consultation_id)
        if one.review_on is not None
    ]


def _changes(found: ConsultationView, request: HttpRequest) -> list[dict[str, object]]:
    zone = zones.chosen(request)
    places = {one.id: one.place for one in found.rounds}
    return [
        {
            "day": one.made_on,
            "round": places[one.round_id],
            "change": CHANGES[one.change],
            "reason": one.reason,
            "language": one.language,
            "before": zones.moment(one.closes_before, zone),
            "closes": zones.moment(one.closes, zone),
        }
        for one in rounds.changes(found.id)
    ]


def _wanted(request: HttpRequest) -> Wanted:
    asked = _filters(request)
    channel = asked.get("channel", "")
    return Wanted(
        provision_id=asked.get("provision", ""),
        language=asked.get("language", "").lower(),
        channel=Channel(channel) if channel in set(Channel) else None,
        participant_id=asked.get("by", ""),
        waiting=asked.get("waiting") == "yes",
    )


def _filters(request: HttpRequest) -> dict[str, str]:
    names = ("provision", "language", "channel", "by", "waiting")
    return {
        name: value[:LONGEST_FILTER].replace("\x00", "")
        for name in names
        if (value := request.GET.get(name, ""))
    }


def _asked(request: HttpRequest) -> dict[str, str]:
    """Read what the address of this list asks for, but for the zone."""
    places = {name: request.GET.get(name, "")[:LONGEST_FILTER] for name in ("first", "after")}
    return _filters(request) | places


def _address(request: HttpRequest, **changes: str) -> str:
    """Write the address of this list with some of it changed; what is empty is left out."""
    kept = _asked(request) | {"zone": request.GET.get("zone", "")} | changes
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"?{query}" if query else request.path


def _place(text: str) -> int:
    fine = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if fine else 0
