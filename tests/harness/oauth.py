"""A site that says who somebody is: OAuth 2 as MediaWiki's Extension:OAuth speaks it, strictly.

Debian's MediaWiki lacks the extension, so this stands in for it. It is a web server of its own and
takes nothing on trust: the client, its secret, the exact address to return to, PKCE, and codes
that serve once and soon expire. It can also be told to lie.
"""

import base64
import hashlib
import json
import secrets
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "a client of the harness", "a secret of the harness"


@dataclass
class Grant:
    """A code that was given out, and what it is good for."""

    account: tuple
    redirect_uri: str
    challenge: str
    used: bool = False
    expired: bool = False


@dataclass
class PaperProvider:
    """A site with accounts, as one test needs it.

    Attributes:
        account: number and name of whoever sits at the browser there.
        profile: what is said of them besides.
        lies: how the next answers go wrong: ``slow``, ``huge``, ``broken``, ``no_json``,
            ``a_list``, ``no_token``, ``drips``; or nothing.
        told: every question that came, as method and path.
        tokens: every token that was given out.
    """

    account: tuple = (4711, "Grey heron")
    profile: dict = field(default_factory=dict)
    lies: str = ""
    returns_to: str = "http://localhost:8000/arrive/wiki/"
    told: list = field(default_factory=list)
    tokens: dict = field(default_factory=dict)
    grants: dict = field(default_factory=dict)

    def __post_init__(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                sent = {k: v[-1] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
                site.told.append(f"POST {self.path}")
                self.say(*site.trade(sent))

            def do_GET(self):
                site.told.append(f"GET {self.path}")
                self.say(*site.tell(self.headers.get("Authorization", "")))

            def say(self, status, what):
                body = site.spoiled(json.dumps(what).encode())
                self.send_response(HTTP_OF_LIES.get(site.lies, status))
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if site.lies == "slow":
                    site.leave.wait(5)
                try:
                    self.wfile.write(body[:10])
                    if site.lies == "drips":
                        while not site.leave.wait(0.02):
                            self.wfile.write(b" ")
                    self.wfile.write(body[10:])
                except OSError:
                    """Whoever asked has given up."""

            def log_message(self, *_):
                """Say nothing."""

        self.leave = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.rest_url = f"http://127.0.0.1:{self._server.server_address[1]}/w/rest.php"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.leave.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def agree(self, address, *, state=None):
        """Let whoever sits at the browser agree, and give the address they are sent back to."""
        parts = urlsplit(address)
        asked = {k: v[-1] for k, v in parse_qs(parts.query).items()}
        assert address.startswith(f"{self.rest_url}/oauth2/authorize?")
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["redirect_uri"] == self.returns_to, "this address is not registered"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        grant = Grant(self.account, asked["redirect_uri"], asked["code_challenge"])
        self.grants[code] = grant
        answer = {"code": code, "state": asked["state"] if state is None else state}
        return f"{urlsplit(self.returns_to).path}?{urlencode(answer)}"

    def decline(self, address):
        """Let them decline."""
        asked = parse_qs(urlsplit(address).query)
        answer = {"error": "access_denied", "state": asked["state"][-1]}
        return f"{urlsplit(self.returns_to).path}?{urlencode(answer)}"

    def trade(self, sent):
        """Give a token for a code, if everything fits."""
        grant = self.grants.get(sent.get("code"))
        if (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        fits = (
            grant is not None
            and not grant.used
            and not grant.expired
            and sent.get("grant_type") == "authorization_code"
            and sent.get("redirect_uri") == grant.redirect_uri
            and challenge == grant.challenge
        )
        if not fits:
            return 400, {"error": "invalid_grant"}
        grant.used = True
        token = secrets.token_urlsafe(16)
        self.tokens[token] = grant.account
        if self.lies == "no_token":
            return 200, {"token_type": "Bearer"}
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600}

    def tell(self, authorization):
        """Say whose a token is."""
        account = self.tokens.get(authorization.removeprefix("Bearer "))
        if account is None:
            return 401, {"error": "invalid_token"}
        number, name = account
        return 200, {"sub": number, "username": name, "editcount": 12, **self.profile}

    def spoiled(self, body):
        """Spoil an answer."""
        match self.lies:
            case "huge":
                return b'{"sub": "' + b"1" * 10_000_000 + b'"}'
            case "no_json":
                return b"<html>it works</html>"
            case "a_list":
                return b"[" * 50_000
            case _:
                return body


HTTP_OF_LIES = {"broken": 500, "moved": 302}
