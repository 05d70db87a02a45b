"""Telling open pages that something has changed: by an opaque key, when the transaction commits, and never what."""

from uuid import UUID

from django.db import connection

CHANNEL = "tornio_live"


def announce(key: UUID | None) -> None:
    """Whoever listens looks again at what they have open of this network or person; a roll-back tells nobody."""
    if key is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(key)])
