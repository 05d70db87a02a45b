"""One thread in each serving process hears what was announced, and looks twice a second whether sessions still hold."""

import logging
import os
import threading
from time import sleep
from typing import Any

import psycopg
from django.db import connections
from psycopg.rows import tuple_row

from tornio.actions.announcing import CHANNEL
from tornio.web.live.memory import Memory

LOOK_EVERY_SECONDS = 0.4
AFTER_A_FALL_SECONDS = 1.0
_SESSIONS = (
    "SELECT session_key, md5(session_data) FROM django_session WHERE session_key = ANY(%s) AND expire_date > now()"
)
_HUMANS = "SELECT id::text FROM people_human WHERE is_active AND id = ANY(%s::uuid[])"

log = logging.getLogger("tornio.live")
_started: set[int] = set()
_door = threading.Lock()


def ensure(memory: Memory) -> None:
    """Start the listener of this process, once."""
    with _door:
        if os.getpid() in _started:
            return
        _started.add(os.getpid())
    threading.Thread(target=listen, args=(memory,), name="tornio-live", daemon=True).start()


def listen(memory: Memory) -> None:
    """Hear and look, and begin anew when the database falls; while it is down nothing is answered from memory."""
    while True:
        try:
            with connect() as connection:
                hear(connection, memory)
        except psycopg.Error as fall:
            memory.forget_all()
            log.warning("the live listener begins anew: %s", type(fall).__name__)
            sleep(AFTER_A_FALL_SECONDS)


def connect() -> psycopg.Connection[Any]:
    """A connection of its own, that holds no transaction."""
    parameters = connections["default"].get_connection_params()
    parameters["application_name"] = "tornio-live"
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    parameters["row_factory"] = tuple_row
    return psycopg.connect(**parameters, autocommit=True)


def hear(connection: psycopg.Connection[Any], memory: Memory, rounds: int | None = None) -> None:
    """Listen for ever, or for so many rounds."""
    connection.execute(f"LISTEN {CHANNEL}")
    memory.forget_all()
    while rounds is None or rounds > 0:
        look(connection, memory)
        for told in connection.notifies(timeout=LOOK_EVERY_SECONDS):
            memory.announced(told.payload)
        rounds = None if rounds is None else rounds - 1


def look(connection: psycopg.Connection[Any], memory: Memory) -> None:
    """Whether the sessions of all known pages are still what they were: two queries, however many pages."""
    at = memory.moment()
    sessions, humans = memory.sessions()
    if not sessions:
        memory.looked({}, frozenset(), at)
        return
    digests = dict(connection.execute(_SESSIONS, [sessions]).fetchall())
    active = frozenset(row[0] for row in connection.execute(_HUMANS, [humans]).fetchall()) if humans else frozenset()
    memory.looked(digests, active, at)
