from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller

from comity.wikis.errors import (
    BlockedDifferently,
    CannotBeEmailed,
    NoSuchAccount,
    NoSuchPage,
    WikiCannot,
    WikiRefusesUs,
    WikiSaysNo,
    WikiUnreachable,
)
from comity.wikis.mediawiki import BotPassword, MediaWiki
from comity.wikis.rules import BlockOrder, compare
from tests.harness.ports import free_port
from tests.wiki.server import TestWiki
from tests.wiki.visitor import WikiError

pytestmark = pytest.mark.real_wiki

MARKER = "note:7GQ4M2XW"


@pytest.fixture
def end():
    """A moment in a week, with parts of a second that no wiki keeps."""
    return datetime.now(UTC).replace(microsecond=123_456) + timedelta(days=7)


@pytest.fixture
def order(client, user, page, end):
    """A week away from one page."""
    numbers = client.pages([page])
    return BlockOrder(
        account=user.id,
        reason="Decided by the panel",
        expires_at=end,
        pages=frozenset(numbers.values()),
    )


def block_log(wiki, user):
    """Read the actions in the public log, newest first, past our own client."""
    answer = wiki.visitor(wiki.admin).ask(
        "query", list="logevents", letype="block", letitle=f"User:{user.name}", lelimit=50
    )
    return [(line["logid"], line["action"]) for line in answer["query"]["logevents"]]


def test_a_partial_block_closes_one_page_and_no_other(client, user, page, order):
    client.block(order)
    with pytest.raises(WikiError) as refusal:
        user.edit(page, "Thistles.")
    assert refusal.value.code == "blocked"
    assert user.edit(f"Elsewhere of {user.name}", "Clover.")


def test_a_block_is_read_back_with_its_end_and_its_log_line(client, wiki, user, order, end):
    placed = client.block(order)
    assert not placed.already
    assert compare(order, placed.block) == frozenset()
    assert placed.block.expires_at == end.replace(microsecond=0)
    assert placed.block.by == wiki.admin
    assert placed.block.reason == "Decided by the panel"
    assert block_log(wiki, user) == [(placed.log_id, "block")]
    assert client.blocks(user.id) == [placed.block]
    facts = client.account(user.id)
    assert facts.blocked
    assert not facts.blocked_everywhere


def test_a_block_that_stands_is_not_placed_again(client, wiki, user, order):
    first, second = client.block(order), client.block(order)
    assert second.already
    assert second.block == first.block
    assert second.log_id == first.log_id
    assert len(block_log(wiki, user)) == 1


def test_a_block_of_namespaces_closes_them_and_no_other(client, user, page, order):
    client.block(replace(order, pages=frozenset(), namespaces=frozenset({1})))
    with pytest.raises(WikiError):
        user.edit(f"Talk:{page}", "Thistles.")
    assert user.edit(page, "Clover.")


def test_a_block_of_the_whole_wiki_leaves_the_own_talk_page(client, user, page, order):
    placed = client.block(replace(order, pages=frozenset()))
    assert not placed.block.partial
    assert client.account(user.id).blocked_everywhere
    with pytest.raises(WikiError):
        user.edit(page, "Thistles.")
    assert user.edit(f"User talk:{user.name}", "I would like to say something.")


def test_a_block_can_close_everything(client, user, order):
    strict = replace(
        order,
        pages=frozenset(),
        expires_at=None,
        account_creation=False,
        email=False,
        own_talk_page=False,
        autoblock=True,
    )
    placed = client.block(strict)
    assert placed.block.expires_at is None
    assert compare(strict, placed.block) == frozenset()
    with pytest.raises(WikiError):
        user.edit(f"User talk:{user.name}", "I would like to say something.")


def test_a_block_follows_a_page_that_was_moved(client, wiki, user, page, order):
    keeper = wiki.visitor(wiki.admin)
    keeper.ask("move", **{"from": page, "to": f"{page} moved", "token": keeper.token()})
    client.block(order)
    assert user.edit(page, "The redirect is another page.")
    with pytest.raises(WikiError):
        user.edit(f"{page} moved", "Thistles.")
    assert client.block(order).already


def test_a_block_follows_an_account_that_was_renamed(client, wiki, user, page, order):
    client.block(order)
    wiki.rename(user.name, f"{user.name} disguised")
    assert client.block(order).already
    with pytest.raises(WikiError):
        wiki.edit_as(f"{user.name} disguised", page, "Thistles.")
    assert not client.unblock(order, reason="Overturned").already
    assert wiki.edit_as(f"{user.name} disguised", page, "Clover.")


