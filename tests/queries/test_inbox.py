from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.cases.models import Case, CaseSeat
from comity.cases.queries import inbox
from comity.kernel.ids import new_id
from comity.vault.queries import person_tag
from tests.factories.bodies import BodyFactory
from tests.factories.people import PersonFactory, as_actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def fill(person):
    """Put cases into somebody's inbox, each due a day after the one before."""
    body = BodyFactory()

    def fill(number, *, same_day=False, whose=person):
        cases = [
            Case(
                state="hearing",
                community=body.community,
                body=body,
                charter_version_id=new_id(),
                intake_room=new_id(),
                opened_on=TODAY,
                due_on=TODAY + timedelta(days=0 if same_day else day),
            )
            for day in range(number)
        ]
        Case.objects.bulk_create(cases)
        CaseSeat.objects.bulk_create(
            CaseSeat(
                case=case,
                member_tag=person_tag(whose.id),
                seat="seated",
                instance="first",
                rank=1,
                waiting=True,
                due_on=case.due_on,
            )
            for case in cases
        )
        return [case.id for case in cases]

    return fill


def pages(person, size):
    """Read an inbox to its end."""
    after, found = "", []
    while True:
        page = inbox(seen_by=as_actor(person), today=TODAY, after=after, size=size)
        found.append([row.head.id for row in page.rows])
        after = page.after
        if not after:
            return found


def test_the_most_urgent_stands_first(person, fill):
    ids = fill(5)
    assert pages(person, 10) == [ids]


@pytest.mark.parametrize("same_day", [False, True])
def test_pages_follow_each_other_without_gap_or_repeat(person, fill, same_day):
    ids = fill(7, same_day=same_day)
    found = pages(person, 3)
    assert [len(page) for page in found] == [3, 3, 1]
    assert sorted(case_id for page in found for case_id in page) == sorted(ids)


def test_a_full_last_page_has_no_next(person, fill):
    fill(4)
    assert [len(page) for page in pages(person, 2)] == [2, 2]


def test_a_page_that_was_marked_before_cases_moved_is_still_a_page(person, fill):
    ids = fill(4)
    page = inbox(seen_by=as_actor(person), today=TODAY, size=2)
    CaseSeat.objects.filter(case=ids[1]).update(waiting=False)
    rows = inbox(seen_by=as_actor(person), today=TODAY, after=page.after, size=2).rows
    assert [row.head.id for row in rows] == ids[2:]


@pytest.mark.parametrize("after", ["nonsense", "2026-13-40.x", "\x00", "."])
def test_a_mark_that_cannot_be_read_starts_from_the_beginning(person, fill, after):
    ids = fill(2)
    rows = inbox(seen_by=as_actor(person), today=TODAY, after=after).rows
    assert [row.head.id for row in rows] == ids


def test_an_inbox_is_somebody_s_own(person, fill):
    fill(2, whose=PersonFactory())
    assert pages(person, 5) == [[]]


def test_what_is_overdue_is_said_to_be(person, fill):
    fill(2)
    rows = inbox(seen_by=as_actor(person), today=TODAY + timedelta(days=1)).rows
    assert [row.head.overdue for row in rows] == [True, False]


def test_a_page_costs_the_same_however_full_the_inbox_is(person, fill):
    counts = []
    for number in (3, 60):
        fill(number)
        with CaptureQueriesContext(connection) as asked:
            inbox(seen_by=as_actor(person), today=TODAY)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 3


def test_a_page_is_one_look_into_one_index(person, fill):
    fill(30)
    with CaptureQueriesContext(connection) as asked:
        inbox(seen_by=as_actor(person), today=TODAY)
    if connection.vendor != "sqlite":
        pytest.skip("the plan is read from SQLite")
    sql = asked[0]["sql"]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "USING INDEX inbox" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan
