"""Whether whoever is signed in has confirmed a moment ago that it is them."""

from datetime import timedelta
from time import time

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

CONFIRMED_FOR = timedelta(minutes=15)
"""How long somebody is taken at their word after they confirmed who they are."""


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether whoever is signed in here confirmed a moment ago that it is them."""
    confirmed = get_authentication_records(request, request.user)
    now = time()
    since = now - CONFIRMED_FOR.total_seconds()
    return any(since < record["at"] <= now for record in confirmed)
