"""`tornio migrate`: tables first, then who may do what with them."""

import click
from django.core.management import call_command
from django.db import connections

from tornio.config import embedded
from tornio.config.schema import bring_up_to_date


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing unless it fails.")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; fail if something would be changed.")
def command(*, only_check: bool, quiet: bool) -> None:
    """Bring the database to this version, and set who may do what in it.

    Works as the role that owns the tables: DATABASE_OWNER_URL, or the embedded database's own.
    """
    if "owner" not in connections.databases:
        raise click.ClickException("Set DATABASE_OWNER_URL to the role that owns the tables.")
    with embedded.running():
        if only_check:
            call_command("migrate", database="owner", check_unapplied=True, verbosity=1)
            return
        bring_up_to_date(verbosity=0 if quiet else 1)
        if not quiet:
            click.echo("The database is up to date.")
