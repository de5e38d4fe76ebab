"""What the vault can be asked, and by whom."""

import base64
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache

from django.conf import settings
from django.db.models import QuerySet

from comity.kernel.errors import NotPermitted
from comity.kernel.keys import ServiceKeys
from comity.kernel.sealing import CannotOpen, PrivateKeys
from comity.vault import rules
from comity.vault.errors import Sealed
from comity.vault.models import (
    Bar,
    Certificate,
    Epoch,
    HandlerKey,
    ReceiptHolder,
    SealedItem,
    Slot,
    Wrap,
)
from comity.vault.rules import Item, Opener, Outside, Place

UNKNOWN = datetime.min.replace(tzinfo=UTC)


def tag_of(holder: str) -> str:
    """Hash who holds, as wraps and bars name them. Only the service can compute it."""
    return settings.COMITY_KEYS.tag("holder", holder)


def person_tag(person_id: str) -> str:
    """Hash a person, as wraps and bars name them."""
    return tag_of(f"person:{person_id}")


def has_key(person_id: str) -> bool:
    """Tell whether somebody has made keys."""
    return HandlerKey.objects.filter(person=person_id, revoked_on=None).exists()


def fingerprint_of(person_id: str) -> str | None:
    """Name somebody's live key, for people to compare."""
    keys = HandlerKey.objects.filter(person=person_id, revoked_on=None)
    return keys.values_list("fingerprint", flat=True).first()


def certified_keys(
    person_ids: Iterable[str], *, on: date, seat_of: Mapping[str, str] | None = None
) -> dict[str, HandlerKey]:
    """Find the keys that may be wrapped to today, checking the service's signature on each.

    Args:
        person_ids: who is asked about; who has no such key is left out.
        on: the day.
        seat_of: person to seat; where given, the certificate must be for that seat.
    """
    certificates = Certificate.objects.filter(
        key__person__in=list(person_ids),
        key__revoked_on=None,
        starts_on__lte=on,
        ends_on__gte=on,
    ).select_related("key")
    found: dict[str, HandlerKey] = {}
    for certificate in certificates:
        person_id = certificate.key.person_id
        wanted = seat_of.get(person_id) if seat_of else None
        if wanted in {None, certificate.seat_id} and _is_genuine(certificate):
            found[person_id] = certificate.key
    return found


def certificates_of(key_id: str, *, on: date) -> list[Certificate]:
    """List the certificates of a key that still count on a day, checking each signature."""
    rows = Certificate.objects.filter(key=key_id, ends_on__gte=on).select_related("key")
    return [one for one in rows if _is_genuine(one)]


def certified_seats(seat_ids: Iterable[str], *, on: date) -> set[str]:
    """Find the seats whose holder has a certified key today, checking each signature."""
    certificates = Certificate.objects.filter(
        seat_id__in=list(seat_ids), key__revoked_on=None, starts_on__lte=on, ends_on__gte=on
    ).select_related("key")
    return {one.seat_id for one in certificates if _is_genuine(one)}


def was_certified(seat_id: str) -> bool:
    """Tell whether any key was ever certified for a seat, be it given up by now."""
    return Certificate.objects.filter(seat_id=seat_id).exists()


def rooms_open_to(opener: Opener) -> QuerySet[Wrap, str]:
    """List the ids of the rooms that these keys open, for use in other queries."""
    wraps = Wrap.objects.filter(holder=tag_of(opener.holder), lost_on=None)
    return wraps.values_list("room_id", flat=True)


def rooms_of_receipt(lookup: str) -> list[str]:
    """List the ids of the rooms to which a receipt belongs."""
    return list(ReceiptHolder.objects.filter(lookup=lookup).values_list("room_id", flat=True))


def holding(room_id: str, person_ids: Iterable[str]) -> set[str]:
    """Say which of these people hold a wrap of a room."""
    tags = {person_tag(person_id): person_id for person_id in person_ids}
    held = Wrap.objects.filter(room=room_id, holder__in=tags, lost_on=None)
    return {tags[holder] for holder in held.values_list("holder", flat=True)}


def barred(room_id: str, person_ids: Iterable[str]) -> set[str]:
    """Say which of these people stand aside from a room."""
    tags = {person_tag(person_id): person_id for person_id in person_ids}
    bars = Bar.objects.filter(room=room_id, holder__in=tags).values_list("holder", flat=True)
    return {tags[holder] for holder in bars}


