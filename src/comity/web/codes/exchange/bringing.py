"""Pages that a code is brought in with: what is brought, what came of it, writing it down."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes.actions.importing import begin_import, discard_import, write_import
from comity.codes.queries.importing import Bringing, bringing, has_draft
from comity.codes.rules.documents import Document, Text
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.actors import Actor
from comity.kernel.errors import DomainError, NotFound
from comity.messages import words
from comity.people.queries import actor
from comity.web.codes import told
from comity.web.codes.exchange.forms import Bring
from comity.web.components import language_name, plain, show_problems
from comity.web.pages import sent, show

ON_A_PAGE = 50
LOOK_AGAIN = 5
"""Seconds after which the page about a long text looks again by itself."""
SHOWN_WORDS = 140
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Row:
    """What became one provision: its name, its first words, and its languages."""

    id: str
    words: str
    language: str
    languages: list[str]
    units: str


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a code in, pasted or as files."""
    by, community = _editor(request, slug)
    form = Bring(sent(request), request.FILES or None)
    if form.is_valid():
        try:
            found = begin_import(
                community_id=community.id,
                files=form.brought,
                wish=form.wish,
                by=by,
                now=timezone.now(),
            )
        except DomainError as refusal:
            show_problems(form, refusal)
        else:
            return redirect("codes:brought", slug, found.id)
    return show(request, "codes/bring.html", form, community=community, trail=told.trail(community))


@require_safe
def brought(request: HttpRequest, slug: str, import_id: str) -> HttpResponse:
    """Show what would become which provision, and what is not read; nothing is written yet."""
    by, community = _editor(request, slug)
    found = bringing(import_id, seen_by=by)
    if found.community_id != community.id:
        raise NotFound
    context: dict[str, object] = {
        "community": community,
        "trail": told.trail(community),
        "found": found,
    }
    if found.document is not None:
        context |= _came_of(request, found, found.document)
        context["replaces"] = has_draft(community.id)
    context["problems"] = [_problem(code, detail) for code, detail in found.problems]
    answer = render(request, "codes/brought.html", context)
    if found.state == "waiting":
        answer["Refresh"] = str(LOOK_AGAIN)
    return answer


@require_POST
def write(request: HttpRequest, slug: str, import_id: str) -> HttpResponse:
    """Write what came of it down as the draft."""
    by, community = _editor(request, slug)
    if bringing(import_id, seen_by=by).community_id != community.id:
        raise NotFound
    version = write_import(import_id=import_id, by=by, now=timezone.now())
    said = _("The draft of version %(number)s says what you brought.")
    messages.success(request, said % {"number": version.number})
    return redirect("codes:versions", slug)


@require_POST
def discard(request: HttpRequest, slug: str, import_id: str) -> HttpResponse:
    """Forget what was brought."""
    by, community = _editor(request, slug)
    if bringing(import_id, seen_by=by).community_id != community.id:
        raise NotFound
    discard_import(import_id=import_id, by=by)
    messages.success(request, _("What you brought is forgotten."))
    return redirect("codes:bring", slug)


def _editor(request: HttpRequest, slug: str) -> tuple[Actor, CommunityRow]:
    community, by = communities.by_slug(slug), actor(request.user)
    require(by, Permission.CODE_EDIT, on=community.id)
    return by, community


def _came_of(request: HttpRequest, found: Bringing, document: Document) -> dict[str, object]:
    page = Paginator(document.provisions, ON_A_PAGE).get_page(request.GET.get("page"))
    source = document.source_language
    rows = [
        Row(
            one.provision.id,
            _first_words(one.texts[source]),
            source,
            [language_name(tag) for tag in document.languages if tag in one.texts],
            ", ".join(dict.fromkeys(number for number in one.units if number)),
        )
        for one in page
    ]
    unread = [
        (tag, number, text, words(f"unread_{reason}"))
        for tag, lines in found.unread.items()
        for number, text, reason in lines
    ]
    apart = [(tag, ids, lines) for tag, places in found.mismatches.items() for ids, lines in places]
    return {
        "rows": rows,
        "page": page,
        "languages": [language_name(tag) for tag in document.languages],
        "unread": unread[:MOST_SHOWN],
        "unread_count": len(unread),
        "apart": apart[:MOST_SHOWN],
        "loose": sum(not one.provision.structured for one in document.provisions),
    }


def _first_words(text: Text) -> str:
    said = text.title or plain(text.body)
    return f"{said[:SHOWN_WORDS]}…" if len(said) > SHOWN_WORDS else said


def _problem(code: str, detail: object) -> str:
    return words(code, **detail) if isinstance(detail, dict) else words(code)
