"""Coming back with a receipt over the API: as nobody, never with an account at the same time."""

from abc import abstractmethod

from django.http import HttpRequest
from ninja.security import APIKeyHeader

from comity.kernel.receipts import ReceiptNotReadable, parse_receipt
from comity.reports.errors import ReceiptUnknown, ReceiptWithAccount
from comity.vault.rules import ReceiptKeys


def refuse_accounts(request: HttpRequest) -> None:
    """Refuse to serve a reporter who is signed in at the same time.

    Raises:
        ReceiptWithAccount: there is an account session.
    """
    if request.user.is_authenticated:
        raise ReceiptWithAccount


class WithReceipt(APIKeyHeader):
    """A receipt, as letters or as digits."""

    param_name = "Comity-Receipt"

    def authenticate(self, request: HttpRequest, key: str | None) -> ReceiptKeys:
        """Read the receipt. What is none, and what opens nothing, look the same."""
        refuse_accounts(request)
        try:
            receipt = ReceiptKeys.of(parse_receipt(key or ""))
        except ReceiptNotReadable:
            raise ReceiptUnknown(field="receipt") from None
        self.look_up(receipt)
        return receipt

    @abstractmethod
    def look_up(self, receipt: ReceiptKeys) -> None:
        """Find what it opens.

        Raises:
            ReceiptUnknown: it opens nothing.
        """
