"""The reporter's session: a stateless encrypted cookie that holds nothing but the receipt.

Nothing is written on the server when it begins, goes on or ends. The cookie is useless without the
service's key, and ends by itself.
"""

import json
from datetime import UTC, datetime, timedelta

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from comity.kernel.receipts import Receipt
from comity.kernel.sealing import CannotOpen

COOKIE = "__Host-receipt" if settings.SECURE else "receipt"
PURPOSE = "receipt cookie"
LIFETIME = timedelta(minutes=60)


def remember(response: HttpResponse, receipt: Receipt, *, fresh: bool = False) -> None:
    """Let the browser act as holder of this receipt for an hour.

    Args:
        response: the answer that carries the cookie.
        receipt: what it will hold.
        fresh: whether the receipt was made just now and has not been saved yet.
    """
    ends = datetime.now(UTC) + LIFETIME
    held = {"number": hex(receipt.number), "ends": ends.timestamp(), "fresh": fresh}
    sealed = settings.COMITY_KEYS.seal(PURPOSE, json.dumps(held).encode().ljust(128))
    response.set_cookie(
        COOKIE,
        sealed.hex(),
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )


def read(request: HttpRequest) -> Receipt | None:
    """Read the receipt that the browser holds, if it holds one that has not ended."""
    held = _held(request)
    return Receipt(int(str(held["number"]), 16)) if held else None


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether the receipt was made just now and has not been saved yet."""
    held = _held(request)
    return bool(held and held["fresh"])


def forget(response: HttpResponse) -> None:
    """End the reporter's session in this browser."""
    response.delete_cookie(COOKIE, samesite="Strict")


def picture(receipt: Receipt) -> SafeString:
    """Draw a receipt to be photographed: the same as its words, and nothing else."""
    # segno draws this from the receipt alone: letters, digits and hyphens.
    drawn = segno.make(receipt.text, error="m").svg_inline(scale=4, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 -- as said in the line above


def _held(request: HttpRequest) -> dict[str, object] | None:
    cookie = request.COOKIES.get(COOKIE, "")
    try:
        held: dict[str, object] = json.loads(
            settings.COMITY_KEYS.open(PURPOSE, bytes.fromhex(cookie))
        )
    except (CannotOpen, ValueError):
        return None
    ends = held.get("ends")
    alive = isinstance(ends, float) and ends > datetime.now(UTC).timestamp()
    return held if alive else None
