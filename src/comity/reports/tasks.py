"""What reports need done later: to fetch the edits that were given as evidence."""

from datetime import datetime

from comity.kernel.errors import DomainError, Later
from comity.reports import actions, queries
from comity.reports.queries import Wanted
from comity.wikis import queries as wikis
from comity.wikis.errors import WikiTrouble

PERSON_NEEDED = 60
"""Minutes until a wiki is asked again that refuses our login: until a person has renewed it."""


def fetch_evidence(subject: str, now: datetime) -> None:
    """Keep a copy of each edit that a report names, because a wiki may hide it later.

    The subject is a report. What was kept already is not fetched again.

    Raises:
        Later: the wiki is down, slow, or refuses our login.
    """
    for wanted in queries.evidence_wanted(subject):
        actions.keep_evidence(evidence_id=wanted.evidence_id, content=_fetch(wanted), now=now)


def _fetch(wanted: Wanted) -> dict[str, object]:
    """Fetch one edit, or say why there is nothing to fetch."""
    try:
        with wikis.client_for(wikis.wiki(wanted.wiki_id)) as client:
            found = client.evidence(wanted.pointer)
    except WikiTrouble as trouble:
        raise (Later() if trouble.passing else Later(minutes=PERSON_NEEDED)) from trouble
    except DomainError as problem:
        return {"address": wanted.address, "problem": problem.code}
    return {"address": wanted.address, "digest": found.digest, **found.as_json()}
