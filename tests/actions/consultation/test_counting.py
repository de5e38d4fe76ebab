"""How much was said in a round, counted without reading any of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.consultation.actions import contributions
from comity.consultation.queries.contributions import Counts, counts
from comity.consultation.rules.kinds import Channel
from tests.factories import consultations as make
from tests.factories.people import NOW, PersonFactory, as_actor

pytestmark = pytest.mark.django_db


def plan_of(sql):
    """Ask the database how it would find something in a large table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table of a few rows is read whole, whatever indexes it has.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN '}{sql}")
        return str(cursor.fetchall())


def test_what_was_said_is_counted_by_language_and_by_way_the_most_first():
    found = make.consultation()
    round_, quiet = make.opened(found), make.opened(found)
    by = as_actor(PersonFactory())
    for language in ("sw", "sw", "ar", "de"):
        make.contributed(round_, by=by, language=language)
    gone = make.contributed(round_, by=by, language="de", channel=Channel.API)
    contributions.withdraw(contribution_id=gone.id, by=by, now=NOW)
    assert counts([round_.id, quiet.id]) == {
        round_.id: Counts(5, (("sw", 2), ("ar", 1), ("de", 1)), ((Channel.WEB, 4),)),
        quiet.id: Counts(0, (), ()),
    }


def test_counting_is_one_look_at_an_index_and_reads_no_words():
    rounds = [make.opened().id for _each in range(3)]
    with CaptureQueriesContext(connection) as queries:
        counts(rounds)
    assert [one["sql"] for one in queries] == [queries[0]["sql"]]
    assert "contributions_counted" in plan_of(queries[0]["sql"])
