"""What every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
BY_FOLDER = {"browser": pytest.mark.browser, "journeys": pytest.mark.journey}


def pytest_collection_modifyitems(items):
    """Put every test of a folder into its group, so that nobody has to remember."""
    for item in items:
        folder = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        if folder in BY_FOLDER:
            item.add_marker(BY_FOLDER[folder])
