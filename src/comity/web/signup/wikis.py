"""Pages about what a wiki makes of signatures: its group, who can edit, and what that does."""

from django.contrib import messages
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
from comity.people.queries import actor
from comity.signup import actions, queries
from comity.signup.queries import Signing
from comity.signup.rules import FRESH, Effect
from comity.web.components import show_problems
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently
from comity.web.signup.forms import Group, Refuse
from comity.wikis import queries as wikis
from comity.wikis.errors import NoWiki
from comity.wikis.queries import WikiRow
from comity.wikis.rules import Editing

Figures = list[tuple[str, int | None]]


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Switch the group of people who have signed on or off."""
    by, community, wiki = _kept(request, slug, Permission.WIKI_CONNECT)
    made = queries.signing(wiki)
    initial = {"keeps": made.keeps_group, "group": made.group, "grace_days": made.grace_days}
    form = Group(sent(request), initial=initial)
    if form.is_valid():
        try:
            actions.choose_group(wiki_id=wiki.id, by=by, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            show_problems(form, refusal)
        else:
            messages.success(request, _("Kept. The group follows in a moment."))
            return redirect("wikis:wiki", slug)
    return show(request, "signup/group.html", form, community=community, made=made)


@require_safe
def newcomers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everybody what it does to newcomers that a wiki asks for signatures, or would do."""
    community = communities.by_slug(slug)
    wiki = wikis.own_wiki(community.id)
    made = queries.signing(wiki) if wiki else None
    context = {
        "community": community,
        "wiki": wiki,
        "made": made,
        "tables": _tables(made) if made else [],
        "applied": made is not None and made.editing is Editing.ONLY_GROUP,
        "closed": made is not None and made.editing is Editing.NOT_EVEN_GROUP,
        "may_look": _may_look(request, community),
    }
    return render(request, "signup/newcomers.html", context)


@require_POST
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the effect on newcomers looked at soon; the page does not wait for it."""
    by = actor(request.user)
    wiki = _own(communities.by_slug(slug))
    actions.ask_for_effect(wiki_id=wiki.id, by=by, now=timezone.now())
    messages.success(request, _("The wiki is being asked. Look again in a moment."))
    return redirect("signup:newcomers", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def refuse(request: HttpRequest, slug: str) -> HttpResponse:
    """Decide in two steps whether only people who have signed can edit."""
    by, community, wiki = _kept(request, slug, Permission.SIGNING_REQUIRE)
    made = queries.signing(wiki)
    form = Refuse(sent(request))
    page = {
        "community": community,
        "made": made,
        "tables": _tables(made),
        "ready": made.refuses or (made.keeps_group and made.known_at(timezone.now().date())),
        "days": FRESH.days,
    }
    if form.is_valid() and not form.cleaned_data["sure"]:
        return render(request, "signup/refuse_sure.html", {"form": form, **page})
    if form.is_valid():
        try:
            actions.choose_refusing(
                wiki_id=wiki.id,
                # What is wanted stands in the form, so that sending it twice undoes nothing.
                refuses=form.cleaned_data["refuses"] == "yes",
                reason=form.cleaned_data["reason"],
                by=by,
                now=timezone.now(),
            )
        except DomainError as refusal:
            show_problems(form, refusal)
        else:
            messages.success(request, _("It is decided, and stands on the public record."))
            return redirect("signup:newcomers", slug)
    return show(request, "signup/refuse.html", form, **page)


def _tables(made: Signing) -> list[tuple[str, Effect, Figures]]:
    """Put what is known into tables: as it was at the decision, and as it is now."""
    tables = []
    if made.effect_before is not None and made.decided_on is not None:
        tables.append((_("When it was decided"), made.effect_before, _figures(made.effect_before)))
    if made.effect is not None:
        tables.append((_("Lately"), made.effect, _figures(made.effect)))
    return tables


def _figures(effect: Effect) -> Figures:
    shown = effect.shown
    return [
        (_("Accounts that edited"), shown["edited"]),
        (_("… of them have signed"), shown["signed"]),
        (_("… of them are new"), shown["new"]),
        (_("… of the new ones have signed"), shown["new_signed"]),
        (_("Accounts that were made, whether they edited or not"), shown["joined"]),
        (_("Edits without an account"), shown["without_account"]),
    ]


def _may_look(request: HttpRequest, community: CommunityRow) -> bool:
    if not request.user.is_authenticated:
        return False
    by = actor(request.user)
    wanted = (Permission.SIGNING_REQUIRE, Permission.WIKI_CONNECT)
    return any(may(by, one, on=community.id) for one in wanted)


def _kept(
    request: HttpRequest, slug: str, permission: Permission
) -> tuple[Actor, CommunityRow, WikiRow]:
    """Find the wiki of a community, for somebody who may do this there.

    Raises:
        NotSignedIn: nobody in particular asks.
        NotFound: there is no such community.
        NotPermitted: they may not.
        NoWiki: the community has none.
    """
    by = actor(request.user)
    community = communities.by_slug(slug)
    require(by, permission, on=community.id)
    return by, community, _own(community)


def _own(community: CommunityRow) -> WikiRow:
    wiki = wikis.own_wiki(community.id)
    if wiki is None:
        raise NoWiki
    return wiki
