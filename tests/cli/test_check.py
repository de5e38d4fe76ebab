import json

import pytest
import time_machine
from django.conf import settings as installed
from typer.testing import CliRunner

from comity.cli.app import app
from comity.kernel.keys import ServiceKeys
from comity.record.actions import tick
from tests.factories.charter import CharterVersionFactory, InstallationFactory
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def healthy(settings, tmp_path):
    settings.COMITY_KEYS = ServiceKeys.new()
    settings.COMITY_VAR, settings.COMITY_KEY_FILE = tmp_path, tmp_path / "keys.json"
    settings.COMITY_KEY_FILE.write_text(settings.COMITY_KEYS.to_text())
    settings.COMITY_KEY_FILE.chmod(0o600)
    settings.COMITY_URL, settings.ALLOWED_HOSTS = "https://lantern.example", ["lantern.example"]
    settings.COMITY_EVERY_TICK = ()
    InstallationFactory()
    CharterVersionFactory()
    tick(now=NOW)
    with time_machine.travel(NOW, tick=False):
        yield settings


def check(*words):
    return CliRunner().invoke(app, ["check", *words])


@pytest.mark.usefixtures("healthy")
def test_where_nothing_is_wrong_it_says_so():
    result = check("--near")
    assert (result.exit_code, result.output) == (0, "Every check passed.\n")


def test_a_warning_ends_with_one_and_says_how_to_mend_it(healthy):
    healthy.COMITY_URL, healthy.ALLOWED_HOSTS = "http://localhost:8000", ["localhost"]
    result = check("--near")
    assert result.exit_code == 1
    assert result.output == (
        "COMITY_URL is http://localhost:8000, which nobody else can reach. \N{EN DASH} "
        "Set it to the address that people type.\n"
    )


def test_what_does_not_work_ends_with_two(healthy):
    healthy.COMITY_KEYS = ServiceKeys.new()
    result = check("--near")
    assert result.exit_code == 2
    assert "does not belong to this database" in result.output
    assert "Put back the newest copy" in result.output


def test_programs_get_json(healthy):
    healthy.COMITY_KEY_FILE.chmod(0o604)
    result = check("--near", "--json")
    (found,) = json.loads(result.output)
    assert (found["area"], found["weight"], found["code"]) == ("keys", "broken", "check_keys_mode")
    assert found["mend"] == f"Run: chmod 600 {installed.COMITY_KEY_FILE}"


@pytest.mark.usefixtures("healthy")
def test_the_whole_list_is_looked_at_unless_told_otherwise():
    assert check().exit_code == check("--near").exit_code == 0
