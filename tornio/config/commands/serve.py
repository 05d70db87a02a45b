"""`tornio serve`: the pages, until Ctrl-C."""

import importlib
import os

import click
import django
from django.core import checks
from django.db import connections
from django.urls import get_resolver

from tornio.config import embedded, health, serving, statics
from tornio.config.beside import Beside


def refuse_if_unfit() -> None:
    """Run every check; an error is a reason not to start."""
    errors = [told for told in checks.run_checks(databases=["default"]) if told.is_serious()]
    if errors:
        raise click.ClickException("Tornio does not start:\n" + "\n".join(f"  {told.msg}" for told in errors))


def _load() -> object:
    """Everything a worker needs, loaded once before the workers are forked."""
    application = importlib.import_module("tornio.config.wsgi").application
    _ = get_resolver().url_patterns
    health.expected_migrations()
    return application


def _who(url: str) -> list[str]:
    """Who can sign in to the demo; a module of Django's that can be imported only now."""
    lines: list[str] = importlib.import_module("tornio.config.commands.people").lines(url)
    return lines or ["  nobody yet: `tornio season` plays a demo season"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="The port to listen at.")
@click.option("--workers", type=int, default=serving.cores, show_default="one per core", help="How many processes.")
@click.option(
    "--threads",
    default=2,
    show_default=True,
    help="How many requests each process answers at once; each keeps a connection, some 40 MB.",
)
@click.option("--jobs/--no-jobs", default=True, show_default=True, help="Whether a worker sends messages beside it.")
@click.option("--demo", is_flag=True, help="Show who can sign in to the demo, and let them in by a link.")
def command(*, host: str, port: int, workers: int, threads: int, jobs: bool, demo: bool) -> None:
    """Serve the pages until Ctrl-C.

    Starts the database that comes with Tornio, unless DATABASE_URL names another, and stops what it started.
    """
    place = serving.Place(host, port)
    if not place.is_free():
        raise click.ClickException(f"Somebody else listens at port {port}. Choose another with PORT=8001 or --port.")
    os.environ["TORNIO_SERVING"] = "1"
    if demo:
        os.environ["TORNIO_DEMO"] = "1"
    django.setup()
    with embedded.running():
        refuse_if_unfit()
        statics.gather()
        application = _load()
        lacking = health.examine().missing
        welcome = f"Tornio is ready: {place.url}"
        if host == "127.0.0.1" and not demo:  # a passkey belongs to a name, never to a number
            welcome += f"\nPasskeys work at http://localhost:{port}"
        if lacking:
            welcome += f"\nThe database lacks {len(lacking)} migrations; run `tornio migrate`."
        elif demo:
            welcome += "\nWho can sign in, each by their own link:\n" + "\n".join(_who(place.url))
        connections.close_all()  # a connection must not be shared by two processes
        worker = Beside()

        def ready() -> None:
            click.echo(welcome)
            if jobs and not lacking:
                worker.start()

        try:
            serving.serve(place, workers=workers, threads=threads, application=application, ready=ready)
        finally:
            worker.stop()
