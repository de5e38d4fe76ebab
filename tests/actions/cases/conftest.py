import pytest

from tests.factories.cases import story as new_story
from tests.wiki.paper import PaperWiki


@pytest.fixture
def paper():
    with PaperWiki() as paper:
        yield paper


@pytest.fixture
def story(db, paper):
    """A report about somebody on a wiki of paper, and its case."""
    del db
    return new_story(paper)