def test_another_block_is_not_replaced_unasked(client, wiki, user, order):
    client.block(order)
    with pytest.raises(BlockedDifferently) as refusal:
        client.block(replace(order, pages=frozenset()))
    assert refusal.value.detail["differences"] == ["pages", "scope"]
    assert len(block_log(wiki, user)) == 1


def test_another_block_is_replaced_when_asked(client, wiki, user, order, end):
    client.block(order)
    longer = replace(order, expires_at=end + timedelta(days=7))
    placed = client.block(longer, replace=True)
    assert compare(longer, placed.block) == frozenset()
    assert [action for _, action in block_log(wiki, user)] == ["reblock", "block"]
    assert placed.log_id == block_log(wiki, user)[0][0]


def test_a_block_is_lifted_and_the_page_is_open_again(client, wiki, user, page, order):
    client.block(order)
    lifted = client.unblock(order, reason="Overturned on appeal")
    assert not lifted.already
    assert block_log(wiki, user)[0] == (lifted.log_id, "unblock")
    assert client.blocks(user.id) == []
    assert user.edit(page, "Beans again.")


def test_a_block_is_not_lifted_twice(client, wiki, user, order):
    client.block(order)
    first, second = (client.unblock(order, reason="Overturned") for _ in range(2))
    assert second.already
    assert second.log_id == first.log_id
    assert len(block_log(wiki, user)) == 2


def test_what_was_never_blocked_needs_no_lifting(client, order):
    lifted = client.unblock(order, reason="Overturned")
    assert lifted.already
    assert lifted.log_id is None


def test_a_block_that_somebody_else_changed_is_not_lifted(client, wiki, user, page, order):
    client.block(order)
    keeper = wiki.visitor(wiki.admin)
    keeper.ask("block", user=user.name, expiry="infinite", reblock=1, token=keeper.token())
    with pytest.raises(BlockedDifferently):
        client.unblock(order, reason="Overturned")
    with pytest.raises(WikiError):
        user.edit(page, "Thistles.")


def test_a_block_with_its_end_in_the_past_is_declined(client, order, end):
    with pytest.raises(WikiSaysNo) as refusal:
        client.block(replace(order, expires_at=end - timedelta(days=70)))
    assert "past" in str(refusal.value.detail["text"])


def test_a_block_of_a_page_that_is_gone_is_refused(client, order):
    with pytest.raises(NoSuchPage):
        client.block(replace(order, pages=frozenset({99_999_999})))


def test_a_block_of_nobody_is_refused(client, order):
    with pytest.raises(NoSuchAccount):
        client.block(replace(order, account=99_999_999))


def test_a_login_without_the_right_may_not_block(wiki, user, order):
    lesser = BotPassword(*wiki.bot_login(f"plain{user.id}", "basic,editpage"))
    with MediaWiki(wiki.api_url, lesser) as client, pytest.raises(WikiRefusesUs) as refusal:
        client.block(order)
    assert refusal.value.detail["wiki_code"] == "permissiondenied"
    assert block_log(wiki, user) == []


def test_a_blocked_login_may_not_write(client, wiki, join, user, order):
    clerk = join("Clerk")
    bot = BotPassword(*wiki.bot_login("clerk", "basic,editpage", user=clerk.name))
    client.block(replace(order, account=clerk.id, pages=frozenset()))
    with MediaWiki(wiki.api_url, bot) as blocked, pytest.raises(WikiRefusesUs):
        blocked.message(user.id, heading="News", text="Hello.", marker=MARKER)


def test_a_stranger_may_not_block(wiki, order):
    with MediaWiki(wiki.api_url, None) as stranger, pytest.raises(WikiRefusesUs):
        stranger.block(order)


def test_a_session_that_the_wiki_forgot_is_opened_again(client, user, order):
    client.account(user.id)
    client._wiki._http.cookies.clear()
    assert not client.block(order).already


def test_a_session_that_the_wiki_forgot_between_token_and_change_is_opened_again(
    client, join, order
):
    client.block(replace(order, account=join().id))
    client._wiki._http.cookies.clear()
    client._wiki._csrf = "old+\\"
    assert not client.block(order).already


def test_a_token_that_the_wiki_does_not_know_is_renewed(client, join, order):
    client.block(replace(order, account=join().id))
    client._wiki._csrf = "old+\\"
    assert not client.block(order).already


def leave(client, user, **changes):
    message = {"heading": "News of the hill", "text": "Please read.", "marker": MARKER}
    return client.message(user.id, **{**message, **changes})


def test_a_message_is_left_on_the_talk_page(client, wiki, user):
    posted = leave(client, user)
    text = user.visitor.text(f"User talk:{user.name}")
    assert "== News of the hill ==" in text
    assert "Please read." in text
    assert wiki.admin in text
    assert client.revision(posted.revision).text == text
    assert not posted.already


