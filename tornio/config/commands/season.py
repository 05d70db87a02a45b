"""`tornio season`: a demo season, played by invented people through the real actions."""

import importlib
import importlib.util
import time

import click
from django.db import connections
from django.utils import timezone

from tornio.config import embedded, places, postgres, schema
from tornio.people.models import Organisation
from tornio.season.bulk import Size
from tornio.season.bulk import load as load_large

LARGE = Size()


def _mark() -> str:
    path = places.home() / "season"
    return path.read_text() if path.exists() else ""


def _begin_again() -> None:
    """A season that was broken off half way is no season: in the database that comes with Tornio, start afresh."""
    click.echo("The last season was broken off; it is played again from the start.")
    connections.close_all()  # the server drops whoever is still connected
    postgres.Server().renew()
    schema.bring_up_to_date(verbosity=0)


def _is_played(*, unless_played: bool) -> bool:
    """Whether there is nothing to do; refused where a season would mix with somebody's record."""
    if not Organisation.objects.exists():
        return False
    if places.is_embedded() and _mark() == "begun":
        _begin_again()
        return False
    if unless_played:
        return True
    raise click.ClickException("There is a record here already; a season is played into an empty database.")


@click.command()
@click.option("--networks", default=24, show_default=True, help="How many networks.")
@click.option("--months", default=4, show_default=True, help="How many months, up to today.")
@click.option("--seed", default=1, show_default=True, help="The same seed plays the same season.")
@click.option("--bulk", is_flag=True, help="Load a large season quickly, for benchmarks; all constraints stay on.")
@click.option("--unless-played", is_flag=True, help="Do nothing where there is a record already.")
def command(*, networks: int, months: int, seed: int, bulk: bool, unless_played: bool) -> None:
    """Play a demo season: services, people with full lives, meetings, disagreements, an ending, a return."""
    if not bulk and importlib.util.find_spec("tornio.season.play") is None:
        click.echo("There is no season yet.")
        return
    with embedded.running():
        if _is_played(unless_played=unless_played):
            return
        started = time.monotonic()
        places.home().mkdir(parents=True, exist_ok=True)
        (places.home() / "season").write_text("begun")
        if bulk:
            load_large(LARGE, timezone.now())
            (places.home() / "season").write_text("played")
            click.echo(f"A large season with {LARGE.networks} networks, in {time.monotonic() - started:.0f} s.")
            return
        play = importlib.import_module("tornio.season.play").play
        play(networks=networks, months=months, seed=seed)
        (places.home() / "season").write_text("played")
        click.echo(f"A season of {months} months with {networks} networks, in {time.monotonic() - started:.0f} s.")
