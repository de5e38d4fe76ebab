import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from comity.wikis.errors import (
    NoSuchAccount,
    NoSuchPage,
    NoSuchRevision,
    RevisionHidden,
    WikiRefusesUs,
)
from comity.wikis.mediawiki import BotPassword, MediaWiki
from comity.wikis.rules import Beside, Pointer, proving, read_pointer

pytestmark = pytest.mark.real_wiki


def test_the_wiki_describes_itself(client, wiki):
    site = client.site()
    assert site.name == "Hill Wiki"
    assert site.language == "en"
    assert site.hosts == {f"127.0.0.1:{wiki.port}"}
    assert site.article_path == "/wiki/$1"
    assert abs(site.time - datetime.now(UTC)) < timedelta(minutes=1)


def test_capabilities_are_found_out(client, wiki):
    found = client.capabilities()
    assert found.login == wiki.admin
    assert found.can_block
    assert found.can_edit
    assert found.partial_blocks
    assert found.page_restrictions
    assert found.namespace_restrictions
    assert found.rename_log
    assert found.email
    assert not found.oauth
    assert not found.several_blocks
    assert not found.central_accounts


def test_a_lesser_login_is_found_to_be_less(wiki):
    lesser = BotPassword(wiki.reader_bot_name, wiki.reader_bot_password)
    with MediaWiki(wiki.api_url, lesser) as client:
        found = client.capabilities()
    assert not found.can_block
    assert not found.can_edit
    assert not found.email


def test_a_stranger_can_read(wiki, user):
    with MediaWiki(wiki.api_url, None) as stranger:
        assert stranger.account(user.id).name == user.name
        assert stranger.login == ""


def test_a_wrong_password_is_refused(wiki):
    with (
        MediaWiki(wiki.api_url, BotPassword(wiki.bot_name, "x" * 32)) as client,
        pytest.raises(WikiRefusesUs) as refusal,
    ):
        client.site()
    assert refusal.value.detail["wiki_code"] == "wrongpassword"


def test_an_account_is_found_by_name_and_by_number(client, user):
    by_name, by_number = client.account_named(user.name), client.account(user.id)
    assert by_name == by_number
    assert by_name.id == user.id
    assert by_name.name == user.name
    assert by_name.edits == 0
    assert "user" in by_name.groups
    assert datetime.now(UTC) - by_name.registered_at < timedelta(minutes=5)
    assert not by_name.blocked
    assert not by_name.emailable


def test_an_account_with_an_address_can_be_written_to(client, join):
    assert client.account(join(email="someone@hill.example").id).emailable


@pytest.mark.parametrize(
    "name", ["Nobody of that name", "192.0.2.7", "A|B", "A#B", "", "#1", "User:X", "x" * 300]
)
def test_a_name_that_nobody_has_is_no_account(client, name):
    with pytest.raises(NoSuchAccount):
        client.account_named(name)


@pytest.mark.parametrize("number", [0, -1, 99_999_999])
def test_a_number_that_nobody_has_is_no_account(client, number):
    with pytest.raises(NoSuchAccount):
        client.account(number)


def test_a_renamed_account_keeps_its_number(client, wiki, user):
    wiki.rename(user.name, f"{user.name} of the hill")
    assert client.account(user.id).name == f"{user.name} of the hill"
    with pytest.raises(NoSuchAccount):
        client.account_named(user.name)


def test_a_renamed_account_is_found_by_every_name_it_had(client, wiki, user):
    second, third = f"{user.name} second", f"{user.name} third"
    wiki.rename(user.name, second)
    wiki.rename(second, third)
    for name in (user.name, second, third):
        assert [account.id for account in client.accounts_ever_named(name)] == [user.id]


def test_a_name_that_somebody_else_took_leads_to_both(client, wiki, user):
    wiki.rename(user.name, f"{user.name} before")
    newcomer = wiki.create_user(user.name)
    found = client.accounts_ever_named(user.name)
    assert [account.id for account in found] == [newcomer, user.id]


def test_a_name_that_nobody_ever_had_leads_to_nobody(client):
    assert client.accounts_ever_named("Nobody of that name") == []


def test_the_rename_log_can_be_read_from_a_moment_on(client, wiki, user):
    before = client.site().time
    wiki.rename(user.name, f"{user.name} anew")
    latest = client.renames(before)[-1]
    assert (latest.old, latest.new) == (user.name, f"{user.name} anew")
    assert client.renames(before + timedelta(days=1)) == []


def test_a_revision_is_fetched_with_its_text(client, user, page):
    number = user.edit(page, "Beans, peas and thistles.", "sowing")
    found = client.revision(number)
    assert found.text == "Beans, peas and thistles."
    assert (found.page, found.namespace) == (page, 0)
    assert (found.author, found.author_name) == (user.id, user.name)
    assert found.summary == "sowing"
    assert found.sha1 == hashlib.sha1(found.text.encode(), usedforsecurity=False).hexdigest()
    assert not found.deleted
    assert datetime.now(UTC) - found.at < timedelta(minutes=5)


def test_a_revision_that_is_not_there_is_said_so(client):
    with pytest.raises(NoSuchRevision):
        client.revision(99_999_999)


