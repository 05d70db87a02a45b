"""Another house's sign-in: a real OpenID provider (allauth's own) in a process of its own, on loopback.

`python -m tests.other_house PORT BACK FOLDER` serves one; `/be/NAME/` makes the browser somebody there. Whoever's name
begins with "twice" was asked for two things by that house, and it says so.
"""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.served import PATIENCE_SECONDS, answer, free_port

ROOT = Path(__file__).resolve().parents[1]
CLIENT, SECRET = "tornio", "known to both houses"


@contextlib.contextmanager
def served(back: str, folder: Path) -> Iterator[int]:
    """The port of a house that sends people back to this address."""
    port = free_port()
    started = [sys.executable, "-W", "ignore", "-m", "tests.other_house", str(port), back, str(folder)]
    process = subprocess.Popen(started, cwd=ROOT)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while answer(f"http://127.0.0.1:{port}/.well-known/openid-configuration")[0] == 0:
            assert process.poll() is None, "the other house did not open"
            assert time.monotonic() < deadline, "the other house took too long"
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _configure(folder: str) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    settings.configure(
        SECRET_KEY="the other house",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.other_house_pages",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/other.sqlite3"}},
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
            "django.contrib.humanize", "allauth", "allauth.account", "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
                    "OPTIONS": {"context_processors": ["django.template.context_processors.request"]}}],
        IDP_OIDC_PRIVATE_KEY=pem,
        IDP_OIDC_ADAPTER="tests.other_house_pages.TellsHowOftenItAsked",
        USE_TZ=True,
    )  # fmt: skip


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing of each request."""


def main(port: str, back: str, folder: str) -> None:
    """Serve until ended."""
    _configure(folder)
    application = get_wsgi_application()
    call_command("migrate", verbosity=0)
    label = "allauth_idp_oidc"
    clients: Any = apps.get_model(label, "Client")
    client = clients(id=CLIENT, name="Tornio", redirect_uris=back, skip_consent=True, scopes="openid")
    client.set_secret(SECRET)
    client.save()
    make_server("127.0.0.1", int(port), application, handler_class=_Quiet).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
