"""What a browser carries while somebody is away at another site, and when they come back.

Nothing is stored here: the cookie is sealed to the service, ends by itself, and goes when it has
been read. It is ``Lax``, as coming back from another site is a step from elsewhere.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum, auto
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from comity.kernel.sealing import CannotOpen
from comity.people.oauth import Secrets
from comity.people.rules import AccountRef

TRIP = "__Host-trip" if settings.SECURE else "trip"
SHOWN = "__Host-shown" if settings.SECURE else "shown"
LIFETIME = timedelta(minutes=10)


class For(StrEnum):
    """Why somebody shows that an account is theirs."""

    LINK = auto()
    SIGN_IN = auto()
    CONFIRM = auto()
    MESSAGES = auto()


@dataclass(frozen=True, slots=True)
class Trip:
    """A way to another site and back.

    Attributes:
        purpose: why.
        provider: whom to ask.
        language: in which the pages spoke.
        person_id: who is signed in here; empty if nobody is.
        after: the page of ours to go to in the end; may be empty.
        secrets: what ties the answer to the question.
    """

    purpose: For
    provider: str
    language: str
    person_id: str
    after: str
    secrets: Secrets = field(default_factory=Secrets)


def begin(response: HttpResponse, trip: Trip) -> None:
    """Let the browser carry a trip."""
    carried = {**asdict(trip), "secrets": asdict(trip.secrets)}
    _carry(response, TRIP, carried)


def under_way(request: HttpRequest) -> Trip | None:
    """Read the trip that this browser is on."""
    carried = _carried(request, TRIP)
    if carried is None:
        return None
    tied = carried.pop("secrets")
    purpose = For(carried.pop("purpose"))
    return Trip(**carried, purpose=purpose, secrets=Secrets(**tied))


def end(response: HttpResponse) -> None:
    """Forget the trip: an answer is taken once."""
    response.delete_cookie(TRIP, samesite="Lax")


def keep_shown(response: HttpResponse, account: AccountRef, purpose: For, after: str) -> None:
    """Let the browser carry that an account was shown, until the page that makes use of it."""
    _carry(response, SHOWN, {"account": asdict(account), "purpose": purpose, "after": after})


def shown(request: HttpRequest, purpose: For) -> tuple[AccountRef, str] | None:
    """Read which account was shown for this purpose, and the page to go to in the end."""
    carried = _carried(request, SHOWN)
    if carried is None or carried["purpose"] != purpose:
        return None
    return AccountRef(**carried["account"]), str(carried["after"])


def forget_shown(response: HttpResponse) -> None:
    """Forget which account was shown."""
    response.delete_cookie(SHOWN, samesite="Lax")


def _carry(response: HttpResponse, name: str, what: Mapping[str, object]) -> None:
    ends = datetime.now(UTC) + LIFETIME
    text = json.dumps({**what, "ends": ends.timestamp()})
    response.set_cookie(
        name,
        settings.COMITY_KEYS.seal(f"cookie {name}", text.encode()).hex(),
        max_age=int(LIFETIME.total_seconds()),
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _carried(request: HttpRequest, name: str) -> dict[str, Any] | None:
    try:
        sealed = bytes.fromhex(request.COOKIES.get(name, ""))
        what: dict[str, Any] = json.loads(settings.COMITY_KEYS.open(f"cookie {name}", sealed))
    except (CannotOpen, ValueError):
        return None
    return what if what.pop("ends") > datetime.now(UTC).timestamp() else None
