"""Rooms: who is let in, who stands aside, and what is sealed there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from comity.kernel.actors import Actor
from comity.kernel.errors import NotPermitted
from comity.kernel.ids import new_id
from comity.kernel.sealing import (
    PrivateKeys,
    PublicKeys,
    seal,
)
from comity.kernel.spans import day_of
from comity.record.actions import record
from comity.vault import queries, rules
from comity.vault.errors import Barred, NoCertifiedKey
from comity.vault.facts import Admitted, RoomMade, StoodAside
from comity.vault.models import (
    Bar,
    Epoch,
    HandlerKey,
    ReceiptHolder,
    Room,
    SealedItem,
    Wrap,
)
from comity.vault.rules import Audience, File, Keyring, Opener, Place, ReceiptKeys


@transaction.atomic
def create_room(
    *,
    audience: Audience,
    holders: Sequence[str],
    by: Actor,
    now: datetime,
    receipt: ReceiptKeys | None = None,
    seat_of: Mapping[str, str] | None = None,
    barred: Iterable[str] = (),
) -> str:
    """Make a room that exactly these people can open, and the holder of a receipt.

    Args:
        audience: for whom it is.
        holders: ids of people; each needs a certified key.
        by: who makes it. They need not be able to open it.
        now: the moment; only its day is kept in the clear.
        receipt: keys of the receipt that opens it too.
        seat_of: person to seat, where the certificate must be for that seat.
        barred: ids of people who can never be let in.

    Returns:
        The id of the room.

    Raises:
        NoCertifiedKey: one of the holders has none.
        Barred: somebody is to hold and to stand aside.
    """
    room = Room.objects.create(audience=audience, made_on=day_of(now))
    Bar.objects.bulk_create(
        Bar(room=room, holder=queries.person_tag(person_id)) for person_id in set(barred)
    )
    if receipt is not None:
        _vouch(room.id, receipt)
    _begin_epoch(room.id, 1, _certified(holders, now, seat_of), receipts=receipt is not None)
    named = tuple(sorted(holders)) + (("receipt",) if receipt else ())
    record(RoomMade(subject=room.id, audience=audience, holders=named), by=by, now=now)
    return room.id


@transaction.atomic
def put(
    room_id: str,
    *,
    kind: str,
    content: Mapping[str, object],
    writer: Opener | None,
    now: datetime,
    files: Sequence[File] = (),
) -> str:
    """Seal an item into a room. Nobody needs to be able to open a room to write to it.

    Args:
        room_id: of the room.
        kind: what it is.
        content: strings, numbers, lists and mappings.
        writer: whose keys sign it; none: the service signs.
        now: the moment, kept inside the seal.
        files: what is attached.

    Returns:
        The id of the item.
    """
    epoch = queries.current_epoch(room_id)
    item_id = new_id()
    sealed = rules.write_item(
        place=Place(room_id, epoch.number),
        item_id=item_id,
        box=bytes(epoch.box),
        kind=kind,
        content=content,
        files=files,
        writer=writer.holder if writer else "service",
        sign=_signer(writer),
        now=now,
        after=SealedItem.objects.filter(room=room_id).count(),
    )
    SealedItem.objects.create(id=item_id, room_id=room_id, epoch=epoch.number, sealed=sealed)
    return item_id


@transaction.atomic
def admit(
    room_id: str,
    *,
    opener: Opener,
    holders: Sequence[str],
    by: Actor,
    now: datetime,
    seat_of: Mapping[str, str] | None = None,
) -> None:
    """Let more people into a room, to all that ``opener`` can open.

    Raises:
        Sealed: ``opener`` opens nothing here.
        NoCertifiedKey: one of the holders has none.
        Barred: one of them stands aside.
    """
    keys = queries.epoch_keys(room_id, opener)
    for person_id, key in _certified(holders, now, seat_of).items():
        for number, private in keys.items():
            _wrap(Place(room_id, number), f"person:{person_id}", key.public, private)
    record(Admitted(subject=room_id, holders=tuple(sorted(holders))), by=by, now=now)


@transaction.atomic
def let_back_in(*, person_id: str, opener: Keyring, by: Actor, now: datetime) -> int:
    """Let somebody with new keys back into every room that they held before and ``opener`` opens.

    Whoever does this has compared the fingerprint of the new keys with the person: that somebody
    could sign in and make keys does not show who they are.

    Returns:
        Into how many rooms.

    Raises:
        NotPermitted: ``by`` does not hold the keys, or wants to let themselves in.
        NoCertifiedKey: the person has no certified keys.
        Barred: they stand aside from one of the rooms.
    """
    if by.id != opener.person_id or by.id == person_id:
        raise NotPermitted
    key = _certified([person_id], now, None)[person_id]
    rooms = queries.lost_rooms(person_id, opener)
    for room_id in rooms:
        for number, private in queries.epoch_keys(room_id, opener).items():
            _wrap(Place(room_id, number), f"person:{person_id}", key.public, private)
        record(Admitted(subject=room_id, holders=(person_id,)), by=by, now=now)
    return len(rooms)


@transaction.atomic
def admit_receipt(
    room_id: str, *, opener: Opener, receipt: ReceiptKeys, by: Actor, now: datetime
) -> None:
    """Let the holder of a receipt into a room, to all that ``opener`` can open.

    Raises:
        Sealed: ``opener`` opens nothing here.
    """
    keys = queries.epoch_keys(room_id, opener)
    _vouch(room_id, receipt)
    for number, private in keys.items():
        _wrap(Place(room_id, number), receipt.holder, receipt.private.public, private)
    record(Admitted(subject=room_id, holders=("receipt",)), by=by, now=now)


@transaction.atomic
def bar(room_id: str, *, person_id: str, by: Actor, now: datetime) -> None:
    """Let somebody stand aside: their wraps go, and what follows has a key they never had.

    What they have read before cannot be unread.
    """
    tag = queries.person_tag(person_id)
    epoch = queries.current_epoch(room_id)
    Wrap.objects.filter(room=room_id, holder=tag).delete()
    Bar.objects.get_or_create(room_id=room_id, holder=tag)
    remaining = _remaining(room_id)
    _begin_epoch(room_id, epoch.number + 1, remaining, receipts=True)
    fact = StoodAside(subject=room_id, holder=person_id, epoch=epoch.number + 1)
    record(fact, by=by, now=now)


@transaction.atomic
def close_room(room_id: str) -> None:
    """Take all wraps away: only open cases carry wraps."""
    Wrap.objects.filter(room=room_id).delete()


def _remaining(room_id: str) -> dict[str, HandlerKey]:
    """Find who still holds a room: wraps name holders by keyed hashes, so try every live key."""
    wraps = Wrap.objects.filter(room=room_id, lost_on=None)
    held = set(wraps.values_list("holder", flat=True))
    live = HandlerKey.objects.filter(revoked_on=None)
    return {key.person_id: key for key in live if queries.person_tag(key.person_id) in held}


def _certified(
    holders: Sequence[str], now: datetime, seat_of: Mapping[str, str] | None
) -> dict[str, HandlerKey]:
    keys = queries.certified_keys(holders, on=day_of(now), seat_of=seat_of)
    if set(holders) - keys.keys():
        raise NoCertifiedKey
    return keys


def _begin_epoch(
    room_id: str, number: int, keys: Mapping[str, HandlerKey], *, receipts: bool
) -> None:
    place, private = Place(room_id, number), PrivateKeys.new()
    box = private.public.box
    Epoch.objects.create(
        room_id=room_id,
        number=number,
        box=box,
        signature=settings.COMITY_KEYS.sign(rules.EPOCH_PURPOSE, rules.epoch_text(place, box)),
    )
    public = {f"person:{person_id}": key.public for person_id, key in keys.items()}
    if receipts:
        genuine = queries.genuine_receipts(room_id)
        public |= {f"receipt:{row.lookup}": row.public for row in genuine}
    tags = {queries.tag_of(holder): keys_of for holder, keys_of in public.items()}
    if Bar.objects.filter(room=room_id, holder__in=tags).exists():
        raise Barred
    Wrap.objects.bulk_create(
        Wrap(
            room_id=room_id,
            epoch=number,
            holder=tag,
            sealed=seal(private.root, keys_of.box, place.info("wrap", tag)),
        )
        for tag, keys_of in tags.items()
    )


def _wrap(place: Place, holder: str, public: PublicKeys, private: PrivateKeys) -> None:
    tag = queries.tag_of(holder)
    if Bar.objects.filter(room=place.room_id, holder=tag).exists():
        raise Barred
    sealed = seal(private.root, public.box, place.info("wrap", tag))
    held = Wrap.objects.filter(room_id=place.room_id, epoch=place.epoch, holder=tag)
    held.filter(lost_on__isnull=False).delete()
    held.get_or_create(
        room_id=place.room_id, epoch=place.epoch, holder=tag, defaults={"sealed": sealed}
    )


def _vouch(room_id: str, receipt: ReceiptKeys) -> None:
    public = receipt.private.public
    text = rules.receipt_text(room_id=room_id, lookup=receipt.lookup, public=public)
    ReceiptHolder.objects.create(
        room_id=room_id,
        lookup=receipt.lookup,
        box=public.box,
        signing=public.signing,
        signature=settings.COMITY_KEYS.sign(rules.RECEIPT_PURPOSE, text),
    )


def _signer(writer: Opener | None) -> Callable[[bytes], bytes]:
    if writer is None:
        return partial(settings.COMITY_KEYS.sign, rules.ITEM_PURPOSE)
    return writer.private.sign
