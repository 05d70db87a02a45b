"""Where Tornio keeps what belongs to this installation, and where its database is found."""

import hashlib
import os
import tempfile
from pathlib import Path

from psycopg.conninfo import make_conninfo

CHECKOUT = Path(__file__).resolve().parents[2]
DATABASE = "tornio"
APPLICATION_ROLE = "tornio_app"
CLERK_ROLE = "tornio_clerk"
OWNER_ROLE = "tornio_owner"
SUPERUSER = "postgres"

# The kernel allows 107 bytes for a socket's path; "/.s.PGSQL.5432.lock" takes nineteen.
LONGEST_SOCKET_DIRECTORY = 88


def home() -> Path:
    """The folder of this installation: `TORNIO_HOME`, else `.tornio` in the checkout, else the user's own."""
    chosen = os.environ.get("TORNIO_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / ".tornio"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "tornio"


def database_directory() -> Path:
    """What the embedded server owns: its data and its log."""
    return home() / "database"


def socket_directory() -> Path:
    """Where the embedded server listens: beside its data, or in the temporary folder if that path is too long."""
    beside = database_directory()
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_DIRECTORY:
        return beside
    name = hashlib.sha256(os.fsencode(beside)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"tornio-{os.geteuid()}-{name}"


def embedded(role: str, database: str = DATABASE) -> str:
    """How to reach the embedded server as this role."""
    return make_conninfo(host=str(socket_directory()), port=5432, user=role, dbname=database)


def is_embedded() -> bool:
    """Whether the database is ours to start; a `DATABASE_URL` says that somebody else's is used."""
    return not os.environ.get("DATABASE_URL")


def application_url() -> str:
    """How the application reaches its database."""
    return os.environ.get("DATABASE_URL") or embedded(APPLICATION_ROLE)


def owner_url() -> str | None:
    """How migrations reach it; nothing where a database of somebody else's is used and no owner was named."""
    if is_embedded():
        return embedded(OWNER_ROLE)
    return os.environ.get("DATABASE_OWNER_URL")
