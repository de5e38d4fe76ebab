"""Pages about logins that several wikis share."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.access.queries import reach
from comity.access.rules import Permission
from comity.communities.queries import tree
from comity.kernel.actors import Actor
from comity.kernel.errors import DomainError, NotPermitted
from comity.people.queries import actor
from comity.web.components import show_problems
from comity.web.pages import sent, show
from comity.web.people.stepup import confirmed_recently
from comity.web.wikis.forms import Shared
from comity.wikis import actions, queries


@require_safe
def logins(request: HttpRequest) -> HttpResponse:
    """List the shared logins that somebody may use, and which wikis use them."""
    by = actor(request.user)
    rows = [(one, queries.wikis_sharing(one.id)) for one in queries.shared_logins(by)]
    return render(request, "wikis/logins.html", {"rows": rows, "may_add": bool(_places(by))})


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_recently
def add(request: HttpRequest) -> HttpResponse:
    """Keep a login that several wikis share, or renew one."""
    by = actor(request.user)
    places = _places(by)
    if not places:
        raise NotPermitted
    form = Shared(sent(request), places=places)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.keep_shared_login(
                community_id=typed["community"],
                name=typed["name"],
                domain=typed["domain"],
                login=typed["login"],
                secret=typed["secret"],
                by=by,
                now=timezone.now(),
            )
        except DomainError as refusal:
            show_problems(form, refusal)
        else:
            messages.success(request, _("The login is kept. Choose it when you connect a wiki."))
            return redirect("wikis:logins")
    return show(request, "wikis/add_login.html", form)


@require_POST
@confirmed_recently(back="wikis:logins")
def drop(request: HttpRequest, login_id: str) -> HttpResponse:
    """Forget a login that no wiki uses any more."""
    by = actor(request.user)
    actions.drop_shared_login(shared_login_id=login_id, by=by, now=timezone.now())
    messages.success(request, _("The login is forgotten."))
    return redirect("wikis:logins")


def _places(by: Actor) -> list[tuple[str, str]]:
    """List the communities whose wiki somebody looks after."""
    kept = set(reach(by, Permission.WIKI_CONNECT))
    return [
        (node.community.id, node.community.name) for node in tree() if node.community.id in kept
    ]
