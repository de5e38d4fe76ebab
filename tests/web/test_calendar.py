"""Deadlines as calendar files, and figures as files for spreadsheets."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from comity.web.calendar import LONGEST_LINE, calendar_file
from comity.web.tables import csv_file
from tests.web.test_components import draw

DAY = date(2026, 3, 3)
DEADLINE = '{% include "components/deadline.html" with due=due kind=kind no_calendar=off only %}'


def unfolded(text):
    """Read lines as RFC 5545 asks for: what begins with a space belongs to the line before."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_deadline_is_one_whole_day():
    lines = unfolded(calendar_file(DAY, "Last day to answer", reminder="Two days are left."))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20260303" in lines
    assert "DTEND;VALUE=DATE:20260304" in lines
    assert "SUMMARY:Last day to answer" in lines


@given(st.text(max_size=300))
def test_no_line_is_longer_than_calendars_read_and_no_text_makes_a_line_of_its_own(text):
    written = calendar_file(DAY, text, reminder=text)
    assert all(len(line.encode()) <= LONGEST_LINE for line in written.split("\r\n"))
    names = [line.split(":")[0].split(";")[0] for line in unfolded(written)]
    assert names == [
        *("BEGIN", "VERSION", "PRODID", "METHOD", "BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND"),
        *("SUMMARY", "CLASS", "TRANSP", "BEGIN", "ACTION", "DESCRIPTION", "TRIGGER"),
        *("END", "END", "END"),
    ]


def test_commas_and_semicolons_are_kept():
    assert "SUMMARY:a\\, b\\; c\\\\" in calendar_file(DAY, "a, b; c\\", reminder="")


def test_the_same_deadline_twice_is_the_same_entry():
    first = calendar_file(DAY, "Last day to answer", reminder="")
    assert first == calendar_file(DAY, "Last day to answer", reminder="")
    assert first != calendar_file(DAY, "Last day to appeal", reminder="")


def test_anybody_gets_the_file_and_a_cache_may_keep_it(client):
    response = client.get("/en/calendar/answer/2026-03-03.ics")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    assert response["Cache-Control"].startswith("public")
    assert b"Last day to answer" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "dance/2026-03-03",
        "answer/2026-02-30",
        "answer/9999-12-31",
        "answer/0001-01-01",
        "answer/soon",
    ],
)
def test_what_is_no_deadline_has_no_file(client, address):
    assert client.get(f"/en/calendar/{address}.ics").status_code == 404


@pytest.mark.parametrize(
    ("days", "kind", "off", "has_file"),
    [
        (5, "answer", None, True),
        (0, "appeal", None, True),
        (-1, "answer", None, False),
        (5, "end", None, False),
        (5, "", None, False),
        (5, "answer", True, False),
    ],
)
def test_what_a_person_must_do_in_time_offers_its_file(days, kind, off, has_file):
    with time_machine.travel(datetime(2026, 3, 3, 12, tzinfo=UTC), tick=False):
        drawn = draw(DEADLINE, due=DAY + timedelta(days=days), kind=kind, off=off)
    assert (f"/calendar/{kind}/" in drawn) is has_file


def test_figures_are_read_back_as_they_were_and_run_nothing():
    response = csv_file("figures", ["What", "How many"], [("=1+1", 3), ("A, b", -2)], public=True)
    rows = list(csv.reader(response.content.decode().splitlines()))
    assert rows == [["What", "How many"], ["'=1+1", "3"], ["A, b", "-2"]]
    assert response["Cache-Control"].startswith("public")


def test_figures_that_are_not_for_everybody_are_kept_by_no_cache():
    assert "Cache-Control" not in csv_file("figures", [], [])
