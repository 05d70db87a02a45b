"""The worker: Procrastinate on the same database as everything else; there is no second service to run."""

import asyncio
import importlib
import logging
from threading import Thread

import psycopg
from django.db import DatabaseError
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

log = logging.getLogger(__name__)
HANDS = 6  # rounds that may run at once, so that one behind a slow carrier never holds up the next
LAST_WORDS_SECONDS = 5


def _warm() -> None:
    """The week's planner is compiled once for each machine, before anybody waits for a week."""
    try:
        importlib.import_module("tornio.actions.week_job").warm()
    except Exception:
        log.exception("The planner could not be made ready.")


async def _run() -> None:
    Thread(target=_warm, daemon=True).start()
    async with app.open_async():
        await app.run_worker_async(
            concurrency=HANDS, delete_jobs="always", shutdown_graceful_timeout=LAST_WORDS_SECONDS
        )


def work() -> bool:
    """Work until told to stop; False when the database went away."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        try:
            asyncio.run(_run())
        except (ConnectorException, DatabaseError, psycopg.Error):
            log.exception("The worker lost its database.")
            return False
    return True
