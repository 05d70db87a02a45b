"""`tornio db`: the database that comes with Tornio, by hand."""

import click

from tornio.config import embedded, places, postgres
from tornio.config.unavailable import DatabaseUnavailable


def _server() -> postgres.Server:
    if not places.is_embedded():
        raise click.ClickException("DATABASE_URL names a database of your own; look after it with its own tools.")
    try:
        return postgres.Server()
    except DatabaseUnavailable as refusal:
        raise click.ClickException(str(refusal)) from refusal


@click.group()
def command() -> None:
    """Start, stop and look at the database that comes with Tornio.

    Every other command starts it when needed, and the last one to end stops it.
    """


@command.command()
def start() -> None:
    """Start it, and let it run until `tornio db stop`."""
    server = _server()
    places.home().mkdir(parents=True, exist_ok=True)
    embedded.keep().touch()
    with embedded.running():
        click.echo(f"The database runs (process {server.process()}): {places.application_url()}")


@command.command()
def stop() -> None:
    """Stop it."""
    embedded.keep().unlink(missing_ok=True)
    _server().stop()
    click.echo("The database is stopped.")


@command.command()
@click.pass_context
def status(ctx: click.Context) -> None:
    """Say whether it runs; the exit code is 0 if it does, 3 if not."""
    process = _server().process()
    if process is None:
        click.echo("The database does not run.")
        ctx.exit(3)
    click.echo(f"The database runs (process {process}): {places.application_url()}")
