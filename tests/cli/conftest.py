"""What tests of commands share: the moment, and a movement with a code."""

import pytest
import time_machine

from tests.factories.codes import in_force, universal
from tests.factories.communities import MovementFactory
from tests.factories.people import NOW


@pytest.fixture
def at_now():
    """Let the clock stand where everything made up took place."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def movement():
    """Make a movement with a universal code in force."""
    found = MovementFactory(slug="lantern")
    in_force(universal(), community=found)
    return found
