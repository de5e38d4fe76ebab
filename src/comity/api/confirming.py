"""Saying who asks for something that a page has people confirm first."""

from django.http import HttpRequest

from comity.kernel.actors import Actor
from comity.people.errors import NotConfirmed
from comity.people.freshness import is_fresh
from comity.people.queries import actor


def confirmed(request: HttpRequest) -> Actor:
    """Say who asks for what a page asks to be confirmed; a token was made by who confirmed.

    Raises:
        NotConfirmed: they are signed in, and did so longer ago than 15 minutes.
    """
    by = actor(request.user)
    if getattr(request, "sent_by_token", None) is None and not is_fresh(request):
        raise NotConfirmed
    return by
