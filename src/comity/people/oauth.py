"""Asking another site who somebody is there.

This is the client's half of OAuth 2's authorization code (RFC 6749, 4.1) with PKCE (RFC 7636,
S256), as MediaWiki's Extension:OAuth speaks it: one address to send people to, one call to trade
the code, one call to read the profile. The token that is traded in lives in one function and is
never kept.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from comity.people.errors import ProviderRefuses, ProviderTrouble
from comity.people.rules import AccountRef, Registration, tidy_name

USER_AGENT = "Comity (https://www.mediawiki.org/wiki/API:Etiquette)"
MOST_BYTES = 64 * 1024
"""Of one answer; a profile with all groups and rights has about 4 KiB."""
LONGEST_NUMBER = 20
LONGEST_NAME = 255  # bytes, as MediaWiki allows


@dataclass(frozen=True, slots=True)
class Patience:
    """How long somebody waits in front of the page.

    Attributes:
        whole: seconds until both answers must be complete.
        pause: seconds without a single byte.
    """

    whole: float = 10
    pause: float = 5


PATIENT = Patience()


@dataclass(frozen=True, slots=True)
class Secrets:
    """What ties an answer to the question: nobody else has seen them.

    Attributes:
        state: comes back with the answer (RFC 6749, 10.12).
        verifier: shows that whoever trades the code is who asked for it (RFC 7636, 4.1).
    """

    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)


def address_to_ask(site: Registration, asked: Secrets, *, redirect_uri: str) -> str:
    """Write the address at which the other site asks somebody whether it may say who they are."""
    digest = hashlib.sha256(asked.verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": site.client_id,
        "redirect_uri": redirect_uri,
        "state": asked.state,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    return f"{site.rest_url}/oauth2/authorize?{urlencode(query)}"


def account_behind(
    site: Registration,
    *,
    code: str,
    verifier: str,
    redirect_uri: str,
    patience: Patience = PATIENT,
) -> AccountRef:
    """Trade a code for the account of whoever brought it, and forget the token.

    Raises:
        ProviderRefuses: the code is not good, or the site does not know us.
        ProviderTrouble: the site cannot be reached, is slow, or answers something else.
    """
    limit = httpx.Timeout(patience.pause)
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "application/json",
        # What is not packed cannot be a small answer that unpacks into a huge one.
        "Accept-Encoding": "identity",
    }
    ends = time.monotonic() + patience.whole
    with httpx.Client(timeout=limit, headers=headers, follow_redirects=False) as http:
        traded = _ask(
            http,
            http.build_request(
                "POST",
                f"{site.rest_url}/oauth2/access_token",
                data={
                    "grant_type": "authorization_code",
                    "code": code,
                    "redirect_uri": redirect_uri,
                    "client_id": site.client_id,
                    "client_secret": site.secret,
                    "code_verifier": verifier,
                },
            ),
            ends,
        )
        token = traded.get("access_token")
        if not isinstance(token, str) or str(traded.get("token_type", "")).lower() != "bearer":
            raise ProviderTrouble
        profile = _ask(
            http,
            http.build_request(
                "GET",
                f"{site.rest_url}/oauth2/resource/profile",
                headers={"Authorization": f"Bearer {token}"},
            ),
            ends,
        )
    return _account(site.key, profile)


def _account(provider: str, profile: Mapping[str, object]) -> AccountRef:
    """Take number and name out of a profile, and nothing else."""
    number, name = str(profile.get("sub", "")), profile.get("username")
    is_number = number.isascii() and number.isdecimal() and 0 < len(number) <= LONGEST_NUMBER
    if not is_number or int(number) == 0 or not isinstance(name, str):
        raise ProviderTrouble
    tidy = tidy_name(name)
    if not tidy or not tidy.isprintable() or len(tidy.encode()) > LONGEST_NAME:
        raise ProviderTrouble
    return AccountRef(provider, str(int(number)), tidy)


def _ask(http: httpx.Client, request: httpx.Request, ends: float) -> Mapping[str, object]:
    try:
        response = http.send(request, stream=True)
        try:
            body = _read(response, ends)
        finally:
            response.close()
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        raise ProviderTrouble from problem
    if response.is_client_error:
        raise ProviderRefuses
    try:
        said = json.loads(body) if response.is_success else None
    except (ValueError, RecursionError) as problem:
        raise ProviderTrouble from problem
    if not isinstance(said, dict):
        raise ProviderTrouble
    return said


def _read(response: httpx.Response, ends: float) -> bytes:
    """Read an answer, as long as it is neither huge nor dripping."""
    body = bytearray()
    for part in response.iter_raw():
        body += part
        if len(body) > MOST_BYTES or time.monotonic() > ends:
            raise ProviderTrouble
    return bytes(body)
