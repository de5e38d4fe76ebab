"""A report and what was said about it, as its reporter sees it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.cases.errors import NeverHere
from comity.cases.queries import PartyView, reporter_view
from comity.people.queries import persons
from comity.reports import rules
from comity.reports.queries import Correspondence
from comity.vault.rules import Item, ReceiptKeys
from comity.web.cases.shown import Card, Teller
from comity.web.reports.summary import Row, rows


def report(found: Correspondence, receipt: ReceiptKeys, *, now: datetime) -> dict[str, Any]:
    """Make everything that the page of a report shows."""
    case = _case(receipt, now)
    tell = Teller(receipt=_("You"), address=_address, names=_names(found.items))
    statements = [item for item in found.items if item.kind == "statement" and not item.refused]
    others = [item for item in found.items if item not in statements and item is not found.sent]
    return {
        "report": found.report,
        "closed": found.closed,
        "case": case,
        "can": {choice.move.value for choice in case.choices if choice.open} if case else set(),
        "statements": [tell.card(item) for item in statements],
        "cards": [_card(tell, item) for item in others],
        "rows": _sent(found.sent),
    }


def _case(receipt: ReceiptKeys, now: datetime) -> PartyView | None:
    """Say how the case stands; nothing until it is opened, soon after the report came."""
    try:
        return reporter_view(receipt, now=now)
    except NeverHere:
        return None


def _card(tell: Teller, item: Item) -> Card:
    """Show an item as a card; of a copy that was kept, only whether it was."""
    if item.kind == "evidence":
        item = replace(item, content={"text": _kept(item)})
    return tell.card(item)


def _kept(item: Item) -> str:
    if item.content.get("problem"):
        sentence = _("The edit %(address)s could not be found or read on the wiki.")
    else:
        sentence = _("A copy of the edit %(address)s was kept.")
    return sentence % {"address": item.content.get("address", "")}


def _sent(item: Item | None) -> list[Row]:
    """List what the reporter answered when they sent the report."""
    if item is None or item.refused:
        return []
    answers = rules.from_json({**item.content, "excluded": ()})
    return [replace(row, change="") for row in rows(answers)]


def _names(items: Iterable[Item]) -> dict[str, str]:
    written = [item.writer for item in items if item.writer.startswith("person:")]
    ids = {writer.removeprefix("person:") for writer in written}
    return {person_id: person.name for person_id, person in persons(ids).items()}


def _address(item_id: str, number: int) -> str:
    return reverse("reports:file", args=[item_id, number])
