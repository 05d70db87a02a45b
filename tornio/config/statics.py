"""Style sheets, modules and fonts, gathered where the web server finds them, compressed, under lasting names."""

import fcntl
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def fingerprint() -> str:
    """What all static files look like from outside; reading them would take longer than it is worth."""
    found = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda pair: pair[0]):
            told = Path(storage.path(name)).stat()
            found.update(f"{name} {told.st_size} {told.st_mtime_ns}\n".encode())
    return found.hexdigest()


def gather() -> bool:
    """Gather them if anything changed since the last time; whether it did."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with root.with_name("static.door").open("a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        mark = root / ".fingerprint"
        now = fingerprint()
        if mark.exists() and mark.read_text() == now:
            return False
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        mark.write_text(now)
        return True
