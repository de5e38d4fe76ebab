"""Helping somebody who cannot get in."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from typer.testing import CliRunner

from comity.cli.app import app
from comity.kernel.errors import NotFound
from comity.people.errors import NoSecondStep, PasswordNotUsable
from comity.people.models import Person
from comity.record.models import Line
from tests.factories.people import PersonFactory

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
