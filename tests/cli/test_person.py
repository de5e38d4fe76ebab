"""Helping somebody who cannot get in."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone
from typer.testing import CliRunner

from comity.cli.app import app
from comity.kernel.errors import NotFound
from comity.people.actions import make_token
from comity.people.errors import NoSecondStep, PasswordNotUsable
from comity.people.models import ApiToken, Person
from comity.record.models import Line
from tests.factories.people import PersonFactory, as_actor

pytestmark = pytest.mark.django_db
LANTERNS = "eleven lanterns over a bay"


@pytest.fixture
def person():
    return PersonFactory(username="avocet")


def run(*words, typed=""):
    return CliRunner().invoke(app, ["person", *words], input=typed)


def test_a_new_password_is_read_from_standard_input_and_nowhere_printed(person):
    done = run("new-password", "avocet", typed=LANTERNS + "\n")
    assert done.exit_code == 0, done.output
    assert LANTERNS not in done.output
    assert Person.objects.get(id=person.id).check_password(LANTERNS)
    assert Line.objects.get(kind="person:password_replaced").actor == "operator:terminal"


def test_an_easy_password_is_refused(person):
    assert isinstance(run("new-password", "avocet", typed="short\n").exception, PasswordNotUsable)
    assert not Line.objects.filter(kind="person:password_replaced").exists()


def test_a_lost_second_step_is_removed(person):
    TOTP.activate(person, "a secret")
    assert run("reset-second-factor", "avocet").exit_code == 0
    assert not Authenticator.objects.exists()
    assert isinstance(run("reset-second-factor", "avocet").exception, NoSecondStep)


@pytest.mark.parametrize("command", ["new-password", "reset-second-factor"])
def test_nobody_is_helped_who_is_not_here(command):
    assert isinstance(run(command, "nobody", typed=LANTERNS).exception, NotFound)


@pytest.fixture
def token(person):
    now = timezone.now()
    make_token(
        name="Lantern bot",
        scopes=["me:read"],
        ends_on=now.date() + timedelta(days=9),
        by=as_actor(person),
        now=now,
    )
    return ApiToken.objects.get()


def test_an_operator_lists_somebodys_tokens_without_their_names(token):
    said = run("tokens", "avocet").output
    assert token.id in said
    assert "used never  me:read" in said
    assert "Lantern" not in said


def test_an_operator_ends_a_token(token):
    assert run("revoke-token", token.id).exit_code == 0
    assert not ApiToken.objects.exists()
    assert Line.objects.get(kind="token:revoked").actor == "operator:terminal"
    assert isinstance(run("revoke-token", token.id).exception, NotFound)


def test_a_new_password_ends_all_tokens(token):
    run("new-password", "avocet", typed=LANTERNS + "\n")
    assert not ApiToken.objects.exists()
