"""Whether whoever is signed in has confirmed a moment ago that it is them."""

from datetime import timedelta
from time import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

CONFIRMED_FOR = timedelta(minutes=15)
"""How long somebody is taken at their word after they confirmed who they are."""
ELSEWHERE = "account elsewhere"
"""What is noted of somebody whom another site named."""


def has_only_accounts(person: AbstractBaseUser) -> bool:
    """Tell whether accounts elsewhere are all that somebody can confirm themselves with.

    The other site may say who they are without asking them anything, so it counts for less than
    a password or a second step, and for nothing where they have one.
    """
    return not (person.has_usable_password() or is_mfa_enabled(person))


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether whoever is signed in here confirmed a moment ago that it is them."""
    person = request.user
    now = time()
    since = now - CONFIRMED_FOR.total_seconds()
    recent = {
        record["method"]
        for record in get_authentication_records(request, person)
        if since < record["at"] <= now
    }
    if recent == {ELSEWHERE}:
        return isinstance(person, AbstractBaseUser) and has_only_accounts(person)
    return bool(recent)
