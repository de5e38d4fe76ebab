"""Whoever acts at the terminal shows a token of their own, where nobody else sees it."""

import os
from datetime import timedelta

import pytest
import time_machine
from typer.testing import CliRunner

from comity.cli import tokens
from comity.cli.app import app
from comity.consultation.models import Disposition
from comity.consultation.queries import answers as queries
from comity.people.actions import revoke_token
from comity.people.errors import TokenForSomethingElse, TokenUnknown
from comity.people.models import ApiToken, Person
from comity.people.rules import Scope, new_token
from tests.factories import consultations as make
from tests.factories.answers import Asked
from tests.factories.people import NOW, TODAY, as_actor
from tests.factories.tokens import shown, token_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def me(asked):
    return Person.objects.get(id=asked.by.id)


def answered(asked, *words, typed=None):
    said = make.contributed(asked.round)
    words = ("answer", said.id, "--decision", "noted", "--reason", "So.", *words)
    done = CliRunner().invoke(app, ["consultation", *words], input=typed)
    return done, bool(queries.one(said.id, today=TODAY).replies)


def test_a_token_in_a_file_acts_for_its_owner(asked, me, tmp_path):
    done, is_answered = answered(asked, token_file(tmp_path, me))
    assert (done.exit_code, is_answered) == (0, True)
    assert Disposition.objects.get().decided_by_id == me.id
    assert ApiToken.objects.get().used_on == TODAY


def test_a_token_is_read_from_the_standard_input_and_never_printed(asked, me):
    token = shown(me)
    done, is_answered = answered(asked, "--token-file", "-", typed=f"{token}\n")
    assert (done.exit_code, is_answered) == (0, True)
    assert token not in done.output


def test_a_name_is_no_proof_and_neither_is_a_token_among_the_words(asked, me):
    for option in ("--as", "--token"):
        done, is_answered = answered(asked, option, shown(me))
        assert (done.exit_code, is_answered) == (2, False)


def test_without_a_terminal_and_without_a_file_nobody_acts(asked):
    done, is_answered = answered(asked)
    assert (done.exit_code, is_answered) == (1, False)
    assert "Show a token of yours" in done.output


def test_on_a_terminal_the_token_is_asked_for_without_an_echo(monkeypatch, me):
    ours, theirs = os.openpty()
    token, words = shown(me), []
    with os.fdopen(theirs) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        monkeypatch.setattr("getpass.getpass", lambda *said, **_: words.append(said) or token)
        assert tokens.person(None).id == me.id
    os.close(ours)
    assert len(words) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused(asked, me, tmp_path, mode):
    option = token_file(tmp_path, me)
    file = tmp_path / f"token-of-{me.id}"
    file.chmod(mode)
    done, is_answered = answered(asked, option)
    assert (done.exit_code, is_answered) == (1, False)
    assert f"Other people on this machine can get at {file}." in done.output


def test_a_file_that_is_not_there_is_named(asked, tmp_path):
    done, _is_answered = answered(asked, "--token-file", str(tmp_path / "none"))
    assert "none cannot be read: No such file or directory." in done.output


def test_what_does_not_work_is_refused_in_the_same_way_whatever_the_reason(asked, me, tmp_path):
    ended = token_file(tmp_path, me, ends_on=TODAY)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        refusals = [answered(asked, ended)[0]]
    ApiToken.objects.all().delete()
    withdrawn = shown(me)
    revoke_token(token_id=ApiToken.objects.get().id, by=as_actor(me), now=NOW)
    left = shown(me)
    refusals.append(answered(asked, "--token-file", "-", typed=withdrawn)[0])
    refusals += [
        answered(asked, "--token-file", "-", typed=text)[0] for text in (new_token(), "lantern", "")
    ]
    Person.objects.filter(id=me.id).update(is_active=False)
    refusals.append(answered(asked, "--token-file", "-", typed=left)[0])
    assert [type(one.exception) for one in refusals] == [TokenUnknown] * 6
    assert {str(one.exception) for one in refusals} == {str(TokenUnknown())}
    assert not Disposition.objects.exists()


def test_a_token_for_other_things_is_refused_as_over_the_api(asked, me, tmp_path):
    done, is_answered = answered(asked, token_file(tmp_path, me, Scope.ME_READ, Scope.CODES_WRITE))
    assert isinstance(done.exception, TokenForSomethingElse)
    assert done.exception.detail == {"scope": "consultations:write"}
    assert not is_answered
