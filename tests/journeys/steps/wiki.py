"""What happens on the wiki itself: accounts, edits, messages, blocks."""

from urllib.parse import quote

import pytest

from tests.journeys.steps.story import COMMUNITY
from tests.wiki.server import ADMIN
from tests.wiki.visitor import WikiError

LINE = "\n\n"


def connect(story):
    """Somebody who runs Comity connects the community to its wiki."""
    wiki = story.wiki
    said = story.served.comity(
        *("wiki", "connect", COMMUNITY, wiki.api_url, "--login", wiki.bot_name),
        stdin=wiki.bot_password + "\n",
    )
    assert "block from single pages" in said


def harm(story):
    """Somebody writes something hurtful on a page: a real edit."""
    wiki = story.wiki
    story.harasser_id = wiki.create_user(story.harasser)
    wiki.edit_as(ADMIN, story.page, "Anchors of velvet hold boats of paper.")
    revision = wiki.edit_as(story.harasser, story.page, story.harm, "no more paper")
    title = quote(story.page.replace(" ", "_"))
    story.diff = f"{wiki.url}/index.php?title={title}&diff={revision}&oldid=prev"


def talk_page(story):
    """Read what is written on the talk page of the account."""
    return story.wiki.visitor(ADMIN).text(f"User talk:{story.harasser}")


def prove(story, summary):
    """The owner of the account edits with a code in the summary."""
    story.wiki.edit_as(story.harasser, f"User:{story.harasser}/Sand", summary, summary)


def is_refused(story):
    """The wiki refuses the account's edit on that page, and takes it elsewhere."""
    with pytest.raises(WikiError) as refused:
        story.wiki.edit_as(story.harasser, story.page, "I go on all the same.")
    assert refused.value.code in {"blocked", "blocked-partial"}, refused.value
    assert story.wiki.edit_as(story.harasser, "A page about boats", "Boats float.")


def is_accepted(story):
    """The wiki takes the account's edit on that page."""
    text = "The anchors hold again."
    assert story.wiki.edit_as(story.harasser, story.page, text)


def blocks(story):
    """List the blocks of the account as the wiki keeps them."""
    asked = {
        "list": "blocks",
        "bkusers": story.harasser,
        "bkprop": "id|user|expiry|restrictions|timestamp",
    }
    return story.wiki.visitor(ADMIN).ask("query", **asked)["query"]["blocks"]


def block_log(story):
    """List what the wiki's log tells of blocks of the account, newest first."""
    asked = {"list": "logevents", "letype": "block", "letitle": f"User:{story.harasser}"}
    return story.wiki.visitor(ADMIN).ask("query", **asked)["query"]["logevents"]
