"""Backing up and restoring, and every way in which either is cut short or meets what is wrong."""

import base64
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as installed
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from hypothesis import given
from hypothesis import settings as thoroughly
from hypothesis import strategies as some

from comity.cli.backup import back_up, file, manifest, private_file, tables
from comity.cli.backup.errors import (
    BackupNotWhole,
    BackupTooNew,
    CannotWrite,
    DiskFull,
    FileThere,
    TablesNewer,
)
from comity.cli.progress import Progress
from comity.kernel.actors import SYSTEM
from comity.kernel.ids import new_id
from comity.kernel.keys import ServiceKeys
from comity.people.facts import PersonRegistered
from comity.people.models import Session
from comity.record.actions import record
from comity.record.errors import WrongKeyFile
from tests.factories.people import NOW, TODAY
from tests.harness import at_rest
from tests.harness.mail import MailSink
from tests.harness.served import COMITY, Served
from tests.migrations.test_upgrade import BACKUP, FILLED

KEYS = ServiceKeys.from_text((FILLED / "keys.json").read_text())
WHOLE = BACKUP.read_bytes()
PATIENCE = 60


@pytest.fixture
def its_keys(settings):
    """The keys with which the backup of 0.1.0 was made."""
    settings.COMITY_KEYS = KEYS


def checked(path):
    """Read a backup to its end, as a restore does before it writes anything."""
    said = manifest.read(path)
    file.check(path, said.hashes, Progress("checking", said.weight))
    return said


# ------------------------------------------------------------------------------------ backing up


@pytest.mark.django_db
def test_a_backup_has_everything_and_only_we_can_read_it(tmp_path):
    record(PersonRegistered(subject=new_id()), by=SYSTEM, now=NOW)
    target = tmp_path / "a.backup"
    back_up(target, on=TODAY)
    said = checked(target)
    assert (target.stat().st_mode & 0o777, said.made_on) == (0o600, TODAY)
    assert said.ends["open"][0] == 1
    rows = dict(zip([table.name for table in said.tables], said.rows, strict=True))
    assert (rows["record_line"], rows["record_chain"]) == (1, 2)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.django_db
def test_no_table_is_forgotten(tmp_path):
    held = {table.name for table in tables.Stage.now().tables()}
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    assert there - held == {"django_migrations"}, "a restore makes these by migrating"


@pytest.mark.django_db
def test_a_database_of_a_later_version_is_left_to_that_version(tmp_path):
    MigrationRecorder(connection).record_applied("record", "9999_from_the_future")
    with pytest.raises(TablesNewer):
        back_up(tmp_path / "a.backup", on=TODAY)
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_nobody_is_signed_in_again_by_a_restore(tmp_path):
    Session.objects.create(id="a" * 64, sealed=b"who was here", ends_on=date(2026, 3, 3))
    back_up(tmp_path / "a.backup", on=TODAY)
    assert b"who was here" not in (tmp_path / "a.backup").read_bytes()


@pytest.mark.django_db
def test_the_keys_are_never_inside(tmp_path):
    back_up(tmp_path / "a.backup", on=TODAY)
    keys = installed.COMITY_KEYS
    canaries = {
        "field key": keys.field_keys[0],
        "index key": keys.index_key,
        "signing key": keys.signing.root,
    }
    raw = (tmp_path / "a.backup").read_bytes()
    assert not at_rest.search([("backup", raw)], canaries)


@pytest.mark.django_db
def test_a_backup_writes_over_nothing(tmp_path):
    (tmp_path / "a.backup").write_text("mine")
    with pytest.raises(FileThere):
        back_up(tmp_path / "a.backup", on=TODAY)
    assert (tmp_path / "a.backup").read_text() == "mine"


def test_a_full_disk_is_noticed_before_anything_is_written(tmp_path):
    with pytest.raises(DiskFull) as refusal, private_file(tmp_path / "a", room=10**18):
        pass
    assert refusal.value.detail["free"] < 10**12
    assert not list(tmp_path.iterdir())


def test_a_disk_that_fills_up_leaves_nothing_behind(tmp_path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(DiskFull), private_file(tmp_path / "a", room=1) as out:
            out.write(bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path):
    target = tmp_path / "nowhere" / "a"
    with pytest.raises(CannotWrite) as refusal, private_file(target, room=1):
        pass
    assert refusal.value.detail["file"] == str(target)


# ------------------------------------------------------------------- what is no backup of ours


@pytest.mark.usefixtures("its_keys")
def test_a_whole_backup_is_known_to_be_whole():
    assert checked(BACKUP).ends["sealed"][0] == 15


@thoroughly(max_examples=60)
@given(length=some.integers(0, len(WHOLE) - 1))
def test_a_backup_that_was_cut_off_is_recognised(length, tmp_path_factory):
    path = tmp_path_factory.mktemp("cut") / "cut.backup"
    path.write_bytes(WHOLE[:length])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installed, "COMITY_KEYS", KEYS)
        with pytest.raises(BackupNotWhole):
            checked(path)


@thoroughly(max_examples=60)
@given(place=some.integers(0, len(WHOLE) - 1), change=some.integers(1, 255))
def test_a_backup_with_one_changed_byte_is_recognised(place, change, tmp_path_factory):
    path = tmp_path_factory.mktemp("changed") / "changed.backup"
    path.write_bytes(WHOLE[:place] + bytes([WHOLE[place] ^ change]) + WHOLE[place + 1 :])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installed, "COMITY_KEYS", KEYS)
        with pytest.raises((BackupNotWhole, WrongKeyFile, BackupTooNew)):
            checked(path)


