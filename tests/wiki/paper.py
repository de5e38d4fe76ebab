"""A wiki made of paper: a small web server that keeps what the Action API is told.

It knows just enough of MediaWiki for measures and notices to be carried out in any test, without
PHP. That it answers as the real one does is proved by ``test_paper.py``, which runs the same
adapter against both.
"""

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qs

KEEPER = "Keeper"
NOW = datetime(2026, 3, 2, 12, 30, 15, tzinfo=UTC)
RIGHTS = ["block", "blockemail", "edit", "sendemail", "read"]


@dataclass
class PaperUser:
    """An account of the paper wiki."""

    number: int
    name: str
    emailable: bool = False


@dataclass
class PaperWiki:
    """Everything that the wiki knows, and what it was told to refuse."""

    users: list[PaperUser] = field(default_factory=list)
    pages: dict[str, int] = field(default_factory=dict)
    blocks: list[dict] = field(default_factory=list)
    log: list[dict] = field(default_factory=list)
    talk: list[dict] = field(default_factory=list)
    letters: list[dict] = field(default_factory=list)
    edits: list[dict] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __post_init__(self):
        self._numbers = count(100)
        paper = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                sent = parse_qs(self.rfile.read(length).decode())
                body = json.dumps(paper.answer({name: one[-1] for name, one in sent.items()}))
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_):
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.api_url = f"http://127.0.0.1:{self._server.server_address[1]}/api.php"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def user(self, name, *, emailable=False):
        """Make an account."""
        user = PaperUser(next(self._numbers), name, emailable)
        self.users.append(user)
        return user

    def page(self, title):
        """Make a page."""
        return self.pages.setdefault(title, next(self._numbers))

    def edit(self, user, summary, *, at=NOW):
        """Let somebody edit a page."""
        self.edits.append(
            {
                "revid": next(self._numbers),
                "userid": user.number,
                "title": "Lantern",
                "ns": 0,
                "timestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "comment": summary,
            }
        )

    def refuse(self, *actions):
        """Fail from now on at these actions, as a broken database makes a wiki fail."""
        self.refusals = list(actions)

    def answer(self, sent):
        """Answer one request."""
        action = sent["action"]
        if action in self.refusals:
            return _refusal("internal_api_error_DBQueryError")
        if action not in {"query", "login", "paraminfo"}:
            self.told.append(action)
        return getattr(self, f"_{action}")(sent)

    def _login(self, _sent):
        return {"login": {"result": "Success", "lgusername": KEEPER}}

    def _paraminfo(self, _sent):
        block = [
            {"name": name} for name in ("partial", "pagerestrictions", "namespacerestrictions")
        ]
        events = [{"name": "type", "type": ["block"]}]
        return {
            "paraminfo": {
                "modules": [
                    {"path": "block", "parameters": block},
                    {"path": "query+logevents", "parameters": events},
                ]
            }
        }

    def _query(self, sent):
        found = {}
        if sent.get("meta") == "tokens":
            return {"query": {"tokens": {f"{sent['type']}token": "paper+\\"}}}
        if "siteinfo" in sent.get("meta", ""):
            confirmed = [{"realname": "Confirmemail", "aliases": []}]
            about_us = {"id": 1, "name": KEEPER, "rights": RIGHTS, "emailauthenticated": "yes"}
            return {
                "query": {
                    "extensions": [],
                    "specialpagealiases": confirmed,
                    "userinfo": about_us,
                }
            }
        for kind in filter(None, (sent.get("list"), sent.get("prop"))):
            found |= getattr(self, f"_list_{kind.replace('|', '_')}")(sent)
        if not found:
            found = self._list_pages(sent)
        return {"query": found}

    def _list_users(self, sent):
        wanted = [
            user
            for user in self.users
            if str(user.number) == sent.get("ususerids") or user.name in _split(sent.get("ususers"))
        ]
        return {"users": [self._about(user) for user in wanted] or [{"missing": True}]}

    def _about(self, user):
        about = {"userid": user.number, "name": user.name, "editcount": 1}
        standing = [block for block in self.blocks if block["userid"] == user.number]
        if standing:
            about |= {"blockid": standing[0]["id"], "blockpartial": standing[0]["partial"]}
        return about | {"emailable": user.emailable}

    def _list_blocks(self, sent):
        names = _split(sent["bkusers"])
        return {"blocks": [block for block in self.blocks if block["user"] in names]}

    def _list_logevents(self, sent):
        return {"logevents": [line for line in self.log[::-1] if line["title"] == sent["letitle"]]}

    def _list_usercontribs(self, sent):
        mine = [edit for edit in self.edits if str(edit["userid"]) == sent["ucuserids"]]
        return {"usercontribs": [edit for edit in mine if edit["timestamp"] >= sent["ucstart"]]}

    def _list_info_revisions(self, sent):
        title = _split(sent["titles"])[0]
        revisions = [
            {"revid": one["revid"], "slots": {"main": {"content": one["text"]}}}
            for one in self.talk[::-1]
            if one["title"] == title
        ]
        return {"pages": [{"title": title, "contentmodel": "wikitext", "revisions": revisions}]}

    def _list_pages(self, sent):
        titles, numbers = _split(sent.get("titles")), _split(sent.get("pageids"))
        found = [
            {"title": title, "pageid": number, "ns": 0}
            for title, number in self.pages.items()
            if title in titles or str(number) in numbers
        ]
        missing = [{"title": title, "missing": True} for title in titles if title not in self.pages]
        return {"pages": found + missing}

    def _block(self, sent):
        user = next(user for user in self.users if f"#{user.number}" == sent["user"])
        if any(block["userid"] == user.number for block in self.blocks):
            return _refusal("alreadyblocked")
        titles = _split(sent.get("pagerestrictions"))
        block = {
            "id": next(self._numbers),
            "user": user.name,
            "userid": user.number,
            "by": KEEPER,
            "timestamp": NOW.isoformat(),
            "expiry": sent["expiry"],
            "reason": sent["reason"],
            "partial": "partial" in sent,
            "nocreate": "nocreate" in sent,
            "noemail": "noemail" in sent,
            "allowusertalk": "allowusertalk" in sent,
            "autoblock": "autoblock" in sent,
            "restrictions": {
                "pages": [{"id": self.pages[title]} for title in titles],
                "namespaces": [int(one) for one in _split(sent.get("namespacerestrictions"))],
            },
        }
        self.blocks.append(block)
        self._note("block", user)
        return {"block": {"id": block["id"]}}

    def _unblock(self, sent):
        block = next(block for block in self.blocks if str(block["id"]) == sent["id"])
        self.blocks.remove(block)
        self._note("unblock", next(one for one in self.users if one.number == block["userid"]))
        return {"unblock": {}}

    def _note(self, action, user):
        self.log.append(
            {
                "logid": next(self._numbers),
                "action": action,
                "user": KEEPER,
                "title": f"User:{user.name}",
            }
        )

    def _edit(self, sent):
        revision = next(self._numbers)
        self.talk.append({"revid": revision, "title": sent["title"], "text": sent["text"]})
        return {"edit": {"result": "Success", "newrevid": revision}}

    def _emailuser(self, sent):
        self.letters.append({name: sent[name] for name in ("target", "subject", "text")})
        return {"emailuser": {"result": "Success"}}


def _split(value):
    """Read a list as MediaWiki does."""
    if not value:
        return []
    return value[1:].split("\x1f") if value.startswith("\x1f") else value.split("|")


def _refusal(code):
    return {"errors": [{"code": code, "text": "The wiki says why.", "module": "main"}]}
