"""What two people do at the same moment on PostgreSQL: rows are held before they are read.

SQLite has one writer at a time, so there is nothing to hold there.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.codes import actions as codes
from comity.consultation.rules.dispositions import Decision
from tests.factories.answers import Asked
from tests.factories.codes import OPERATOR, draft, universal
from tests.factories.consultations import WEEK
from tests.factories.people import NOW

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgres,
    pytest.mark.skipif(
        not connection.features.has_select_for_update, reason="needs rows that can be held"
    ),
]


def held_before_read(queries, table, *, read):
    """Tell whether a row of one table is held before any of another is read."""
    asked = [one["sql"] for one in queries]
    holds = [n for n, sql in enumerate(asked) if f'FROM "{table}"' in sql and "FOR " in sql]
    reads = [n for n, sql in enumerate(asked) if f'FROM "{read}"' in sql]
    return bool(holds) and bool(reads) and holds[0] < reads[0]


def test_of_two_who_answer_at_once_neither_undoes_what_the_other_took_up():
    asked = Asked()
    said = asked.suggested()
    with CaptureQueriesContext(connection) as queries:
        asked.answer(said, Decision.TAKEN_UP)
    assert held_before_read(queries, "codes_codeversion", read="codes_provision")


def test_a_draft_that_is_written_over_is_held_so_that_nobody_freezes_it_meanwhile():
    asked = Asked()
    document = asked.document()
    with CaptureQueriesContext(connection) as queries:
        codes.write_draft(community_id=asked.community.id, document=document, by=asked.by, now=NOW)
    assert held_before_read(queries, "codes_codeversion", read="codes_provision")


def test_whoever_concludes_and_whoever_writes_do_not_wait_for_each_other():
    asked = Asked()
    asked.close()
    with CaptureQueriesContext(connection) as queries:
        asked.conclude(now=NOW + WEEK)
    assert held_before_read(queries, "codes_codeversion", read="record_chain")
    assert held_before_read(queries, "consultation_round", read="record_chain")


def test_two_versions_of_a_code_are_put_in_force_one_after_the_other():
    version = draft(universal())
    codes.freeze(version_id=version.id, by=OPERATOR, now=NOW)
    with CaptureQueriesContext(connection) as queries:
        codes.put_in_force(version_id=version.id, by=OPERATOR, now=NOW)
    held = [one["sql"] for one in queries if 'FROM "codes_code" ' in one["sql"]]
    assert any("FOR NO KEY UPDATE" in sql for sql in held)
