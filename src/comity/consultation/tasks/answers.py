"""What follows for suggestions when a round opens."""

from datetime import datetime

from comity.consultation.actions.suggestions import carry_over
from comity.kernel.errors import NotFound


def carry_on(round_id: str, now: datetime) -> None:
    """Let what nobody has decided yet go on in the round that has opened."""
    try:
        carry_over(round_id=round_id, now=now)
    except NotFound:
        # The round is gone, and nothing can go on in it.
        return
