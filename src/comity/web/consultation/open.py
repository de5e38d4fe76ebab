"""What is open for comment, for pages about other things."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from comity.consultation.queries.rounds import open_for_comment
from comity.web.consultation.rounds import told
from comity.web.consultation.rounds.told import Said

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Open:
    """A consultation in which people can take part now, and until when."""

    title: Said
    url: str
    closes: datetime


def consulting(community_ids: Iterable[str] | None = None) -> list[Open]:
    """List what is open for comment, what closes soonest first.

    Args:
        community_ids: whose; None for everybody's.
    """
    return [
        Open(
            told.said(one.title, one.source_language),
            told.consultation_url(one.id),
            min(round_.closes for round_ in one.open_rounds),
        )
        for one in open_for_comment(community_ids, most=MOST_SHOWN)
    ]
