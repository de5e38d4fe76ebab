"""The paper wiki answers as a real one does: the same road, the same adapter, on both."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from comity.wikis.errors import BlockedDifferently, CannotBeEmailed, NoSuchAccount, NoSuchPage
from comity.wikis.mediawiki import BotPassword, MediaWiki
from comity.wikis.rules import BlockOrder
from tests.wiki.paper import PaperWiki

NOW = datetime.now(UTC).replace(microsecond=0)
PAGE = "Lantern of paper"


@dataclass(frozen=True)
class Side:
    """One wiki, and somebody on it."""

    client: MediaWiki
    account: int
    name: str


@pytest.fixture
def paper_side():
    with PaperWiki() as paper:
        paper.page(PAGE)
        user = paper.user("Ferron")
        paper.edit(user, "It is me: 7K0QH3ZT8WRVM5XY", at=NOW)
        with MediaWiki(paper.api_url, BotPassword("Keeper@comity", "secret words")) as client:
            yield Side(client, user.number, user.name)


@pytest.fixture
def real_side(client, join):
    user = join()
    user.edit(PAGE, f"Light. {user.name}", "It is me: 7K0QH3ZT8WRVM5XY")
    return Side(client, user.id, user.name)


@pytest.fixture(params=["paper", pytest.param("real", marks=pytest.mark.real_wiki)])
def side(request):
    return request.getfixturevalue(f"{request.param}_side")


def order(side, **other):
    pages = side.client.pages([PAGE])
    whole = {
        "account": side.account,
        "reason": "Decided under the code of conduct.",
        "expires_at": NOW + timedelta(days=7),
        "pages": frozenset(pages.values()),
    }
    return BlockOrder(**whole | other)


def test_an_account_is_known_by_its_name_and_its_number(side):
    assert side.client.account_named(side.name).id == side.account
    assert side.client.account(side.account).name == side.name
    assert not side.client.account(side.account).emailable


def test_what_does_not_exist_is_not_found(side):
    with pytest.raises(NoSuchAccount):
        side.client.account_named("Nobody of this name")
    with pytest.raises(NoSuchPage):
        side.client.pages(["No such page"])


def test_a_block_is_placed_once_and_lifted_once(side):
    placed, again = side.client.block(order(side)), side.client.block(order(side))
    assert (placed.already, again.already) == (False, True)
    assert placed.block.id == again.block.id
    assert placed.log_id == again.log_id is not None
    assert placed.block.partial
    assert side.client.account(side.account).blocked
    assert not side.client.account(side.account).blocked_everywhere
    lifted = side.client.unblock(order(side), reason="It has ended.")
    gone = side.client.unblock(order(side), reason="It has ended.")
    assert (lifted.already, gone.already) == (False, True)
    assert side.client.blocks(side.account) == []


def test_another_block_is_not_touched(side):
    whole = order(side, pages=frozenset())
    side.client.block(whole)
    with pytest.raises(BlockedDifferently):
        side.client.block(order(side))
    with pytest.raises(BlockedDifferently):
        side.client.unblock(order(side), reason="It has ended.")
    assert len(side.client.blocks(side.account)) == 1


def test_a_message_is_left_once(side):
    said = {"heading": "A message for you", "text": "Look.", "marker": "7K0QH3ZT8WRVM5XY"}
    first = side.client.message(side.account, **said)
    second = side.client.message(side.account, **said)
    assert (first.already, second.already) == (False, True)
    assert first.revision == second.revision


def test_an_edit_shows_its_summary(side):
    edits = side.client.contributions(side.account, NOW - timedelta(minutes=1))
    assert [edit.account for edit in edits] == [side.account]
    assert "7K0QH3ZT8WRVM5XY" in edits[0].summary


def test_whoever_wants_no_letters_gets_none(side):
    with pytest.raises(CannotBeEmailed):
        side.client.email(side.account, subject="A message", text="Look.")
