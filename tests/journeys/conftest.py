"""A served Comity and a real wiki for each journey, and the story that is told with them."""

from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

import pytest

from tests.harness import real_parts
from tests.harness.served import served as run_served
from tests.journeys.steps import members, people, respondent
from tests.journeys.steps.story import Story
from tests.journeys.steps.visit import Doors
from tests.wiki.server import TestWiki

WITH_PAGES = SimpleNamespace(members=members, respondent=respondent, sign=people.sign)
DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@contextmanager
def begun(cluster=None, browser=None):
    """Begin a story, on SQLite or in a PostgreSQL server, and end it whatever happens."""
    real_parts.need("MediaWiki")
    with ExitStack() as stack:
        wiki = stack.enter_context(TestWiki())
        served = stack.enter_context(run_served(cluster=cluster))
        story = Story(served, wiki, cluster)
        story.doors = Doors(served, stack, browser)
        story.way = WITH_PAGES
        yield story


@pytest.fixture
def begin(request):
    """Begin a story: ``with begin("sqlite") as story``."""

    def beginning(database, browser=None):
        postgres = database == "postgresql"
        return begun(request.getfixturevalue("postgres_cluster") if postgres else None, browser)

    return beginning
