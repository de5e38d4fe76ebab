"""What the checks find, and that each trouble says how to mend it."""

import os
import shutil
from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from comity.access.rules import Permission
from comity.codes.actions import freeze
from comity.codes.rules.documents import Text, Written
from comity.codes.rules.provisions import Provision
from comity.kernel.actors import SYSTEM
from comity.kernel.ids import new_id
from comity.kernel.keys import ServiceKeys
from comity.messages import MESSAGES, words
from comity.notices.models import Notice
from comity.notices.rules import NoticeKind
from comity.people.facts import AccountLinked, PersonRegistered
from comity.record.actions import hold, mark_keys, record, tick
from comity.record.models import Reaction, Turn
from comity.record.queries import OUTBOX
from comity.upkeep.queries import FAR, FIRST, NEAR, troubles
from comity.upkeep.queries.ready import is_ready
from comity.upkeep.rules import (
    CLOCK_SLACK,
    Area,
    Trouble,
    Weight,
    disk_weight,
    in_tens,
    is_fresh,
    status,
    went_back,
)
from comity.wikis.models import Wiki
from tests.factories.bodies import BodyFactory
from tests.factories.charter import CharterVersionFactory, InstallationFactory
from tests.factories.codes import OPERATOR, draft, in_force, local, universal
from tests.factories.communities import CommunityFactory, MovementFactory
from tests.factories.people import NOW, PersonFactory, somebody
from tests.factories.wikis import WikiFactory
from tests.harness.mail import MailSink
from tests.harness.ports import free_port

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def healthy(settings, tmp_path):
    """Give an installation in which nothing is wrong."""
    settings.COMITY_KEYS = ServiceKeys.new()
    settings.COMITY_KEY_FILE = tmp_path / "keys.json"
    settings.COMITY_VAR = tmp_path
    settings.COMITY_URL = "https://lantern.example"
    settings.ALLOWED_HOSTS = ["lantern.example"]
    settings.COMITY_EVERY_TICK = ("comity.people.tasks.forget_ended_sessions",)
    settings.COMITY_KEY_FILE.write_text(settings.COMITY_KEYS.to_text())
    settings.COMITY_KEY_FILE.chmod(0o600)
    InstallationFactory()
    CharterVersionFactory()
    tick(now=NOW)
    return settings


def codes(*, far=False, now=NOW):
    return [one.code for one in troubles(now, far=far) if one.code not in NOT_OURS]


NOT_OURS = {"check_fsync_off", "check_checksums_off"}
"""The server of the tests runs without, to be quick."""


@pytest.mark.usefixtures("healthy")
def test_where_nothing_is_wrong_nothing_is_found():
    assert codes() == codes(far=True) == []


@pytest.mark.parametrize(
    ("url", "hosts", "found"),
    [
        ("http://lantern.example", ["lantern.example"], ["check_url_not_secure"]),
        ("http://localhost:8000", ["localhost"], ["check_url_local"]),
        ("https://lantern.example", ["other.example"], ["check_host_missing"]),
        ("https://lantern.example", ["localhost"], ["check_host_missing", "check_hosts_local"]),
    ],
)
def test_settings_that_are_hardly_meant_are_named(healthy, url, hosts, found):
    healthy.COMITY_URL, healthy.ALLOWED_HOSTS = url, hosts
    assert codes() == found


def test_a_key_file_that_others_can_read_is_named(healthy):
    healthy.COMITY_KEY_FILE.chmod(0o640)
    assert codes() == ["check_keys_mode"]


def test_a_folder_in_which_anybody_can_write_is_named(healthy):
    healthy.COMITY_VAR.chmod(0o777)
    assert codes() == ["check_keys_folder"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_key_file_of_somebody_else_is_named(healthy):
    os.chown(healthy.COMITY_KEY_FILE, 65534, 65534)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: 1234)
        assert codes() == ["check_keys_owner"]


def test_a_missing_key_file_is_named(healthy):
    healthy.COMITY_KEY_FILE.unlink()
    assert codes() == ["check_keys_missing"]


def test_the_key_file_of_another_database_is_named(healthy):
    healthy.COMITY_KEYS = ServiceKeys.new()
    assert codes() == ["check_keys_wrong"]


@pytest.mark.usefixtures("healthy")
def test_a_clock_that_was_set_back_is_named():
    record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW + timedelta(hours=2))
    (found,) = [one for one in troubles(NOW, far=False) if one.code not in NOT_OURS]
    assert (found.code, found.detail) == ("check_clock_back", {"minutes": 120})


@pytest.mark.usefixtures("healthy")
def test_a_clock_that_no_longer_ticks_is_named():
    assert codes(now=NOW + timedelta(minutes=6)) == ["check_tick_old"]
    Turn.objects.all().delete()
    assert codes() == ["check_never_ticked"]


