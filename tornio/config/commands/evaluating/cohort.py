"""`tornio evaluate cohort`: how long until something happened in life, from a service's own record, as a file."""

from datetime import datetime
from pathlib import Path

import click
import pyarrow.parquet as pq
from django.utils import timezone
from pyarrow import csv

from tornio.config.commands import places
from tornio.config.commands.evaluating import services
from tornio.config.commands.evaluating.given import DAY
from tornio.evaluation.cohorts import UNTIL, cohort
from tornio.evaluation.counted import Period
from tornio.evaluation.engine import opened


@click.command()
@click.option("--service", required=True, help="The short name of the service.")
@click.option("--from", "start", type=DAY, required=True, help="The first day of a first call.")
@click.option("--to", "end", type=DAY, required=True, help="The first day that is no such day any more.")
@click.option("--until", type=click.Choice(list(UNTIL)), required=True, help="What is waited for.")
@click.option(
    "--out", type=click.Path(path_type=Path), callback=places.a_file, required=True, help="A .csv or .parquet to write."
)
def command(*, service: str, start: datetime, end: datetime, until: str, out: Path) -> None:
    """A row for each network, from its first call until something happens, for `tornio evaluate survival`.

    Who had it that day already is not followed, and who is not told of since cannot be. Exact: for inside the
    service (R31).
    """
    period, at = Period(start.date(), end.date()), timezone.now()
    found = services.extracted(service, at)
    with opened(found) as source:
        made = cohort(source, until, period, services.plain(at))
    with places.writing(out):
        write = pq.write_table if out.suffix == ".parquet" else csv.write_csv
        write(made.rows, out)
    click.echo(
        f"{out} follows {made.rows.num_rows} of {made.of} networks. {made.had_it} had it when they first called; "
        f"of {made.not_told} nothing was told since."
    )
