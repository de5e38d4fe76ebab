"""Asking another site who somebody is: what is sent, and what is believed."""

import pytest

from comity.people.errors import ProviderRefuses, ProviderTrouble
from comity.people.oauth import PATIENT, Patience, Secrets, account_behind, address_to_ask
from comity.people.rules import AccountRef, Registration
from tests.harness.oauth import CLIENT, SECRET, PaperProvider

BACK = "http://localhost:8000/arrive/wiki/"
HASTY = Patience(whole=0.2, pause=0.1)


@pytest.fixture
def provider():
    with PaperProvider() as running:
        yield running


def site(provider, **changed):
    said = {"rest_url": provider.rest_url, "client_id": CLIENT, "secret": SECRET}
    return Registration(key="wiki", name="Lantern wiki", **{**said, **changed})


def asked(provider, *, back=BACK, verifier="", again=False, patience=PATIENT, **changed):
    """Send somebody there, let them agree, and ask who they are."""
    ours = Secrets()
    registered = site(provider)
    there = provider.agree(address_to_ask(registered, ours, redirect_uri=BACK))
    code = there.partition("code=")[2].partition("&")[0]
    said = {
        "code": code,
        "verifier": verifier or ours.verifier,
        "redirect_uri": back,
        "patience": patience,
    }
    if again:
        account_behind(registered, **said)
    return account_behind(site(provider, **changed), **said)


def test_number_and_name_come_back_and_nothing_else(provider):
    provider.profile = {"email": "heron@lantern.example", "rights": ["block"], "blocked": True}
    assert asked(provider) == AccountRef("wiki", "4711", "Grey heron")
    assert provider.told == [
        "POST /w/rest.php/oauth2/access_token",
        "GET /w/rest.php/oauth2/resource/profile",
    ]


def test_a_name_is_written_as_the_wiki_writes_it(provider):
    provider.account = ("17", "grey_heron")
    assert asked(provider) == AccountRef("wiki", "17", "Grey heron")


def test_every_way_out_has_its_own_secrets():
    one, other = Secrets(), Secrets()
    assert len({one.state, other.state, one.verifier, other.verifier}) == 4
    assert len(one.verifier) >= 43  # RFC 7636, 4.1
    assert one.verifier not in repr(one)


@pytest.mark.parametrize(
    "wrong",
    [
        {"verifier": "of somebody else"},
        {"back": "http://localhost:8000/arrive/other/"},
        {"again": True},
        {"client_id": "somebody else"},
        {"secret": "guessed"},
    ],
)
def test_a_code_serves_once_and_only_whoever_asked_for_it(provider, wrong):
    with pytest.raises(ProviderRefuses):
        asked(provider, **wrong)


def test_a_code_that_is_too_old_is_refused(provider):
    ours = Secrets()
    there = provider.agree(address_to_ask(site(provider), ours, redirect_uri=BACK))
    code = there.partition("code=")[2].partition("&")[0]
    provider.grants[code].expired = True
    with pytest.raises(ProviderRefuses):
        account_behind(
            site(provider),
            code=code,
            verifier=ours.verifier,
            redirect_uri=BACK,
        )


@pytest.mark.parametrize(
    "lie", ["slow", "drips", "huge", "broken", "moved", "no_json", "a_list", "no_token"]
)
def test_a_site_that_lies_is_not_believed_and_not_waited_for(provider, lie):
    provider.lies = lie
    with pytest.raises(ProviderTrouble):
        asked(provider, patience=HASTY)


@pytest.mark.parametrize(
    "account",
    [
        (0, "Grey heron"),
        (-4711, "Grey heron"),
        ("", "Grey heron"),
        ("1e3", "Grey heron"),
        ("٤٧١١", "Grey heron"),
        ("9" * 21, "Grey heron"),
        (None, "Grey heron"),
        (True, "Grey heron"),
        ([4711], "Grey heron"),
        (4711, ""),
        (4711, None),
        (4711, "Grey\x00heron"),
        (4711, "h" * 256),
        (4711, ["Grey heron"]),
    ],
)
def test_an_account_that_cannot_be_is_not_believed(provider, account):
    provider.account = account
    with pytest.raises(ProviderTrouble):
        asked(provider)


def test_a_site_that_is_not_there_is_trouble(provider):
    registered = site(provider, rest_url="http://127.0.0.1:9/w/rest.php")
    with pytest.raises(ProviderTrouble):
        account_behind(registered, code="x", verifier="y", redirect_uri=BACK, patience=HASTY)
