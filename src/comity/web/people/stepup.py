"""Asking once more who somebody is, before something that matters.

Signing in counts as confirming, with whatever it was done. A session that lay open longer than
that opens none of the pages that say so, whoever sits at the browser now.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, overload
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from comity.people.freshness import is_fresh
from comity.people.queries import actor, own_site
from comity.web.people.trips import For

View = Callable[..., HttpResponse]


@overload
def confirmed_recently(view: View) -> View: ...
@overload
def confirmed_recently(*, back: str) -> Callable[[View], View]: ...
def confirmed_recently(
    view: View | None = None, *, back: str = ""
) -> View | Callable[[View], View]:
    """Open a page only to somebody who confirmed within 15 minutes that it is them.

    Everybody else is led to the page that asks, and from there back to the page they wanted, with
    the question mark and all behind it. What was sent in a form is not kept, as it may be secret:
    nothing is done, and the page says to send it again.

    Args:
        view: the page, where the decorator is used without brackets.
        back: name of the page to return to, for an address that takes only what is sent.

    Raises:
        NotSignedIn: nobody in particular asks.
    """
    if view is None:
        return lambda page: _guarded(page, back)
    return _guarded(view, back)


def _guarded(view: View, back: str) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401, whatever the address holds
        actor(request.user)
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return _ask(request, back)

    return guarded


def _ask(request: HttpRequest, back: str) -> HttpResponse:
    sent_away = request.method == "POST"
    if sent_away:
        messages.warning(
            request, _("Nothing was changed yet. Confirm that it is you, then send it once more.")
        )
    wanted = resolve_url(back) if sent_away and back else request.get_full_path()
    place = resolve_url("account_reauthenticate")
    if not get_adapter().get_reauthentication_methods(request.user):
        # Whoever comes in through another site alone has nothing here to confirm with.
        site = own_site(actor(request.user))
        if site is None:
            messages.warning(request, _("Sign out and in again, so that we know that it is you."))
            return redirect("account_logout")
        place = resolve_url("people:leave", provider=site, purpose=For.CONFIRM)
    return redirect(f"{place}?{urlencode({'next': wanted})}")
