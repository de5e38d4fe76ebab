"""What every test may ask for."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from comity.api.limits import CALLS
from tests.harness.together import Together

pytest_plugins = ["tests.harness.fixtures"]

# The clock of a shared machine says nothing about a property, so there is no deadline.
settings.register_profile(
    "thorough",
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", settings.get_profile("thorough"), max_examples=10_000)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=20)
settings.load_profile("thorough")

HERE = Path(__file__).parent
MADE_UP = re.compile(r"[0-9A-HJKMNP-TV-Z=*~$-]{13,}")
"""Random ids and receipts, as they look in the name of a case."""

LONGEST_NAME = 40
LITTLE = 64  # KiB: as slow hashes go, next to nothing
BY_FOLDER = {"browser": pytest.mark.browser, "journeys": pytest.mark.journey}
LONG = {
    "browser/test_every_page.py::test_axe_finds_no_barrier_on_any_page_in_any_state",
    "browser/test_every_page.py::test_in_arabic_everything_has_a_name_and_runs_from_right_to_left",
    "browser/test_every_page.py::test_nothing_is_cut_or_covered_on_a_phone_and_at_four_times_the_size",
    "browser/test_every_page.py::test_words_can_be_told_from_what_they_stand_on_in_the_dark",
    "journeys/test_codes.py::test_a_code_is_drafted_consulted_frozen_and_kept_above_the_floor",
    "journeys/test_main.py::test_a_report_becomes_a_block_and_an_appeal_takes_it_away",
    "journeys/test_house.py::test_a_lost_machine_is_replaced_and_an_open_case_is_finished",
    "skins/test_permissions.py::test_every_page_answers_everybody_as_its_audience_says",
    "api/test_description.py::test_whatever_is_called_the_answer_is_described",
    "skins/test_permissions.py::test_whoever_may_not_send_something_to_a_page_changes_nothing",
    "web/test_bad_input.py::test_no_call_breaks_whatever_stands_in_its_texts",
    "api/test_description.py::test_whoever_may_gets_what_every_operation_gives",
    "skins/test_tokens.py::test_with_a_scope_for_something_else_a_token_does_nothing",
    "skins/test_logs.py::test_the_log_tells_nothing_about_who_asks_or_for_what",
}
"""What takes longest begins first: begun last, it would keep one worker waiting for the other."""


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes():
    """Hash passphrases with little work: what is slow on purpose would be most of the run.

    Served installations are processes of their own and hash with all of it.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"ARGON2_PASSES": 1, "ARGON2_MEMORY": LITTLE}.items():
            patch.setattr(f"comity.vault.actions.keys.{name}", value)
        for name, value in {"time_cost": 1, "memory_cost": LITTLE}.items():
            patch.setattr(f"comity.people.passwords.Argon2id.{name}", value)
        yield


@pytest.fixture(autouse=True)
def _in_the_first_language():
    """Begin each test in the installation's language: a page read before may have changed it.

    Django's client answers in this thread and leaves its language behind; a server does not.
    """
    translation.deactivate()


@pytest.fixture(autouse=True)
def _nobody_has_called():
    """Begin each test with no calls counted: where time stands still, a minute never ends."""
    CALLS.forget()


def pytest_collection_modifyitems(items):
    """Mark every test of a folder, so that nobody has to remember, and begin with the long ones."""
    for item in items:
        folder = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        if folder in BY_FOLDER:
            item.add_marker(BY_FOLDER[folder])
    items.sort(key=lambda item: name_of(item) not in LONG)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep tests on one worker that begin with the same long work."""
    return Together(config, log)


def name_of(item):
    """Name a test by file and function, whatever its case."""
    inside = item.path.is_relative_to(HERE)
    path = item.path.relative_to(HERE).as_posix() if inside else item.path
    return f"{path}::{getattr(item, 'originalname', item.name)}"


def pytest_make_parametrize_id(val, argname):
    """Name a case after its argument where its value is random, long, or no text.

    Two workers must find the same names, or they cannot share the tests.
    """
    if isinstance(val, bytes):
        return argname
    if isinstance(val, str) and (MADE_UP.fullmatch(val) or len(val) > LONGEST_NAME):
        return argname
    return None