@pytest.mark.usefixtures("healthy")
def test_a_backlog_is_named_when_it_lasts():
    Reaction.objects.create(handler="comity.cases.tasks.open_case", subject=new_id())
    Turn.objects.filter(name=OUTBOX).update(minute=NOW - timedelta(minutes=9))
    assert codes() == []
    Turn.objects.filter(name=OUTBOX).update(minute=NOW - timedelta(minutes=11))
    assert codes() == ["check_backlog"]


@pytest.mark.usefixtures("healthy")
def test_what_failed_for_hours_is_named():
    Reaction.objects.create(
        handler="comity.cases.tasks.open_case",
        subject=new_id(),
        attempts=12,
        last_error="ValueError",
        not_before=NOW,
    )
    (found,) = [one for one in troubles(NOW, far=False) if one.code == "check_dead"]
    assert found.detail == {"count": 1, "handlers": "comity.cases.tasks.open_case"}


@pytest.mark.usefixtures("healthy")
def test_work_that_waits_after_a_restore_is_named_and_the_clock_ticks_on():
    hold(now=NOW)
    Reaction.objects.create(handler="comity.cases.tasks.open_case", subject=new_id())
    tick(now=NOW + timedelta(hours=1))
    found = {one.code for one in troubles(NOW + timedelta(hours=1), far=False)}
    assert found - NOT_OURS == {"check_held"}


@pytest.mark.usefixtures("healthy")
def test_letters_that_do_not_leave_are_counted():
    Notice.objects.create(person=PersonFactory(), kind=NoticeKind.WORK_WAITING, attempts=1)
    Notice.objects.create(person=PersonFactory(), kind=NoticeKind.WORK_WAITING, refused=True)
    assert codes() == ["check_mail_delayed", "check_mail_refused"]


def test_letters_that_are_only_printed_are_named(healthy):
    healthy.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert codes() == ["check_mail_nowhere"]


def test_a_mail_server_is_asked(healthy):
    healthy.EMAIL_BACKEND, healthy.EMAIL_HOST = SMTP, "127.0.0.1"
    with MailSink() as sink:
        healthy.EMAIL_PORT = sink.port
        assert codes(far=True) == []
        healthy.EMAIL_HOST_USER, healthy.EMAIL_HOST_PASSWORD = "kim", "wrong"
        assert codes(far=True) == ["check_mail_away"]
    healthy.EMAIL_HOST_USER, healthy.EMAIL_PORT = "", free_port()
    assert codes(far=True) == ["check_mail_away"]
    assert codes() == []


def test_letters_that_travel_open_are_named(healthy):
    healthy.EMAIL_BACKEND, healthy.EMAIL_HOST = SMTP, "127.0.0.2"
    with MailSink() as sink, pytest.MonkeyPatch.context() as patch:
        patch.setattr("comity.upkeep.queries.mail.NEARBY", set())
        healthy.EMAIL_HOST, healthy.EMAIL_PORT = "127.0.0.1", sink.port
        assert codes(far=True) == ["check_mail_open"]


@pytest.mark.usefixtures("healthy")
def test_wikis_are_as_they_were_last_and_are_asked_when_wanted():
    wiki = WikiFactory(api_url=f"http://127.0.0.1:{free_port()}/api.php")
    Wiki.objects.update(checked_on=None, trouble="")
    assert wiki_codes() == ["check_wiki_never_asked"]
    Wiki.objects.update(checked_on=NOW.date(), capabilities={})
    assert wiki_codes() == ["check_wiki_no_notices", "check_wiki_no_blocks"]
    Wiki.objects.update(trouble="wiki_refuses_us")
    assert wiki_codes() == ["check_wiki_trouble"]
    assert wiki_codes(far=True) == ["check_wiki_trouble", "check_wiki_away"]
    assert wiki.api_url.startswith("http")


def wiki_codes(*, far=False):
    return [one.code for one in troubles(NOW, far=far) if one.area is Area.WIKIS]


@pytest.mark.usefixtures("healthy")
def test_a_community_without_handlers_is_named():
    BodyFactory(community=MovementFactory())
    assert "check_no_handlers" in codes()


