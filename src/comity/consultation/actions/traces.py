"""What the software keeps beside contributions, so that lists and summaries stay quick."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from comity.consultation.models import Contribution, Summary, Trace
from comity.consultation.queries import summaries
from comity.consultation.rules.digest import digest
from comity.kernel.likeness import bands
from comity.kernel.spans import day_of


@transaction.atomic
def leave(*, contribution_id: str) -> None:
    """Keep the numbers by which a contribution and its translations are found among alike ones.

    One that is gone or was withdrawn leaves none.
    """
    row = (
        Contribution.objects.select_for_update()
        .prefetch_related("translations")
        .filter(id=contribution_id)
        .first()
    )
    Trace.objects.filter(contribution=contribution_id).delete()
    if row is None or row.withdrawn_on is not None:
        return
    texts = {one.language: one.text for one in row.translations.all()} | {row.language: row.text}
    Trace.objects.bulk_create(
        Trace(contribution=row, language=language, number=number)
        for language, text in texts.items()
        for number in sorted(set(bands(text)))
    )


@transaction.atomic
def unquote(*, contribution_id: str, round_id: str) -> None:
    """Take what somebody said out of the summary of a round at once, until it is made anew.

    A round that was cancelled is not summed up any more, so nobody else would take it out.
    """
    row = Summary.objects.select_for_update().filter(round=round_id).first()
    if row is None:
        return
    for sentence in row.sentences:
        sentence["quotes"] = [
            one for one in sentence["quotes"] if one["contribution"] != contribution_id
        ]
    row.seen = ""
    row.save(update_fields=["sentences", "seen"])


def forget_seen(*, contribution_ids: Collection[str]) -> None:
    """Let the rounds of these contributions be summed up anew, also those that are answered."""
    rounds = Contribution.objects.filter(id__in=list(contribution_ids)).values("round")
    Summary.objects.filter(round__in=rounds).update(seen="")


def sum_up(*, round_id: str, now: datetime) -> None:
    """Sum up a round, in place of the summary there is."""
    seen = summaries.fingerprint(round_id)
    sentences = [asdict(one) for one in digest(summaries.voices(round_id))]
    Summary.objects.update_or_create(
        round_id=round_id,
        defaults={"seen": seen, "sentences": sentences, "made_on": day_of(now)},
    )