def test_a_message_is_not_left_twice(client, user):
    first, second = leave(client, user), leave(client, user)
    assert second.already
    assert second.revision == first.revision
    assert user.visitor.text(f"User talk:{user.name}").count("Please read.") == 1


def test_a_message_that_was_removed_is_not_left_again(client, user):
    first = leave(client, user)
    user.edit(f"User talk:{user.name}", "Nothing here.")
    assert leave(client, user) == replace(first, already=True)


def test_another_message_is_left_below(client, user):
    leave(client, user)
    assert not leave(client, user, marker="note:OTHER000", text="And read this.").already
    text = user.visitor.text(f"User talk:{user.name}")
    assert text.index("Please read.") < text.index("And read this.")


def test_the_same_words_of_somebody_else_do_not_count(client, user):
    user.edit(f"User talk:{user.name}", f"<!-- {MARKER} -->")
    assert not leave(client, user).already


def test_a_message_follows_a_talk_page_that_leads_elsewhere(client, user):
    user.edit(f"User talk:{user.name}", f"#REDIRECT [[User talk:{user.name}/Inbox]]")
    user.edit(f"User talk:{user.name}/Inbox", "Hello.")
    leave(client, user)
    assert "Please read." in user.visitor.text(f"User talk:{user.name}/Inbox")
    assert leave(client, user).already


def test_a_talk_page_that_is_no_page_of_text_takes_no_message(client, wiki, user):
    wiki.visitor(wiki.admin).ask(
        "edit",
        title=f"User talk:{user.name}",
        text="{}",
        contentmodel="json",
        token=wiki.visitor(wiki.admin).token(),
    )
    with pytest.raises(WikiCannot) as refusal:
        leave(client, user)
    assert refusal.value.detail["capability"] == "talk_page"


@pytest.mark.parametrize(
    "marker", ["", "short", "x" * 65, "ends --> here", "two words", "né12345678"]
)
def test_a_marker_that_could_break_the_page_is_refused(client, user, marker):
    with pytest.raises(ValueError, match="marker"):
        leave(client, user, marker=marker)


def test_a_letter_goes_through_the_wiki(client, wiki, join):
    person = join(email="someone@hill.example")
    client.email(person.id, subject="News of the hill", text="Please read.\nسلم")
    letter = wiki.letters()[-1]
    assert "someone@hill.example" in letter
    assert "News of the hill" in letter
    assert "سلم" in letter


def test_nobody_writes_to_a_person_without_an_address(client, wiki, user):
    before = len(wiki.letters())
    with pytest.raises(CannotBeEmailed):
        client.email(user.id, subject="News", text="Please read.")
    assert len(wiki.letters()) == before


class Letterbox:
    """Takes every letter that a mail server is handed."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- aiosmtpd's name
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


def test_a_wiki_with_a_mail_server_hands_letters_to_it():
    letterbox = Letterbox()
    server = Controller(letterbox, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        with TestWiki(smtp_port=server.port) as wiki:
            person = wiki.create_user("Ferron", email="ferron@hill.example")
            bot = BotPassword(wiki.bot_name, wiki.bot_password)
            with MediaWiki(wiki.api_url, bot) as client:
                client.email(person, subject="News of the hill", text="Please read.")
    finally:
        server.stop()
    [(to, letter)] = letterbox.letters
    assert to == ["ferron@hill.example"]
    assert "Please read." in letter


def test_a_wiki_without_email_is_found_out_and_says_so():
    with TestWiki(email=False) as silent:
        person = silent.create_user("Ferron", email="ferron@hill.example")
        bot = BotPassword(silent.bot_name, silent.bot_password)
        with MediaWiki(silent.api_url, bot) as client:
            assert not client.capabilities().email
            with pytest.raises(WikiCannot) as refusal:
                client.email(person, subject="News", text="Please read.")
    assert refusal.value.detail["capability"] == "email"


def test_a_wiki_that_is_down_is_not_reached_and_nothing_happens_twice():
    with TestWiki() as wiki:
        number = wiki.create_user("Ferron")
        order = BlockOrder(account=number, reason="Decided", expires_at=None)
        bot = BotPassword(wiki.bot_name, wiki.bot_password)
        pauses = []
        with MediaWiki(wiki.api_url, bot, sleep=pauses.append) as client:
            wiki.pause()
            with pytest.raises(WikiUnreachable):
                client.block(order)
            wiki.start()
            assert not client.block(order).already
            wiki.pause()
            with pytest.raises(WikiUnreachable):
                client.unblock(order, reason="Overturned")
            wiki.start()
            assert client.block(order).already
            assert not client.unblock(order, reason="Overturned").already
        assert pauses == [1, 1, 1, 1]
