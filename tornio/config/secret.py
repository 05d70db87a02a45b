"""The installation's secret: given by whoever runs it, or made once and kept beside the database."""

import contextlib
import os
import secrets

from tornio.config import places


def secret_key() -> str:
    """`TORNIO_SECRET_KEY`, or the one in the home folder, which only we can read."""
    given = os.environ.get("TORNIO_SECRET_KEY")
    if given:
        return given
    path = places.home() / "secret"
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and linked into place: two processes that start at once must end with the same secret.
    beside = path.with_name(f"secret.{os.getpid()}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:  # noqa: PTH123
        file.write(secrets.token_urlsafe(48))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(beside)
    beside.unlink()
    return path.read_text()
