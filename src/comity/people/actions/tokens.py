"""Tokens: what a program shows in place of the person who sent it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from comity.kernel.actors import Actor, ActorKind
from comity.kernel.errors import NotFound, NotPermitted
from comity.kernel.spans import day_of
from comity.people.errors import TokenNotUsable, TokenUnknown, TooManyTokens
from comity.people.facts import TokenMade, TokenRevoked
from comity.people.models import LONGEST_TOKEN_NAME, ApiToken, Person
from comity.people.rules import (
    LONGEST_TOKEN_DAYS,
    MOST_TOKENS,
    Scope,
    looks_like_token,
    new_token,
)
from comity.record.actions import record


@transaction.atomic
def make_token(*, name: str, scopes: Iterable[str], ends_on: date, by: Actor, now: datetime) -> str:
    """Make a token for oneself. It is told now and never again.

    Args:
        name: what its owner calls it.
        scopes: what it may be used for.
        ends_on: the last day on which it works.
        by: whose it is.
        now: the moment.

    Raises:
        NotPermitted: ``by`` is not a person.
        TokenNotUsable: it has no name or no use, or lasts longer than a year.
        TooManyTokens: there are as many as anybody can have.
    """
    if by.kind is not ActorKind.PERSON:
        raise NotPermitted
    name, wanted, today = " ".join(name.split()), sorted(set(scopes)), day_of(now)
    if not name.isprintable() or not 0 < len(name) <= LONGEST_TOKEN_NAME:
        raise TokenNotUsable(field="name")
    if not wanted or not set(wanted) <= set(Scope):
        raise TokenNotUsable(field="scopes")
    if not today <= ends_on <= today + timedelta(days=LONGEST_TOKEN_DAYS):
        raise TokenNotUsable(field="ends_on")
    Person.objects.select_for_update().get(id=by.id)
    if ApiToken.objects.filter(person=by.id).count() >= MOST_TOKENS:
        raise TooManyTokens(most=MOST_TOKENS)
    token = new_token()
    ApiToken.objects.create(
        person_id=by.id,
        name=name,
        tag=_tag(token),
        scopes=wanted,
        made_on=today,
        ends_on=ends_on,
    )
    made = TokenMade(subject=by.id, scopes=" ".join(wanted), ends_on=ends_on.isoformat())
    record(made, by=by, now=now)
    return token


@transaction.atomic
def revoke_token(*, token_id: str, by: Actor, now: datetime) -> None:
    """Let a token work no more. Its owner can do that, and an operator.

    Raises:
        NotFound: there is none, or none of theirs.
    """
    found = ApiToken.objects.filter(id=token_id)
    if by.kind is not ActorKind.OPERATOR:
        found = found.filter(person=by.id)
    token = found.first()
    if token is None:
        raise NotFound
    token.delete()
    record(TokenRevoked(subject=token.person_id), by=by, now=now)


def use_token(text: str, *, now: datetime) -> tuple[Person, frozenset[Scope]]:
    """Say whose a token is and what it may be used for, and note the day.

    Raises:
        TokenUnknown: it is none, was revoked, has ended, or its owner is not let in any more.
    """
    today = day_of(now)
    token = None
    if looks_like_token(text):
        found = ApiToken.objects.filter(tag=_tag(text), ends_on__gte=today, person__is_active=True)
        token = found.select_related("person").first()
    if token is None:
        raise TokenUnknown
    if token.used_on != today:
        ApiToken.objects.filter(id=token.id).update(used_on=today)
    known = {str(scope) for scope in Scope}
    return token.person, frozenset(Scope(one) for one in token.scopes if one in known)


def forget_ended(*, now: datetime) -> None:
    """Delete tokens whose last day is over."""
    ApiToken.objects.filter(ends_on__lt=day_of(now)).delete()


def _tag(token: str) -> str:
    tag: str = settings.COMITY_KEYS.tag("api token", token)
    return tag
