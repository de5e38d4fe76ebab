"""One wiki for the tests in this folder, and everybody who uses it."""

from dataclasses import dataclass
from itertools import count

import pytest

from comity.wikis.mediawiki import BotPassword, MediaWiki
from tests.harness import real_parts
from tests.wiki.server import TestWiki
from tests.wiki.visitor import Visitor

NAMES = ("Ferron", "Odela", "Marrin", "Tesk", "Illo", "Brenna", "Sorrel", "Wick")


@dataclass(frozen=True)
class User:
    """Somebody with an account on the wiki."""

    id: int
    name: str
    visitor: Visitor

    def edit(self, page, text, summary=""):
        return self.visitor.edit(page, text, summary)


@pytest.fixture(scope="session")
def wiki():
    real_parts.need("MediaWiki")
    with TestWiki() as running:
        yield running


@pytest.fixture
def client(wiki):
    with MediaWiki(wiki.api_url, BotPassword(wiki.bot_name, wiki.bot_password)) as client:
        yield client


@pytest.fixture(scope="session")
def numbers():
    return count(1)


@pytest.fixture
def join(wiki, numbers):
    """Make an account that no other test has."""

    def join(name=None, *, email=""):
        number = next(numbers)
        name = f"{name or NAMES[number % len(NAMES)]} {number}"
        return User(wiki.create_user(name, email=email), name, wiki.visitor(name))

    return join


@pytest.fixture
def user(join):
    return join()


@pytest.fixture
def page(user):
    """A page that nobody else edits."""
    title = f"Garden of {user.name}"
    user.edit(title, "Beans and peas.")
    return title
