"""Secrets of sign-in at rest: AES-256-GCM under a key of the installation's, bound to their purpose."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


def _key(secret: str, purpose: str) -> AESGCM:
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"tornio {purpose}".encode())
    return AESGCM(made.derive(secret.encode()))


def seal(text: str, purpose: str) -> str:
    """What may be kept of a secret."""
    nonce = os.urandom(_NONCE)
    kept = nonce + _key(settings.SECRET_KEY, purpose).encrypt(nonce, text.encode(), purpose.encode())
    return base64.urlsafe_b64encode(kept).decode()


def unseal(kept: str, purpose: str) -> str:
    """The secret again, also one sealed under a former key of the installation. Errors: InvalidTag."""
    data = base64.urlsafe_b64decode(kept)
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _key(secret, purpose).decrypt(data[:_NONCE], data[_NONCE:], purpose.encode()).decode()
        except InvalidTag:
            continue
    raise InvalidTag
