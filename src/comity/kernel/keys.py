"""The keys of the service: what one installation holds, apart from its database."""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from comity.kernel.sealing import (
    KEY_LENGTH,
    CannotOpen,
    PrivateKeys,
    decrypt,
    derive,
    encrypt,
    verify,
)

ID_LENGTH = 4
"""Bytes that name a field key in front of what it sealed."""


@dataclass(frozen=True)
class ServiceKeys:
    """Everything secret that the service itself needs.

    Attributes:
        field_keys: newest first; 32 bytes each. Only the first seals, all of them open.
        index_key: 32 bytes for keyed hashes. It cannot be changed without losing the index.
        signing: keys with which the service certifies and signs.
    """

    field_keys: tuple[bytes, ...] = field(repr=False)
    index_key: bytes = field(repr=False)
    signing: PrivateKeys = field(repr=False)

    @classmethod
    def new(cls) -> "ServiceKeys":
        """Make keys for a new installation."""
        return cls((os.urandom(KEY_LENGTH),), os.urandom(KEY_LENGTH), PrivateKeys.new())

    @classmethod
    def from_text(cls, text: str) -> "ServiceKeys":
        """Read keys as ``to_text`` wrote them.

        Raises:
            ValueError: the text is not a key file of this version.
        """
        read = json.loads(text)
        if not isinstance(read, Mapping) or read.get("version") != 1:
            message = "this is not a Comity key file of version 1"
            raise ValueError(message)
        return cls(
            tuple(base64.b64decode(key) for key in read["field_keys"]),
            base64.b64decode(read["index_key"]),
            PrivateKeys(base64.b64decode(read["signing_root"])),
        )

    def to_text(self) -> str:
        """Write the keys for the key file, which only the service may read."""
        written = {
            "version": 1,
            "field_keys": [base64.b64encode(key).decode() for key in self.field_keys],
            "index_key": base64.b64encode(self.index_key).decode(),
            "signing_root": base64.b64encode(self.signing.root).decode(),
        }
        return json.dumps(written, indent=2) + "\n"

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

    def sign(self, purpose: str, message: bytes) -> bytes:
        """Sign in the name of the service, for one purpose."""
        return self.signing.sign(_labelled(purpose, message))

    def verify(self, purpose: str, message: bytes, signature: bytes) -> bool:
        """Tell whether the service signed this, for this purpose."""
        return verify(self.signing.public.signing, _labelled(purpose, message), signature)


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"comity key id v1" + key).digest()[:ID_LENGTH]


def _for(key: bytes, purpose: str) -> bytes:
    return derive(key, b"field " + purpose.encode())


def _labelled(purpose: str, message: bytes) -> bytes:
    label = purpose.encode()
    return len(label).to_bytes(4) + label + message
