"""One login on one wiki: requests, tokens, patience, and the sorting of what goes wrong."""

import json
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self, cast

import httpx

from comity.wikis.errors import (
    WikiNotUnderstood,
    WikiRefusesUs,
    WikiSaysNo,
    WikiSlow,
    WikiTrouble,
    WikiUnreachable,
)
from comity.wikis.mediawiki.answers import understanding

Answer = Mapping[str, Any]
"""JSON of MediaWiki, format version 2."""

USER_AGENT = "Comity (https://www.mediawiki.org/wiki/API:Etiquette)"
MOST_BYTES = 32 * 1024 * 1024  # two revisions of the longest page, escaped
MOST_LAG = 5  # seconds, as https://www.mediawiki.org/wiki/Manual:Maxlag_parameter advises

TOKENS = {"userrights": "userrights"}
"""Kinds of tokens by action; all others take the common one (API:Tokens)."""
COMMON_TOKEN = "csrf"  # noqa: S105 -- the name of a kind of token

BUSY = frozenset({"maxlag", "readonly", "ratelimited", "actionthrottledtext", "editconflict"})
SESSION_LOST = frozenset(
    {"assertuserfailed", "assertnameduserfailed", "assertbotfailed", "mustbeloggedin"}
)
NOT_ALLOWED = SESSION_LOST | {
    "autoblocked",
    "badaccess-group0",
    "badaccess-groups",
    "badtoken",
    "blocked",
    "cantcreate",
    "cantcreate-anon",
    "cantblock",
    "cantblock-email",
    "globalblocking-ipblocked-range",
    "ipblocked",
    "mailnologin",
    "noedit",
    "noedit-anon",
    "notoken",
    "permissiondenied",
    "readapidenied",
    "systemblocked",
    "writeapidenied",
}


@dataclass(frozen=True, slots=True)
class BotPassword:
    """A login as ``Special:BotPasswords`` gives it: ``Name@app`` and a password."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BearerToken:
    """An OAuth 2 access token of an owner-only consumer."""

    token: str = field(repr=False)


Credentials = BotPassword | BearerToken


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to put up with a wiki.

    Attributes:
        tries: how often to ask when it surely has done nothing yet.
        longest_pause: seconds between two tries, whatever the wiki asks for.
        longest_answer: seconds until an answer must be complete.
        connect: seconds until somebody must have picked up.
    """

    tries: int = 3
    longest_pause: float = 10
    longest_answer: float = 30
    connect: float = 5


class _Busy(Exception):
    """The wiki did nothing and asks us to come back."""

    def __init__(self, seconds: float, then: WikiTrouble) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.then = then


@cache
def _trusted() -> ssl.SSLContext:
    """Say whom to trust. Reading the whole list takes longer than most questions to a wiki."""
    return httpx.create_ssl_context()


