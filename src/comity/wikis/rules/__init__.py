"""What can be said about wikis without asking one. Plain Python: no tables, no clock, no web."""

from comity.wikis.rules.accounts import AccountFacts, Contribution, Rename, proving
from comity.wikis.rules.blocks import (
    MOST_PAGES,
    Block,
    BlockOrder,
    Difference,
    Lifted,
    Placed,
    closest,
    compare,
    standing,
)
from comity.wikis.rules.capabilities import Capabilities
from comity.wikis.rules.checklist import Found, Line, Met, checklist, usable_now
from comity.wikis.rules.connecting import LONGEST_DOMAIN, LONGEST_URL, belongs, is_domain, usable
from comity.wikis.rules.evidence import (
    Beside,
    Evidence,
    Pointer,
    Revision,
    SiteFacts,
    read_pointer,
)
from comity.wikis.rules.survey import EVERYBODY, GROUP, Editing, Editors, Survey

__all__ = [
    "EVERYBODY",
    "GROUP",
    "LONGEST_DOMAIN",
    "LONGEST_URL",
    "MOST_PAGES",
    "AccountFacts",
    "Beside",
    "Block",
    "BlockOrder",
    "Capabilities",
    "Contribution",
    "Difference",
    "Editing",
    "Editors",
    "Evidence",
    "Found",
    "Lifted",
    "Line",
    "Met",
    "Placed",
    "Pointer",
    "Rename",
    "Revision",
    "SiteFacts",
    "Survey",
    "belongs",
    "checklist",
    "closest",
    "compare",
    "is_domain",
    "proving",
    "read_pointer",
    "standing",
    "usable",
    "usable_now",
]
