from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from comity.config.logs import Plain
from comity.kernel.actors import SYSTEM
from comity.kernel.errors import Later
from comity.kernel.facts import Chain
from comity.kernel.ids import new_id
from comity.people.facts import AccountLinked, PersonRegistered
from comity.record.actions import hold, record, resume, run_due, tick
from comity.record.models import Line, LineKey, Reaction
from comity.record.queries import (
    Broken,
    first_broken_line,
    held_since,
    hidden_fields,
    public_lines,
    signed_head,
    waiting_reactions,
)
from comity.vault.facts import RoomMade
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
CALLS = []


def reaction(subject, now):
    CALLS.append((subject, now))


def postponing(subject, now):
    raise Later(minutes=7)


def failing(subject, now):
    msg = "a secret that somebody typed"
    raise RuntimeError(msg)


@pytest.fixture(autouse=True)
def forget_calls():
    CALLS.clear()


@pytest.fixture
def wired(settings):
    def wire(handler):
        settings.COMITY_REACTIONS = {"person:registered": (f"{__name__}.{handler.__name__}",)}

    return wire


@pytest.fixture
def lines():
    for _ in range(3):
        record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW)
    return Line.objects.order_by("number")


def test_lines_follow_from_one_another(lines):
    assert [line.number for line in lines] == [1, 2, 3]
    assert first_broken_line() is None


def unguarded(statement, parameters=()):
    """Change a line as somebody would who owns the database and drops its triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("update", "delete", "replace"):
                cursor.execute(f"DROP TRIGGER record_line_no_{name}")
        else:
            cursor.execute("ALTER TABLE record_line DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)


@pytest.mark.parametrize(
    "change",
    ["kind = 'vote:opened'", "subject = 'another'", "actor = 'person:x'", "at = '2020-01-01'"],
)
def test_a_line_changed_in_the_table_is_named(lines, change):
    unguarded(f"UPDATE record_line SET {change} WHERE number = 3")  # noqa: S608, our own cases
    assert first_broken_line() == Broken(Chain.OPEN, 3)


def test_a_line_dropped_from_the_table_is_named(lines):
    unguarded("DELETE FROM record_line WHERE number = 2")
    assert first_broken_line() == Broken(Chain.OPEN, 2)


def test_lines_cut_off_the_end_are_noticed(lines):
    unguarded("DELETE FROM record_line WHERE number = 3")
    assert first_broken_line() == Broken(Chain.OPEN, 3)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_line SET kind = 'x'",
        "DELETE FROM record_line",
        "REPLACE INTO record_line SELECT * FROM record_line WHERE number = 1",
        # A line that would take the place of another by forking from the same line before it.
        """
        INSERT OR REPLACE INTO record_line
        SELECT id + 99, chain, 9, kind, subject, actor, at, shown, hidden, previous_hash, own_hash
        FROM record_line WHERE number = 1
        """,
    ],
)
def test_the_database_refuses_to_change_delete_or_replace_lines(lines, statement):
    if connection.vendor != "sqlite" and "REPLACE" in statement:
        statement = "TRUNCATE record_line"
    with (
        pytest.raises((IntegrityError, DatabaseError), match="record"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert lines.count() == 3


def test_the_sealed_chain_shows_a_day_and_nothing_else():
    fact = RoomMade(subject=new_id(), audience="report", holders=("person-one",))
    record(fact, by=SYSTEM, now=NOW)
    line = Line.objects.get(chain="sealed")
    assert (line.kind, line.at, line.shown) == ("vault:room_made", "2026-03-02", {})
    shown = " ".join([line.subject, line.actor, bytes(line.hidden).decode("latin-1")])
    for secret in (fact.subject, "person-one", "clock", "report"):
        assert secret not in shown
    assert hidden_fields(Chain.SEALED, line.number)["holders"] == ["person-one"]


def test_a_deleted_key_forgets_the_words_and_leaves_the_chain_whole():
    fact = AccountLinked(subject=new_id(), provider="wiki", account="4711")
    record(fact, by=SYSTEM, now=NOW)
    assert hidden_fields(Chain.OPEN, 1) == {"provider": "wiki", "account": "4711"}
    LineKey.objects.all().delete()
    assert hidden_fields(Chain.OPEN, 1) is None
    assert first_broken_line() is None


def test_the_open_chain_tells_everybody_about_a_thing(lines):
    told = public_lines(subject=lines[1].subject)
    assert told == [{"kind": "person:registered", "at": "2026-03-02T12:30:15+00:00"}]


def test_a_signed_head_can_be_checked_later(lines):
    before = signed_head(NOW)
    record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW)
    assert before != signed_head(NOW)


def test_what_follows_happens_once_and_is_then_forgotten(wired):
    wired(reaction)
    fact = PersonRegistered(subject=new_id())
    record(fact, by=SYSTEM, now=NOW)
    assert (run_due(now=NOW), run_due(now=NOW)) == (1, 0)
    assert [(fact.subject, NOW)] == CALLS
    assert not Reaction.objects.exists()


def test_nothing_follows_from_what_was_rolled_back(wired):
    wired(reaction)
    with transaction.atomic():
        record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW)
        transaction.set_rollback(True)
    assert run_due(now=NOW) == 0


def test_what_asks_for_time_is_tried_again_then(wired):
    wired(postponing)
    record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW)
    run_due(now=NOW)
    row = Reaction.objects.get()
    assert (row.not_before, row.last_error) == (NOW + timedelta(minutes=7), "")
    wired(reaction)
    Reaction.objects.update(handler=f"{__name__}.reaction")
    assert run_due(now=NOW + timedelta(minutes=6)) == 0
    assert run_due(now=NOW + timedelta(minutes=7)) == 1


def test_what_fails_is_named_without_its_words_and_tried_again(wired, caplog):
    wired(failing)
    record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW)
    assert run_due(now=NOW) == 0
    row = Reaction.objects.get()
    assert (row.attempts, row.last_error) == (1, "RuntimeError")
    assert waiting_reactions(NOW) == {"due": 0, "waiting": 1, "failing": 1, "dead": 0}
    assert settings.LOGGING["formatters"]["plain"]["()"] == "comity.config.logs.Plain"
    written = Plain().format(caplog.records[-1])
    assert "RuntimeError in failing" in written
    assert "secret" not in written


def test_a_worker_that_died_leaves_its_work_to_the_next(wired):
    wired(reaction)
    record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW)
    Reaction.objects.update(attempts=1, leased_until=NOW + timedelta(minutes=5))
    assert run_due(now=NOW) == 0
    assert run_due(now=NOW + timedelta(minutes=5)) == 1


def test_one_failing_tick_does_not_stop_the_others(settings):
    settings.COMITY_EVERY_TICK = (f"{__name__}.failing_tick", f"{__name__}.working_tick")
    assert tick(now=NOW) == [f"{__name__}.failing_tick"]
    assert CALLS == [NOW]


def failing_tick(now):
    raise RuntimeError


def working_tick(now):
    CALLS.append(now)


def test_what_is_held_is_not_done_until_it_is_let_go(wired, settings):
    wired(reaction)
    settings.COMITY_EVERY_TICK = (f"{__name__}.working_tick",)
    record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW)
    hold(now=NOW)
    assert held_since() == NOW.date()
    assert run_due(now=NOW) == 0
    assert tick(now=NOW) == []
    assert CALLS == []
    assert resume()
    assert run_due(now=NOW) == 1
    assert len(CALLS) == 1
    assert not resume()
