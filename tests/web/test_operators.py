"""The operator's page, and what programs ask for."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as installed
from django.db import OperationalError
from django.test import Client

from comity.access.models import Grant
from comity.access.rules import Permission
from comity.kernel.ids import new_id
from comity.kernel.keys import ServiceKeys
from comity.notices.models import Notice
from comity.record.actions import mark_keys
from comity.record.models import Reaction, Turn
from comity.web.counters import BOUNDS, MOST, Counters
from tests.factories.charter import CharterVersionFactory, InstallationFactory
from tests.factories.people import NOW, PersonFactory
from tests.web.serving import at_browser, text_of

pytestmark = pytest.mark.django_db
TOKEN = "a word for whoever watches"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def installation():
    CharterVersionFactory()
    return InstallationFactory()


@pytest.fixture
def operator(installation):
    person = PersonFactory()
    Grant.objects.create(
        person_id=person.id, permission=Permission.INSTALLATION_WATCH, on=installation.id
    )
    return at_browser(person)


@pytest.fixture
def ticking():
    return Turn.objects.create(name="a clock", minute=NOW)


@pytest.fixture
def token(settings, tmp_path):
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    settings.COMITY_METRICS_TOKEN_FILE = str(file)
    return file


def figures(token=TOKEN):
    return Client().get("/metrics", headers={"Authorization": f"Bearer {token}"})


def test_an_operator_reads_what_is_wrong_and_how_to_mend_it(operator):
    page = text_of(operator.get("/en/operators/"))
    assert "The work of each minute has never been done here." in page
    assert "Start Comity with comity serve, or run comity tick every minute." in page


def test_an_operator_can_have_others_asked(operator, monkeypatch):
    asked = []
    monkeypatch.setattr("comity.upkeep.queries.FAR", (("mail", lambda _: asked.append(1) or ()),))
    assert "Ask them now" in text_of(operator.get("/en/operators/"))
    assert asked == []
    assert "were asked just now" in text_of(operator.post("/en/operators/"))
    assert asked == [1]


def test_everybody_else_is_refused(installation):
    assert at_browser(PersonFactory()).get("/en/operators/").status_code == 403
    answer = Client().get("/en/operators/")
    assert answer.status_code == 401
    assert "Sign in" in text_of(answer)


def test_where_nothing_is_set_up_there_is_no_such_page():
    assert at_browser(PersonFactory()).get("/en/operators/").status_code == 404


def test_it_lives_without_database_session_or_language(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"alive\n")
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("ticking")
def test_it_is_ready_in_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        answer = Client().get("/health/ready")
    assert (answer.status_code, answer.content) == (200, b"ready\n")
    assert not answer.cookies


def test_it_is_not_ready_and_says_no_more(ticking, settings):
    Turn.objects.update(minute=NOW - timedelta(minutes=9))
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    Turn.objects.update(minute=NOW)
    settings.COMITY_KEYS = ServiceKeys.new()
    Reaction.objects.create(handler="x", subject=new_id())
    assert Client().get("/health/ready").status_code == 200
    mark_keys()
    settings.COMITY_KEYS = ServiceKeys.new()
    assert Client().get("/health/ready").content == b"not ready\n"


def test_it_is_not_ready_while_the_database_is_away(monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr("comity.upkeep.queries.ready.missing_migrations", away)
    assert Client().get("/health/ready").status_code == 503


@pytest.mark.usefixtures("token")
def test_figures_are_for_whoever_has_the_word():
    assert figures().status_code == 200
    assert figures("another word that is long").status_code == 404
    assert Client().get("/metrics").status_code == 404


def test_without_a_good_word_there_are_no_figures(settings, token):
    token.write_text("short")
    assert figures("short").status_code == 404
    token.unlink()
    assert figures().status_code == 404
    settings.COMITY_METRICS_TOKEN_FILE = ""
    assert figures("").status_code == 404


@pytest.mark.usefixtures("token", "ticking")
def test_figures_are_written_as_prometheus_reads_them():
    Client().get("/en/words/")
    lines = figures().content.decode().splitlines()
    assert 'comity_request_seconds_count{route="glossary",status="2xx"} ' in "\n".join(lines)
    sample = re.compile(r'[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? [0-9.e+]+')
    wrong = [line for line in lines if not line.startswith("#") and not sample.fullmatch(line)]
    assert wrong == []
    named = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert named == {line.split()[2] for line in lines if line.startswith("# HELP")}
    assert {
        "comity_outbox_waiting",
        "comity_outbox_overdue_seconds",
        "comity_outbox_dead",
        "comity_letters_waiting",
        "comity_letters_refused",
        "comity_wikis_failing",
        "comity_tick_age_seconds",
        "comity_database_bytes",
        "comity_request_seconds",
    } <= named


@pytest.mark.usefixtures("token")
def test_one_more_report_changes_no_figure_of_what_waits():
    before = gauges()
    Reaction.objects.create(handler="comity.cases.tasks.open_case", subject=new_id())
    Notice.objects.create(person=PersonFactory(), kind="work_waiting")
    assert gauges() == before


def gauges():
    text = figures().content.decode()
    return [line for line in text.splitlines() if re.match("comity_(outbox|letters)", line)]


def test_counts_of_several_processes_are_added_up_and_outlive_them(tmp_path):
    first = Counters(tmp_path)
    first.count("home", "2xx", 0.02)
    (tmp_path / "123").write_bytes(bytes(first._shared))
    (tmp_path / "124").write_bytes(b"\0" * len(first._shared))
    first.count("home", "2xx", 9.0)
    first.count("codes:code", "5xx", 0.01)
    code, home = first.sums()
    assert (code.route, code.status, sum(code.buckets)) == ("codes:code", "5xx", 1)
    assert home.buckets == (0, 2, *[0] * (len(BOUNDS) - 2), 1)
    assert home.seconds == pytest.approx(9.04)


def test_more_series_than_there_is_room_for_are_not_counted():
    counters = Counters()
    for number in range(MOST + 3):
        counters.count(f"route{number}", "2xx", 0.1)
    assert len(counters.sums()) == MOST


def test_a_page_says_that_the_database_is_away(monkeypatch, client):
    client.raise_request_exception = False
    broken(monkeypatch, OperationalError("could not connect to host 10.0.0.7"))
    answer = client.get("/en/words/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "120")
    assert "not available for a moment" in text_of(answer)
    assert "10.0.0.7" not in text_of(answer)


def test_a_page_says_that_something_broke(monkeypatch, client, caplog):
    client.raise_request_exception = False
    broken(monkeypatch, ValueError("what somebody typed"))
    answer = client.get("/en/words/")
    assert answer.status_code == 500
    assert "Something broke on our side" in text_of(answer)
    formatter = installed.LOGGING["formatters"]["plain"]["()"]
    assert formatter == "comity.config.logs.Plain"
    assert any(record.exc_info[0] is ValueError for record in caplog.records if record.exc_info)


def test_a_program_is_told_the_same_in_one_shape(monkeypatch, client):
    client.raise_request_exception = False
    monkeypatch.setattr("comity.communities.queries.part_of_tree", raising(OperationalError()))
    answer = client.get("/api/v1/communities")
    assert answer.status_code == 503
    assert answer.json()["code"] == "not_available"


def raising(problem):
    def raises(*_, **__):
        raise problem

    return raises


def broken(monkeypatch, problem):
    monkeypatch.setattr("comity.web.home.views.render", raising(problem))
