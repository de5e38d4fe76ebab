"""Who is let in where: every page and every operation, asked for by everybody."""

import json

import pytest
from django.db import connection, transaction
from django.urls import get_resolver, reverse
from django.utils import translation

from comity.access.models import Grant
from comity.api.app import api
from comity.api.limits import CALLS
from comity.cases.rules.words import Move
from tests.skins.answers import Answer, answered
from tests.skins.audiences import EVERYBODY
from tests.skins.operations import OPERATIONS
from tests.skins.pages import PAGES
from tests.skins.situation import situation
from tests.web.serving import at
from tests.wiki.paper import PaperWiki

pytestmark = pytest.mark.django_db

MOVES = [*Move, "no_such_move"]
NOTHING_DONE = set(Answer) - {Answer.GIVEN, Answer.ELSEWHERE, Answer.FORBIDDEN, Answer.BROKEN}
NOT_COMPARED = frozenset({"people_session"})
"""allauth begins a session for whoever it asks to sign in. It holds nothing of theirs."""


@pytest.fixture
def here():
    with PaperWiki() as paper:
        here = situation(paper)
        with at(here.story):
            yield here


def test_every_page_answers_everybody_as_its_audience_says(here):
    wrong = [
        f"{address}: {who} {answer}"
        for name, row in PAGES.items()
        for address in addresses(here, name, row)
        for who, role in here.roles.items()
        if (answer := answered(role.browser.get(address)))
        not in ({Answer.NO_SUCH_WAY} if row.only_sent else row.audience[who])
    ]
    assert not wrong, "\n".join(wrong)


def test_every_operation_answers_everybody_as_its_audience_says(here):
    wrong = [
        f"{operation}: {who} {answer}"
        for operation, row in OPERATIONS.items()
        if operation.startswith("GET")
        for who, role in here.roles.items()
        if (answer := answered(called(here, role, operation, row))) not in row.audience[who]
    ]
    assert not wrong, "\n".join(wrong)


def test_whoever_may_not_send_something_to_a_page_changes_nothing(here):
    wrong, stored = [], Stored()
    for name, row in PAGES.items():
        for who, audience in (row.sending or row.audience).items():
            for address in [] if Answer.GIVEN in audience else addresses(here, name, row):
                answer = answered(here.roles[who].browser.post(address, here.filled(row.typed)))
                if (changed := stored.changed()) or answer not in audience | NOTHING_DONE:
                    wrong.append(f"{address}: {who} {answer}; {changed}")
    assert not wrong, "\n".join(wrong)


def test_whoever_may_not_call_an_operation_changes_nothing(here):
    wrong, stored = [], Stored()
    for operation, row in OPERATIONS.items():
        for who, audience in row.audience.items():
            if operation.startswith("GET") or Answer.GIVEN in audience:
                continue
            answer = answered(called(here, here.roles[who], operation, row))
            if (changed := stored.changed()) or answer not in audience:
                wrong.append(f"{operation}: {who} {answer}; {changed}")
    assert not wrong, "\n".join(wrong)


def test_every_page_stands_in_the_table():
    assert set(every_page()) - set(PAGES) == set()
    assert set(PAGES) - set(every_page()) == set()


def test_every_operation_stands_in_the_table():
    described = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    assert described - set(OPERATIONS) == set()
    assert set(OPERATIONS) - described == set()


def test_every_row_says_what_everybody_is_told():
    for name, row in (PAGES | OPERATIONS).items():
        assert set(row.audience) == set(EVERYBODY), name
        assert set(row.sending or row.audience) == set(EVERYBODY), name


def test_what_is_sealed_is_hidden_and_never_forbidden():
    sealed = [name for name in PAGES if name.startswith(("cases:", "reports:", "respond:"))]
    sealed += [name for name in OPERATIONS if name.split()[1].startswith(("/cases", "/report"))]
    for name in sealed:
        told = set().union(*(PAGES | OPERATIONS)[name].audience.values())
        assert Answer.FORBIDDEN not in told, name


@pytest.mark.parametrize(
    "write",
    [
        lambda one: Grant.objects.create(person_id="bo", permission="this", on=one.on),
        lambda one: Grant.objects.filter(id=one.id).update(person_id="chidi"),
        lambda one: one.delete(),
    ],
    ids=["more", "another", "less"],
)
def test_whatever_is_written_is_noticed_once(write):
    one = Grant.objects.create(person_id="ada", permission="this", on="this")
    stored = Stored()
    assert Grant.objects.get() == one
    assert stored.changed() == []
    write(one)
    assert stored.changed() == [Grant._meta.db_table]
    assert stored.changed() == []


def test_what_is_undone_has_changed_nothing():
    stored = Stored()
    with transaction.atomic():
        Grant.objects.create(person_id="ada", permission="this", on="this")
        transaction.set_rollback(True)
    assert stored.changed() == []


def addresses(here, name, row):
    """Give the address of a page, or one for every ending it can have."""
    with translation.override("en"):
        if "move" in row.at:
            return [reverse(name, kwargs=here.filled(row.at | {"move": move})) for move in MOVES]
        return [reverse(name, kwargs=here.filled(row.at))]


def called(here, role, operation, row):
    """Call an operation as somebody's program does, with no calls counted: time stands still."""
    CALLS.forget()
    method, path = operation.split()
    address = "/api/v1" + path.format(**here.filled(row.at))
    if method == "GET":
        return role.program.get(address, here.filled(row.asked))
    typed = json.dumps(here.filled(row.typed))
    return role.program.generic(method, address, typed, content_type="application/json")


def every_page():
    """Walk through all addresses; the operations of the API have a table of their own."""
    with translation.override("en"):
        yield from _names(get_resolver(), ())


def _names(resolver, above):
    operations = set(_operation_names())
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inside = (*above, pattern.namespace) if pattern.namespace else above
            yield from _names(pattern, inside)
        elif (name := ":".join([*above, str(pattern.name)])) not in operations:
            yield name


def _operation_names():
    for _prefix, router in api._routers:
        for view in router.path_operations.values():
            yield from (f"api-1:{one.view_func.__name__}" for one in view.operations)


class Stored:
    """Everything that is stored, to tell after a request whether it changed anything.

    SQLite counts every row that a connection writes, also those that it rolls back. While that
    number stands still, nothing changed, and nothing need be read.
    """

    def __init__(self, besides=NOT_COMPARED):
        self._besides = besides
        self._written, self._read = written(), tables(besides)

    def changed(self):
        """Name the tables that hold something else than when this was asked last."""
        before, self._written = self._written, written()
        if before is not None and before == self._written:
            return []
        before, self._read = self._read, tables(self._besides)
        return [name for name in before if before[name] != self._read[name]]


def written():
    """Count the rows that were ever written, where the database counts them."""
    return connection.connection.total_changes if connection.vendor == "sqlite" else None


def tables(besides=NOT_COMPARED):
    """Read everything that is stored."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - besides
        read = {}
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608, its own tables
            read[name] = sorted(map(repr, cursor.fetchall()))
        return read