@pytest.mark.usefixtures("healthy")
def test_a_community_whose_words_wait_for_nobody_is_named():
    movement = MovementFactory()
    in_force(universal(), community=movement)
    place = CommunityFactory(parent=movement, slug="harbour")
    spirit = Written(Provision("spirit"), {"en": Text("Spirit", "Some insults are fine.")})
    freeze(version_id=draft(local(spirit), community=place).id, by=OPERATOR, now=NOW)
    (found,) = (one for one in troubles(NOW, far=False) if one.area is Area.CODES)
    assert (found.code, found.weight) == ("check_no_reviewers", Weight.WARNING)
    said = words(found.code, **found.detail)
    assert said.startswith("harbour: ")
    assert "Texts: 1; people: 0" in said
    for _ in range(2):
        somebody(Permission.CODE_REVIEW, on=movement)
    assert "check_no_reviewers" not in codes()


def test_migrations_that_are_missing_or_unknown_are_named(healthy):
    ((_app, newest),) = MigrationExecutor(connection).loader.graph.leaf_nodes("notices")
    MigrationRecorder(connection).record_unapplied("notices", newest)
    MigrationRecorder(connection).record_applied("notices", "9999_from_the_future")
    found = {one.code: one for one in troubles(NOW, far=False)}
    missing = found["check_migrations_missing"]
    assert missing.detail["names"] == f"notices.{newest}"
    assert found["check_migrations_unknown"].detail["names"] == "notices.9999_from_the_future"
    assert not is_ready(NOW)


@pytest.mark.parametrize(("free", "found"), [(50, []), (9, ["check_disk_full"])])
def test_a_disk_that_is_nearly_full_is_named(healthy, monkeypatch, free, found):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=100, free=free))
    assert codes() == found


@pytest.mark.usefixtures("healthy")
def test_a_database_in_which_nothing_can_be_written_is_named():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite can be told so in the middle of a transaction")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        assert codes() == ["check_not_writable"]
        cursor.execute("PRAGMA query_only = OFF")


def test_a_check_that_breaks_is_named_and_the_others_go_on(healthy, monkeypatch):
    healthy.COMITY_KEY_FILE.chmod(0o644)

    def breaks(now):
        message = "what somebody typed"
        raise ValueError(message)

    monkeypatch.setattr("comity.upkeep.queries.NEAR", ((Area.CLOCK, breaks), *NEAR))
    found = troubles(NOW, far=False)
    assert [one.code for one in found if one.code not in NOT_OURS] == [
        "check_broke",
        "check_keys_mode",
    ]
    assert found[0].detail == {"check": "breaks", "problem": "ValueError"}


def test_it_is_ready_when_tables_keys_and_clock_are(healthy):
    assert is_ready(NOW)
    assert not is_ready(NOW + timedelta(minutes=6))
    healthy.COMITY_KEYS = ServiceKeys.new()
    assert not is_ready(NOW)


def test_keys_are_remembered_by_the_clock(healthy):
    record(AccountLinked(subject=new_id(), provider="wiki", account="1"), by=SYSTEM, now=NOW)
    mark_keys()
    assert codes() == []


def test_every_trouble_says_what_is_wrong_and_how_to_mend_it():
    checks = {code for code in MESSAGES if code.startswith("check_")}
    assert checks == {
        code.removeprefix("mend_") for code in MESSAGES if code.startswith("mend_check_")
    }


def test_no_check_stands_in_the_table_twice():
    named = [check for _area, check in (*FIRST, *NEAR, *FAR)]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("weights", "ends_with"),
    [([], 0), ([Weight.WARNING], 1), ([Weight.BROKEN, Weight.WARNING], 2)],
)
def test_the_exit_status_is_the_worst_weight(weights, ends_with):
    assert status(Trouble(Area.MAIL, "x", weight) for weight in weights) == ends_with


def test_small_differences_between_clocks_are_nothing():
    assert went_back(None, NOW) is None
    assert went_back(NOW + CLOCK_SLACK, NOW) is None
    assert went_back(NOW + timedelta(hours=1), NOW) == timedelta(hours=1)
    assert not is_fresh(None, NOW)
    assert not is_fresh(NOW + timedelta(hours=1), NOW)


def test_less_room_never_matters_less():
    weights = [disk_weight(free, 1000) or 0 for free in range(1000)]
    assert all(before >= after for before, after in pairwise(weights))
    assert (weights[0], weights[50], weights[-1]) == (Weight.BROKEN, Weight.WARNING, 0)
    assert disk_weight(0, 0) is Weight.BROKEN


def test_counts_are_told_in_tens():
    assert [in_tens(count) for count in (0, 1, 9, 10, 27)] == [0, 0, 0, 10, 20]


def test_the_words_of_every_trouble_fit_its_values(healthy):
    healthy.COMITY_KEYS = ServiceKeys.new()
    healthy.COMITY_KEY_FILE.chmod(0o644)
    for one in troubles(NOW + timedelta(days=1), far=True):
        assert words(one.code, **one.detail)
        assert words(f"mend_{one.code}", **one.detail)