@pytest.fixture
def three(user, page):
    return [user.edit(page, text) for text in ("one", "two", "three")]


@pytest.mark.parametrize(
    ("named", "beside", "texts"),
    [
        pytest.param(1, Beside.NOTHING, ("two", None), id="one revision"),
        pytest.param(1, Beside.PREVIOUS, ("two", "one"), id="with the previous"),
        pytest.param(1, Beside.NEXT, ("three", "two"), id="with the next"),
        pytest.param(0, Beside.CURRENT, ("three", "one"), id="with the current"),
    ],
)
def test_a_diff_is_fetched_with_both_texts(client, three, named, beside, texts):
    found = client.evidence(Pointer(three[named], beside))
    assert (found.newer.text, found.older and found.older.text) == texts


def test_two_named_revisions_are_fetched(client, three):
    found = client.evidence(Pointer(three[2], three[0]))
    assert (found.newer.text, found.older.text) == ("three", "one")


def test_the_first_revision_has_nothing_before_it(client, user):
    first = user.edit(f"Pond of {user.name}", "Frogs.")
    assert client.evidence(Pointer(first, Beside.PREVIOUS)).older is None


def test_the_last_revision_has_nothing_after_it(client, three):
    with pytest.raises(NoSuchRevision):
        client.evidence(Pointer(three[-1], Beside.NEXT))


def test_the_same_edit_has_the_same_digest(client, three):
    first, second, _ = three
    one = client.evidence(Pointer(second, Beside.PREVIOUS))
    assert one.digest == client.evidence(Pointer(second, first)).digest
    assert one.digest != client.evidence(Pointer(second)).digest


def test_an_address_of_the_real_wiki_leads_to_the_edit(client, wiki, three):
    first, second, _ = three
    for address in (
        f"{wiki.url}/index.php?title=Garden&diff=prev&oldid={second}",
        f"{wiki.url}/wiki/Special:Diff/{first}/{second}",
    ):
        assert client.evidence(read_pointer(address, client.site())).newer.text == "two"


def delete(wiki, page):
    keeper = wiki.visitor(wiki.admin)
    keeper.ask("delete", title=page, reason="asked", token=keeper.token())


def hide(wiki, revision):
    keeper = wiki.visitor(wiki.admin)
    keeper.ask(
        "revisiondelete",
        type="revision",
        ids=revision,
        hide="content|comment|user",
        token=keeper.token(),
    )


def test_a_revision_of_a_deleted_page_is_fetched_if_we_may(client, wiki, three, page):
    delete(wiki, page)
    found = client.revision(three[1])
    assert found.deleted
    assert found.text == "two"


def test_a_revision_of_a_deleted_page_is_not_there_if_we_may_not(wiki, three, page):
    delete(wiki, page)
    with MediaWiki(wiki.api_url, None) as stranger, pytest.raises(NoSuchRevision):
        stranger.revision(three[1])


def test_a_hidden_revision_is_not_read_by_a_stranger(wiki, three):
    hide(wiki, three[1])
    with MediaWiki(wiki.api_url, None) as stranger, pytest.raises(RevisionHidden):
        stranger.revision(three[1])


def test_a_hidden_revision_is_read_if_we_may(client, wiki, three, user):
    hide(wiki, three[1])
    assert client.revision(three[1]).text == "two"
    assert client.revision(three[1]).author == user.id


def test_an_account_is_proven_by_an_edit_with_the_code(client, user, page):
    before = client.site().time
    number = user.edit(page, "Beans only.", "My code is 7GQ4-M2XW here")
    edit = proving(client.contributions(user.id, before), "7GQ4-M2XW")
    assert edit is not None
    assert (edit.revision, edit.account, edit.page) == (number, user.id, page)


def test_the_edit_of_another_proves_nothing(client, user, join, page):
    join().edit(page, "Beans only.", "7GQ4-M2XW")
    assert proving(client.contributions(user.id, client.site().time), "7GQ4-M2XW") is None


def test_edits_before_the_moment_are_not_listed(client, user):
    user.edit("Meadow", "Clover.")
    assert client.contributions(user.id, client.site().time + timedelta(hours=1)) == []


def test_contributions_are_listed_oldest_first_up_to_so_many(client, user, three):
    start = client.site().time - timedelta(hours=1)
    everything = [edit.revision for edit in client.contributions(user.id, start)]
    assert everything[-3:] == three
    assert [edit.revision for edit in client.contributions(user.id, start, most=2)] == (
        everything[:2]
    )


def test_pages_are_found_by_title_and_by_number(client, page):
    numbers = client.pages([page, "Main Page"])
    assert client.page_titles(numbers.values()) == {
        number: title for title, number in numbers.items()
    }
    assert client.page_titles([]) == {}


@pytest.mark.parametrize("title", ["Not there", "Bad[title", "Special:Diff"])
def test_a_page_that_is_not_there_is_named(client, title):
    with pytest.raises(NoSuchPage) as refusal:
        client.pages(["Main Page", title])
    assert refusal.value.detail["page"] == title


def test_a_number_of_no_page_is_named(client):
    with pytest.raises(NoSuchPage):
        client.page_titles([99_999_999])
