"""Bringing what version 0.1.0 filled to this version, on both databases."""

import json
import shutil
from pathlib import Path

import pytest

from comity.cli.backup import file, tables
from tests.harness.mail import MailSink
from tests.harness.served import Served
from tests.journeys.steps import inside

FILLED = Path(__file__).parent / "at_0_1_0"
BACKUP = FILLED / "filled.backup"
MEMBER, PASSPHRASE = "chidi", "seven quiet rivers"

GUARDS = {
    "sqlite": {
        *(f"charter_version_no_{name}" for name in ("delete", "replace", "update")),
        *(f"codes_edition_no_{name}" for name in ("delete", "replace", "update")),
        *(f"codes_provision_no_{name}" for name in ("delete", "insert", "update")),
        *(f"codes_text_no_{name}" for name in ("delete", "insert", "update")),
        *(f"codes_version_no_{name}" for name in ("change", "delete")),
        "codes_version_effects_no_change",
        *(f"record_line_no_{name}" for name in ("delete", "replace", "update")),
        *(f"vault_wrap_not_barred_{name}" for name in ("insert", "update")),
    },
    "postgresql": {
        "charter_version_no_change",
        "codes_edition_no_change",
        "codes_provision_no_change",
        "codes_text_no_change",
        "codes_version_effects_no_change",
        "codes_version_no_change",
        "record_line_no_change",
        "record_line_no_truncate",
        "vault_wrap_not_barred",
    },
}
"""Every trigger. SQLite drops them unasked where a later migration makes a table anew."""

FIND_GUARDS = """
from django.core.management import call_command
from django.db import connection
from comity.cli.backup.tables import Stage

if given["made"]:
    Stage.of(tuple(one) for one in given["made"]).reach()
call_command("migrate", verbosity=0)
asked = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
}
with connection.cursor() as cursor:
    cursor.execute(asked[connection.vendor])
    told = {"vendor": connection.vendor, "guards": sorted(row[0] for row in cursor.fetchall())}
"""

LOOK = """
from django.apps import apps
from django.db import connection
from django.utils import timezone
from allauth.mfa.models import Authenticator
from comity.cases.models import Case, Delivery
from comity.cases.queries import hold
from comity.people.queries import actor, by_username, notice_address
from comity.vault.actions import keys, unlock
from comity.web.people.adapters import SealedSecrets
from comity.wikis.models import Wiki
from comity.wikis.queries import client_for
from comity.record.queries import hidden_fields, key_file_fits

keys.ARGON2_PASSES, keys.ARGON2_MEMORY = 1, 64
person = by_username(given["member"])
keyring = unlock(person_id=person.id, secret=given["passphrase"])
case = Case.objects.get()
held = hold(case.id, by=actor(person), keyring=keyring, now=timezone.now())
with client_for(Wiki.objects.get()):
    pass  # its login opens
with connection.cursor() as cursor:
    tables = connection.introspection.table_names(cursor)
    counted = {}
    for table in tables:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        counted[table] = cursor.fetchone()[0]
told = {
    "state": case.state,
    "case": repr(held),
    "address": notice_address(person.id),
    "second factor": SealedSecrets().decrypt(Authenticator.objects.get().data["secret"]),
    "line": hidden_fields("sealed", 1),
    "keys": key_file_fits(),
    "rows": counted,
}
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request, tmp_path):
    """An installation of this version with the key file of that one, and an empty database."""
    url = None
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_cluster").create(f"comity_upgraded_{tmp_path.name}")
    with MailSink() as mail:
        made = Served(tmp_path, mail=mail, database_url=url, sandbox=False)
        shutil.copy(FILLED / "keys.json", made.var)
        (made.var / "keys.json").chmod(0o600)
        yield made


def test_an_upgrade_keeps_everything(place):
    place.comity("restore", str(BACKUP))
    assert "Both chains are whole: 35 lines." in place.comity("record", "verify")
    seen = inside.run(place, LOOK, member=MEMBER, passphrase=PASSPHRASE)
    assert seen["state"] == "hearing"
    assert "called another editor names." in seen["case"]
    assert seen["address"] == "amal@lantern.example"
    assert seen["second factor"] == "JBSWY3DPEHPK3PXP"
    assert seen["line"]["actor"].startswith("receipt_holder:")
    assert seen["keys"]
    said = file.read_manifest(BACKUP)["said"]
    before = {one["name"]: one["rows"] for one in said["tables"]}
    lost = {name: rows for name, rows in before.items() if seen["rows"].get(name, 0) < rows}
    assert not lost


@pytest.mark.parametrize("before", ["0.1.0", "nothing", "a backup of 0.1.0"])
def test_every_guard_of_the_database_is_there_whatever_it_came_from(place, before):
    made = file.read_manifest(BACKUP)["said"]["migrations"] if before == "0.1.0" else []
    if before == "a backup of 0.1.0":
        place.comity("restore", str(BACKUP))
    seen = inside.run(place, FIND_GUARDS, made=made)
    assert set(seen["guards"]) == GUARDS[seen["vendor"]]


def test_every_migration_of_0_1_0_is_still_there(db):
    made = [tuple(key) for key in file.read_manifest(BACKUP)["said"]["migrations"]]
    assert ("record", "0002_lines_are_never_changed") in made
    assert not tables.unknown(made)


def test_the_fixture_holds_no_more_than_a_few_people():
    assert BACKUP.stat().st_size < 300_000
    assert json.loads((FILLED / "keys.json").read_text())["version"] == 1