def may_open(room_id: str, opener: Opener) -> bool:
    """Tell whether there is a wrap of a room for these keys."""
    wraps = Wrap.objects.filter(room=room_id, holder=tag_of(opener.holder), lost_on=None)
    return wraps.exists()


def epoch_keys(room_id: str, opener: Opener) -> dict[int, PrivateKeys]:
    """Open the keys of every epoch of a room that these keys open.

    Raises:
        Sealed: there is no such room, or these keys open none of it.
    """
    opened = _keys_of([room_id], opener).get(room_id)
    if not opened:
        raise Sealed
    return opened


def _keys_of(room_ids: Sequence[str], opener: Opener) -> dict[str, dict[int, PrivateKeys]]:
    """Open the keys of every epoch of these rooms, as far as these keys open any."""
    tag = tag_of(opener.holder)
    opened: dict[str, dict[int, PrivateKeys]] = {}
    for wrap in Wrap.objects.filter(room__in=room_ids, holder=tag, lost_on=None):
        info = Place(wrap.room_id, wrap.epoch).info("wrap", tag)
        try:
            private = PrivateKeys(opener.private.open(bytes(wrap.sealed), info))
        except CannotOpen:
            continue
        opened.setdefault(wrap.room_id, {})[wrap.epoch] = private
    return opened


def outside(opener: Opener, *, on: date) -> list[Outside]:
    """List who lost their keys and waits to be let back into rooms that these keys open.

    Only people whose new keys are certified stand here.
    """
    rooms = Wrap.objects.filter(room__in=rooms_open_to(opener), lost_on__isnull=False)
    held = Counter(holder for holder, _room in set(rooms.values_list("holder", "room_id")))
    if not held:
        return []
    live = HandlerKey.objects.filter(revoked_on=None).values_list("person_id", flat=True)
    tags = {person_id: person_tag(person_id) for person_id in live}
    keys = certified_keys([one for one, tag in tags.items() if tag in held], on=on)
    return [
        Outside(person_id, key.fingerprint, held[tags[person_id]])
        for person_id, key in sorted(keys.items())
    ]


def lost_rooms(person_id: str, opener: Opener) -> list[str]:
    """List the rooms that these keys open, and that somebody held whose keys were lost.

    The service's word for each is checked: a row alone lets nobody in.
    """
    tag = person_tag(person_id)
    rows = Wrap.objects.filter(room__in=rooms_open_to(opener), holder=tag, lost_on__isnull=False)
    genuine = {
        row.room_id
        for row in rows
        if settings.COMITY_KEYS.verify(
            rules.LOST_PURPOSE,
            Place(row.room_id, row.epoch).info("lost", tag),
            bytes(row.sealed),
        )
    }
    return sorted(genuine)


def read(room_id: str, opener: Opener) -> list[Item]:
    """Open all that these keys open in a room, oldest first, each signature checked.

    Raises:
        Sealed: there is no such room, or these keys open none of it.
    """
    found = read_rooms([room_id], opener)
    if room_id not in found:
        raise Sealed
    return found[room_id]


def read_rooms(room_ids: Sequence[str], opener: Opener) -> dict[str, list[Item]]:
    """Open several rooms at once, each as ``read`` does; those that stay closed are left out."""
    keys = _keys_of(room_ids, opener)
    items: dict[str, list[Item]] = {room_id: [] for room_id in keys}
    people: dict[str, list[bytes]] = {}
    writers = {room_id: _Writers(room_id, people) for room_id in keys}
    for row in SealedItem.objects.filter(room__in=keys):
        if private := keys[row.room_id].get(row.epoch):
            items[row.room_id].append(_opened(row, private, writers[row.room_id]))
    for found in items.values():
        found.sort(key=lambda item: (item.at or UNKNOWN, item.after, item.id))
    return items


def read_kind(room_id: str, opener: Opener, kind: str) -> list[Item]:
    """Open a room and pick the items of one kind.

    Raises:
        Sealed: there is no such room, or these keys open none of it.
    """
    return [item for item in read(room_id, opener) if item.kind == kind]


def current_epoch(room_id: str) -> Epoch:
    """Find the newest key of a room, checking the service's signature on it.

    Raises:
        Sealed: there is no such room.
        NotPermitted: somebody put another key in its place.
    """
    epoch = Epoch.objects.filter(room=room_id).order_by("-number").first()
    if epoch is None:
        raise Sealed
    text = rules.epoch_text(Place(room_id, epoch.number), bytes(epoch.box))
    if not settings.COMITY_KEYS.verify(rules.EPOCH_PURPOSE, text, bytes(epoch.signature)):
        raise NotPermitted
    return epoch


