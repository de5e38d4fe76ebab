"""The draft as a list that can be put in order, and as its readers would see it."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.codes import actions, queries
from comity.codes.rules.documents import Source, Text, Written
from comity.codes.rules.drafts import removed_since
from comity.codes.rules.effective import LevelCode, compose
from comity.communities import queries as communities
from comity.messages import words
from comity.web.codes import told
from comity.web.codes.drafts.opened import editor_of, faults, last_edition, opened, trail
from comity.web.codes.words import KINDS
from comity.web.components import first_words
from comity.web.pages import show

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A provision of a draft in the list of its editor.

    Attributes:
        id: persistent.
        place: counted from 1.
        title: in the language of the draft; its first words where it has none.
        kind: what sort of rule it is.
        modality: how strongly it speaks; empty while nobody has said so.
        source: where its words were taken from, if anywhere.
        faults: in how many respects it keeps the draft from being frozen.
        first: whether nothing stands before it.
        last: whether nothing stands after it.
    """

    id: str
    place: int
    title: str
    kind: Promise | str
    modality: str
    source: Source | None
    faults: int
    first: bool
    last: bool


@require_safe
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the draft as a list; lead to where one is started if there is none."""
    by, community = editor_of(request, slug)
    if queries.draft_of(community.id, seen_by=by) is None:
        return redirect("drafts:start", slug)
    here = opened(request, slug)
    wrong = faults(here)
    row = here.document.provisions
    page = Paginator(range(len(row)), PER_PAGE).get_page(request.GET.get("page"))
    lines = [
        _line(row[at], at, len(row), here.language, len(wrong.of(row[at].provision.id)))
        for at in page.object_list
    ]
    edition = last_edition(here)
    gone = removed_since(here.document, queries.edition_document(edition.id)) if edition else ()
    return show(
        request,
        "codes/drafts/draft.html",
        community=community,
        trail=trail(community),
        version=here.version,
        title=told.in_words(here.document.title),
        language=here.language,
        lines=lines,
        page=page,
        total=len(row),
        edition=edition,
        gone=[(one.provision.id, _title(one, here.language)) for one in gone],
        faults=wrong.count,
        is_local=community.parent_id is not None,
    )


@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a provision and its neighbour change places."""
    here = opened(request, slug)
    up = request.POST.get("up", "")
    name = up or request.POST.get("down", "")
    actions.move_provision(
        version_id=here.version.id,
        provision_id=name,
        up=bool(up),
        by=here.by,
        now=timezone.now(),
    )
    order = [one.provision.id for one in here.document.provisions]
    place = order.index(name) + (-1 if up else 1)
    page = min(max(place, 0), len(order) - 1) // PER_PAGE + 1
    return redirect(f"{reverse('drafts:draft', args=[slug])}?page={page}#p-{name}")


@require_POST
def bring_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a provision back as the last edition had it."""
    here = opened(request, slug)
    back = partial(
        actions.bring_back_provision,
        version_id=here.version.id,
        edition_id=request.POST.get("edition", ""),
        by=here.by,
        now=timezone.now(),
    )
    back(provision_id=request.POST.get("provision", ""))
    messages.success(request, _("The provision is back, as the last edition had it."))
    return redirect("drafts:draft", slug)


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the draft as its readers would see it, with what keeps it from being frozen beside."""
    here = opened(request, slug)
    wrong = faults(here)
    level = LevelCode(here.version.id, here.version.number, here.community.id, here.document, {})
    code = compose([level])
    places = {one.id: one for one in communities.ancestors(here.community.id)}
    cards = [(told.card(one, here.community, places), wrong.of(one.id)) for one in code.provisions]
    return show(
        request,
        "codes/drafts/preview.html",
        community=here.community,
        trail=trail(here.community),
        version=here.version,
        title=told.in_words(here.document.title),
        summary=told.in_words(here.document.summary),
        cards=cards,
        faults=wrong.count,
    )


def _line(written: Written, at: int, total: int, language: str, wrong: int) -> Line:
    rule = written.provision
    return Line(
        rule.id,
        at + 1,
        _title(written, language),
        KINDS[rule.kind],
        words(f"floor_modality_{rule.modality}") if rule.structured else "",
        written.source,
        wrong,
        at == 0,
        at == total - 1,
    )


def _title(written: Written, language: str) -> str:
    text = written.texts.get(language, Text("", ""))
    return text.title or first_words(text.body) or written.provision.id
