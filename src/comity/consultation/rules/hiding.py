"""Which numbers of a table stay hidden, because so few people stand behind them."""

from collections.abc import Mapping

FEW = 5
"""Below this many people, a number could tell who they are."""

UNSAID = ""
"""The row of those who did not say to which group they belong."""

OTHER = "*"
"""The row of all groups of which nobody said how large they are. That there is such a row must not
tell that somebody is in it, so every table has it."""


def hidden(counts: Mapping[str, int]) -> frozenset[str]:
    """Name the rows of a table that are not shown, while its rows and their sum are known.

    Rows of one to four people are hidden. Others are hidden with them where that is needed so
    that no hidden row can be worked out, even by somebody who knows this rule (complementary cell
    suppression; Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001, 4.2):

    * Where no row has more than five people, all rows are hidden, also the empty ones. A person
      more in one row and less in another would look the same.
    * Where the rows of few are at least two, with at least five people together, and neither all
      of one person nor all of four, moving a person between them would look the same.
    * Else the smallest of the other rows are hidden too. Changing the numbers of the hidden rows
      with each other would look the same, because only the numbers choose which they are.

    Args:
        counts: people by group, also the empty ones; at least two rows.
    """
    few = [count for count in counts.values() if 0 < count < FEW]
    if not few:
        return frozenset()
    if max(counts.values()) <= FEW:
        return frozenset(counts)
    many, together = len(few), sum(few)
    apart = many > 1 and together >= FEW and many < together < (FEW - 1) * many
    most = FEW - 1 if apart else min(count for count in counts.values() if count >= FEW)
    return frozenset(name for name, count in counts.items() if 0 < count <= most)
