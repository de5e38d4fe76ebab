"""Every state of every page, gathered once, and a window that shows them."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import transaction

from tests.browser.looking import Window
from tests.browser.moments import moments
from tests.browser.states import ROLES, gather
from tests.skins.audiences import NOBODY
from tests.skins.situation import situation
from tests.wiki.paper import PaperWiki

THROUGHOUT = ("en", "ar")
"""In both directions of writing for everybody; in other languages what is open to all."""

STAND_IN = "http://comity.example"


@pytest.fixture(scope="session")
def states(django_db_setup, django_db_blocker):
    """Give every state of every page in every language; nothing of it stays stored."""
    del django_db_setup
    with django_db_blocker.unblock(), PaperWiki() as paper, transaction.atomic():
        here = situation(paper)
        found = {
            language: gather(here, language, ROLES if language in THROUGHOUT else (NOBODY,))
            for language, _name in settings.LANGUAGES
        }
        transaction.set_rollback(True)
    with django_db_blocker.unblock():
        for language in THROUGHOUT:
            found[language] += moments(language)
    return found


@pytest.fixture
def look(browser):
    """Open a window for states: ``with look(width=360) as window: window.show(state)``."""

    @contextmanager
    def opened(**options):
        with browser.window(STAND_IN, **options) as page:
            yield Window(page)

    return opened
