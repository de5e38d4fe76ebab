"""Every state of every page, gathered once by one of the workers, and a window for them."""

import fcntl
import json
from contextlib import contextmanager
from dataclasses import asdict

import pytest
from django.db import transaction

from tests.browser.looking import Window
from tests.browser.moments import moments
from tests.browser.states import ROLES, State, gather
from tests.skins.audiences import NOBODY
from tests.skins.situation import situation
from tests.wiki.paper import PaperWiki

THROUGHOUT = ("en", "ar")
"""In both directions of writing for everybody; in other languages what is open to all."""

STAND_IN = "http://comity.example"


class Gathered:
    """Every state by language: ``states["en"]``.

    Whichever worker first wants a language gathers it, and stores it for all: gathering takes
    long, and every worker can look then.
    """

    def __init__(self, folder, blocker):
        """Say where all workers find what one has gathered, and who lets it at the database."""
        self._folder = folder
        self._blocker = blocker
        self._known = {}

    def __getitem__(self, language):
        """Give every state in a language; nothing of it stays in the database."""
        if language not in self._known:
            file = self._folder / f"states-{language}.json"
            with file.with_suffix(".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes meanwhile waits, and reads
                if not file.exists():
                    file.write_text(json.dumps([asdict(one) for one in self._gather(language)]))
            self._known[language] = [State(**one) for one in json.loads(file.read_text())]
        return self._known[language]

    def _gather(self, language):
        throughout = language in THROUGHOUT
        with self._blocker.unblock():
            with PaperWiki() as paper, transaction.atomic():
                found = gather(situation(paper), language, ROLES if throughout else (NOBODY,))
                transaction.set_rollback(True)
            return found + (moments(language) if throughout else [])


@pytest.fixture(scope="session")
def states(django_db_setup, django_db_blocker, tmp_path_factory, worker_id):
    """Give every state of every page by language."""
    del django_db_setup
    own = tmp_path_factory.getbasetemp()
    return Gathered(own if worker_id == "master" else own.parent, django_db_blocker)


@pytest.fixture
def look(browser):
    """Open a window for states: ``with look(width=360) as window: window.show(state)``."""

    @contextmanager
    def opened(**options):
        with browser.window(STAND_IN, **options) as page:
            yield Window(page)

    return opened
