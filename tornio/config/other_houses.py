"""Other houses whose sign-in we accept (OpenID Connect): one for staff, one for everybody; both by the environment.

    TORNIO_STAFF_OIDC_SERVER   https://login.example.nhs.uk   (its discovery document is found from there)
    TORNIO_STAFF_OIDC_CLIENT   the name that it knows us by
    TORNIO_STAFF_OIDC_SECRET   the secret it shares with us
    TORNIO_STAFF_OIDC_NAME     what the button says
    TORNIO_STAFF_OIDC_ALSO     further addresses its sign-in page lives at, if they differ from the server's
and the same with PUBLIC in place of STAFF.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

WHO = ("staff", "public")


def configured(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """What allauth needs to know of each house that the environment names."""
    return [_app(who, environment) for who in WHO if _server(who, environment)]


def origins(environment: Mapping[str, str]) -> list[str]:
    """Where a sign-in form of ours may lead."""
    found = []
    for who in WHO:
        also = environment.get(f"TORNIO_{who.upper()}_OIDC_ALSO", "").split(",")
        for address in (_server(who, environment), *also):
            parts = urlsplit(address.strip())
            if parts.scheme and parts.netloc:
                found.append(f"{parts.scheme}://{parts.netloc}")
    return found


def _server(who: str, environment: Mapping[str, str]) -> str:
    return environment.get(f"TORNIO_{who.upper()}_OIDC_SERVER", "")


def _app(who: str, environment: Mapping[str, str]) -> dict[str, Any]:
    said = {word: environment.get(f"TORNIO_{who.upper()}_OIDC_{word}", "") for word in ("CLIENT", "SECRET", "NAME")}
    return {
        "provider_id": who,
        "name": said["NAME"] or urlsplit(_server(who, environment)).netloc,
        "client_id": said["CLIENT"],
        "secret": said["SECRET"],
        # Who somebody is, and nothing else of them: no name, no address.
        "settings": {"server_url": _server(who, environment), "scope": ["openid"], "fetch_userinfo": False},
    }
