import json

import pytest
from django.db import connection
from typer.testing import CliRunner

from comity.cli.app import app
from comity.kernel.actors import SYSTEM
from comity.kernel.ids import new_id
from comity.people.facts import PersonRegistered
from comity.record.actions import record
from comity.record.queries import signed_head
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


def add(lines=1):
    for _ in range(lines):
        record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW)


def verify(*words):
    return CliRunner().invoke(app, ["record", "verify", *words])


@pytest.fixture
def head(tmp_path):
    """A signed head, kept outside, of a record of three lines."""
    add(3)
    file = tmp_path / "head.json"
    file.write_bytes(signed_head(NOW))
    return file


def cut_off():
    """Take the last line away and set the end back, as somebody does who owns the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER record_line_no_delete")
        else:
            cursor.execute("ALTER TABLE record_line DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM record_line WHERE chain = 'open' AND number = 3")
        cursor.execute(
            "UPDATE record_chain SET number = 2, last_hash ="
            " (SELECT own_hash FROM record_line WHERE chain = 'open' AND number = 2)"
            " WHERE name = 'open'"
        )


def test_a_whole_record_is_said_to_be_whole():
    add(2)
    result = verify()
    assert (result.exit_code, result.output) == (0, "Both chains are whole: 2 lines.\n")


def test_a_changed_line_is_named():
    add(2)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER record_line_no_update")
        else:
            cursor.execute("ALTER TABLE record_line DISABLE TRIGGER USER")
        cursor.execute("UPDATE record_line SET kind = 'x:y' WHERE number = 2")
    result = verify()
    assert (result.exit_code, result.output) == (1, "The open chain is broken at line 2.\n")


def test_an_end_that_names_another_line_is_noticed():
    add(2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_chain SET last_hash = 'x' WHERE name = 'open'")
    assert "broken at line 2" in verify().output


def test_lines_after_the_end_are_noticed():
    add(2)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE record_chain SET number = 1, last_hash ="
            " (SELECT own_hash FROM record_line WHERE chain = 'open' AND number = 1)"
            " WHERE name = 'open'"
        )
    assert "broken at line 2" in verify().output


def test_a_record_that_went_on_agrees_with_its_head(head):
    add()
    assert verify("--head", str(head)).exit_code == 0


def test_lines_cut_off_the_end_show_against_a_head(head):
    cut_off()
    assert verify().exit_code == 0
    result = verify("--head", str(head))
    assert result.exit_code == 1
    assert "1 lines that" in result.output


def test_another_record_does_not_agree_with_a_head(head):
    cut_off()
    add()
    result = verify("--head", str(head))
    assert result.exit_code == 1
    assert "not genuine" in result.output


@pytest.mark.parametrize("field", ["head", "signature"])
def test_a_head_that_was_changed_is_not_believed(head, field):
    said = json.loads(head.read_text())
    said[field] = {
        "head": said["head"].replace('"open":[3', '"open":[2'),
        "signature": "00" * 68,
    }[field]
    head.write_text(json.dumps(said))
    assert "not genuine" in verify("--head", str(head)).output


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"head": "[]", "signature": ""}'])
def test_something_else_is_no_head(tmp_path, text):
    file = tmp_path / "head.json"
    file.write_text(text)
    result = verify("--head", str(file))
    assert result.exit_code == 1
    assert "cannot be compared" in result.output
