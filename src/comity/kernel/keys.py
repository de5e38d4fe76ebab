"""The keys of the service: what one installation holds, apart from its database."""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from comity.kernel.sealing import (
    KEY_LENGTH,
    CannotOpen,
    PrivateKeys,
    decrypt,
    derive,
    encrypt,
    verify,
)

VERSION = 2
ID_LENGTH = 4
"""Bytes that name a key in front of what it sealed or signed."""

SIGNATURE_LENGTH = 64


KEPT_FOR_EVER = frozenset({"backup", "record head", "service item"})
"""What nobody can sign anew: it lies outside, or is sealed to people. Old signatures stay good."""


@dataclass(frozen=True)
class ServiceKeys:
    """Everything secret that the service itself needs.

    Attributes:
        field_keys: newest first; 32 bytes each. Only the first seals, all of them open.
        index_key: 32 bytes for keyed hashes. It cannot be changed without losing the index.
        signing: keys with which the service certifies and signs.
        older_signing: keys that signed before; what they signed is good until they are retired.
        past_signing: public halves of retired keys, for what nobody can sign anew.
        changed_on: the day of the last rotation.
    """

    field_keys: tuple[bytes, ...] = field(repr=False)
    index_key: bytes = field(repr=False)
    signing: PrivateKeys = field(repr=False)
    older_signing: tuple[PrivateKeys, ...] = field(default=(), repr=False)
    past_signing: tuple[bytes, ...] = field(default=(), repr=False)
    changed_on: date | None = None

    @classmethod
    def new(cls) -> "ServiceKeys":
        """Make keys for a new installation."""
        return cls((os.urandom(KEY_LENGTH),), os.urandom(KEY_LENGTH), PrivateKeys.new())

    @classmethod
    def from_text(cls, text: str) -> "ServiceKeys":
        """Read keys as ``to_text`` wrote them, or as version 0.1.0 did.

        Raises:
            ValueError: the text is not a key file of a version that we know.
        """
        read = json.loads(text)
        if not isinstance(read, Mapping) or read.get("version") not in {1, VERSION}:
            message = "this is not a Comity key file of version 1 or 2"
            raise ValueError(message)
        try:
            return cls._of(read)
        except (KeyError, IndexError) as problem:
            message = f"this key file lacks {problem}"
            raise ValueError(message) from problem

    @classmethod
    def _of(cls, read: Mapping[str, Any]) -> "ServiceKeys":
        written = [read["signing_root"]] if read["version"] == 1 else read["signing_roots"]
        roots = [PrivateKeys(base64.b64decode(root)) for root in written]
        changed_on = read.get("changed_on")
        return cls(
            tuple(base64.b64decode(key) for key in read["field_keys"]),
            base64.b64decode(read["index_key"]),
            roots[0],
            tuple(roots[1:]),
            tuple(base64.b64decode(key) for key in read.get("past_signing", ())),
            date.fromisoformat(changed_on) if changed_on else None,
        )

    def to_text(self) -> str:
        """Write the keys for the key file, which only the service may read."""
        roots = [keys.root for keys in (self.signing, *self.older_signing)]
        written = {
            "version": VERSION,
            "field_keys": [base64.b64encode(key).decode() for key in self.field_keys],
            "index_key": base64.b64encode(self.index_key).decode(),
            "signing_roots": [base64.b64encode(root).decode() for root in roots],
            "past_signing": [base64.b64encode(key).decode() for key in self.past_signing],
            "changed_on": self.changed_on.isoformat() if self.changed_on else None,
        }
        return json.dumps(written, indent=2) + "\n"

    def with_new_field_key(self, *, on: date) -> "ServiceKeys":
        """Put a new field key in front: it seals from now on, the older ones only open."""
        return ServiceKeys(
            (os.urandom(KEY_LENGTH), *self.field_keys),
            self.index_key,
            self.signing,
            self.older_signing,
            self.past_signing,
            on,
        )

    def with_new_signing(self, *, on: date) -> "ServiceKeys":
        """Put a new signing key in front: it signs from now on."""
        return ServiceKeys(
            self.field_keys,
            self.index_key,
            PrivateKeys.new(),
            (self.signing, *self.older_signing),
            self.past_signing,
            on,
        )

    def retired(self) -> "ServiceKeys":
        """Forget every key but the newest. Of signing keys the public half is kept."""
        past = tuple(keys.public.signing for keys in self.older_signing)
        return ServiceKeys(
            self.field_keys[:1],
            self.index_key,
            self.signing,
            (),
            past + self.past_signing,
            self.changed_on,
        )

    def names(self) -> tuple[str, ...]:
        """Name the field keys, newest first. The name stands in front of all that a key sealed."""
        return tuple(_key_id(key).hex() for key in self.field_keys)

    def derived(self, purpose: str) -> bytes:
        """Derive 32 bytes for one purpose that may never be forgotten, such as Django's secret."""
        return derive(self.index_key, b"derived " + purpose.encode())

    def tag(self, purpose: str, *parts: str) -> str:
        """Hash something under the index key: equal things have equal tags, nobody reads them.

        Returns:
            32 hex digits (HMAC-SHA256, cut to 128 bits). Parts are length-prefixed.
        """
        message = b"".join(
            len(part.encode()).to_bytes(4) + part.encode() for part in (purpose, *parts)
        )
        return hmac.new(self.index_key, message, hashlib.sha256).hexdigest()[:32]

    def seal(self, purpose: str, plaintext: bytes) -> bytes:
        """Seal something to the service, for one purpose."""
        key = self.field_keys[0]
        return _key_id(key) + encrypt(_for(key, purpose), plaintext, purpose.encode())

    def open(self, purpose: str, blob: bytes) -> bytes:
        """Open what was sealed to the service, under whichever of its keys.

        Raises:
            CannotOpen: the key is gone, the purpose another, or the blob was changed.
        """
        for key in self.field_keys:
            if _key_id(key) == blob[:ID_LENGTH]:
                return decrypt(_for(key, purpose), blob[ID_LENGTH:], purpose.encode())
        raise CannotOpen

    def signing_names(self) -> tuple[str, ...]:
        """Name the keys that sign, newest first. The name stands in front of every signature."""
        return tuple(_key_id(keys.public.signing).hex() for keys in self._signers)

    def sign(self, purpose: str, message: bytes) -> bytes:
        """Sign in the name of the service, for one purpose: four bytes of name, 64 of signature."""
        name = _key_id(self.signing.public.signing)
        return name + self.signing.sign(_labelled(purpose, message))

    def verify(self, purpose: str, message: bytes, signature: bytes) -> bool:
        """Tell whether the service signed this, for this purpose.

        What version 0.1.0 signed has no name in front, so every key is tried.
        """
        named, bare = signature[:-SIGNATURE_LENGTH], signature[-SIGNATURE_LENGTH:]
        known = [keys.public.signing for keys in self._signers]
        if purpose in KEPT_FOR_EVER:
            known += self.past_signing
        text = _labelled(purpose, message)
        return any(
            verify(public, text, bare) for public in known if named in {b"", _key_id(public)}
        )

    @property
    def _signers(self) -> tuple[PrivateKeys, ...]:
        return (self.signing, *self.older_signing)


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"comity key id v1" + key).digest()[:ID_LENGTH]


def _for(key: bytes, purpose: str) -> bytes:
    return derive(key, b"field " + purpose.encode())


def _labelled(purpose: str, message: bytes) -> bytes:
    label = purpose.encode()
    return len(label).to_bytes(4) + label + message
