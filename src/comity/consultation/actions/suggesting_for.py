"""Writing down what somebody who cannot write here would have different in a text."""

from datetime import datetime

from django.db import transaction

from comity.consultation.actions.contributions import contribute_for
from comity.consultation.actions.wishes import Wish, check, keep
from comity.consultation.queries.contributions import ContributionView
from comity.consultation.rules.kinds import Channel
from comity.kernel.actors import Actor


@transaction.atomic
def suggest_for(
    *,
    round_id: str,
    wish: Wish,
    text: str,
    language: str,
    channel: Channel,
    consent: str,
    speaker: Actor,
    by: Actor,
    now: datetime,
    once: str = "",
) -> ContributionView:
    """Write down a suggestion that somebody made offline. The receipt made for them is theirs.

    Args:
        round_id: an open round on a text.
        wish: what would be different.
        text: why, in their own words.
        language: of those words.
        channel: paper, meeting, call or partner.
        consent: how they agreed that it is published, in a sentence.
        speaker: the holder of a receipt, which was made for them or which they have already.
        by: who writes it down: somebody who runs the consultations of the community.
        now: the moment, of which the day is kept.
        once: names the form it came in, so that the same one sent again changes nothing.

    Raises:
        DomainError: as for suggestions, and as for contributions that somebody else enters.
    """
    checked = check(round_id, wish)
    made = contribute_for(
        round_id=round_id,
        text=text,
        language=language,
        channel=channel,
        consent=consent,
        speaker=speaker,
        by=by,
        now=now,
        about=checked.about,
        once=once and f"suggestion {once}",
    )
    keep(checked, made, by=by, now=now)
    return made
