import os

import pytest
from typer.testing import CliRunner

from comity.cli.app import app
from comity.kernel.errors import WrongInput
from comity.record.models import Line
from comity.signup.errors import GroupNotUsable
from comity.signup.queries import signing
from comity.wikis import queries
from comity.wikis.errors import CredentialsNotUsable, NoWiki, WikiAddressNotUsable
from comity.wikis.models import Wiki
from tests.factories.communities import CommunityFactory
from tests.factories.wikis import WikiFactory
from tests.harness import real_parts
from tests.wiki.liar import Liar, refused
from tests.wiki.server import TestWiki

pytestmark = pytest.mark.django_db
NOBODY = "http://127.0.0.1:9/api.php"
SECRET = "words of a bot"


def comity(*words, typed=""):
    return CliRunner().invoke(app, ["wiki", *words], input=typed)


def test_connecting_reads_the_password_from_the_standard_input():
    place = CommunityFactory()
    result = comity("connect", place.slug, NOBODY, "--login", "Keeper@comity", typed=SECRET + "\n")
    assert result.exit_code == 1
    assert "The wiki cannot be reached. It will be tried again." in result.stderr
    assert "missing   A wiki answers there" in result.stdout
    wiki = queries.wiki_for(place.id)
    assert (wiki.api_url, wiki.provider) == (NOBODY, "wiki")
    assert SECRET not in result.output
    assert [line.kind for line in Line.objects.order_by("number")] == [
        "wiki:connected",
        "wiki:checked",
    ]


def test_connecting_reads_the_password_from_a_file_descriptor():
    place = CommunityFactory()
    reader, writer = os.pipe()
    os.write(writer, f"{SECRET}\n".encode())
    os.close(writer)
    comity("connect", place.slug, NOBODY, "--login", "Keeper@comity", "--secret-fd", str(reader))
    assert Wiki.objects.get().community == place


def test_no_option_takes_the_password():
    result = comity("connect", "hill", NOBODY, "--secret", SECRET)
    assert result.exit_code == 2
    assert not Wiki.objects.exists()


@pytest.mark.parametrize(
    ("address", "login", "typed", "error"),
    [
        ("http://wiki.example/api.php", "Keeper@comity", SECRET, WikiAddressNotUsable),
        (NOBODY, "Keeper", SECRET, CredentialsNotUsable),
        (NOBODY, "Keeper@comity", "", CredentialsNotUsable),
    ],
)
def test_what_cannot_be_used_is_refused(address, login, typed, error):
    place = CommunityFactory()
    result = comity("connect", place.slug, address, "--login", login, typed=typed)
    assert isinstance(result.exception, error)
    assert isinstance(result.exception, WrongInput)
    assert not Wiki.objects.exists()


def test_a_community_that_is_not_there_is_named():
    for words in (("connect", "nowhere", NOBODY), ("check", "nowhere")):
        result = comity(*words)
        assert result.exit_code == 1
        assert "There is no community with the short name nowhere." in result.stderr


def test_checking_nothing_says_how_to_connect():
    result = comity("check")
    assert result.exit_code == 0
    assert "comity wiki connect" in result.stdout


def test_checking_a_community_without_a_wiki_is_refused():
    assert isinstance(comity("check", CommunityFactory().slug).exception, NoWiki)


def test_a_login_that_the_wiki_refuses_is_said_in_the_words_of_the_wiki():
    with Liar() as liar:
        liar.says(refused("badtoken", "Who are you?"))
        wiki = WikiFactory(api_url=liar.api_url)
        result = comity("check")
    assert result.exit_code == 1
    assert wiki.community.slug in result.stderr
    assert "It says: Who are you?" in result.stderr
    listed = comity("list")
    assert listed.exit_code == 0
    assert "It says: Who are you?" in listed.stdout


def test_a_list_asks_nobody():
    wiki = WikiFactory()
    result = comity("list")
    assert result.stdout.split("  ") == [wiki.community.slug, wiki.api_url, "not checked yet\n"]


@pytest.mark.real_wiki
def test_a_real_wiki_is_connected_and_its_abilities_are_told():
    real_parts.need("MediaWiki")
    place = CommunityFactory()
    with TestWiki() as real:
        login = ("--login", real.bot_name)
        result = comity("connect", place.slug, real.api_url, *login, typed=real.bot_password)
        assert result.exit_code == 0, result.output
        assert "Hill Wiki: we can read, write on talk pages, send e-mail, block" in result.stdout
        assert "met       We may block accounts, and lift blocks" in result.stdout
        assert "too much  Our login holds nothing that it never uses" not in result.stdout
        assert comity("check", place.slug).stdout == result.stdout


@pytest.mark.real_wiki
def test_a_real_login_with_few_grants_is_told_what_to_grant():
    real_parts.need("MediaWiki")
    place = CommunityFactory()
    with TestWiki() as real:
        login = ("--login", real.reader_bot_name)
        result = comity("connect", place.slug, real.api_url, *login, typed=real.reader_bot_password)
    assert result.exit_code == 1
    assert "missing   We may block accounts, and lift blocks (block)" in result.stdout
    assert "Blocks wait until somebody grants this." in result.stdout
    assert "Special:BotPasswords: Block and unblock users" in result.stdout
    assert "$wgGroupPermissions['comity']['block'] = true;" in result.stdout


def test_disconnecting_says_how_much_is_left_undone():
    wiki = WikiFactory()
    result = comity("disconnect", wiki.community.slug)
    assert result.exit_code == 0
    assert "disconnected. Measures left undone there: 0" in result.stdout
    assert queries.wiki(wiki.id).disconnected_on is not None
    assert isinstance(comity("disconnect", CommunityFactory().slug).exception, NoWiki)


def test_a_shared_login_serves_several_wikis():
    place = CommunityFactory()
    words = ("share", place.slug, "All hills", "127.0.0.1", "--login", "Keeper@comity")
    result = comity(*words, typed=SECRET + "\n")
    assert result.exit_code == 0
    assert SECRET not in result.output
    comity("connect", place.slug, NOBODY, "--shared-login", result.stdout.strip())
    assert queries.own_wiki(place.id).shared_login.name == "All hills"


def test_the_group_is_switched_on_and_off():
    wiki = WikiFactory()
    result = comity("group", wiki.community.slug, "signers", "--grace-days", "7")
    assert "the group signers is kept." in result.stdout
    made = signing(wiki)
    assert (made.keeps_group, made.group, made.grace_days) == (True, "signers", 7)
    comity("group", wiki.community.slug, "signers", "--leave")
    assert not signing(wiki).keeps_group
    refused = comity("group", wiki.community.slug, "sysop")
    assert isinstance(refused.exception, GroupNotUsable)
