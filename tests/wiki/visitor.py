"""Somebody who uses the wiki as people do, with name and password. No part of Comity."""

from typing import Any

import httpx


class WikiError(Exception):
    """The wiki refused what a visitor tried."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


class Visitor:
    """A person at the wiki, signed in or not."""

    def __init__(self, api_url: str) -> None:
        self._api_url = api_url
        self._http = httpx.Client(timeout=30)

    def close(self) -> None:
        self._http.close()

    def ask(self, action: str, **parameters: object) -> dict[str, Any]:
        """Send one request to the Action API."""
        data = {
            "action": action,
            "format": "json",
            "formatversion": "2",
            "errorformat": "plaintext",
            **{name: str(value) for name, value in parameters.items()},
        }
        answer = self._http.post(self._api_url, data=data).raise_for_status().json()
        if errors := answer.get("errors"):
            raise WikiError(errors[0]["code"], " ".join(error["text"] for error in errors))
        return answer

    def token(self, kind: str = "csrf") -> str:
        return self.ask("query", meta="tokens", type=kind)["query"]["tokens"][f"{kind}token"]

    def sign_in(self, name: str, password: str) -> None:
        answer = self.ask(
            "clientlogin",
            username=name,
            password=password,
            loginreturnurl=self._api_url,
            logintoken=self.token("login"),
        )["clientlogin"]
        if answer["status"] != "PASS":
            raise WikiError(answer.get("messagecode", answer["status"]), answer.get("message", ""))

    def create_account(self, name: str, password: str) -> int:
        """Make an account and return its number."""
        answer = self.ask(
            "createaccount",
            username=name,
            password=password,
            retype=password,
            createreturnurl=self._api_url,
            createtoken=self.token("createaccount"),
        )["createaccount"]
        if answer["status"] != "PASS":
            raise WikiError(answer.get("messagecode", answer["status"]), answer.get("message", ""))
        users = self.ask("query", list="users", ususers=name)["query"]["users"]
        return int(users[0]["userid"])

    def edit(self, page: str, text: str, summary: str = "") -> int:
        """Replace the text of a page and return the number of the new revision."""
        answer = self.ask("edit", title=page, text=text, summary=summary, token=self.token())
        return int(answer["edit"]["newrevid"])

    def text(self, page: str) -> str:
        """Read a page as it is now; nothing where there is no page."""
        answer = self.ask(
            "query", titles=page, prop="revisions", rvprop="content", rvslots="main", rvlimit=1
        )
        revisions = answer["query"]["pages"][0].get("revisions", [])
        return revisions[0]["slots"]["main"]["content"] if revisions else ""
