"""Taking part without an account: an encrypted cookie for one consultation that ends by itself.

Each consultation has a cookie of its own, so that nothing in a browser connects two of them, and
none of them opens a report.
"""

import json
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from comity.kernel.actors import Actor, ActorKind
from comity.kernel.receipts import Receipt, new_receipt
from comity.kernel.sealing import CannotOpen
from comity.people.queries import actor

PREFIX = "__Host-part-" if settings.SECURE else "part-"
PURPOSE = "consultation receipt"
FORM = "consultation form"
LIFETIME = timedelta(minutes=60)
LONGEST_SEALED = 1_000


def acting(request: HttpRequest, consultation_id: str) -> Actor | None:
    """Say who acts in a consultation: whoever holds a receipt here, else who is signed in."""
    held = read(request, consultation_id)
    if held is not None:
        return holder(held)
    return actor(request.user) if request.user.is_authenticated else None


def holder(receipt: Receipt) -> Actor:
    """Let whoever holds a receipt act."""
    return Actor(ActorKind.RECEIPT_HOLDER, receipt.lookup)


def remember(
    response: HttpResponse, consultation_id: str, receipt: Receipt, *, fresh: bool = False
) -> None:
    """Let the browser act with this receipt for an hour.

    Args:
        response: the answer that carries the cookie.
        consultation_id: where the receipt is good.
        receipt: what it will hold.
        fresh: whether the receipt was made just now and has not been saved yet.
    """
    ends = (datetime.now(UTC) + LIFETIME).timestamp()
    held = {"number": hex(receipt.number), "ends": ends, "fresh": fresh}
    sealed = settings.COMITY_KEYS.seal(
        f"{PURPOSE} {consultation_id}", json.dumps(held).encode().ljust(128)
    )
    response.set_cookie(
        PREFIX + consultation_id,
        sealed.hex(),
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )


def read(request: HttpRequest, consultation_id: str) -> Receipt | None:
    """Read the receipt that the browser holds for a consultation, if it has not ended."""
    held = _held(request, consultation_id)
    return Receipt(int(str(held["number"]), 16)) if held else None


def is_fresh(request: HttpRequest, consultation_id: str) -> bool:
    """Tell whether the receipt was made just now and has not been saved yet."""
    held = _held(request, consultation_id)
    return bool(held and held["fresh"])


def forget(response: HttpResponse, consultation_id: str) -> None:
    """Put the receipt away in this browser."""
    response.delete_cookie(PREFIX + consultation_id, samesite="Strict")


def sealed_receipt(round_id: str) -> str:
    """Draw a receipt for a form that is about to be shown, so that sending it twice counts once."""
    number = hex(new_receipt().number).encode()
    sealed: bytes = settings.COMITY_KEYS.seal(f"{FORM} {round_id}", number)
    return sealed.hex()


def from_form(text: str, round_id: str) -> Receipt | None:
    """Read the receipt that a form was drawn with; None where it is not one of ours."""
    if len(text) > LONGEST_SEALED:
        return None
    try:
        opened = settings.COMITY_KEYS.open(f"{FORM} {round_id}", bytes.fromhex(text))
    except (CannotOpen, ValueError):
        return None
    return Receipt(int(opened, 16))


def _held(request: HttpRequest, consultation_id: str) -> dict[str, object] | None:
    cookie = request.COOKIES.get(PREFIX + consultation_id, "")
    try:
        held: dict[str, object] = json.loads(
            settings.COMITY_KEYS.open(f"{PURPOSE} {consultation_id}", bytes.fromhex(cookie))
        )
    except (CannotOpen, ValueError):
        return None
    ends = held.get("ends")
    alive = isinstance(ends, float) and ends > datetime.now(UTC).timestamp()
    return held if alive else None
