"""The first pages. None of them needs an account, a cookie or a script."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.bodies import queries as bodies
from comity.codes import queries as codes
from comity.communities import queries as communities
from comity.consultation.queries import rounds
from comity.consultation.rules.kinds import Stage
from comity.kernel.errors import NotFound
from comity.web import languages
from comity.web.calendar import MEDIA_TYPE, calendar_file
from comity.web.components import calendar_summary
from comity.web.consultation.open import consulting
from comity.web.help.guides import GUIDES
from comity.web.home import code, path, privacy, words

SHOWN_COMMUNITIES = 8
EARLIEST_YEAR = 2000


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the code in plain words, where it stands, and how to take part, report and get help."""
    try:
        movement = communities.root()
    except NotFound:
        return render(request, "home/empty.html")
    binding = codes.effective_code(movement.id)
    by_state = {one.state: one for one in codes.versions(movement.id)}
    version = by_state.get(codes.State.IN_FORCE)
    asked = rounds.stages_on_code(movement.id)
    here = path.standing(
        in_force=version is not None,
        proposed=codes.State.FROZEN in by_state,
        local_codes=bool(set(codes.communities_with_codes()) - {movement.id}),
        asking=Stage.RUNNING in asked,
    )
    context = {
        "movement": movement,
        "code": code.tell(binding, version) if binding and version else None,
        "steps": path.steps(here, consulted=Stage.CONCLUDED in asked),
        "communities": communities.children(movement.id)[:SHOWN_COMMUNITIES],
        "bodies": bodies.bodies_at(movement.id),
        "consulting": consulting(),
    }
    return render(request, "home/home.html", context)


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """Lead somebody who needs help now to it, emergencies first."""
    try:
        contacts = bodies.bodies_at(communities.root().id)
    except NotFound:
        contacts = []
    return render(request, "home/help.html", {"bodies": contacts, "guides": GUIDES})


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain the words that are used in one meaning each."""
    terms = sorted(words.TERMS, key=lambda term: str(term.name).casefold())
    return render(request, "home/words.html", {"terms": terms})


@require_safe
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """Say what is kept, who can open it and how long it stays."""
    context = {"holdings": privacy.HOLDINGS, "limits": privacy.LIMITS}
    return render(request, "home/privacy.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what Comity is and where it comes from."""
    return render(request, "home/about.html")


@require_safe
def every_language(request: HttpRequest) -> HttpResponse:
    """List the languages of the interface, and who has read their words."""
    return render(request, "home/languages.html", {"offered": languages.offered()})


@require_safe
def calendar(request: HttpRequest, kind: str, day: str) -> HttpResponse:
    """Give a deadline as a calendar file. It holds a day and a verb: nothing to keep secret."""
    del request
    try:
        last_day, summary = date.fromisoformat(day), calendar_summary(kind)
    except (KeyError, ValueError):
        raise Http404 from None
    if not EARLIEST_YEAR <= last_day.year < date.max.year:
        raise Http404
    text = calendar_file(last_day, summary, reminder=_("Two days are left."))
    response = HttpResponse(text, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{last_day.isoformat()}.ics"'
    response["Cache-Control"] = "public, max-age=86400"
    return response
