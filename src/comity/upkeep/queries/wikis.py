"""The wikis: does each answer, and may our login do there what measures need?"""

from collections.abc import Iterator
from datetime import datetime

from comity.upkeep.rules import Area, Trouble, Weight
from comity.wikis import queries
from comity.wikis.errors import WikiTrouble
from comity.wikis.mediawiki import Patience

ONCE = Patience(tries=1)


def last_known(now: datetime) -> Iterator[Trouble]:
    """Name the wikis that could not be used when they were last asked, and what we may not do."""
    del now
    for wiki in queries.every_wiki():
        where = {"community": wiki.community.slug, "url": wiki.api_url}
        if wiki.trouble:
            yield Trouble(Area.WIKIS, "check_wiki_trouble", Weight.BROKEN, where)
            continue
        if wiki.checked_on is None:
            yield Trouble(Area.WIKIS, "check_wiki_never_asked", detail=where)
            continue
        can = queries.capabilities_of(wiki)
        if not can.can_edit:
            yield Trouble(Area.WIKIS, "check_wiki_no_notices", Weight.BROKEN, where)
        if not can.can_block:
            yield Trouble(Area.WIKIS, "check_wiki_no_blocks", detail=where)


def reachable(now: datetime) -> Iterator[Trouble]:
    """Ask each wiki; nothing that it says is kept."""
    del now
    for wiki in queries.every_wiki():
        try:
            with queries.client_for(wiki, patience=ONCE) as client:
                client.site()
                client.capabilities()
        except WikiTrouble as trouble:
            detail = {"community": wiki.community.slug, "url": wiki.api_url, "code": trouble.code}
            yield Trouble(Area.WIKIS, "check_wiki_away", Weight.BROKEN, detail)