def genuine_receipts(room_id: str) -> Sequence[ReceiptHolder]:
    """List the receipts of a room whose keys the service vouches for."""
    return [
        row
        for row in ReceiptHolder.objects.filter(room=room_id)
        if settings.COMITY_KEYS.verify(
            rules.RECEIPT_PURPOSE,
            rules.receipt_text(room_id=room_id, lookup=row.lookup, public=row.public),
            bytes(row.signature),
        )
    ]


@dataclass
class _Writers:
    """Who may have signed in one room; each kind of writer is looked up once.

    Attributes:
        room_id: of the room.
        people: the signing keys of people, shared by all rooms that are read together.
    """

    room_id: str
    people: dict[str, list[bytes]]

    def signed(self, opened: rules.Opened) -> bool:
        """Tell whether the writer that an item names has signed it."""
        kind, _, name = opened.item.writer.partition(":")
        match kind:
            case "service":
                return settings.COMITY_KEYS.verify(
                    rules.ITEM_PURPOSE, opened.text, opened.signature
                )
            case "receipt":
                keys = self.receipts.get(name, [])
            case "person":
                keys = self._of_person(name)
            case _:
                keys = []
        return any(opened.signed_with(key) for key in keys)

    @cached_property
    def receipts(self) -> dict[str, list[bytes]]:
        """The signing keys of the room's receipts, by lookup."""
        return {row.lookup: [row.public.signing] for row in genuine_receipts(self.room_id)}

    def _of_person(self, person_id: str) -> list[bytes]:
        if person_id not in self.people:
            certificates = Certificate.objects.filter(key__person=person_id)
            self.people[person_id] = [
                certificate.key.public.signing
                for certificate in certificates.select_related("key")
                if _is_genuine(certificate)
            ]
        return self.people[person_id]


def _opened(row: SealedItem, private: PrivateKeys, writers: _Writers) -> Item:
    place = Place(row.room_id, row.epoch)
    try:
        opened = rules.open_item(
            place=place, item_id=row.id, blob=bytes(row.sealed), private=private
        )
    except CannotOpen:
        return rules.refused(row.id)
    return opened.item if writers.signed(opened) else rules.refused(row.id)


def _is_genuine(certificate: Certificate) -> bool:
    key = certificate.key
    text = rules.certificate_text(
        person_id=key.person_id,
        public=key.public,
        seat_id=certificate.seat_id,
        starts_on=certificate.starts_on,
        ends_on=certificate.ends_on,
    )
    return _vouched(settings.COMITY_KEYS, text, bytes(certificate.signature))


@lru_cache(maxsize=4096)
def _vouched(keys: ServiceKeys, text: bytes, signature: bytes) -> bool:
    """Check a certificate's signature. The same three always give the same answer."""
    return keys.verify(rules.CERTIFICATE_PURPOSE, text, signature)


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell what these tables keep about somebody. How many rooms they can open is told as rows."""
    keys = HandlerKey.objects.filter(person=person_id).order_by("made_on", "id")
    slots = Slot.objects.filter(key__person=person_id).order_by("id")
    certificates = Certificate.objects.filter(key__person=person_id).order_by("id")
    wraps = Wrap.objects.filter(holder=person_tag(person_id)).order_by("room", "epoch")
    return {
        "vault_handlerkey": list(keys.values("id", "fingerprint", "made_on", "revoked_on")),
        "vault_slot": list(slots.values("key_id", "kind")),
        "vault_certificate": list(certificates.values("key_id", "seat_id", "starts_on", "ends_on")),
        "vault_wrap": list(wraps.values("room_id", "epoch", "lost_on")),
    }


def written_by(opener: Opener) -> list[Mapping[str, object]]:
    """Open what somebody wrote in the rooms that their keys open, each room from its beginning.

    What others wrote there is theirs, and is not handed out with it.
    """
    return [
        {
            "room": room_id,
            "kind": item.kind,
            "at": item.at,
            "content": dict(item.content),
            "files": [
                {
                    "name": file.name,
                    "content_type": file.content_type,
                    "base64": base64.b64encode(file.data).decode(),
                }
                for file in item.files
            ],
        }
        for room_id in sorted(set(rooms_open_to(opener)))
        for item in read(room_id, opener)
        if not item.refused and item.writer == opener.holder
    ]
