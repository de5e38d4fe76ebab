"""The runner of the groups fails when it should: an overrun, a missing part, a broken test."""

import os
import subprocess
import sys

import pytest

from tests.conftest import HERE, LONG, name_of
from tests.harness import groups, processes, real_parts
from tests.harness.groups import Count, Group

ALONE = ("-c", os.devnull, "-p", "no:django", "-p", "no:randomly", "-p", "no:cacheprovider")


def ran(tmp_path, text, **options):
    """Run a group that holds one file of tests."""
    file = tmp_path / "test_planted.py"
    file.write_text(text)
    options = {"budget": 60, "workers": 0} | options
    group = Group(name="planted", marks="", paths=(str(file),), **options)
    return groups.run_group(group, ALONE)


def test_a_group_is_counted(tmp_path):
    text = (
        "import pytest\n"
        "def test_one(): pass\n"
        "def test_two(): pass\n"
        "def test_three(): assert False\n"
        "def test_four(): pytest.skip('no')\n"
    )
    assert ran(tmp_path, text) == Count(passed=2, failed=1, skipped=1)


def test_a_group_that_overruns_its_budget_has_failed(tmp_path):
    count = ran(tmp_path, "def test_endless():\n    while True: pass\n", budget=3)
    assert count == Count(failed=1)


def test_a_group_whose_tests_cannot_be_read_has_failed(tmp_path):
    assert ran(tmp_path, "this is no Python\n").failed == 1


@pytest.mark.parametrize("name", sorted(LONG))
def test_whatever_is_to_begin_first_is_there(name):
    path, _, function = name.partition("::")
    assert f"\ndef {function}(" in (HERE / path).read_text()


def test_what_takes_long_begins_first(request):
    ours = [name_of(item) in LONG for item in request.session.items]
    assert ours == sorted(ours, reverse=True)


def test_what_a_group_left_running_is_ended(tmp_path):
    text = (
        "import subprocess, sys, pathlib\n"
        "def test_leave_something():\n"
        "    left = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'],\n"
        "                            start_new_session=True)\n"
        f"    pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(left.pid))\n"
        "    left.returncode = 0\n"
    )
    assert ran(tmp_path, text) == Count(passed=1)
    assert not processes.alive(int((tmp_path / "pid").read_text()))


def test_a_missing_part_fails_where_real_parts_are_demanded(monkeypatch):
    monkeypatch.setitem(real_parts.PARTS, "Chromium", lambda: None)
    monkeypatch.setenv("COMITY_REQUIRE_REAL_PARTS", "1")
    with pytest.raises(pytest.fail.Exception, match="make real-parts"):
        real_parts.need("Chromium")


def test_a_missing_part_skips_elsewhere(monkeypatch):
    monkeypatch.setitem(real_parts.PARTS, "Chromium", lambda: None)
    monkeypatch.delenv("COMITY_REQUIRE_REAL_PARTS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="make real-parts"):
        real_parts.need("Chromium")


def test_a_group_whose_part_is_missing_has_failed(monkeypatch, capsys):
    monkeypatch.setitem(real_parts.PARTS, "MediaWiki", lambda: None)
    assert groups.main(["wiki"]) == 1
    assert "0 passed, 1 failed, 0 skipped" in capsys.readouterr().out


def test_the_closing_lines_name_what_was_not_run(capsys):
    groups.say_what_was_left((groups.ALWAYS,))
    said = capsys.readouterr().out
    assert all(group.name in said for group in groups.GROUPS if group.parts)
    assert "make real-parts" in said


def test_no_installation_of_this_machine_reaches_a_test(monkeypatch, tmp_path):
    monkeypatch.setenv("COMITY_DATABASE_URL", "sqlite:////somewhere/real")
    monkeypatch.setenv("COMITY_KEY_FILE", "/somewhere/real")
    given = groups.environment(tmp_path)
    assert "COMITY_DATABASE_URL" not in given
    assert "COMITY_KEY_FILE" not in given
    assert given["COMITY_VAR"].startswith(str(tmp_path))


def test_the_module_runs_as_make_calls_it():
    done = subprocess.run(
        [sys.executable, "-m", "tests.harness.groups", "no-such-group"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.endswith("0 passed, 0 failed, 0 skipped\n")
