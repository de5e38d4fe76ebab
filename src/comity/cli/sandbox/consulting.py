"""The invented consultation of the sandbox: a round that is open, with words in five languages."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from comity.consultation.actions import consultations, contributions, rounds, translations
from comity.consultation.rules.kinds import Channel, RoundKind
from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.receipts import new_receipt


def load(
    text: str, *, places: Mapping[str, str], persons: Mapping[str, str], now: datetime
) -> None:
    """Let a community ask, and people answer.

    Args:
        text: the file.
        places: ids of communities by their short names.
        persons: ids of people by the names they sign in with.
        now: the moment.
    """
    said: dict[str, Any] = tomllib.loads(text)
    by = Actor(ActorKind.PERSON, persons[said["run_by"]])
    asked = consultations.prepare(
        community_id=places[said["community"]],
        title=said["title"],
        question=said["question"],
        source_language=said["source_language"],
        by=by,
        now=now,
    )
    ids = []
    for part in said["rounds"]:
        planned = rounds.plan(
            consultation_id=asked.id,
            kind=RoundKind(part["kind"]),
            opens=_hour(now, part["from_day"]),
            closes=_hour(now, part["to_day"]),
            languages=part["languages"],
            target_groups=part["target_groups"],
            by=by,
            now=now,
        )
        ids.append(planned.id)
    rounds.open_now(round_id=ids[0], by=SYSTEM, now=now)
    for part in said["contributions"]:
        _contribute(part, ids[0], by, persons, now)


def _contribute(
    part: Mapping[str, Any], round_id: str, by: Actor, persons: Mapping[str, str], now: datetime
) -> None:
    speaker = Actor(ActorKind.RECEIPT_HOLDER, new_receipt().lookup)
    words = {"round_id": round_id, "text": part["text"], "language": part["language"], "now": now}
    if "consent" in part:
        channel = Channel(part["channel"])
        made = contributions.contribute_for(
            **words, channel=channel, consent=part["consent"], speaker=speaker, by=by
        )
    else:
        person = persons.get(part.get("by", ""))
        who = Actor(ActorKind.PERSON, person) if person else speaker
        made = contributions.contribute(**words, by=who)
    for translated in part.get("translations", ()):
        translations.translate(
            contribution_id=made.id,
            language=translated["language"],
            text=translated["text"],
            machine=False,
            by=Actor(ActorKind.PERSON, persons[translated["by"]]),
            now=now,
        )


def _hour(now: datetime, days: int) -> datetime:
    """Begin at a full hour, so that the first round has opened already."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
