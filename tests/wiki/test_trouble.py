"""What becomes of everything that can go wrong between us and a wiki.

These need no MediaWiki: real servers on loopback answer as one that is in trouble.
"""

import socket
from datetime import UTC, datetime

import pytest

from comity.wikis.errors import (
    BlockedDifferently,
    NoSuchAccount,
    WikiCannot,
    WikiNotUnderstood,
    WikiRefusesUs,
    WikiSaysNo,
    WikiSlow,
    WikiTrouble,
    WikiUnreachable,
)
from comity.wikis.mediawiki import BearerToken, BotPassword, MediaWiki, Patience
from comity.wikis.rules import BlockOrder
from tests.wiki.liar import Liar, Mute, Reply, refused, told

BOT = BotPassword("Keeper@comity", "secret words")
ORDER = BlockOrder(account=7, reason="Decided", expires_at=datetime(2031, 3, 1, tzinfo=UTC))
PERSON = told({"query": {"users": [{"userid": 7, "name": "Ferron", "editcount": 1}]}})
NO_BLOCKS = told({"query": {"blocks": []}})
CSRF = told({"query": {"tokens": {"csrftoken": "abc+\\"}}})
LOGIN = (
    told({"query": {"tokens": {"logintoken": "xyz+\\"}}}),
    told({"login": {"result": "Success", "lgusername": "Keeper"}}),
)


@pytest.fixture
def liar():
    with Liar() as liar:
        yield liar


@pytest.fixture
def pauses():
    """Every pause that was asked for, in seconds; nobody really sleeps."""
    return []


@pytest.fixture
def call(pauses):
    """Make clients with little patience, and close them at the end."""
    clients = []

    def call(api_url, credentials=None):
        patience = Patience(tries=3, longest_pause=10, longest_answer=0.3, connect=0.3)
        client = MediaWiki(api_url, credentials, patience=patience, sleep=pauses.append)
        clients.append(client)
        return client

    yield call
    for client in clients:
        client.__exit__()


@pytest.fixture
def client(call, liar):
    return call(liar.api_url)


def test_where_nobody_listens_no_wiki_is_reached(call, pauses):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        client = call(f"http://127.0.0.1:{taken.getsockname()[1]}/api.php")
        with pytest.raises(WikiUnreachable):
            client.site()
    assert pauses == [1, 1]


def test_a_host_that_does_not_exist_is_not_reached(call):
    with pytest.raises(WikiUnreachable):
        call("http://wiki.invalid/api.php").site()


def test_an_address_that_is_none_is_not_reached(call):
    with pytest.raises(WikiUnreachable):
        call("http:///api.php").site()


def test_a_wiki_that_never_answers_is_slow(call, pauses):
    with Mute() as mute, pytest.raises(WikiSlow):
        call(mute.api_url).site()
    assert mute.connections == 1
    assert pauses == []


def test_a_wiki_that_answers_a_letter_at_a_time_is_slow(call):
    with Mute(drip=True) as mute, pytest.raises(WikiSlow):
        call(mute.api_url).site()


def test_a_wiki_that_hangs_up_is_not_reached(call, pauses):
    with Mute(hang_up=True) as mute, pytest.raises(WikiUnreachable):
        call(mute.api_url).site()
    assert pauses == [1, 1]


def test_a_lagging_wiki_is_asked_again_when_it_wants(client, liar, pauses):
    liar.says(refused("maxlag", Retry_After="5"), refused("maxlag", Retry_After="7"), PERSON)
    assert client.account(7).name == "Ferron"
    assert pauses == [5, 7]


def test_a_wiki_that_goes_on_lagging_is_slow(client, liar, pauses):
    liar.says(refused("maxlag", Retry_After="5"))
    with pytest.raises(WikiSlow):
        client.account(7)
    assert len(liar.requests) == 3
    assert pauses == [5, 5]


def test_no_wiki_makes_us_wait_for_hours(client, liar, pauses):
    liar.says(refused("maxlag", Retry_After="86400"), PERSON)
    client.account(7)
    assert pauses == [10]


@pytest.mark.parametrize("wish", ["soon", "-3", "Sat, 21 Nov 2026 09:00:00 GMT", ""])
def test_a_wish_to_wait_that_is_no_number_is_a_second(client, liar, pauses, wish):
    liar.says(refused("maxlag", Retry_After=wish), PERSON)
    client.account(7)
    assert pauses == [1]


