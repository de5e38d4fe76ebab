"""Everything that is read from a wiki."""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Self

from comity.wikis.errors import NoSuchAccount, NoSuchPage, NoSuchRevision
from comity.wikis.mediawiki import answers
from comity.wikis.mediawiki.answers import Json, understanding
from comity.wikis.mediawiki.connection import Connection, Credentials, Patience
from comity.wikis.rules import (
    AccountFacts,
    Beside,
    Block,
    Capabilities,
    Contribution,
    Evidence,
    Pointer,
    Rename,
    Revision,
    SiteFacts,
)

ABOUT_ACCOUNTS = "blockinfo|editcount|groups|registration|emailable"
ABOUT_BLOCKS = "id|user|userid|by|timestamp|expiry|reason|flags|restrictions"
ABOUT_REVISIONS = "ids|timestamp|user|userid|comment|content|sha1"
MOST_RENAMES = 20  # in the life of one account; more is a loop
PATIENT = Patience()


class Reader:
    """One login on one wiki, as far as it reads."""

    def __init__(
        self,
        api_url: str,
        credentials: Credentials | None,
        *,
        patience: Patience = PATIENT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare; nothing is sent before the first question.

        Args:
            api_url: of ``api.php``.
            credentials: None reads as a stranger and can write nothing.
            patience: how long to put up with the wiki.
            sleep: waits that many seconds between two tries.
        """
        self.api_url = api_url
        self._wiki = Connection(api_url, credentials, patience=patience, sleep=sleep)

    def __enter__(self) -> Self:
        """Use it as a context, so that its sockets are closed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the sockets."""
        self._wiki.close()

    @property
    def login(self) -> str:
        """The name of the account behind our login; empty if we have none."""
        return self._wiki.login

    def site(self) -> SiteFacts:
        """Ask the wiki about itself."""
        with understanding():
            siprop = "general|namespaces|namespacealiases|specialpagealiases"
            return answers.site(self._query(meta="siteinfo", siprop=siprop))

    def capabilities(self) -> Capabilities:
        """Find out what this wiki and our login on it can do."""
        with understanding():
            query = self._query(
                meta="siteinfo|userinfo",
                siprop="extensions|specialpagealiases",
                uiprop="rights|email",
            )
            modules = self._wiki.ask("paraminfo", modules="block|query+logevents")
            return answers.capabilities(self._wiki.login, query, modules)

    def account(self, number: int) -> AccountFacts:
        """Ask about the account with this number, whatever its name is now.

        Raises:
            NoSuchAccount: there is none.
        """
        return self._account(number, ususerids=number)

    def account_named(self, name: str) -> AccountFacts:
        """Ask about the account that has this name now.

        Raises:
            NoSuchAccount: there is none; an earlier name does not count.
        """
        return self._account(name, ususers=[name])

    def accounts_ever_named(self, name: str) -> list[AccountFacts]:
        """Ask for every account that has or had this name, the present one first.

        A name can be given up by one person and taken by another, so there may be several.
        """
        found = []
        try:
            found.append(self.account_named(name))
            name = found[0].name
        except NoSuchAccount:
            pass
        for former in self._renamed_from(name):
            try:
                account = self.account_named(self._latest_name(former))
            except NoSuchAccount:
                continue
            if account not in found:
                found.append(account)
        return found

    def renames(self, since: datetime) -> list[Rename]:
        """Read the rename log from a moment on, oldest first."""
        return self._renames(lestart=stamp(since), ledir="newer")

    def pages(self, titles: Iterable[str]) -> dict[str, int]:
        """Find the numbers of pages, which stay when a page is moved.

        Returns:
            The number by title, as each was given.

        Raises:
            NoSuchPage: one of them does not exist.
        """
        return {title: self._page_number(title) for title in titles}

    def page_titles(self, numbers: Iterable[int]) -> dict[int, str]:
        """Find the present titles of pages.

        Raises:
            NoSuchPage: one of them does not exist any more.
        """
        wanted = sorted(numbers)
        if not wanted:
            return {}
        with understanding():
            titles: dict[int, str] = {}
            for page in self._query(pageids=wanted)["pages"]:
                if "missing" in page:
                    raise NoSuchPage(page=page["pageid"])
                titles[int(page["pageid"])] = str(page["title"])
            return titles

    def revision(self, number: int) -> Revision:
        """Fetch one revision with its text.

        Raises:
            NoSuchRevision: there is none, or none that our login may know of.
            RevisionHidden: our login may not read its text.
        """
        with understanding():
            found = self._one_revision(
                number, "revisions", revids=number, rvprop=ABOUT_REVISIONS, rvslots="main"
            ) or self._deleted_revision(number)
        if found is None:
            raise NoSuchRevision(revision=number)
        return found

    def evidence(self, pointer: Pointer) -> Evidence:
        """Fetch an edit, and what it is compared with.

        Raises:
            NoSuchRevision: one of the two does not exist, or our login may not know of it.
            RevisionHidden: our login may not read the text of one of the two.
        """
        named = self.revision(pointer.revision)
        match pointer.beside:
            case Beside.NOTHING:
                return Evidence(named, None)
            case Beside.PREVIOUS:
                return Evidence(named, self.revision(named.parent) if named.parent else None)
            case Beside.NEXT:
                return Evidence(self.revision(self._next(named)), named)
            case Beside.CURRENT:
                return Evidence(self.revision(self._current(named)), named)
            case older:
                return Evidence(named, self.revision(older))

    def contributions(
        self, account: int, since: datetime, *, most: int = 500
    ) -> list[Contribution]:
        """List what an account has edited from a moment on, oldest first, at most so many."""
        with understanding():
            answer = self._query(
                list="usercontribs",
                ucuserids=account,
                ucstart=stamp(since),
                ucdir="newer",
                uclimit=most,
                ucprop="ids|title|timestamp|comment",
            )
            # An edit whose author is hidden carries no number, and proves nothing.
            listed = [edit for edit in answer["usercontribs"] if "userid" in edit]
            return [answers.contribution(edit) for edit in listed]

    def blocks(self, account: int) -> list[Block]:
        """Read back every block of an account that stands."""
        name = self.account(account).name
        with understanding():
            answer = self._query(list="blocks", bkusers=[name], bkprop=ABOUT_BLOCKS, bklimit="max")
            found = [answers.block(each) for each in answer["blocks"]]
        return [block for block in found if block.account == account]

    def _query(self, **parameters: object) -> Json:
        """Ask a query that fits into one answer."""
        answer: Json = self._wiki.ask("query", **parameters).get("query", {})
        return answer

    def _account(self, asked: object, **which: object) -> AccountFacts:
        with understanding():
            answer = self._query(list="users", usprop=ABOUT_ACCOUNTS, **which)
            users = answer.get("users", [])
            if not users or "userid" not in users[0] or "missing" in users[0]:
                raise NoSuchAccount(account=asked)
            return answers.account(users[0])

    def _renames(self, **which: object) -> list[Rename]:
        """Read the rename log, oldest first; a wiki without one has no renames."""
        with understanding():
            lines = [
                answers.rename(line)
                for page in self._wiki.pages_of(
                    list="logevents",
                    letype="renameuser",
                    leprop="ids|title|timestamp|details",
                    lelimit="max",
                    **which,
                )
                for line in page.get("logevents", ())
            ]
        found = [line for line in lines if line is not None]
        return sorted(found, key=lambda line: (line.at, line.log_id))

    def _renamed_from(self, name: str) -> list[Rename]:
        """Read how accounts with this name were renamed."""
        return self._renames(letitle=f"User:{name}")

    def _latest_name(self, rename: Rename) -> str:
        """Follow one account from a rename to the name it has now."""
        for _ in range(MOST_RENAMES):
            later = [line for line in self._renamed_from(rename.new) if line.log_id > rename.log_id]
            if not later:
                break
            rename = later[0]
        return rename.new

    def _page_number(self, title: str) -> int:
        with understanding():
            page = self._query(titles=[title])["pages"][0]
            # Missing pages, titles that cannot be, and special pages all have no number.
            if not (number := page.get("pageid")):
                raise NoSuchPage(page=title)
            return int(number)

    def _one_revision(self, number: int, prop: str, **parameters: object) -> Revision | None:
        """Find one revision among what the wiki returns."""
        for page in self._query(prop=prop, **parameters).get("pages", ()):
            for found in page.get(prop, ()):
                if found.get("revid") == number:
                    deleted = prop == "deletedrevisions"
                    return answers.revision(page, found, deleted=deleted)
        return None

    def _deleted_revision(self, number: int) -> Revision | None:
        """Find a revision of a deleted page, which takes rights that we may not have."""
        rights = self._query(meta="userinfo", uiprop="rights")["userinfo"]["rights"]
        if not {"deletedhistory", "deletedtext"} <= set(rights):
            return None
        return self._one_revision(
            number, "deletedrevisions", revids=number, drvprop=ABOUT_REVISIONS, drvslots="main"
        )

    def _next(self, revision: Revision) -> int:
        """Find the number of the revision after this one."""
        numbers = self._numbers(revision.page_id, rvstartid=revision.id, rvdir="newer", rvlimit=2)
        if len(numbers) < 2:  # noqa: PLR2004 -- this one and the next
            raise NoSuchRevision(revision=revision.id)
        return numbers[1]

    def _current(self, revision: Revision) -> int:
        """Find the number of the latest revision of the same page."""
        numbers = self._numbers(revision.page_id, rvlimit=1)
        if not numbers:
            raise NoSuchRevision(revision=revision.id)
        return numbers[0]

    def _numbers(self, page: int, **which: object) -> list[int]:
        with understanding():
            found = self._query(pageids=page, prop="revisions", rvprop="ids", **which)
            return [int(each["revid"]) for each in found["pages"][0].get("revisions", ())]


def stamp(moment: datetime) -> str:
    """Write a moment as MediaWiki reads it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
