"""What is shipped for running it: units, a container, proxies. Read here, and by systemd itself."""

import configparser
import re
import shutil
import subprocess

import pytest

from comity.cli.app import app
from tests.architecture.house import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("comity*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
MUST = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "LimitCORE": "0",
    "MemorySwapMax": "0",
    "UMask": "0077",
    "User": "comity",
    "EnvironmentFile": "/etc/comity/environment",
}
MOST_EXPOSED = 25  # tenths, as systemd-analyze counts: 0 is safe, 100 is open
COMMANDS = {command.name or command.callback.__name__ for command in app.registered_commands}
LOGGED_ADDRESS = re.compile(r"access_log (?!off)|error_log (?!/dev/null)|\blog \{\s*output file")


def read(unit):
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(unit.read_text())
    return parser


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_every_service_is_locked_in(unit):
    service = read(unit)["Service"]
    assert {name: service.get(name) for name in MUST} == MUST


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_every_service_starts_a_command_that_there_is(unit):
    program, command, *_ = read(unit)["Service"]["ExecStart"].split()
    assert program == "/opt/comity/.venv/bin/comity"
    assert command in COMMANDS


def test_no_unit_holds_a_secret():
    for unit in UNITS:
        assert not re.search(r"password|COMITY_DATABASE_URL|COMITY_MAIL_URL", unit.read_text())


def test_the_target_names_units_that_there_are():
    wanted = read(DEPLOY / "systemd" / "comity.target")["Unit"]["Wants"].split()
    there = {unit.name for unit in UNITS}
    assert {re.sub(r"@\d+", "@", name) for name in wanted} <= there


@pytest.fixture
def analyze():
    return shutil.which("systemd-analyze") or pytest.skip("systemd-analyze is not installed")


@pytest.fixture
def at_hand(tmp_path):
    """Copy the units so that they start what every machine has, as a user that it has."""
    for unit in UNITS:
        text = re.sub(r"^ExecStart=.*", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE)
        text = re.sub(r"^(User|Group)=.*", r"\1=daemon", text, flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text)
    return tmp_path


def test_systemd_finds_no_fault_with_the_units(analyze, at_hand):
    names = [unit.name.replace("@", "@1") for unit in UNITS]
    done = run(analyze, "verify", "--man=no", *(at_hand / name for name in names))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_systemd_calls_every_service_well_locked_in(analyze, at_hand, unit):
    words = ("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager")
    done = run(analyze, *words, at_hand / unit.name)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr


def run(*words):
    command = [str(word) for word in words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_example_environment_names_settings_that_there_are():
    named = re.findall(
        r"^(COMITY_[A-Z_]+)=", (DEPLOY / "environment.example").read_text(), re.MULTILINE
    )
    told = (ROOT / "docs" / "OPERATIONS.md").read_text()
    assert named
    assert [name for name in named if f"| `{name}`" not in told] == []


def test_the_container_runs_as_nobody_in_particular_and_looks_after_itself():
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    last_stage = lines[max(i for i, line in enumerate(lines) if line.startswith("FROM ")) :]
    words = [line.split()[0] for line in last_stage if line.strip()]
    assert "USER 10001" in last_stage
    assert {"HEALTHCHECK", "VOLUME", "STOPSIGNAL"} <= set(words)
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert "/health/live" in "\n".join(last_stage)
    assert "--require-hashes" in "\n".join(lines)


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_proxy_keeps_and_passes_on_no_address(name):
    text = (DEPLOY / name).read_text()
    assert LOGGED_ADDRESS.findall(text) == []
    assert "X-Forwarded-Proto https" in text
    assert re.search(r'X-Forwarded-For "";|header_up -X-Forwarded-For', text)
    assert "/metrics" in text


def test_nginx_keeps_what_people_send_out_of_files():
    text = (DEPLOY / "nginx.conf").read_text()
    assert text.count("access_log off;") == text.count("server {") == 2
    assert "client_body_in_file_only off;" in text
    assert "proxy_max_temp_file_size 0;" in text
    limit = int(re.search(r"client_max_body_size (\d+)m;", text)[1])
    assert limit <= int(re.search(r"client_body_buffer_size (\d+)m;", text)[1])


def test_a_planted_log_of_addresses_is_found():
    assert LOGGED_ADDRESS.findall("access_log /var/log/nginx/access.log;") != []
    assert LOGGED_ADDRESS.findall("log {\n output file /var/log/access.log") != []
