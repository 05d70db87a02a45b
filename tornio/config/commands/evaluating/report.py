"""`tornio evaluate report`: a service's year in seven principles, as one HTML file that prints well."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from django.utils import timezone

from tornio.config.commands import places
from tornio.config.commands.evaluating import services
from tornio.config.commands.evaluating.given import DAY
from tornio.evaluation.counted import Period
from tornio.evaluation.definitions import chosen
from tornio.evaluation.engine import opened
from tornio.evaluation.figures import count
from tornio.evaluation.report import page


def _a_year(until: date) -> Period:
    """The twelve months before the month of this day."""
    return Period(date(until.year - 1, until.month, 1), until.replace(day=1))


@click.command()
@click.option("--service", required=True, help="The short name of the service.")
@click.option(
    "--out", type=click.Path(path_type=Path), callback=places.a_file, required=True, help="The file to write."
)
@click.option("--to", "end", type=DAY, help="The twelve months before this one's.  [default: today's]")
def command(*, service: str, out: Path, end: datetime | None) -> None:
    """Write the last twelve whole months as one page. Exact: for inside the service (R31)."""
    at = timezone.now()
    name, zone, found = services.described(service, at)
    here = at.astimezone(ZoneInfo(zone))
    period = _a_year(end.date() if end else here.date())
    with opened(found) as source:
        counted = count(source, chosen(()), period, services.plain(at), months=True)
    with places.writing(out):
        out.write_text(page(name, period, here, counted), encoding="utf-8")
    click.echo(f"{out} has {len(counted)} figures of {name}.")
