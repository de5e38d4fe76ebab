"""Sealing to a public key, encrypting under a shared key, and signing.

Standard constructions only: HPKE (RFC 9180) with the hybrid of ML-KEM-768 and X25519, HKDF-SHA256
and ChaCha20-Poly1305; XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03); Ed25519 (RFC 8032). Each
blob starts with a byte that names its construction, so that old blobs stay readable.

The hybrid is not yet an RFC: it is pinned to what ``cryptography`` 50 implements
(draft-ietf-hpke-pq, KEM id 0x647a) and carries its own suite byte for the day it changes.
"""

import hashlib
import os
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError

HYBRID = b"\x01"  # HPKE: ML-KEM-768 + X25519, HKDF-SHA256, ChaCha20-Poly1305
SHARED = b"\x02"  # XChaCha20-Poly1305 with a random nonce of 24 bytes in front
SUITE = "hpke-mlkem768-x25519-hkdf-sha256-chacha20poly1305"

ROOT_LENGTH = 32
"""Bytes of the one secret from which all keys of a holder are derived."""

KEY_LENGTH = 32
NONCE_LENGTH = 24
MLKEM_SEED_LENGTH = 64
MLKEM_PUBLIC_LENGTH = 1184
SMALLEST_BUCKET = 4096
LENGTH_PREFIX = 4

_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


class CannotOpen(Exception):
    """A blob was changed, stands in the wrong place, or was never sealed to this key."""


@dataclass(frozen=True)
class PublicKeys:
    """What everybody may know of a holder.

    Attributes:
        box: 1184 bytes of ML-KEM-768 and 32 of X25519; others seal to it.
        signing: 32 bytes of Ed25519; others check signatures with it.
    """

    box: bytes
    signing: bytes

    @property
    def fingerprint(self) -> str:
        """Name both keys in 32 hex digits: the first half of a SHA-256."""
        return hashlib.sha256(b"comity fingerprint v1" + self.box + self.signing).hexdigest()[:32]


@dataclass(frozen=True)
class PrivateKeys:
    """All keys of one holder, derived from one secret.

    Attributes:
        root: 32 random bytes. It never leaves memory unencrypted and is not shown by ``repr``.
    """

    root: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "PrivateKeys":
        """Make keys that nobody else has."""
        return cls(os.urandom(ROOT_LENGTH))

    @cached_property
    def public(self) -> PublicKeys:
        """The public half."""
        mlkem = self._mlkem.public_key().public_bytes_raw()
        x25519 = self._x25519.public_key().public_bytes_raw()
        return PublicKeys(mlkem + x25519, self._signing.public_key().public_bytes_raw())

    def open(self, blob: bytes, info: bytes) -> bytes:
        """Open what was sealed to these keys for this place.

        Raises:
            CannotOpen: it was not, or it was changed since.
        """
        if blob[:1] != HYBRID:
            raise CannotOpen
        try:
            return _SUITE.decrypt(blob[1:], self._box, HYBRID + info)
        except (InvalidTag, ValueError) as problem:
            raise CannotOpen from problem

    def sign(self, message: bytes) -> bytes:
        """Sign a message: 64 bytes."""
        return self._signing.sign(message)

    @cached_property
    def _box(self) -> hpke.MLKEM768X25519PrivateKey:
        return hpke.MLKEM768X25519PrivateKey(self._mlkem, self._x25519)

    @cached_property
    def _mlkem(self) -> MLKEM768PrivateKey:
        return MLKEM768PrivateKey.from_seed_bytes(
            derive(self.root, b"ml-kem-768", MLKEM_SEED_LENGTH)
        )

    @cached_property
    def _x25519(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(derive(self.root, b"x25519"))

    @cached_property
    def _signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(derive(self.root, b"ed25519"))


def seal(plaintext: bytes, public_box: bytes, info: bytes) -> bytes:
    """Seal something to a public key, for one place.

    Args:
        plaintext: of any length.
        public_box: ``PublicKeys.box`` of the holder.
        info: names the place; whoever opens must name the same.
    """
    mlkem = MLKEM768PublicKey.from_public_bytes(public_box[:MLKEM_PUBLIC_LENGTH])
    x25519 = X25519PublicKey.from_public_bytes(public_box[MLKEM_PUBLIC_LENGTH:])
    holder = hpke.MLKEM768X25519PublicKey(mlkem, x25519)
    return HYBRID + _SUITE.encrypt(plaintext, holder, HYBRID + info)


def encrypt(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Encrypt under a shared key of 32 bytes, for one place named by ``context``."""
    nonce = os.urandom(NONCE_LENGTH)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, SHARED + context, nonce, key)
    return SHARED + nonce + sealed


def decrypt(key: bytes, blob: bytes, context: bytes) -> bytes:
    """Decrypt what ``encrypt`` made.

    Raises:
        CannotOpen: another key, another place, or changed since.
    """
    if blob[:1] != SHARED:
        raise CannotOpen
    nonce, sealed = blob[1 : 1 + NONCE_LENGTH], blob[1 + NONCE_LENGTH :]
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, SHARED + context, nonce, key)
    except (CryptoError, ValueError) as problem:
        raise CannotOpen from problem


def derive(secret: bytes, purpose: bytes, length: int = KEY_LENGTH) -> bytes:
    """Derive a key for one purpose from a secret that is already random (HKDF, RFC 5869)."""
    info = b"comity v1 " + purpose
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info).derive(secret)


def verify(public_signing: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a message was signed by the holder of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_signing).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def pad(plaintext: bytes) -> bytes:
    """Fill up to a power of two of at least 4 KiB, so that lengths tell little.

    The first four bytes hold the true length.
    """
    needed = LENGTH_PREFIX + len(plaintext)
    bucket = max(SMALLEST_BUCKET, 1 << (needed - 1).bit_length())
    return (len(plaintext).to_bytes(LENGTH_PREFIX) + plaintext).ljust(bucket, b"\0")


def unpad(padded: bytes) -> bytes:
    """Take the filling away again."""
    length = int.from_bytes(padded[:LENGTH_PREFIX])
    return padded[LENGTH_PREFIX : LENGTH_PREFIX + length]