@pytest.mark.parametrize("status", [429, 503])
def test_a_wiki_that_is_overrun_is_asked_again(client, liar, pauses, status):
    liar.says(Reply(b"Too much", status, {"Retry-After": "2"}), PERSON)
    assert client.account(7).name == "Ferron"
    assert pauses == [2]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        pytest.param(Reply(b"<h1>Oops</h1>", 500), WikiUnreachable, id="500"),
        pytest.param(Reply(b"<h1>Bad gateway</h1>", 502), WikiUnreachable, id="502"),
        pytest.param(Reply(b"", 504), WikiUnreachable, id="504 without a word"),
        pytest.param(refused("internal_api_error_DBQueryError"), WikiUnreachable, id="database"),
        pytest.param(refused("readonly"), WikiSlow, id="read only"),
        pytest.param(refused("ratelimited"), WikiSlow, id="rate limit"),
        pytest.param(Reply(b"<html>Welcome</html>"), WikiNotUnderstood, id="HTML"),
        pytest.param(Reply(b'{"query": {"users": ['), WikiNotUnderstood, id="half of it"),
        pytest.param(Reply(b"[]"), WikiNotUnderstood, id="a list"),
        pytest.param(Reply(b"null"), WikiNotUnderstood, id="null"),
        pytest.param(Reply(b"\xff\xfe\x00"), WikiNotUnderstood, id="bytes"),
        pytest.param(Reply(b""), WikiNotUnderstood, id="nothing"),
        pytest.param(Reply(b"Not found", 404), WikiNotUnderstood, id="404"),
        pytest.param(
            Reply(b"", 301, {"Location": "https://other.example/"}), WikiNotUnderstood, id="moved"
        ),
        pytest.param(told({"errors": "none"}), WikiNotUnderstood, id="errors of a strange shape"),
        pytest.param(told({"errors": []}), WikiNotUnderstood, id="no errors at all"),
        pytest.param(told({"query": None}), WikiNotUnderstood, id="no query"),
        pytest.param(
            told({"query": {"users": 7}}), WikiNotUnderstood, id="users of a strange kind"
        ),
        pytest.param(
            told({"query": {"users": [{"userid": "x"}]}}), WikiNotUnderstood, id="no number"
        ),
        pytest.param(told({"query": {"users": []}}), NoSuchAccount, id="nobody"),
        pytest.param(Reply(b"Forbidden", 403), WikiRefusesUs, id="403"),
        pytest.param(refused("permissiondenied"), WikiRefusesUs, id="right missing"),
        pytest.param(refused("readapidenied"), WikiRefusesUs, id="private wiki"),
        pytest.param(refused("abusefilter-disallowed"), WikiSaysNo, id="filter"),
        pytest.param(refused("something-new"), WikiSaysNo, id="unheard of"),
    ],
)
def test_trouble_is_sorted_by_what_can_be_done(client, liar, reply, error):
    liar.says(reply)
    with pytest.raises(error) as refusal:
        client.account(7)
    assert type(refusal.value) is error


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (WikiUnreachable, True),
        (WikiSlow, True),
        (WikiNotUnderstood, True),
        (WikiRefusesUs, False),
        (WikiSaysNo, False),
        (WikiCannot, False),
    ],
)
def test_trouble_says_whether_waiting_helps(error, passing):
    assert issubclass(error, WikiTrouble)
    assert error.passing is passing


def test_the_wiki_s_own_words_are_kept(client, liar):
    liar.says(refused("abusefilter-disallowed", "No links, please."))
    with pytest.raises(WikiSaysNo) as refusal:
        client.account(7)
    assert refusal.value.detail == {
        "wiki_code": "abusefilter-disallowed",
        "text": "No links, please.",
    }


def test_of_several_reasons_the_missing_right_counts(client, liar):
    reasons = [{"code": "cantcreate", "text": "a"}, {"code": "strange", "text": "b"}]
    liar.says(told({"errors": reasons[::-1]}))
    with pytest.raises(WikiRefusesUs) as refusal:
        client.account(7)
    assert refusal.value.detail["wiki_code"] == "cantcreate"


def test_an_answer_without_end_is_not_read(client, liar, monkeypatch):
    monkeypatch.setattr("comity.wikis.mediawiki.connection.MOST_BYTES", 1000)
    liar.says(Reply(b'{"query": "' + b"x" * 5000 + b'"}'))
    with pytest.raises(WikiNotUnderstood):
        client.account(7)


def test_nothing_of_ours_stands_in_the_address(client, liar):
    liar.says(PERSON)
    client.account_named("Ferron")
    _, sent = liar.requests[-1]
    assert sent["ususers"] == "\x1fFerron"
    assert sent["maxlag"] == "5"
    assert sent["errorformat"] == "plaintext"


