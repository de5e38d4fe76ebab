"""Making, unlocking and certifying the keys of people."""

import os
from datetime import date, datetime, timedelta

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings
from django.db import IntegrityError, transaction

from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.errors import NotPermitted
from comity.kernel.receipts import ReceiptNotReadable, new_receipt, parse_receipt
from comity.kernel.sealing import (
    KEY_LENGTH,
    CannotOpen,
    PrivateKeys,
    decrypt,
    derive,
    encrypt,
    seal,
)
from comity.kernel.spans import day_of
from comity.record.actions import record
from comity.vault import queries, rules
from comity.vault.errors import KeyAlreadyMade, NoKeyYet, WrongPassphrase
from comity.vault.facts import KeyCertified, KeyMade, KeyRenewed, KeyRevoked
from comity.vault.models import (
    Certificate,
    HandlerKey,
    Slot,
    Wrap,
)
from comity.vault.rules import Keyring

SALT_LENGTH = 16
ARGON2_PASSES = 3
ARGON2_MEMORY = 64 * 1024  # KiB
ARGON2_LANES = 4


@transaction.atomic
def make_key(*, person_id: str, passphrase: str, by: Actor, now: datetime) -> tuple[Keyring, str]:
    """Make somebody's keys, with two ways to unlock them.

    Returns:
        The unlocked keys, and the recovery code to show once.

    Raises:
        KeyAlreadyMade: they have keys.
    """
    if by.kind is ActorKind.PERSON and by.id != person_id:
        raise NotPermitted
    try:
        with transaction.atomic():
            key, private = _new_key(person_id, now)
    except IntegrityError as problem:
        raise KeyAlreadyMade from problem
    code = new_receipt()
    _add_slot(key, Slot.Kind.PASSPHRASE, private, passphrase)
    _add_slot(key, Slot.Kind.RECOVERY, private, code.text)
    fact = KeyMade(subject=person_id, fingerprint=key.fingerprint)
    record(fact, by=by, now=now)
    return Keyring(person_id, key.id, private), code.text


def unlock(*, person_id: str, secret: str) -> Keyring:
    """Unlock somebody's keys with their passphrase or their recovery code.

    Raises:
        NoKeyYet: they have made no keys.
        WrongPassphrase: the secret opens neither slot.
    """
    slots = Slot.objects.filter(key__person=person_id, key__revoked_on=None)
    kept = {slot.kind: slot for slot in slots.select_related("key")}
    if not kept:
        raise NoKeyYet
    try:
        secret, kind = parse_receipt(secret).text, Slot.Kind.RECOVERY
    except ReceiptNotReadable:
        kind = Slot.Kind.PASSPHRASE
    slot = kept[kind]
    try:
        root = decrypt(
            _slot_key(kind, secret, bytes(slot.salt)), bytes(slot.sealed), slot.key_id.encode()
        )
    except CannotOpen as problem:
        raise WrongPassphrase(field="passphrase") from problem
    return Keyring(person_id, slot.key_id, PrivateKeys(root))


@transaction.atomic
def change_passphrase(*, keyring: Keyring, passphrase: str, by: Actor) -> None:
    """Set a new passphrase, by somebody whose keys are unlocked."""
    if by.id != keyring.person_id:
        raise NotPermitted
    key = HandlerKey.objects.get(id=keyring.key_id)
    key.slots.filter(kind=Slot.Kind.PASSPHRASE).delete()
    _add_slot(key, Slot.Kind.PASSPHRASE, keyring.private, passphrase)


@transaction.atomic
def renew_key(
    *, keyring: Keyring, passphrase: str, by: Actor, now: datetime
) -> tuple[Keyring, str]:
    """Change somebody's keys for new ones, while the old ones are unlocked.

    Whatever they opened the new keys open, and the old ones nothing more. The old key speaks for
    the new one, so each seat is certified anew until the day until which it was.

    The public half of the old key stays with its certificates: what it signed can be checked.

    Returns:
        The unlocked new keys, and the new recovery code to show once.

    Raises:
        NotPermitted: ``by`` is somebody else.
        NoKeyYet: the old keys were given up meanwhile.
    """
    if by.id != keyring.person_id:
        raise NotPermitted
    live = HandlerKey.objects.select_for_update().filter(id=keyring.key_id, revoked_on=None)
    old = live.first()
    if old is None:
        raise NoKeyYet
    seats = queries.certificates_of(old.id, on=day_of(now))
    old.revoked_on = day_of(now)
    old.save(update_fields=["revoked_on"])
    old.slots.all().delete()
    key, private = _new_key(keyring.person_id, now)
    code = new_receipt()
    _add_slot(key, Slot.Kind.PASSPHRASE, private, passphrase)
    _add_slot(key, Slot.Kind.RECOVERY, private, code.text)
    renewed = Keyring(keyring.person_id, key.id, private)
    _wrap_anew(keyring, renewed)
    fact = KeyRenewed(
        subject=keyring.person_id, fingerprint=key.fingerprint, former=old.fingerprint
    )
    record(fact, by=by, now=now)
    for seat in seats:
        certify(
            person_id=keyring.person_id,
            seat_id=seat.seat_id,
            starts_on=seat.starts_on,
            ends_on=seat.ends_on,
            by=by,
            now=now,
        )
    return renewed, code.text


