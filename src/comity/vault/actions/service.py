"""Bringing everything that the service sealed or signed under its newest keys, a little at a time.

Nothing is remembered between two calls: each blob names its key in its first bytes, so what is
left is found by looking. Whoever is stopped in the middle goes on where they were.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import BinaryField, Q, QuerySet
from django.db.models.functions import Substr

from comity.kernel.keys import ID_LENGTH
from comity.kernel.sealing import CannotOpen
from comity.people.factors import SEALED, SEALED_FOR
from comity.vault import rules
from comity.vault.models import Certificate, Epoch, ReceiptHolder, Wrap
from comity.vault.rules import Place

AT_ONCE = 200
"""Rows in one transaction: writers wait a few hundredths of a second."""

Row = Any
Renew = Callable[[Row, bytes], bytes | None]
"""Makes of a row and its old blob a new one; None where the old one is not genuine."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One column whose blobs name the key that made them.

    Attributes:
        name: table and column.
        rows: those that hold a blob.
        column: of the blob.
        key: the name of the key that should have made it, in hex.
        renew: makes the new blob.
    """

    name: str
    rows: QuerySet[Any]
    column: str
    key: str
    renew: Renew

    def outdated(self) -> QuerySet[Any]:
        """Find the rows whose blob another key made."""
        head = Substr(self.column, 1, ID_LENGTH, output_field=BinaryField())
        found: QuerySet[Any] = self.rows.annotate(head=head)
        return found.exclude(head=bytes.fromhex(self.key))


@dataclass(frozen=True, slots=True)
class State:
    """How far a column is.

    Attributes:
        name: table and column.
        rows: how many there are.
        left: how many still need an older key.
        damaged: how many open under no key that we have, and so need none.
    """

    name: str
    rows: int
    left: int
    damaged: int


def renew_seals(*, enough: Callable[[], bool] = lambda: False) -> int:
    """Bring what older keys sealed or signed under the newest ones.

    Args:
        enough: tells, between two batches, whether to stop for now.

    Returns:
        How many were renewed.
    """
    renewed = 0
    for kept in everything():
        for batch in _batches(kept):
            if enough():
                return renewed
            renewed += _renew(kept, batch)
    return renewed + (0 if enough() else _renew_factors())


def states() -> list[State]:
    """Say of each column how far it is."""
    found = []
    for kept in everything():
        rows = [row for batch in _batches(kept) for row in batch]
        genuine = sum(kept.renew(row, _blob(row, kept.column)) is not None for row in rows)
        found.append(State(kept.name, kept.rows.count(), genuine, len(rows) - genuine))
    factors = list(Authenticator.objects.values_list("data", flat=True))
    left = sum(_factor_is_old(data) for data in factors)
    return [*found, State("mfa_authenticator.data", len(factors), left, 0)]


def everything() -> Iterator[Kept]:
    """List every column that the service seals or signs, other than second factors."""
    keys = settings.COMITY_KEYS
    for name, column, purpose in settings.COMITY_SEALED:
        model: type[models.Model] = apps.get_model(name)
        rows = model._default_manager.exclude(Q(**{column: b""}) | Q(**{column: None}))  # noqa: SLF001, documented
        place = f"{model._meta.db_table}.{column}"  # noqa: SLF001, documented
        yield Kept(place, rows, column, keys.names()[0], _sealed_for(purpose))
    for model, column, purpose, text in SIGNED:
        rows = model._default_manager.all()  # noqa: SLF001, documented
        if model is Wrap:
            rows = rows.exclude(lost_on=None)
        elif model is Certificate:
            rows = rows.select_related("key")
        place = f"{model._meta.db_table}.{column}"  # noqa: SLF001, documented
        yield Kept(place, rows, column, keys.signing_names()[0], _signed_for(purpose, text))


def _certificate_text(row: Certificate) -> bytes:
    return rules.certificate_text(
        person_id=row.key.person_id,
        public=row.key.public,
        seat_id=row.seat_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def _receipt_text(row: ReceiptHolder) -> bytes:
    return rules.receipt_text(room_id=row.room_id, lookup=row.lookup, public=row.public)


def _epoch_text(row: Epoch) -> bytes:
    return rules.epoch_text(Place(row.room_id, row.number), bytes(row.box))


def _lost_text(row: Wrap) -> bytes:
    return Place(row.room_id, row.epoch).info("lost", row.holder)


SIGNED: tuple[tuple[type[models.Model], str, str, Callable[[Any], bytes]], ...] = (
    (Certificate, "signature", rules.CERTIFICATE_PURPOSE, _certificate_text),
    (Epoch, "signature", rules.EPOCH_PURPOSE, _epoch_text),
    (ReceiptHolder, "signature", rules.RECEIPT_PURPOSE, _receipt_text),
    (Wrap, "sealed", rules.LOST_PURPOSE, _lost_text),
)
"""What the service signed and can sign anew: model, column, purpose, and what is signed."""


def _sealed_for(purpose: str) -> Renew:
    def renew(row: Row, blob: bytes) -> bytes | None:
        exact = purpose.format_map(_Values(row))
        try:
            return settings.COMITY_KEYS.seal(exact, settings.COMITY_KEYS.open(exact, blob))
        except CannotOpen:
            return None

    return renew


def _signed_for(purpose: str, text: Callable[[Any], bytes]) -> Renew:
    def renew(row: Row, blob: bytes) -> bytes | None:
        said = text(row)
        if not settings.COMITY_KEYS.verify(purpose, said, blob):
            return None  # somebody put it there who had no key: it stays worth nothing
        return settings.COMITY_KEYS.sign(purpose, said)

    return renew


class _Values(Mapping[str, object]):
    """The columns of a row, for the purpose under which it is sealed."""

    def __init__(self, row: Row) -> None:
        self._row = row

    def __getitem__(self, name: str) -> object:
        return getattr(self._row, name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _batches(kept: Kept) -> Iterator[list[Row]]:
    """Give what is outdated, each row once: what cannot be renewed is passed by."""
    after: Any = None
    while True:
        rows = kept.outdated() if after is None else kept.outdated().filter(pk__gt=after)
        batch = list(rows.order_by("pk")[:AT_ONCE])
        if not batch:
            return
        yield batch
        after = batch[-1].pk


def _renew(kept: Kept, batch: list[Row]) -> int:
    renewed = 0
    with transaction.atomic():
        for row in batch:
            old = _blob(row, kept.column)
            new = kept.renew(row, old)
            if new is not None:
                # Only while it is still what was read: somebody may have written it meanwhile.
                same = kept.rows.filter(pk=row.pk, **{kept.column: old})
                renewed += same.update(**{kept.column: new})
    return renewed


def _blob(row: Row, column: str) -> bytes:
    return bytes(getattr(row, column))


def _renew_factors() -> int:
    old = [
        key for key, data in Authenticator.objects.values_list("pk", "data") if _factor_is_old(data)
    ]
    for key in old:
        with transaction.atomic():
            factor = Authenticator.objects.select_for_update().get(pk=key)
            factor.data = {name: _inner(value) for name, value in factor.data.items()}
            factor.save(update_fields=["data"])  # which seals it as a whole, under the newest key
    return len(old)


def _factor_is_old(data: Mapping[str, Any]) -> bool:
    """Tell whether a second factor was sealed under an older key, or not as a whole."""
    blob = _decoded(data.get(SEALED))
    if blob is None or blob[:ID_LENGTH].hex() != settings.COMITY_KEYS.names()[0]:
        return True
    inner = json.loads(settings.COMITY_KEYS.open(SEALED_FOR, blob))
    return any(_inner(value) is not value for value in inner.values())


def _inner(value: object) -> object:
    """Seal a secret inside a second factor anew, if an older key sealed it."""
    names = settings.COMITY_KEYS.names()
    blob = _decoded(value)
    if blob is None or blob[:ID_LENGTH].hex() not in names[1:]:
        return value
    try:
        plain = settings.COMITY_KEYS.open(SEALED_FOR, blob)
    except CannotOpen:
        return value
    return base64.b64encode(settings.COMITY_KEYS.seal(SEALED_FOR, plain)).decode()


def _decoded(value: object) -> bytes | None:
    if not isinstance(value, str):
        return None
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
