"""The help pages. They need no account, no cookie and no script."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comity.web.help.guides import BY_SLUG
from comity.web.home import words


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Explain one task, step by step."""
    if slug not in BY_SLUG:
        raise Http404
    found = BY_SLUG[slug]
    others = [one for one in BY_SLUG.values() if one.slug != slug]
    terms = [words.BY_SLUG[term] for term in found.terms]
    context = {"guide": found, "others": others, "terms": terms, "quiet": found.quiet}
    return render(request, "help/guide.html", context)
