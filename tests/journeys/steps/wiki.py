"""What happens on the wiki itself: accounts, edits, messages, blocks."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from tests.journeys.steps import inside
from tests.journeys.steps.story import COMMUNITY
from tests.journeys.steps.waiting import until
from tests.wiki.server import ADMIN
from tests.wiki.visitor import WikiError

HISTORY = """
from django.utils import timezone
from comity.charter.queries import charter_in_force
from comity.measures.queries import history
from comity.people.rules import WIKI, AccountRef
account = AccountRef(WIKI, given["subject"], "")
told = int(history(account, charter_in_force().guideline, timezone.now().date()))
"""
LONG_NUMBER = 4815162342  # of an account: long enough to be searched for as a canary


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
    _count_accounts_from(wiki, LONG_NUMBER)
    story.harasser_id = wiki.create_user(story.harasser)
    assert story.harasser_id > LONG_NUMBER
    wiki.edit_as(ADMIN, story.page, "Anchors of velvet hold boats of paper.")
    revision = wiki.edit_as(story.harasser, story.page, story.harm, "no more paper")
    title = quote(story.page.replace(" ", "_"))
    story.diff = f"{wiki.url}/index.php?title={title}&diff={revision}&oldid=prev"


def talk_page(story):
    """Read what is written on the talk page of the account."""
    return story.wiki.visitor(ADMIN).text(f"User talk:{story.harasser}")


def is_told(story):
    """Find a message on the talk page that says nothing of a report, a case or a panel."""
    text = until(lambda: talk_page(story), "a message stands on the talk page")
    for word in ("report", "case", "panel", "harass", "complain", "conduct"):
        assert word not in text.lower(), text
    assert f"{story.served.url}/messages" in text


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


def lasts_a_week(story):
    """The block covers one page and ends with the seventh day from now."""
    [block] = blocks(story)
    ends = datetime.fromisoformat(block["expiry"])
    today = datetime.now(UTC).date()
    assert ends.date() in {today + timedelta(days=days) for days in (7, 8)}
    assert [page["title"] for page in block["restrictions"]["pages"]] == [story.page]


def history_counts_nothing(story):
    """Whoever looks up what this account did before finds nothing that counts."""
    assert inside.run(story.served, HISTORY, subject=str(story.harasser_id)) == 0
    log = [line["action"] for line in block_log(story)]
    assert log == ["unblock", "block"]


def blocks(story, name=""):
    """List the blocks of an account, as the wiki keeps them."""
    asked = {
        "list": "blocks",
        "bkusers": name or story.harasser,
        "bkprop": "id|user|expiry|restrictions",
    }
    return story.wiki.visitor(ADMIN).ask("query", **asked)["query"]["blocks"]


def block_log(story, name=""):
    """List what the wiki's log tells of blocks of an account, newest first."""
    title = f"User:{name or story.harasser}"
    asked = {"list": "logevents", "letype": "block", "letitle": title}
    return story.wiki.visitor(ADMIN).ask("query", **asked)["query"]["logevents"]


def done_so_far(story):
    """Count what the wiki itself holds: edits, and lines of its log of blocks and the like."""
    with closing(sqlite3.connect(story.wiki.folder / "data" / "hill.sqlite", timeout=30)) as wiki:
        return wiki.execute(
            "SELECT (SELECT count(*) FROM revision), (SELECT count(*) FROM logging)"
        ).fetchone()


def _count_accounts_from(wiki, number):
    """Let the numbers of accounts go on from here, as if the wiki were large."""
    with closing(sqlite3.connect(wiki.folder / "data" / "hill.sqlite", timeout=30)) as connection:
        connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'user'", [number])
        connection.commit()
