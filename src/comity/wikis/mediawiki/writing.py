"""Everything that is changed on a wiki. Each method reads first, so that asking twice is safe."""

import re
from collections.abc import Container
from dataclasses import dataclass

from comity.wikis.errors import (
    BlockedDifferently,
    CannotBeEmailed,
    WikiCannot,
    WikiRefusesUs,
    WikiSaysNo,
)
from comity.wikis.mediawiki.answers import understanding
from comity.wikis.mediawiki.reading import stamp
from comity.wikis.mediawiki.surveying import Surveyor
from comity.wikis.rules import Block, BlockOrder, Lifted, Placed, closest, standing

MARKER = re.compile(r"[A-Za-z0-9:]{8,64}", re.ASCII)
OWN_REVISIONS = 5  # that are looked through for a message that was removed since
UNREACHABLE_PEOPLE = frozenset({"noemail", "nowikiemail", "noemailtext", "nowikiemailtext"})


BLOCK_ACTIONS = frozenset({"block", "reblock", "unblock"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the block log."""

    log_id: int
    action: str


@dataclass(frozen=True, slots=True)
class Posted:
    """The proof that a message stands in the history of a talk page.

    Attributes:
        revision: that added it, on the wiki.
        already: whether it was there before we asked, so that nothing was done.
    """

    revision: int
    already: bool


class MediaWiki(Surveyor):
    """One login on one wiki: a synchronous, typed client of the Action API.

    Every method raises ``WikiTrouble`` of one kind or another if it cannot do its work; its
    own docstring names only what is particular to it.
    """

    def message(self, account: int, *, heading: str, text: str, marker: str) -> Posted:
        """Leave a message on somebody's talk page, once.

        Args:
            account: the number of the account.
            heading: of the new section, and the summary of the edit.
            text: wikitext, without a signature.
            marker: 8 to 64 letters, digits and colons, that no other message has. Whoever
                edits the page can see it, so it tells nothing.

        Raises:
            ValueError: the marker is no such text.
            NoSuchAccount: there is none with this number.
            WikiCannot: the talk page is no plain page.
        """
        if not MARKER.fullmatch(marker):
            message = "a marker is 8 to 64 letters, digits and colons"
            raise ValueError(message)
        page = f"User talk:{self.account(account).name}"
        hidden = f"<!-- {marker} -->"
        if (revision := self._own_revision_with(page, hidden)) is not None:
            return Posted(revision, already=True)
        with understanding():
            answer = self._wiki.tell(
                "edit",
                title=page,
                section="new",
                sectiontitle=heading,
                text=f"{text}\n\n~~~~ {hidden}",
                redirect=True,
            )["edit"]
            if answer.get("result") != "Success":
                raise WikiSaysNo(wiki_code="edit-failed", text=", ".join(sorted(answer)))
            return Posted(int(answer["newrevid"]), already=False)

    def email(self, account: int, *, subject: str, text: str) -> None:
        """Write to somebody through the wiki.

        No wiki keeps a list of such letters, so this alone cannot be asked whether it was
        done. If it ends in ``WikiSlow`` the letter may be on its way.

        Raises:
            NoSuchAccount: there is none with this number.
            CannotBeEmailed: they have no confirmed address, or want no mail.
            WikiCannot: nobody can be written to on this wiki.
        """
        facts = self.account(account)
        if not facts.emailable:
            raise CannotBeEmailed
        try:
            answer = self._wiki.tell("emailuser", target=facts.name, subject=subject, text=text)
        except WikiSaysNo as error:
            if error.detail["wiki_code"] in UNREACHABLE_PEOPLE:
                raise CannotBeEmailed from None
            if error.detail["wiki_code"] == "usermaildisabled":
                raise WikiCannot(capability="email") from None
            raise
        with understanding():
            told = answer["emailuser"]
            if told["result"] == "Failure":
                first = (told.get("errors") or [{}])[0]
                raise WikiSaysNo(
                    wiki_code=str(first.get("code", "email-failed")),
                    text=str(first.get("text", "")),
                )

    def block(self, order: BlockOrder, *, replace: bool = False) -> Placed:
        """Make sure that this block stands, and read it back.

        Args:
            order: the block as it should be.
            replace: whether to change another block into this one where a wiki can hold
                only one.

        Raises:
            NoSuchAccount: there is no such account.
            NoSuchPage: a page of the order is gone.
            WikiCannot: the wiki has no partial blocks.
            BlockedDifferently: another block stands and may not be replaced, or the wiki
                made something else of the order.
        """
        found = self.blocks(order.account)
        if (stands := standing(order, found)) is not None:
            return Placed(stands, self._log_id(stands), already=True)
        can = self.capabilities() if found or order.partial else None
        if can is not None and order.partial and not can.partial_blocks:
            raise WikiCannot(capability="partial_blocks")
        one_more = bool(found) and can is not None and can.several_blocks
        if found and not one_more and not replace:
            raise BlockedDifferently(differences=sorted(closest(order, found)))
        self._place(order, newblock=one_more, reblock=bool(found) and not one_more)
        stands = standing(order, found := self.blocks(order.account))
        if stands is None:
            raise BlockedDifferently(differences=sorted(closest(order, found)))
        return Placed(stands, self._log_id(stands), already=False)

    def unblock(self, order: BlockOrder, *, reason: str) -> Lifted:
        """Make sure that a block which was ordered does not stand any more.

        Args:
            order: the block as it was asked for. Only exactly this one is lifted.
            reason: public, on the wiki.

        Raises:
            NoSuchAccount: there is no such account.
            BlockedDifferently: a block stands that is not the one ordered: somebody else
                has changed it, and must be asked.
        """
        found = self.blocks(order.account)
        if not found:
            return Lifted(self._unblock_log_id(order.account), already=True)
        stands = standing(order, found)
        if stands is None:
            raise BlockedDifferently(differences=sorted(closest(order, found)))
        with understanding():
            self._wiki.tell("unblock", id=stands.id, reason=reason)
        if any(block.id == stands.id for block in self.blocks(order.account)):
            raise WikiSaysNo(wiki_code="still-blocked", text="")
        return Lifted(self._unblock_log_id(order.account), already=False)

    def set_member(self, account: int, group: str, *, member: bool, reason: str) -> bool:
        """Make sure that an account is in a group, or is not; no other group is touched.

        Args:
            account: its number, which stays when it is renamed.
            group: as the wiki names it.
            member: whether it should be in it.
            reason: public, in the wiki's log.

        Returns:
            Whether anything had to be changed.

        Raises:
            NoSuchAccount: there is none with this number.
            WikiRefusesUs: our login may not change this group, or there is none.
        """
        if (group in self.account(account).groups) is member:
            return False
        self._wiki.tell(
            "userrights",
            user=f"#{account}",
            add=[group] if member else False,
            remove=False if member else [group],
            reason=reason,
        )
        # Where we may not change a group, wikis say yes and leave it as it is.
        if (group in self.account(account).groups) is not member:
            raise WikiRefusesUs(wiki_code="group-unchanged", text="")
        return True

    def _place(self, order: BlockOrder, *, newblock: bool, reblock: bool) -> None:
        """Ask for the block."""
        titles = self.page_titles(order.pages)
        try:
            self._wiki.tell(
                "block",
                user=f"#{order.account}",
                reason=order.reason,
                expiry="infinite" if order.expires_at is None else stamp(order.expires_at),
                nocreate=not order.account_creation,
                noemail=not order.email,
                allowusertalk=order.own_talk_page,
                autoblock=order.autoblock,
                partial=order.partial,
                pagerestrictions=sorted(titles.values()) or False,
                namespacerestrictions=sorted(order.namespaces) or False,
                newblock=newblock,
                reblock=reblock,
            )
        except WikiSaysNo as error:
            # Somebody was faster: what they placed is compared with the order like any other.
            if error.detail["wiki_code"] != "alreadyblocked":
                raise

    def _log_id(self, block: Block) -> int | None:
        """Find the log line of a block that stands."""
        line = self._newest_line(block.account, by=block.by, actions={"block", "reblock"})
        return None if line is None else line.log_id

    def _unblock_log_id(self, account: int) -> int | None:
        """Find the log line that lifted the latest block; None if it ran out by itself."""
        line = self._newest_line(account)
        return line.log_id if line is not None and line.action == "unblock" else None

    def _newest_line(
        self, account: int, *, by: str | None = None, actions: Container[str] = BLOCK_ACTIONS
    ) -> _Line | None:
        """Find the newest line about an account in the block log."""
        title = f"User:{self.account(account).name}"
        with understanding():
            answer = self._query(
                list="logevents",
                letype="block",
                letitle=title,
                leprop="ids|type|user",
                lelimit=50,
            )
            for line in answer["logevents"]:
                action = str(line.get("action", ""))
                if action in actions and by in {None, line.get("user")}:
                    return _Line(int(line["logid"]), action)
        return None

    def _own_revision_with(self, page: str, hidden: str) -> int | None:
        """Find a revision of ours that holds this text, even if it was removed since.

        Raises:
            WikiCannot: the page is no plain page.
        """
        with understanding():
            answer = self._query(
                titles=[page],
                redirects=True,
                prop="info|revisions",
                rvuser=self._wiki.login,
                rvprop="ids|content",
                rvslots="main",
                rvlimit=OWN_REVISIONS,
            )["pages"][0]
            if answer.get("contentmodel") != "wikitext":
                raise WikiCannot(capability="talk_page")
            for revision in reversed(answer.get("revisions", ())):
                if hidden in revision["slots"]["main"].get("content", ""):
                    return int(revision["revid"])
        return None
