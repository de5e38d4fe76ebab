"""docs/COLUMNS.toml names every column of every table, and says who can read it in a dump."""

import tomllib

import pytest
from django.apps import apps
from django.db import connection

from tests.architecture.house import ROOT, expect_none

LIST = ROOT / "docs" / "COLUMNS.toml"
CLASSES = ("clear", "sealed_to_people", "sealed_to_the_service")
ABOUT_PEOPLE = ("vault", "reports", "cases", "measures")
"""Packages whose tables keep days and not seconds."""

SHORTEST_REASON = 10  # characters: "random id" is not a reason, "random, stands in URLs" is


def columns_of(database):
    """List the columns of every table in a database, as ``table.column``."""
    with database.cursor() as cursor:
        return {
            f"{table}.{column.name}"
            for table in database.introspection.table_names(cursor)
            for column in database.introspection.get_table_description(cursor, table)
        }


def listed(text):
    """Read the list: ``table.column`` to its class and reason."""
    return {
        f"{table}.{column}": (kind, reason)
        for table, kinds in tomllib.loads(text).items()
        for kind, columns in kinds.items()
        for column, reason in columns.items()
    }


def faults(columns, entries):
    """Name the columns that are not listed, the entries for no column, and the empty reasons."""
    missing = [f"{column} is not listed" for column in sorted(columns - entries.keys())]
    stale = [f"{column} does not exist" for column in sorted(entries.keys() - columns)]
    unclear = [
        f"{column}: {kind!r} with the reason {reason!r}"
        for column, (kind, reason) in sorted(entries.items())
        if kind not in CLASSES or len(reason) < SHORTEST_REASON
    ]
    return missing + stale + unclear


def seconds_in_the_clear(fields, entries):
    """Name the moments about people that a dump shows finer than a day.

    Args:
        fields: (``table.column``, Django's name of the type).
        entries: as ``listed`` gives them.
    """
    return sorted(
        column
        for column, kind in fields
        if kind in {"DateTimeField", "TimeField"}
        and entries.get(column, ("clear", ""))[0] == "clear"
    )


@pytest.mark.django_db
def test_every_column_is_on_the_list():
    expect_none(faults(columns_of(connection), listed(LIST.read_text())))


def test_nothing_about_people_is_finer_than_a_day_in_the_clear():
    fields = [
        (f"{table._meta.db_table}.{field.column}", field.get_internal_type())
        for table in apps.get_models(include_auto_created=True)
        if table._meta.app_label in ABOUT_PEOPLE
        for field in table._meta.concrete_fields
    ]
    expect_none(seconds_in_the_clear(fields, listed(LIST.read_text())))


PLANTED = """
[cases_case]
clear.id = "random, stands in URLs"
sealed_to_people.text = "what somebody wrote"
"""


def test_a_planted_column_is_found():
    columns = {"cases_case.id", "cases_case.text", "cases_case.planted"}
    assert faults(columns, listed(PLANTED)) == ["cases_case.planted is not listed"]


def test_a_planted_entry_for_no_column_is_found():
    assert faults({"cases_case.id"}, listed(PLANTED)) == ["cases_case.text does not exist"]


@pytest.mark.parametrize("line", ['clear.text = ""', 'open.text = "what somebody wrote"'])
def test_a_planted_entry_without_class_or_reason_is_found(line):
    found = faults({"cases_case.text"}, listed(f"[cases_case]\n{line}\n"))
    assert len(found) == 1
    assert found[0].startswith("cases_case.text: ")


def test_a_planted_table_is_found(transactional_planted_table):
    assert f"{transactional_planted_table}.secret" in columns_of(connection)


def test_a_planted_moment_in_the_clear_is_found():
    entries = listed("[cases_case]\nclear.at = 'the moment it came'\n")
    fields = [("cases_case.at", "DateTimeField"), ("cases_case.on", "DateField")]
    assert seconds_in_the_clear(fields, entries) == ["cases_case.at"]


@pytest.fixture
def transactional_planted_table(db):
    """Make a table that no model knows, for as long as one test."""
    del db
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (secret text)")
    yield "planted"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE planted")
