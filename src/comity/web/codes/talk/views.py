"""Reading what was said about provisions, and saying something oneself."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes.actions import talking
from comity.codes.queries.talk import (
    one_talk,
    spoken_languages,
    talk,
    thread_of,
    threads,
    titles,
)
from comity.codes.rules.talk import TalkKind
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.actors import Actor
from comity.people.queries import actor
from comity.web.acting import done, reader
from comity.web.codes import told
from comity.web.codes.talk import shown
from comity.web.codes.talk.forms import AnswerForm, ChooseTalk, HideForm, SayForm
from comity.web.pages import sent, show

A_PAGE = 20

ACTS: dict[str, tuple[Callable[..., object], Promise | str]] = {
    "answer": (
        talking.answer,
        gettext_lazy("Your answer stands below. Everybody can read it now."),
    ),
    "hide": (talking.hide, gettext_lazy("It is hidden, and your reason stands in its place.")),
    "take_back": (talking.take_back, gettext_lazy("You have taken it back. Its words are gone.")),
}
"""What can be done with something that was said, and the sentence that says so."""


@require_safe
def code_talk(request: HttpRequest, slug: str) -> HttpResponse:
    """List what was said about a whole code, or a part of it."""
    community, by = communities.by_slug(slug), reader(request)
    form, page, query = _chosen(request, community, by, key="")
    return show(
        request,
        "codes/talk.html",
        form,
        **_place(community),
        page=page,
        query=query,
        looked=bool(query),
        threads=shown.threads(threads(page.object_list, seen_by=by), community),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def provision_talk(request: HttpRequest, slug: str, provision_id: str) -> HttpResponse:
    """List what was said about a provision, and say something."""
    community, by = communities.by_slug(slug), reader(request)
    _form, page, query = _chosen(request, community, by, key=provision_id)
    form = SayForm(sent(request), nodes=communities.tree(), initial={"language": told.reader()})
    if request.method == "POST":
        who = actor(request.user)
        if form.is_valid():
            typed = form.cleaned_data
            say = partial(
                talking.say,
                community_id=community.id,
                provision_id=provision_id,
                kind=TalkKind(typed["kind"]),
                language=typed["language"],
                text=typed["text"],
                from_community_id=typed["community"],
                by=who,
                now=timezone.now(),
            )
            if done(form, say):
                messages.success(request, _("You have said it. Everybody can read it now."))
                return redirect(request.path)
    return show(
        request,
        "codes/provision_talk.html",
        form,
        **_place(community),
        provision_id=provision_id,
        title=titles(community.id, [provision_id], told.reader()).get(provision_id, provision_id),
        page=page,
        query=query,
        threads=shown.threads(threads(page.object_list, seen_by=by), community),
        knows_who=by is not None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str, talk_id: str) -> HttpResponse:
    """Show one talk with its answers; answer it, take one's words back, or hide them."""
    community, by = communities.by_slug(slug), reader(request)
    here = one_talk(talk_id, community_id=community.id, seen_by=by)
    asked = request.POST.get("do", "")
    forms = {
        "answer": AnswerForm(
            request.POST if asked == "answer" else None, initial={"language": told.reader()}
        ),
        "hide": HideForm(request.POST if asked == "hide" else None, auto_id="hide_%s"),
        "take_back": Form(request.POST if asked == "take_back" else None),
    }
    if request.method == "POST" and asked in forms:
        who = {"talk_id": talk_id, "by": actor(request.user), "now": timezone.now()}
        act, banner = ACTS[asked]
        form = forms[asked]
        if form.is_valid() and done(form, partial(act, **form.cleaned_data, **who)):
            messages.success(request, str(banner))
            return redirect("codes:one_talk", slug, here.answers_id or here.id)
    first = thread_of(here, seen_by=by)
    return show(
        request,
        "codes/one_talk.html",
        forms.get(asked, forms["answer"]),
        **_place(community),
        here=here,
        thread=shown.threads([first], community, here=here.id)[0],
        forms=forms,
        knows_who=by is not None,
        edits=by is not None and may(by, Permission.CODE_EDIT, on=community.id),
    )


def _chosen(
    request: HttpRequest, community: CommunityRow, by: Actor | None, *, key: str
) -> tuple[ChooseTalk, Page[Any], str]:
    """Look for what was asked for: the form, the page, and what the address keeps."""
    form = ChooseTalk(request.GET, languages=spoken_languages(community.id))
    asked = form.cleaned_data if form.is_valid() else {}
    found = talk(
        community.id,
        key=key,
        kind=TalkKind(asked["kind"]) if asked.get("kind") else None,
        language=asked.get("language", ""),
        still_open=bool(asked.get("still_open")),
        seen_by=by,
    )
    kept = urlencode({name: value for name, value in asked.items() if value})
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return form, page, f"{kept}&" if kept else ""


def _place(community: CommunityRow) -> dict[str, object]:
    places = reversed(communities.ancestors(community.id))
    return {
        "community": community,
        "trail": [(one.name, told.community_url(one)) for one in places],
    }
