"""What allauth asks the house about second factors: how secrets are kept, and what a device shows of us."""

from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter

from tornio.people.models import Human
from tornio.people.sealed import seal, unseal

PURPOSE = "second factor"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are sealed at rest; a telephone's list of passkeys says the host's name and no more."""

    def encrypt(self, text: str) -> str:
        """What may be kept of a secret."""
        return seal(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return unseal(encrypted_text, PURPOSE)

    def get_public_key_credential_user_entity(self, user: Human) -> dict[str, Any]:
        """Whose passkey it is, told to their own device."""
        return {"id": user_pk_to_url_str(user).encode(), "display_name": user.called, "name": user.called}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who we are, told to a device that others may look at: where it is for, not what."""
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": host}
