"""Taking a code along: files, and a page for paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from comity.access.queries import may
from comity.access.rules import Permission
from comity.codes.queries import State
from comity.codes.queries.comparing import CodeText, text
from comity.codes.queries.exporting import WHOLE, Format, export, facts, means
from comity.codes.rules.documents import LONGEST_LANGUAGE, Document
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.people.queries import actor
from comity.web.codes import told
from comity.web.components import language_name


@require_safe
def take(request: HttpRequest, slug: str, text_id: str) -> HttpResponse:
    """List how a version or a published draft can be taken along."""
    community, found, document = _found(request, slug, text_id)
    languages = [(tag, language_name(tag, own=True)) for tag in document.languages]
    context = {
        "community": community,
        "trail": told.trail(community),
        "text": found,
        "languages": languages,
        "whole": sorted(WHOLE),
        "single": [one for one in Format if one not in WHOLE],
    }
    return render(request, "codes/take.html", context)


@require_safe
def file(request: HttpRequest, slug: str, text_id: str, format_name: str) -> HttpResponse:
    """Give a version or a published draft as a file."""
    _found(request, slug, text_id)
    if format_name not in set(Format):
        raise NotFound
    language = request.GET.get("in", "")[:LONGEST_LANGUAGE]
    written = export(text_id, Format(format_name), language=language, seen_by=_asker(request))
    # Browsers save it under its name; none of them shows it as a page of ours.
    answer = HttpResponse(written.text, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, written.name)  # noqa: FBT003, Django's signature
    return answer


@require_safe
def paper(request: HttpRequest, slug: str, text_id: str) -> HttpResponse:
    """Show a version or a published draft as it is printed."""
    community, found, document = _found(request, slug, text_id)
    wanted = request.GET.get("in", "") or told.reader()
    source = document.source_language
    rows = []
    for number, one in enumerate(document.provisions, start=1):
        tag = wanted if wanted in one.texts else source
        rows.append((number, one, one.texts[tag], tag))
    context = {
        "community": community,
        "trail": told.trail(community),
        "text": found,
        "decides": _decides(request, found),
        "title": told.in_words(document.title),
        "summary": told.in_words(document.summary),
        "facts": facts(found, document),
        "rows": rows,
        "means": means(found, wanted),
    }
    return render(request, "codes/paper.html", context)


def _found(
    request: HttpRequest, slug: str, text_id: str
) -> tuple[CommunityRow, CodeText, Document]:
    community = communities.by_slug(slug)
    found, document = text(text_id, seen_by=_asker(request))
    if found.version.community_id != community.id:
        raise NotFound
    return community, found, document


def _decides(request: HttpRequest, found: CodeText) -> bool:
    """Tell whether the reader may put this version in force, which is frozen."""
    asker, version = _asker(request), found.version
    if asker is None or found.edition or version.state != State.FROZEN:
        return False
    return may(asker, Permission.CODE_PUT_IN_FORCE, on=version.community_id)


def _asker(request: HttpRequest) -> Actor | None:
    return actor(request.user) if request.user.is_authenticated else None