def test_a_token_goes_in_the_header_and_names_its_account(call, liar):
    liar.says(told({"query": {"userinfo": {"id": 1, "name": "Keeper"}}}), PERSON)
    call(liar.api_url, BearerToken("key to the gate")).account(7)
    assert [headers["Authorization"] for headers, _ in liar.requests] == (
        ["Bearer key to the gate"] * 2
    )
    assert liar.requests[0][1]["assert"] == "user"
    assert liar.requests[1][1]["assertuser"] == "Keeper"


@pytest.mark.parametrize(
    "reply",
    [
        refused("mwoauth-invalid-authorization"),
        refused("assertuserfailed"),
        Reply(b"", 401),
    ],
)
def test_a_token_that_ran_out_is_refused(call, liar, reply):
    liar.says(reply)
    with pytest.raises(WikiRefusesUs):
        call(liar.api_url, BearerToken("key to the gate")).account(7)


def test_a_login_that_is_tried_too_often_is_slow(call, liar):
    told_why = {"code": "login-throttled", "text": "Wait."}
    liar.says(LOGIN[0], told({"login": {"result": "Failed", "reason": told_why}}))
    with pytest.raises(WikiSlow):
        call(liar.api_url, BOT).account(7)


@pytest.mark.parametrize(
    "answer",
    [{"login": {"result": "Aborted", "reason": "No."}}, {"login": {"result": "NeedToken"}}],
)
def test_a_login_that_fails_in_an_old_way_is_refused(call, liar, answer):
    liar.says(LOGIN[0], told(answer))
    with pytest.raises(WikiRefusesUs) as refusal:
        call(liar.api_url, BOT).account(7)
    assert refusal.value.detail["wiki_code"] == "login-failed"


def test_a_session_that_is_lost_twice_is_refused(call, liar):
    lost = refused("assertnameduserfailed")
    liar.says(*LOGIN, lost, *LOGIN, lost)
    with pytest.raises(WikiRefusesUs):
        call(liar.api_url, BOT).account(7)
    assert len(liar.requests) == 6


def test_a_token_that_is_bad_twice_is_refused(client, liar):
    bad = refused("badtoken")
    liar.says(PERSON, NO_BLOCKS, CSRF, bad, CSRF, bad)
    with pytest.raises(WikiRefusesUs):
        client.block(ORDER)
    assert len(liar.requests) == 6


def test_the_password_is_not_shown():
    assert "secret" not in repr(BOT)
    assert "gate" not in repr(BearerToken("key to the gate"))


def test_a_change_that_may_have_happened_is_not_sent_twice(client, liar, pauses):
    for reply in (Reply(b"", 502), Reply(b"", 503, {"Retry-After": "1"})):
        liar.says(PERSON, NO_BLOCKS, CSRF, reply)
        liar.requests.clear()
        client._wiki._tokens.clear()
        with pytest.raises(WikiTrouble) as trouble:
            client.block(ORDER)
        assert trouble.value.passing
        assert [sent["action"] for _, sent in liar.requests].count("block") == 1
    assert pauses == []


def test_a_change_that_a_lagging_wiki_did_not_make_is_sent_again(client, liar, pauses):
    stands = {
        "id": 4,
        "userid": 7,
        "by": "Keeper",
        "timestamp": "2026-11-21T09:00:00Z",
        "expiry": "2031-03-01T00:00:00Z",
        "nocreate": False,
        "noemail": False,
        "allowusertalk": True,
        "autoblock": False,
        "restrictions": [],
    }
    lines = told({"query": {"logevents": []}})
    liar.says(
        *(PERSON, NO_BLOCKS, CSRF, refused("maxlag"), told({"block": {}})),
        *(PERSON, told({"query": {"blocks": [stands]}}), PERSON, lines),
    )
    placed = client.block(ORDER)
    assert placed.block.id == 4
    assert placed.log_id is None
    assert pauses == [1]


def test_a_wiki_that_says_yes_and_does_nothing_is_found_out(client, liar):
    liar.says(PERSON, NO_BLOCKS, CSRF, told({"block": {}}), PERSON, NO_BLOCKS)
    with pytest.raises(BlockedDifferently) as refusal:
        client.block(ORDER)
    assert refusal.value.detail["differences"] == ["absent"]


def test_an_account_that_somebody_blocks_in_between_is_read_back(client, liar):
    liar.says(PERSON, NO_BLOCKS, CSRF, refused("alreadyblocked"), PERSON, NO_BLOCKS)
    with pytest.raises(BlockedDifferently):
        client.block(ORDER)
