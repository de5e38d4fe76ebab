"""What a room is made of, and how everything in it is bound to its place.

Every public key is certified by the service before anything is wrapped to it; every wrap and every
item names the room, the epoch and the holder it was made for, so that nothing can be moved; every
item is signed by whoever wrote it.
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, auto

from comity.kernel.chain import canonical
from comity.kernel.receipts import Receipt
from comity.kernel.sealing import (
    SUITE,
    CannotOpen,
    PrivateKeys,
    PublicKeys,
    pad,
    seal,
    unpad,
    verify,
)

CERTIFICATE_PURPOSE = "handler key"
RECEIPT_PURPOSE = "receipt keys"
EPOCH_PURPOSE = "room epoch"
ITEM_PURPOSE = "service item"
LOST_PURPOSE = "lost wrap"


class Audience(StrEnum):
    """For whom a room is. There is one room per audience, never one key for two."""

    REPORT = auto()
    PANEL = auto()
    RESPONDENT = auto()


@dataclass(frozen=True)
class Keyring:
    """A person's unlocked keys, as long as their session lasts."""

    person_id: str
    key_id: str
    private: PrivateKeys = field(repr=False)

    @property
    def holder(self) -> str:
        """Who opens, as wraps name them."""
        return f"person:{self.person_id}"


@dataclass(frozen=True)
class ReceiptKeys:
    """The keys of whoever holds a receipt, derived from it for as long as a request lasts."""

    lookup: str
    private: PrivateKeys = field(repr=False)

    @classmethod
    def of(cls, receipt: Receipt) -> "ReceiptKeys":
        """Derive the keys of a receipt."""
        return cls(receipt.lookup, receipt.private)

    @property
    def holder(self) -> str:
        """Who opens, as wraps name them."""
        return f"receipt:{self.lookup}"


Opener = Keyring | ReceiptKeys


@dataclass(frozen=True, slots=True)
class File:
    """A file in an item: its name and type are sealed with it."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a room, opened and checked.

    Attributes:
        id: of the item.
        kind: what it is, such as ``report`` or ``message``; empty when it is refused.
        content: what it says.
        files: what is attached.
        writer: ``person:ID``, ``receipt:LOOKUP`` or ``service``.
        at: when it was written, from inside the seal.
        after: how many items stood in the room before it, which orders what was written at once.
        refused: it does not carry the signature of its writer, so nothing of it is shown.
    """

    id: str
    kind: str
    content: Mapping[str, object]
    files: Sequence[File]
    writer: str
    at: datetime | None
    after: int = 0
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wrap or an item stands."""

    room_id: str
    epoch: int

    def info(self, what: str, name: str) -> bytes:
        """Name a place for a seal: what stands there, room, epoch, holder or item, and suite."""
        parts = [f"comity {what} v1", self.room_id, str(self.epoch), name, SUITE]
        return json.dumps(parts).encode()


def certificate_text(
    *, person_id: str, public: PublicKeys, seat_id: str, starts_on: date, ends_on: date
) -> bytes:
    """Write what the service signs to say: this key is this person's, for this seat and time."""
    return canonical(
        {
            "person": person_id,
            "box": public.box.hex(),
            "signing": public.signing.hex(),
            "seat": seat_id,
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat(),
        }
    )


def receipt_text(*, room_id: str, lookup: str, public: PublicKeys) -> bytes:
    """Write what the service signs to say: these keys come from that receipt, in this room."""
    return canonical(
        {
            "room": room_id,
            "lookup": lookup,
            "box": public.box.hex(),
            "signing": public.signing.hex(),
        }
    )


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody who lost their keys, made new ones, and waits to be let back in.

    Attributes:
        person_id: who says so.
        fingerprint: of their new keys, to be compared with them before anybody believes it.
        rooms: how many rooms of those that one opens oneself.
    """

    person_id: str
    fingerprint: str
    rooms: int


def epoch_text(place: Place, box: bytes) -> bytes:
    """Write what the service signs to say: this is the public key of this room and epoch."""
    return canonical({"room": place.room_id, "epoch": place.epoch, "box": box.hex()})


def write_item(
    *,
    place: Place,
    item_id: str,
    box: bytes,
    kind: str,
    content: Mapping[str, object],
    files: Sequence[File],
    writer: str,
    sign: Callable[[bytes], bytes],
    now: datetime,
    after: int,
) -> bytes:
    """Sign an item and seal it to its room."""
    said: dict[str, object] = {
        "kind": kind,
        "content": dict(content),
        "files": [
            [file.name, file.content_type, base64.b64encode(file.data).decode()] for file in files
        ],
        "writer": writer,
        "at": now.isoformat(),
        "after": after,
    }
    signature = sign(_signed_text(place, item_id, said))
    payload = canonical({**said, "signature": base64.b64encode(signature).decode()})
    return seal(pad(payload), box, place.info("item", item_id))


def open_item(*, place: Place, item_id: str, blob: bytes, private: PrivateKeys) -> "Opened":
    """Open an item with the key of its room and epoch. Its signature is still to be checked.

    Raises:
        CannotOpen: it was changed, moved, or sealed to another key.
    """
    padded = private.open(blob, place.info("item", item_id))
    try:
        said = json.loads(unpad(padded))
        signature = base64.b64decode(said.pop("signature"))
        files = [File(name, kind, base64.b64decode(data)) for name, kind, data in said["files"]]
        item = Item(
            id=item_id,
            kind=said["kind"],
            content=said["content"],
            files=files,
            writer=said["writer"],
            at=datetime.fromisoformat(said["at"]),
            after=int(said["after"]),
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise CannotOpen from problem
    return Opened(item, _signed_text(place, item_id, said), signature)


@dataclass(frozen=True, slots=True)
class Opened:
    """An item whose seal is open, with what its writer must have signed."""

    item: Item
    text: bytes
    signature: bytes

    def signed_with(self, public_signing: bytes) -> bool:
        """Tell whether the holder of this key signed it."""
        return verify(public_signing, self.text, self.signature)


def refused(item_id: str) -> Item:
    """Stand in for an item that cannot be trusted."""
    return Item(id=item_id, kind="", content={}, files=(), writer="", at=None, refused=True)


def _signed_text(place: Place, item_id: str, said: Mapping[str, object]) -> bytes:
    return canonical(
        {"room": place.room_id, "epoch": place.epoch, "item": item_id, "said": dict(said)}
    )