@pytest.mark.parametrize("change", ["index", "field", "signing"])
def test_another_key_file_is_refused(settings, change):
    other = ServiceKeys.new()
    settings.COMITY_KEYS = ServiceKeys(
        other.field_keys if change == "field" else KEYS.field_keys,
        other.index_key if change == "index" else KEYS.index_key,
        other.signing if change == "signing" else KEYS.signing,
    )
    with pytest.raises((WrongKeyFile, BackupNotWhole)):
        manifest.read(BACKUP)


def test_a_key_file_that_was_renewed_since_still_fits(settings):
    settings.COMITY_KEYS = KEYS.with_new_field_key(on=TODAY).with_new_signing(on=TODAY)
    assert checked(BACKUP)


def test_a_key_file_that_has_forgotten_the_old_keys_fits_no_longer(settings):
    settings.COMITY_KEYS = KEYS.with_new_field_key(on=TODAY).retired()
    with pytest.raises(WrongKeyFile):
        manifest.read(BACKUP)


def test_a_backup_of_a_later_form_is_not_guessed_at(settings, tmp_path):
    settings.COMITY_KEYS = KEYS
    said = file.read_manifest(BACKUP)
    said["said"] |= {"format": 2, "version": "9.0.0"}
    path = tmp_path / "later.backup"
    with path.open("wb") as out:
        out.write(file.BEGIN)
        file.write_end(out, json.dumps(said).encode())
    with pytest.raises(BackupTooNew) as refusal:
        manifest.read(path)
    assert refusal.value.detail == {"version": "9.0.0"}


# --------------------------------------------------------------------------------- restoring


@pytest.fixture
def place(tmp_path):
    """A machine with the key file of the backup, and nothing else."""
    with MailSink() as mail:
        made = Served(tmp_path, mail=mail, sandbox=False)
        shutil.copy(FILLED / "keys.json", made.var)
        (made.var / "keys.json").chmod(0o600)
        yield made


def database(place):
    return Path(place.database_url.removeprefix("sqlite:///"))


def refused(place, *words):
    """Run a command that is refused, and give what it says."""
    done = subprocess.run(
        [*COMITY, *words],
        env=place.environment,
        cwd=place.folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr


def test_a_restore_writes_nothing_where_the_key_file_is_another(place):
    key_file = place.var / "keys.json"
    key_file.write_text(ServiceKeys.new().to_text())
    assert "does not belong to this database" in refused(place, "restore", str(BACKUP))
    assert list(place.var.iterdir()) == [key_file]


def test_a_restore_writes_nothing_where_there_is_something(place):
    database(place).touch()
    with sqlite3.connect(database(place)) as there:
        there.execute("CREATE TABLE mine (here)")
    assert "something in the database" in refused(place, "restore", str(BACKUP))
    with sqlite3.connect(database(place)) as there:
        assert there.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]
    assert not (place.var / "restoring.json").exists()


def test_a_restore_that_was_cut_short_is_told_and_can_be_run_again(place):
    process = subprocess.Popen(
        [*COMITY, "restore", str(BACKUP)],
        env=place.environment,
        cwd=place.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    part = place.var / "comity.sqlite3.restoring"
    give_up = time.monotonic() + PATIENCE
    while not part.exists():
        assert process.poll() is None, "it ended before it began"
        assert time.monotonic() < give_up
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    for command in ("web", "up", "tick", "migrate"):
        assert "A restore was begun here and is not finished" in refused(place, command)
    assert not database(place).exists()
    assert "Both chains of the record are whole" in place.comity("restore", str(BACKUP))
    assert not part.exists()
    assert "35 lines" in place.comity("record", "verify")


def test_a_restore_that_was_cut_short_can_be_given_up(place):
    (place.var / "restoring.json").write_text("{}")
    (place.var / "comity.sqlite3.restoring").write_bytes(b"half of it")
    place.comity("restore", "--give-up")
    assert [path.name for path in place.var.iterdir()] == ["keys.json"]


def test_a_head_kept_outside_that_says_something_else_is_told(place):
    heads = place.var / "heads"
    heads.mkdir()
    (heads / "2026-03-02.json").write_bytes(base64.b16encode(b"{}"))
    assert "says something else than the record" in refused(place, "restore", str(BACKUP))
    assert not database(place).exists()
    assert not (place.var / "restoring.json").exists()


@pytest.mark.postgres
def test_what_went_to_postgresql_comes_back_to_sqlite_as_it_was(place, postgres_cluster, tmp_path):
    there = dict(place.environment)
    place.environment["COMITY_DATABASE_URL"] = postgres_cluster.create("comity_there_and_back")
    place.comity("restore", str(BACKUP))
    back = tmp_path / "back.backup"
    place.comity("backup", str(back))
    place.environment = there
    place.comity("restore", str(back))
    assert "35 lines" in place.comity("record", "verify")
    again = tmp_path / "again.backup"
    place.comity("backup", str(again))
    first, second = (file.read_manifest(path)["said"] for path in (back, again))
    rows = [{one["name"]: one["rows"] for one in said["tables"]} for said in (first, second)]
    assert rows[0] == rows[1]
    assert first["ends"] == second["ends"]
