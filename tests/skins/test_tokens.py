"""What everybody's token is good for: the same table as for sessions, and scopes besides."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from comity.api.app import api
from comity.api.scopes import EVERYBODY, NO_TOKEN, SCOPES
from comity.people.actions import make_token
from comity.people.models import Person
from comity.people.queries import actor
from comity.people.rules import Scope
from tests.skins.answers import Answer, answered
from tests.skins.audiences import BY_WORD, NOBODY, PERSONS
from tests.skins.operations import OPERATIONS
from tests.skins.situation import Role, situation
from tests.skins.test_permissions import NOT_COMPARED, Stored, called
from tests.web.serving import at
from tests.wiki.paper import PaperWiki

pytestmark = pytest.mark.django_db

NAMES = {
    f"{method.upper()} {path.removeprefix('/api/v1')}": operation["operationId"]
    for path, methods in api.get_openapi_schema()["paths"].items()
    for method, operation in methods.items()
}
USED = NOT_COMPARED | {"people_apitoken"}
"""The day of the last use is noted, whatever the answer."""


@pytest.fixture
def here():
    with PaperWiki() as paper:
        here = situation(paper)
        with at(here.story):
            yield here


def program(role, *scopes):
    """Give what calls the API for somebody with a token of theirs."""
    now = timezone.now()
    shown = make_token(
        name="Lantern bot",
        scopes=scopes,
        ends_on=now.date() + timedelta(days=1),
        by=actor(Person.objects.get(id=role.account.session["_auth_user_id"])),
        now=now,
    )
    return Role(Client(headers={"Authorization": f"Bearer {shown}"}))


def test_with_every_scope_a_token_is_answered_as_its_owner_or_not_at_all(here):
    wrong = []
    for who in PERSONS:
        sent = program(here.roles[who], *Scope)
        for operation, row in OPERATIONS.items():
            with transaction.atomic():
                answer = answered(called(here, sent, operation, row))
                transaction.set_rollback(True)
            needed = SCOPES[NAMES[operation]]
            allowed = set((row.by_token or row.audience)[who])
            if needed is NO_TOKEN:
                allowed = {Answer.FORBIDDEN}
            elif needed is EVERYBODY:
                allowed = set(row.audience[NOBODY])
            elif row.audience is BY_WORD and row.by_token is None:
                allowed |= {Answer.GIVEN}  # Whoever made the token had confirmed who they are.
            elif Answer.GIVEN in allowed and not operation.startswith("GET"):
                allowed |= {Answer.REFUSED}  # It may be too early for it.
            if answer not in allowed:
                wrong.append(f"{operation}: {who} {answer}")
    assert not wrong, "\n".join(wrong)


def test_with_a_scope_for_something_else_a_token_does_nothing(here):
    wrong = []
    for who in PERSONS:
        role = here.roles[who]
        few = {scope: program(role, scope) for scope in (Scope.ME_READ, Scope.SIGNATURES_READ)}
        stored = Stored(besides=USED)
        for operation, row in OPERATIONS.items():
            needed = SCOPES[NAMES[operation]]
            other = next(one for one in few if one is not needed)
            answer = answered(called(here, few[other], operation, row))
            public = Answer.SIGN_IN not in row.audience[NOBODY] and needed is not NO_TOKEN
            allowed = set(row.audience[NOBODY]) if public else {Answer.FORBIDDEN}
            if (changed := stored.changed()) or answer not in allowed:
                wrong.append(f"{operation}: {who} {answer}; {changed}")
    assert not wrong, "\n".join(wrong)