@transaction.atomic
def revoke_key(*, person_id: str, by: Actor, now: datetime) -> None:
    """Give up keys for good: both ways to unlock them go, and so does every wrap to them.

    In place of each wrap stands the service's word that it was there, so that other holders of
    the room can let the person back in with new keys, once they have compared them.

    The public half stays with its certificates, so that what they signed can still be checked.

    Raises:
        NotPermitted: ``by`` is somebody else.
        NoKeyYet: there are no keys to give up.
    """
    if by.kind is ActorKind.PERSON and by.id != person_id:
        raise NotPermitted
    key = HandlerKey.objects.select_for_update().filter(person=person_id, revoked_on=None).first()
    if key is None:
        raise NoKeyYet
    key.revoked_on = day_of(now)
    key.save(update_fields=["revoked_on"])
    key.slots.all().delete()
    tag = queries.person_tag(person_id)
    wraps = list(Wrap.objects.filter(holder=tag, lost_on=None))
    for wrap in wraps:
        text = rules.Place(wrap.room_id, wrap.epoch).info("lost", tag)
        wrap.sealed, wrap.lost_on = settings.COMITY_KEYS.sign(rules.LOST_PURPOSE, text), day_of(now)
    Wrap.objects.bulk_update(wraps, ["sealed", "lost_on"], batch_size=500)
    record(KeyRevoked(subject=person_id, fingerprint=key.fingerprint), by=by, now=now)


def forget(person_id: str, now: datetime) -> None:
    """Give up the keys of somebody who is forgotten, if they have any; they never come back."""
    if queries.has_key(person_id):
        revoke_key(person_id=person_id, by=SYSTEM, now=now)
    Wrap.objects.filter(holder=queries.person_tag(person_id)).delete()


@transaction.atomic
def certify(
    *, person_id: str, seat_id: str, starts_on: date, ends_on: date, by: Actor, now: datetime
) -> bool:
    """Certify somebody's live key for a seat, if they have made one.

    The caller has checked that ``by`` may seat people.

    Returns:
        Whether there was a key to certify.
    """
    key = HandlerKey.objects.filter(person=person_id, revoked_on=None).first()
    if key is None:
        return False
    _certify(key, seat_id=seat_id, starts_on=starts_on, ends_on=ends_on)
    fact = KeyCertified(subject=person_id, fingerprint=key.fingerprint, seat=seat_id)
    record(fact, by=by, now=now)
    return True


@transaction.atomic
def end_certificate(*, seat_id: str, by: Actor, now: datetime) -> None:
    """Stop wrapping anything to whoever held a seat. What they could open stays open to them.

    The certificate stays, with its end moved: what they signed can still be checked. A key that
    nobody compared is not certified by that.
    """
    for certificate in Certificate.objects.filter(seat_id=seat_id).select_related("key"):
        key = certificate.key
        if key.revoked_on is not None:
            continue
        last_day = day_of(now) - timedelta(days=1)
        _certify(key, seat_id=seat_id, starts_on=certificate.starts_on, ends_on=last_day)
        fact = KeyCertified(subject=key.person_id, fingerprint=key.fingerprint, seat=seat_id)
        record(fact, by=by, now=now)


def _certify(key: HandlerKey, *, seat_id: str, starts_on: date, ends_on: date) -> None:
    text = rules.certificate_text(
        person_id=key.person_id,
        public=key.public,
        seat_id=seat_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    Certificate.objects.update_or_create(
        key=key,
        seat_id=seat_id,
        defaults={
            "starts_on": starts_on,
            "ends_on": ends_on,
            "signature": settings.COMITY_KEYS.sign(rules.CERTIFICATE_PURPOSE, text),
        },
    )


def _new_key(person_id: str, now: datetime) -> tuple[HandlerKey, PrivateKeys]:
    private = PrivateKeys.new()
    public = private.public
    key = HandlerKey.objects.create(
        person_id=person_id,
        box=public.box,
        signing=public.signing,
        fingerprint=public.fingerprint,
        made_on=day_of(now),
    )
    return key, private


def _wrap_anew(before: Keyring, after: Keyring) -> None:
    """Seal to new keys whatever the old ones open, in the place of what was sealed to these."""
    tag = queries.tag_of(before.holder)
    wraps = []
    for wrap in Wrap.objects.filter(holder=tag, lost_on=None):
        info = rules.Place(wrap.room_id, wrap.epoch).info("wrap", tag)
        try:
            root = before.private.open(bytes(wrap.sealed), info)
        except CannotOpen:
            continue  # it opened nothing before, and opens nothing now
        wrap.sealed = seal(root, after.private.public.box, info)
        wraps.append(wrap)
    Wrap.objects.bulk_update(wraps, ["sealed"], batch_size=500)


def _add_slot(key: HandlerKey, kind: Slot.Kind, private: PrivateKeys, secret: str) -> None:
    salt = os.urandom(SALT_LENGTH)
    sealed = encrypt(_slot_key(kind, secret, salt), private.root, key.id.encode())
    Slot.objects.create(key=key, kind=kind, salt=salt, sealed=sealed)


def _slot_key(kind: Slot.Kind, secret: str, salt: bytes) -> bytes:
    if kind is Slot.Kind.RECOVERY:
        # A recovery code is 120 random bits: nobody tries them all, so nothing need be slow.
        return derive(secret.encode() + salt, b"recovery slot")
    return hash_secret_raw(
        secret.encode(),
        salt,
        time_cost=ARGON2_PASSES,
        memory_cost=ARGON2_MEMORY,
        parallelism=ARGON2_LANES,
        hash_len=KEY_LENGTH,
        type=Type.ID,
    )
