"""`tornio check`: whether this installation is fit to serve."""

import click
from django.conf import settings
from django.core import checks

from tornio.config import embedded, health

# Said by Django of installations that are reached without HTTPS, as the one on one's own machine is.
ONLY_WITH_HTTPS = {"security.W004", "security.W008", "security.W012", "security.W016"}


@click.command()
def command() -> None:
    """Check that this installation is fit to serve: settings, the application's role, the database's tables."""
    with embedded.running():
        told = checks.run_checks(databases=["default"], include_deployment_checks=True)
        found = health.examine()
    if not settings.HTTPS:
        told = [each for each in told if each.id not in ONLY_WITH_HTTPS]
    for each in told:
        click.echo(f"{'✗' if each.is_serious() else '!'} {each.msg}" + (f"\n  {each.hint}" if each.hint else ""))
    if not found.can_serve:
        click.echo(f"✗ The database: {found.state}. " + ", ".join(found.missing))
    if not found.can_serve or any(each.is_serious() for each in told):
        raise SystemExit(1)
    click.echo(f"✓ Tornio is fit to serve, with PostgreSQL {found.postgresql}.")
    if not settings.HTTPS:
        click.echo("! Without HTTPS it is for this machine only: set TORNIO_HTTPS=1 behind a certificate.")
