"""Reading about many at once: the groups of a wiki, and everybody who edited lately."""

from collections.abc import Iterable
from datetime import datetime

from comity.wikis.mediawiki import answers
from comity.wikis.mediawiki.answers import understanding
from comity.wikis.mediawiki.reading import ABOUT_ACCOUNTS, Reader, stamp
from comity.wikis.rules import AccountFacts, Editors, Survey

AT_ONCE = 50  # accounts in one question; more needs a right that few logins have


class Surveyor(Reader):
    """One login on one wiki, as far as it reads about many at once."""

    def survey(self) -> Survey:
        """Ask who may do what, and what our own account may do with groups."""
        with understanding():
            # Wikis that know no passing accounts leave the last part of the question out.
            return answers.survey(
                self._query(
                    meta="siteinfo|userinfo",
                    siprop="general|usergroups|autocreatetempuser",
                    uiprop="changeablegroups|blockinfo",
                )
            )

    def accounts(self, numbers: Iterable[int]) -> dict[int, AccountFacts]:
        """Ask about many accounts by number; those that are not there are left out."""
        wanted = sorted(set(numbers))
        found: dict[int, AccountFacts] = {}
        for start in range(0, len(wanted), AT_ONCE):
            with understanding():
                some = wanted[start : start + AT_ONCE]
                users = self._query(list="users", ususerids=some, usprop=ABOUT_ACCOUNTS)["users"]
                here = [one for one in users if "missing" not in one and "name" in one]
                found |= {facts.id: facts for facts in map(answers.account, here)}
        return found

    def recent_editors(self, since: datetime, *, most: int) -> Editors:
        """Read who has edited since a moment, from the newest edit back; bots do not count.

        Args:
            since: the moment.
            most: edits after which to stop, so that a large wiki is not read for hours.
        """
        accounts: set[int] = set()
        read = without = 0
        reached, complete = since, True
        pages = self._wiki.pages_of(
            list="recentchanges",
            rctype="edit|new",
            rcshow="!bot",
            rcprop="userid|timestamp",
            rcend=stamp(since),
            rclimit="max",
        )
        for page in pages:
            with understanding():
                for change in page["recentchanges"]:
                    read += 1
                    reached = answers.moment(change["timestamp"])
                    # An edit whose author is hidden carries no number, and tells of nobody.
                    number = change.get("userid")
                    accounts |= {int(number)} if number else set()
                    without += number == 0
            if read >= most:
                complete = False
                break
        return Editors(
            accounts=frozenset(accounts),
            without_account=without,
            since=since if complete else reached,
            complete=complete,
        )

    def joined(self, since: datetime, *, most: int) -> frozenset[int]:
        """List the accounts that people made since a moment, the newest first, until so many."""
        found: set[int] = set()
        for page in self._wiki.pages_of(
            list="logevents",
            letype="newusers",
            leprop="type|details",
            leend=stamp(since),
            lelimit="max",
        ):
            with understanding():
                # An account that came along from another wiki of the family is not new to it.
                made = [one for one in page["logevents"] if one.get("action") != "autocreate"]
                numbers = (one.get("params", {}).get("userid") for one in made)
                found |= {int(number) for number in numbers if number}
            if len(found) >= most:
                break
        return frozenset(found)
