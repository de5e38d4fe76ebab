"""Pages about wikis, for those who look after them."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.access.queries import may, require
from comity.access.rules import Permission
from comity.communities import queries as communities
from comity.communities.queries import CommunityRow
from comity.kernel.actors import Actor
from comity.kernel.errors import DomainError
from comity.measures.queries import running_on_wiki
from comity.messages import words
from comity.people.queries import actor
from comity.people.rules import WIKI
from comity.signup import queries as signing
from comity.web.components import show_problems
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently
from comity.web.wikis.forms import Connect
from comity.web.wikis.words import said, standing_word
from comity.wikis import actions, queries
from comity.wikis.errors import NoWiki
from comity.wikis.queries import Standing, WikiRow
from comity.wikis.rules import Met, usable_now

ON_A_PAGE = 50


@require_safe
def wikis(request: HttpRequest) -> HttpResponse:
    """List the wikis that somebody looks after, by how they stand."""
    by = actor(request.user)
    wanted = request.GET.get("state", "")
    chosen = Standing(wanted) if wanted in set(Standing) else None
    pages = Paginator(queries.wikis_kept_by(by, standing=chosen), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, standing_word(queries.standing_of(one))) for one in page],
        "filters": [(one, standing_word(one)[0]) for one in Standing],
        "chosen": chosen or "",
        "query": f"state={chosen}&" if chosen else "",
    }
    return render(request, "wikis/wikis.html", context)


@require_safe
def wiki(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what we need on a wiki, what is missing, and how to grant it."""
    by, community = _keeper(request, slug)
    row = queries.own_wiki(community.id)
    context: dict[str, object] = {"community": community, "wiki": row}
    if row is not None and row.disconnected_on is None:
        context |= _checked(row)
    elif row is not None:
        context["measures"] = running_on_wiki(row.id)
    context["may_decide"] = may(by, Permission.SIGNING_REQUIRE, on=community.id)
    return render(request, "wikis/wiki.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def connect(request: HttpRequest, slug: str) -> HttpResponse:
    """Connect a community to its wiki, or renew the login there."""
    by, community = _keeper(request, slug)
    row = queries.own_wiki(community.id)
    shared = [(one.id, f"{one.name} ({one.domain})") for one in queries.shared_logins(by)]
    initial = {"api_url": row.api_url} if row else {}
    form = Connect(sent(request), shared=shared, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.connect_wiki(
                community_id=community.id,
                api_url=typed["api_url"],
                login=typed["login"],
                secret=typed["secret"],
                shared_login_id=form.shared_login_id,
                provider=row.provider if row else communities.provider_of(community.id) or WIKI,
                by=by,
                now=timezone.now(),
            )
        except DomainError as refusal:
            show_problems(form, refusal)
        else:
            messages.success(request, _("The wiki is connected. It is being asked what we may do."))
            return redirect("wikis:wiki", slug)
    return show(request, "wikis/connect.html", form, community=community, renews=row is not None)


@require_POST
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Have a wiki checked soon; the page does not wait for it."""
    by, community = _keeper(request, slug)
    actions.ask_for_check(wiki_id=_own(community).id, by=by, now=timezone.now())
    messages.success(request, _("The wiki is being asked. Look again in a moment."))
    return redirect("wikis:wiki", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def disconnect(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what is left undone when a wiki is disconnected, and do it."""
    by, community = _keeper(request, slug)
    row = _own(community)
    if request.method != "POST":
        context = {
            "community": community,
            "wiki": row,
            "measures": running_on_wiki(row.id),
            "made": signing.signing(row),
        }
        return render(request, "wikis/disconnect.html", context)
    actions.disconnect_wiki(wiki_id=row.id, by=by, now=timezone.now())
    messages.success(request, _("The wiki is disconnected, and our login there is forgotten."))
    return redirect("wikis:wiki", slug)


def _checked(row: WikiRow) -> Mapping[str, object]:
    lines = signing.checklist_of(row)
    known = [said(line) for line in lines]
    return {
        "undone": [one for one in known if one.line.met is not Met.MET],
        "done": [one for one in known if one.line.met is Met.MET],
        "usable": usable_now(lines),
        "trouble": _trouble(row),
        "made": signing.signing(row),
    }


def _trouble(row: WikiRow) -> str:
    """Say what went wrong, as exactly as it is known."""
    return words(row.trouble, text=row.trouble_said) if row.trouble else ""


def _keeper(request: HttpRequest, slug: str) -> tuple[Actor, CommunityRow]:
    """Find a community, and make sure that whoever asks looks after its wiki.

    Raises:
        NotSignedIn: nobody in particular asks.
        NotFound: there is no such community.
        NotPermitted: they do not look after it.
    """
    by = actor(request.user)
    community = communities.by_slug(slug)
    require(by, Permission.WIKI_CONNECT, on=community.id)
    return by, community


def _own(community: CommunityRow) -> WikiRow:
    row = queries.own_wiki(community.id)
    if row is None:
        raise NoWiki
    return row
