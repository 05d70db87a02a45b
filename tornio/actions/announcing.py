"""Telling open pages that something has changed: by an opaque key, when the transaction commits, and never what."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db import connection

from tornio.core.voices import Audience

CHANNEL = "tornio_live"


def close_to(network: UUID) -> UUID:
    """The key of those who read what is for the person and the team: their open pages have it, and nobody else's."""
    return uuid5(network, "the person and those who work with them")


def centre_of(network: UUID) -> UUID:
    """The key of the person at the centre."""
    return uuid5(network, "the person")


def hearers(network: UUID, audience: str, author: UUID | None, chosen: Iterable[UUID] = ()) -> list[UUID]:
    """Whose open pages look again because of words with this audience; for all others nothing has changed (R24)."""
    mine = [author] if author is not None else []
    match Audience(audience):
        case Audience.NETWORK:
            return [network]
        case Audience.PERSON_AND_TEAM:
            return [close_to(network), *mine]
        case Audience.CHOSEN:
            return [centre_of(network), *mine, *chosen]
        case Audience.AUTHOR:  # pragma: no branch - the types know no other audience
            return mine


def announce(key: UUID | None) -> None:
    """Whoever listens looks again at what they have open of this network or person; a roll-back tells nobody."""
    if key is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(key)])
