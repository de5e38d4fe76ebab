"""What every test may ask for."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from comity.api.limits import CALLS

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
    """Put every test of a folder into its group, so that nobody has to remember."""
    for item in items:
        folder = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        if folder in BY_FOLDER:
            item.add_marker(BY_FOLDER[folder])


def pytest_make_parametrize_id(val, argname):
    """Name a case after its argument where its value is random, long, or no text.

    Two workers must find the same names, or they cannot share the tests.
    """
    if isinstance(val, bytes):
        return argname
    if isinstance(val, str) and (MADE_UP.fullmatch(val) or len(val) > LONGEST_NAME):
        return argname
    return None
