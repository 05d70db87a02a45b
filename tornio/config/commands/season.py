"""`tornio season`: a demo season, played by invented people through the real actions."""

import time
from pathlib import Path

import click
from django.db import connections
from django.utils import timezone

from tornio.config import embedded, places, postgres, schema
from tornio.people.models import Organisation
from tornio.season.bulk import load
from tornio.season.large import Size
from tornio.season.play import play

LARGE = Size()
BEGUN, PLAYED = "begun", "played"


def _mark() -> Path:
    """How far the season of this home got."""
    return places.home() / "season"


def _was_broken_off() -> bool:
    return places.is_embedded() and _mark().exists() and _mark().read_text() == BEGUN


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
    if _was_broken_off():
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
    with embedded.running():
        if _is_played(unless_played=unless_played):
            return
        click.echo("A season is being played; this takes a while." if not bulk else "A large season is being loaded.")
        started = time.monotonic()
        places.home().mkdir(parents=True, exist_ok=True)
        _mark().write_text(BEGUN)
        if bulk:
            load(LARGE, timezone.now())
        else:
            play(networks=networks, months=months, seed=seed)
        _mark().write_text(PLAYED)
        click.echo(f"It has been, in {time.monotonic() - started:.0f} s.")
