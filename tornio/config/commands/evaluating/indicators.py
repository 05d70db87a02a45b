"""`tornio evaluate indicators`: the seven principles as figures, counted from a service's own record."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click
import pyarrow.parquet as pq
from django.utils import timezone

from tornio.config.commands import places
from tornio.config.commands.evaluating import services
from tornio.config.commands.evaluating.given import DAY
from tornio.evaluation.counted import Counted, Period
from tornio.evaluation.definitions import chosen
from tornio.evaluation.engine import opened
from tornio.evaluation.figures import count
from tornio.evaluation.files import Engine
from tornio.evaluation.packing import to_take_along
from tornio.evaluation.telling import told


@click.command()
@click.option("--service", required=True, help="The short name of the service.")
@click.option("--from", "start", type=DAY, required=True, help="The first day that is counted.")
@click.option("--to", "end", type=DAY, required=True, help="The first day that is not counted any more.")
@click.option("--only", multiple=True, help="These alone: an id for its newest version, or id-version. Repeat it.")
@click.option("--months", is_flag=True, help="Month by month as well.")
@click.option(
    "--engine", type=click.Choice([each.value for each in Engine]), default=Engine.DUCKDB.value, show_default=True
)
@click.option(
    "--keep", type=click.Path(path_type=Path), callback=places.a_folder, help="Keep what was counted, as Parquet."
)
@click.option("--json", "as_json", is_flag=True, help="All that each figure stands on, as JSON.")
def command(
    *,
    service: str,
    start: datetime,
    end: datetime,
    only: Sequence[str],
    months: bool,
    engine: str,
    keep: Path | None,
    as_json: bool,
) -> None:
    """Count the seven principles from what people did anyway. Exact: for inside the service (R31)."""
    period, definitions, at = Period(start.date(), end.date()), chosen(only), timezone.now()
    found = services.extracted(service, at)
    if keep is not None:
        for name, table in to_take_along(found).items():
            with places.writing(keep):
                pq.write_table(table, keep / f"{name}.parquet")
    with opened(found, Engine(engine)) as source:
        counted = count(source, definitions, period, services.plain(at), months=months)
    if as_json:
        click.echo(json.dumps(_whole(service, period, at, counted), ensure_ascii=False, indent=1))
    else:
        _print(counted)


def _whole(service: str, period: Period, at: datetime, counted: list[Counted]) -> dict[str, object]:
    days: dict[str, date] = {"from": period.start, "to": period.end}
    return {
        "service": service,
        **{name: day.isoformat() for name, day in days.items()},
        "as_of": at.isoformat(),
        "indicators": [told(each) for each in counted],
    }


def _print(counted: list[Counted]) -> None:
    for each in counted:
        figure = each.figure
        of = (
            f"{figure.numerator:g} of {figure.denominator}" if figure.numerator is not None else f"{figure.denominator}"
        )
        value = "–" if figure.value is None else f"{figure.value:.3g}"
        click.echo(f"{figure.definition.name:32} {value:>8}  {of:>14}  missing {figure.missing}")
