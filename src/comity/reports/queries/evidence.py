"""Edits that are given as evidence: which wiki they are on, and which are still to be fetched."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from comity.kernel.errors import NotFound, WrongInput
from comity.reports.errors import NoSuchPlace
from comity.reports.models import Evidence
from comity.reports.rules import Answers
from comity.wikis import queries as wikis
from comity.wikis.errors import NoWiki
from comity.wikis.rules import Beside, Pointer, read_pointer

EVIDENCE_PURPOSE = "evidence to fetch"


def check_evidence(addresses: Iterable[str], *, community_id: str) -> None:
    """Refuse addresses that lead to no edit of the wiki of a place; without a wiki, any will do.

    Raises:
        NoSuchPlace: there is no such community.
        WrongInput: an address leads elsewhere, or to no edit.
    """
    try:
        site = wikis.site_of(wikis.wiki_for(community_id))
    except NoWiki:
        return
    except NotFound:
        raise NoSuchPlace(field="community_id") from None
    for address in addresses:
        read_pointer(address, site)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An edit that is still to be fetched as evidence."""

    evidence_id: str
    wiki_id: str
    address: str
    pointer: Pointer


def pointers(answers: Answers) -> list[dict[str, object]]:
    """Say which edits to fetch for a report, as far as its addresses can be read."""
    found: list[dict[str, object]] = []
    if not answers.evidence:
        return found
    try:
        wiki = wikis.wiki_for(answers.community_id)
    except NoWiki:
        return found
    site = wikis.site_of(wiki)
    for address in answers.evidence:
        try:
            pointer = read_pointer(address, site)
        except WrongInput:
            continue  # It stands in the report as it was typed, for people to read.
        wanted = {"wiki": wiki.id, "revision": pointer.revision, "beside": pointer.beside}
        found.append(wanted | {"address": address})
    return found


def evidence_wanted(report_id: str) -> list[Wanted]:
    """List the edits that are still to be fetched for a report. For the service alone."""
    found = []
    for row in Evidence.objects.filter(report=report_id).order_by("id"):
        plain = json.loads(settings.COMITY_KEYS.open(EVIDENCE_PURPOSE, bytes(row.sealed)))
        beside = plain["beside"]
        pointer = Pointer(plain["revision"], beside if isinstance(beside, int) else Beside(beside))
        found.append(Wanted(row.id, plain["wiki"], plain["address"], pointer))
    return found
