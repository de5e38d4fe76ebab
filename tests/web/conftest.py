import pytest

from tests.factories.cases import story as new_story
from tests.web.serving import at, at_browser
from tests.wiki.paper import PaperWiki


@pytest.fixture
def paper():
    with PaperWiki() as paper:
        yield paper


@pytest.fixture
def story(db, paper):
    """A report about somebody on a wiki of paper, its case, and its time."""
    del db
    told = new_story(paper)
    with at(told):
        yield told


@pytest.fixture
def browser_of(story):
    """Give the browser of a member whose keys are unlocked."""
    return lambda person: at_browser(person, story.keyring(person))
