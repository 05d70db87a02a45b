"""Settings for tests: Tornio's own, at a home of their own, quick where slowness proves nothing."""

import os
from pathlib import Path

os.environ.setdefault("TORNIO_HOME", str(Path(__file__).resolve().parents[1] / ".tornio-test"))
os.environ["TORNIO_SECRET_KEY"] = "known to everybody, for tests"

from tornio.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
