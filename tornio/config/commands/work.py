"""`tornio work`: the worker that sends messages and tells what is owed, until Ctrl-C."""

import os

import click
from django.db import connections

from tornio.config import embedded, health, working
from tornio.config.commands.serve import refuse_if_unfit
from tornio.config.serving import end_with_the_parent


def _is_there(parent: int) -> None:
    if os.getppid() != parent:
        raise click.ClickException("Whoever started this has gone already.")


def _end_with(parent: int) -> None:
    """Whoever started us may be killed outright; then we go too."""
    _is_there(parent)
    end_with_the_parent()
    _is_there(parent)  # they may have gone before we asked to be told


@click.command()
@click.option("--beside", type=int, hidden=True, help="The process to end with.")
def command(*, beside: int | None) -> None:
    """Send messages and tell what is owed, until Ctrl-C.

    `tornio serve` starts one by itself. Start more of them, here or on another machine, so that one can fail.
    """
    if beside is not None:
        _end_with(beside)
    with embedded.running():
        refuse_if_unfit()
        if health.examine().missing:
            raise click.ClickException("The database lacks migrations; run `tornio migrate`.")
        connections.close_all()
        if not working.work():
            raise click.ClickException("The database is away.")
