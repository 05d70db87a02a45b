"""A device that makes and reads passkeys, in a few lines: as WebAuthn says it, and as an attacker might bend it."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

Flag = AuthenticatorData.FLAG
NONE = Flag(0)
Answer = dict[str, Any]


@dataclass(slots=True)
class Device:
    """One device with one passkey; `shows` is whether its owner shows a finger, `origin` the page it is asked by."""

    host: str = "testserver"
    origin: str = "http://testserver"
    shows: bool = True
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    name: bytes = field(default_factory=lambda: os.urandom(32))
    owner: str = ""

    def make(self, asked: Answer) -> Answer:
        """A new passkey, for the question of our page."""
        wanted = asked["publicKey"]
        self.owner = wanted["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        kept = AttestedCredentialData.create(b"\0" * 16, self.name, public)
        made = AttestationObject.create("none", self._said(Flag.AT, kept), {})
        client = self._client("webauthn.create", wanted["challenge"])
        return self._answer({"attestationObject": websafe_encode(made), "clientDataJSON": websafe_encode(client)})

    def read(self, asked: Answer) -> Answer:
        """The passkey's answer to the question of our page."""
        said, client = self._said(), self._client("webauthn.get", asked["publicKey"]["challenge"])
        signature = self.key.sign(said + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer({
            "authenticatorData": websafe_encode(said),
            "clientDataJSON": websafe_encode(client),
            "signature": websafe_encode(signature),
            "userHandle": self.owner,
        })  # fmt: skip

    def _said(self, more: Flag = NONE, kept: bytes = b"") -> AuthenticatorData:
        flags = Flag.UP | more | (Flag.UV if self.shows else NONE)
        said: AuthenticatorData = AuthenticatorData.create(hashlib.sha256(self.host.encode()).digest(), flags, 0, kept)
        return said

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> Answer:
        name = websafe_encode(self.name)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}


def owner_in(answer: Answer) -> str:
    """Whom an answer says it comes from."""
    return websafe_decode(answer["response"]["userHandle"]).decode()
