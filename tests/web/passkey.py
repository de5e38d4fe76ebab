"""A passkey in software, which answers as a browser would."""

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

HERE, ORIGIN = "localhost", "http://localhost"
PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40


@dataclass
class Passkey:
    """A key that somebody holds, with a finger on it.

    Attributes:
        verifies: whether it asks for a finger, a face or a PIN.
        origin: the site that it believes to be at.
    """

    verifies: bool = True
    origin: str = ORIGIN
    owner: str = ""
    id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options):
        """Answer to ``navigator.credentials.create``."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        told = AttestedCredentialData.create(Aaguid(bytes(16)), self.id, public)
        data = AuthenticatorData.create(_site(), self._flags | NEW, 0, told)
        attestation = AttestationObject.create("none", data, {})
        return self._answer(
            self._client_data("webauthn.create", asked),
            attestationObject=websafe_encode(bytes(attestation)),
        )

    def use(self, options):
        """Answer to ``navigator.credentials.get``."""
        data = AuthenticatorData.create(_site(), self._flags, 0)
        client_data = self._client_data("webauthn.get", options["publicKey"])
        signature = self.key.sign(
            bytes(data) + sha256(client_data).digest(), ec.ECDSA(hashes.SHA256())
        )
        return self._answer(
            client_data,
            authenticatorData=websafe_encode(bytes(data)),
            signature=websafe_encode(signature),
            userHandle=self.owner,
        )

    @property
    def _flags(self):
        return PRESENT | (VERIFIED if self.verifies else 0)

    def _client_data(self, kind, asked):
        data = CollectedClientData.create(
            type=kind, challenge=asked["challenge"], origin=self.origin
        )
        return bytes(data)

    def _answer(self, client_data, **response):
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": {"clientDataJSON": websafe_encode(client_data), **response},
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )


def _site():
    return sha256(HERE.encode()).digest()