class Connection:
    """One login on one wiki."""

    def __init__(
        self,
        api_url: str,
        credentials: Credentials | None,
        *,
        patience: Patience,
        sleep: Callable[[float], None],
    ) -> None:
        """Prepare; nothing is sent before the first question."""
        self._api_url = api_url
        self._credentials = credentials
        self._patience = patience
        self._sleep = sleep
        self._tokens: dict[str, str] = {}
        self._login: str | None = None
        limit = httpx.Timeout(patience.longest_answer, connect=patience.connect)
        self._http = httpx.Client(
            timeout=limit, headers={"User-Agent": USER_AGENT}, verify=_trusted()
        )
        if isinstance(credentials, BearerToken):
            self._http.headers["Authorization"] = f"Bearer {credentials.token}"

    def __enter__(self) -> Self:
        """Use it as a context, so that its sockets are closed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the sockets."""
        self.close()

    def close(self) -> None:
        """Close the sockets."""
        self._http.close()

    @property
    def login(self) -> str:
        """The name of the account behind our login; empty if we have none."""
        if self._credentials is not None and self._login is None:
            self._log_in()
        return self._login or ""

    def ask(self, action: str, **parameters: object) -> Answer:
        """Ask for something that changes nothing.

        Raises:
            WikiTrouble: of one kind or another, by what can be done about it.
        """
        # Reading goes by POST too: the address of a GET, with the names of accounts, would stay
        # in the access logs of the wiki. The header lets a wiki with several sites answer nearby.
        return self._as_ourselves(action, parameters, reading=True)

    def pages_of(self, **parameters: object) -> Iterator[Answer]:
        """Ask a query and go on as long as the wiki says that there is more."""
        more: Mapping[str, object] = {}
        while True:
            answer = self.ask("query", **parameters, **more)
            yield answer.get("query", {})
            if "continue" not in answer:
                return
            more = answer["continue"]

    def tell(self, action: str, **parameters: object) -> Answer:
        """Change something, with the token that proves the wish is ours.

        Raises:
            WikiTrouble: of one kind or another. After ``WikiSlow`` and ``WikiUnreachable`` it
                may have happened all the same.
        """
        renewed, kind = False, TOKENS.get(action, COMMON_TOKEN)
        while True:
            if kind not in self._tokens:
                tokens = self.ask("query", meta="tokens", type=kind)
                with understanding():
                    self._tokens[kind] = str(tokens["query"]["tokens"][f"{kind}token"])
            try:
                return self._as_ourselves(
                    action, {**parameters, "token": self._tokens[kind]}, reading=False
                )
            except WikiRefusesUs as error:
                if renewed or error.detail.get("wiki_code") != "badtoken":
                    raise
                self._tokens.clear()
                renewed = True

    def _as_ourselves(
        self, action: str, parameters: Mapping[str, object], *, reading: bool
    ) -> Answer:
        """Ask under our name, and log in once more if the wiki has forgotten us."""
        if self._credentials is None:
            return self._patiently(action, parameters, reading=reading)
        login = self.login
        try:
            return self._patiently(action, {**parameters, "assertuser": login}, reading=reading)
        except WikiRefusesUs as error:
            lost = error.detail.get("wiki_code") in SESSION_LOST
            if not lost or not isinstance(self._credentials, BotPassword):
                raise
        self._tokens.clear()
        self._log_in()
        if "token" in parameters:
            raise WikiRefusesUs(wiki_code="badtoken", text="")
        return self._patiently(action, {**parameters, "assertuser": login}, reading=reading)

    def _log_in(self) -> None:
        """Log in by bot password, or learn whose token we hold."""
        with understanding():
            if isinstance(self._credentials, BotPassword):
                self._login = self._log_in_as(self._credentials)
            else:
                asked = {"meta": "userinfo", "assert": "user"}
                answer = self._patiently("query", asked, reading=True)
                self._login = str(answer["query"]["userinfo"]["name"])

    def _log_in_as(self, bot: BotPassword) -> str:
        """Log in by bot password, and return the name of the account."""
        self._http.cookies.clear()
        tokens = self._patiently("query", {"meta": "tokens", "type": "login"}, reading=True)
        asked = {
            "lgname": bot.name,
            "lgpassword": bot.password,
            "lgtoken": tokens["query"]["tokens"]["logintoken"],
        }
        answer = self._patiently("login", asked, reading=True)["login"]
        if answer["result"] != "Success":
            raise _refusal(answer.get("reason"))
        return str(answer["lgusername"])

    def _patiently(self, action: str, parameters: Mapping[str, object], *, reading: bool) -> Answer:
        """Ask again while the wiki surely has done nothing, but not for ever."""
        for left in reversed(range(self._patience.tries)):
            try:
                return self._once(action, parameters, reading=reading)
            except _Busy as busy:
                if not left:
                    raise busy.then from None
                self._sleep(min(busy.seconds, self._patience.longest_pause))
        raise WikiSlow

    def _once(self, action: str, parameters: Mapping[str, object], *, reading: bool) -> Answer:
        """Send one request and sort the answer."""
        data = {
            "action": action,
            "format": "json",
            "formatversion": "2",
            "errorformat": "plaintext",
            "errorlang": "en",
            "maxlag": str(MOST_LAG),
        }
        data |= {name: _plain(value) for name, value in parameters.items() if value is not False}
        headers = {"Promise-Non-Write-API-Action": "true"} if reading and action == "query" else {}
        try:
            with self._http.stream("POST", self._api_url, data=data, headers=headers) as response:
                body = self._whole(response)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise _Busy(1, WikiUnreachable()) from None
        except httpx.TimeoutException:
            raise WikiSlow from None
        except (httpx.HTTPError, httpx.InvalidURL):
            if reading:
                raise _Busy(1, WikiUnreachable()) from None
            raise WikiUnreachable from None
        return _sorted(response, body, reading=reading)

    def _whole(self, response: httpx.Response) -> bytes:
        """Read an answer, but neither for ever nor without end."""
        give_up = time.monotonic() + self._patience.longest_answer
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if time.monotonic() > give_up:
                raise WikiSlow
            if len(body) > MOST_BYTES:
                raise WikiNotUnderstood
        return bytes(body)


def _plain(value: object) -> str:
    """Write a parameter as MediaWiki reads it."""
    if value is True:
        return "1"
    if isinstance(value, list | tuple | set | frozenset):
        # The unit separator keeps a bar inside a value from splitting it (API:Data_formats).
        return "".join(f"\x1f{each}" for each in value)
    return str(value)


def _sorted(response: httpx.Response, body: bytes, *, reading: bool) -> Answer:
    """Return a good answer; raise by kind for every other."""
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if isinstance(answer, dict) and "errors" in answer:
        raise _error(answer["errors"], response)
    status = response.status_code
    if status in {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}:
        # Behind a gateway that gave up, a change may be done all the same.
        raise _Busy(_retry_after(response), WikiSlow()) if reading else WikiSlow()
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        raise WikiRefusesUs(wiki_code=f"http-{status}", text=response.reason_phrase)
    if response.is_server_error:
        raise WikiUnreachable
    if not isinstance(answer, dict) or not response.is_success:
        raise WikiNotUnderstood
    return answer


def _error(errors: object, response: httpx.Response) -> Exception:
    """Sort a refusal by what can be done about it."""
    with understanding():
        told = [(str(error["code"]), str(error["text"])) for error in cast("list[Answer]", errors)]
        # A wiki may give several reasons. That it does not let us at all outweighs the others.
        code, text = next((each for each in told if each[0] in NOT_ALLOWED), told[0])
    if code == "maxlag":
        return _Busy(_retry_after(response), WikiSlow())
    if code in BUSY:
        return WikiSlow()
    if code.startswith("internal_api_error"):
        return WikiUnreachable()
    if code in NOT_ALLOWED or code.startswith("mwoauth"):
        return WikiRefusesUs(wiki_code=code, text=text)
    return WikiSaysNo(wiki_code=code, text=text)


def _refusal(reason: object) -> WikiTrouble:
    """Say why a login failed, as the wiki said it."""
    told = reason if isinstance(reason, dict) else {"text": reason}
    if told.get("code") == "login-throttled":
        return WikiSlow()
    return WikiRefusesUs(
        wiki_code=str(told.get("code", "login-failed")), text=str(told.get("text") or "")
    )


def _retry_after(response: httpx.Response) -> float:
    """Read how many seconds the wiki wants us to stay away."""
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isdecimal() else 1.0
