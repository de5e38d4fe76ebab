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
from comity.wikis.rules.connecting import LONGEST_URL, usable
from comity.wikis.rules.evidence import (
    Beside,
    Evidence,
    Pointer,
    Revision,
    SiteFacts,
    read_pointer,
)

__all__ = [
    "LONGEST_URL",
    "MOST_PAGES",
    "AccountFacts",
    "Beside",
    "Block",
    "BlockOrder",
    "Capabilities",
    "Contribution",
    "Difference",
    "Evidence",
    "Lifted",
    "Placed",
    "Pointer",
    "Rename",
    "Revision",
    "SiteFacts",
    "closest",
    "compare",
    "proving",
    "read_pointer",
    "standing",
    "usable",
]
