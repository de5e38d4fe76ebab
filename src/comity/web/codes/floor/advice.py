"""Opinions on drafts: asking for one, reading what was asked, answering."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes.actions.advice import ask_advice, give_advice
from comity.codes.queries import newest_edition
from comity.codes.queries.advice import advice, advice_asked, opinions_on
from comity.codes.queries.reviews import path_of
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done, reader
from comity.web.codes import told
from comity.web.codes.floor.forms import AnswerForm, AskForm
from comity.web.codes.floor.views import place
from comity.web.pages import sent, show

A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """List what was asked about drafts; those who write the code ask here."""
    community, by = communities.by_slug(slug), reader(request)
    edition = newest_edition(community.id)
    form = AskForm(sent(request), initial={"language": told.reader()})
    if request.method == "POST":
        who = actor(request.user)
        if edition is None:
            raise NotFound
        ask = partial(ask_advice, edition_id=edition.id, by=who, now=timezone.now())
        if form.is_valid() and done(form, partial(ask, **form.cleaned_data)):
            messages.success(request, _("Your question stands here. Everybody can read it now."))
            return redirect(request.path)
    whole = community.parent_id is None
    found = advice_asked(
        community_id="" if whole else community.id, open_only=request.GET.get("show") == "open"
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "codes/floor/opinions.html",
        form,
        **place(community),
        page=page,
        rows=page.object_list,
        open_only=request.GET.get("show") == "open",
        query="show=open&" if request.GET.get("show") == "open" else "",
        edition=edition,
        writes=by is not None and may(by, Permission.CODE_EDIT, on=community.id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str, request_id: str) -> HttpResponse:
    """Show a question about a draft with its answers; answer it."""
    community, by = communities.by_slug(slug), reader(request)
    row = advice(request_id)
    if row.edition.version.code.community_id != community.id:
        raise NotFound
    form = AnswerForm(sent(request), initial={"language": told.reader()})
    if request.method == "POST":
        answer = partial(give_advice, request_id=row.id, by=actor(request.user), now=timezone.now())
        if form.is_valid() and done(form, partial(answer, **form.cleaned_data)):
            messages.success(request, _("Your opinion stands here. Everybody can read it now."))
            return redirect(request.path)
    return show(
        request,
        "codes/floor/opinion.html",
        form,
        **place(community),
        row=row,
        opinions=opinions_on(row.id),
        answers=by is not None and _answers(by, community.id),
    )


def _answers(by: Actor, community_id: str) -> bool:
    """Tell whether somebody may give opinions on drafts of a community's code."""
    reviews = any(may(by, Permission.CODE_REVIEW, on=above) for above in path_of(community_id))
    return reviews and not may(by, Permission.CODE_EDIT, on=community_id)
