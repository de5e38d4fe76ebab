"""What the holder of a receipt sees. Reading writes nothing at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from comity.kernel.errors import NotFound
from comity.reports.errors import NoSuchFile, ReceiptUnknown
from comity.reports.models import Report
from comity.vault import queries as vault
from comity.vault.errors import Sealed
from comity.vault.rules import File, Item, ReceiptKeys

SHOWN = frozenset({"report", "message", "status", "statement", "withdrawal", "evidence"})
"""Kinds of items that a reporter is shown; what others may put into the room stays unshown."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What the holder of a receipt sees.

    Attributes:
        report: what is known of it without opening anything.
        items: what was said so far, oldest first; empty once the report is closed and locked.
        closed: whether it was locked away.
    """

    report: Report
    items: Sequence[Item]
    closed: bool

    @property
    def sent(self) -> Item | None:
        """The report itself."""
        return next((item for item in self.items if item.kind == "report"), None)


def report(report_id: str) -> Report:
    """Find what is known of a report without opening it. The caller has checked who asks.

    Raises:
        NotFound: there is none.
    """
    try:
        return _reports().get(id=report_id)
    except Report.DoesNotExist:
        raise NotFound from None


def report_of(receipt: ReceiptKeys) -> Report:
    """Find the report that a receipt belongs to.

    Raises:
        ReceiptUnknown: there is none.
    """
    found = _reports().filter(room__in=vault.rooms_of_receipt(receipt.lookup)).first()
    if found is None:
        raise ReceiptUnknown(field="receipt")
    return found


def of_draft(tag: str) -> Report | None:
    """Find the report that was made from a draft, if it was sent."""
    return _reports().filter(draft_tag=tag).first()


def correspondence(receipt: ReceiptKeys) -> Correspondence:
    """Open everything that a receipt opens.

    Raises:
        ReceiptUnknown: no report belongs to it.
    """
    found = report_of(receipt)
    try:
        items = vault.read(found.room_id, receipt)
    except Sealed:
        return Correspondence(found, (), closed=True)
    shown = [item for item in items if item.kind in SHOWN or item.refused]
    return Correspondence(found, shown, closed=False)


def file_of(receipt: ReceiptKeys, *, item_id: str, number: int) -> File:
    """Open one file that a receipt opens.

    Args:
        receipt: keys of the receipt.
        item_id: of the item that carries it.
        number: which of its files, counted from 0.

    Raises:
        ReceiptUnknown: no report belongs to the receipt.
        NoSuchFile: there is no such file, or the item is not what its writer wrote.
    """
    for item in correspondence(receipt).items:
        if item.id == item_id and not item.refused and 0 <= number < len(item.files):
            return item.files[number]
    raise NoSuchFile


def told_to_reporter(item: Item) -> dict[str, object]:
    """Say what of an item its reporter is told.

    The copy of an edit may hold what the wiki has hidden since, so they learn that it was kept
    and not what it says.
    """
    if item.kind != "evidence":
        return dict(item.content)
    told = ("address", "digest", "problem")
    return {name: item.content[name] for name in told if name in item.content}


def _reports() -> QuerySet[Report]:
    return Report.objects.select_related("body", "community").prefetch_related(
        "body__names", "community__names"
    )
