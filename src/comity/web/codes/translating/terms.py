"""The glossary of a code: its terms by language, and agreeing on them."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.codes import queries
from comity.codes.actions.glossary import approve_term, remove_term, write_term
from comity.codes.queries.glossary import glossary, glossary_languages, names_of, term
from comity.codes.queries.translations import may_translate
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.acting import done, reader
from comity.web.codes import told
from comity.web.codes.translating import shown
from comity.web.codes.translating.forms import LanguageForm, TermForm
from comity.web.codes.translating.views import known_tag
from comity.web.pages import sent, show

A_PAGE = 50


@require_safe
def glossaries(request: HttpRequest, slug: str) -> HttpResponse:
    """List the languages that a code has terms in, and lead to a new one."""
    community = communities.by_slug(slug)
    source = _source_language(request, community)
    form = LanguageForm(request.GET or None)
    if form.is_valid() and done(form, partial(known_tag, form.cleaned_data["language"])):
        return redirect("codes:glossary", slug, form.cleaned_data["language"])
    return show(
        request,
        "codes/glossaries.html",
        form,
        **_place(community),
        source=source,
        rows=list(glossary_languages(community.id).items()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """List the terms of one language, and add one."""
    community, by = communities.by_slug(slug), reader(request)
    known_tag(language)
    source = _source_language(request, community)
    form = TermForm(sent(request), source=source, language=language)
    if request.method == "POST" and form.is_valid():
        write = partial(
            write_term,
            community_id=community.id,
            language=language,
            **form.cleaned_data,
            by=actor(request.user),
            now=timezone.now(),
        )
        if done(form, write):
            messages.success(request, _("The term is written. Somebody else approves it."))
            return redirect(request.path)
    page = Paginator(glossary(community.id, language), A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "codes/glossary.html",
        form,
        **_place(community),
        source=source,
        into=language,
        page=page,
        rows=shown.terms(page, names_of(page)),
        translates=may_translate(by, community.id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def one_term(request: HttpRequest, slug: str, language: str, term_id: str) -> HttpResponse:
    """Show a term, change it, approve it or take it out."""
    community, by = communities.by_slug(slug), reader(request)
    here = term(term_id, community_id=community.id)
    if here is None or here.language != language:
        raise NotFound
    source = _source_language(request, community)
    said = {"term": here.term, "said": here.said, "note": here.note}
    asked = request.POST.get("do", "")
    form = TermForm(sent(request), source=source, language=language, initial=said)
    form.fields["term"].disabled = True
    if request.method == "POST" and form.is_valid():
        who: dict[str, Any] = {"by": actor(request.user), "now": timezone.now()}
        acts: dict[str, Any] = {
            "approve": partial(approve_term, term_id=here.id, **who),
            "remove": partial(remove_term, term_id=here.id, **who),
        }
        typed: dict[str, Any] = form.cleaned_data | {
            "community_id": community.id,
            "language": language,
        }
        if done(form, acts.get(asked, partial(write_term, **typed, **who))):
            banners = {
                "approve": _("The term is approved."),
                "remove": _("The term is taken out."),
            }
            messages.success(request, banners.get(asked, _("The term is changed.")))
            return redirect("codes:glossary", slug, language)
    (row,) = shown.terms([here], names_of([here]))
    return show(
        request,
        "codes/term.html",
        form,
        **_place(community),
        source=source,
        into=language,
        row=row,
        translates=may_translate(by, community.id),
        own=by is not None and here.writer_id == by.id,
    )


def _source_language(request: HttpRequest, community: CommunityRow) -> str:
    """Name the language in which the code of a community is agreed.

    Raises:
        NotFound: it has none that whoever asks may know of.
    """
    found = queries.versions(community.id, seen_by=reader(request))
    if not found:
        raise NotFound
    return found[0].source_language


def _place(community: CommunityRow) -> dict[str, object]:
    places = reversed(communities.ancestors(community.id))
    return {
        "community": community,
        "trail": [(one.name, told.community_url(one)) for one in places],
    }
