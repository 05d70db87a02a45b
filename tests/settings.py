"""Settings for tests: Tornio's own, at a home of their own, quick where slowness proves nothing."""

import os
from pathlib import Path

os.environ.setdefault("TORNIO_HOME", str(Path(__file__).resolve().parents[1] / ".tornio-test"))
os.environ["TORNIO_SECRET_KEY"] = "known to everybody, for tests"
# Playwright keeps an event loop in the tests' own thread; the tests beside it are not asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from tornio.config.settings import *  # noqa: F403

# People of the tests come in by a demo's links, which open nothing elsewhere; tests of coming in turn this off.
DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing is collected for tests, and whitenoise warns of the empty place; browser tests serve the real thing.
MIDDLEWARE = [each for each in MIDDLEWARE if "whitenoise" not in each]  # noqa: F405
