"""`tornio evaluate change`: what was measured more than once, from a file."""

from pathlib import Path
from typing import Any

import click

from tornio.config.commands.evaluating.given import names
from tornio.config.commands.evaluating.lines import coefficient, estimate
from tornio.evaluation.change.rows import Asked
from tornio.evaluation.change.summary import Summary, summarise
from tornio.evaluation.estimates import Absent, as_json
from tornio.evaluation.files import Engine


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--before", help="The column with what was measured first, where a row is a person.")
@click.option("--after", help="The column with what was measured last.")
@click.option("--person", help="The column that says who it is, where a row is a person at a time.")
@click.option("--time", help="The column that says when; the least is the first.")
@click.option("--value", help="The column with what was measured.")
@click.option("--group", help="The column whose values are compared.")
@click.option("--cluster", help="The column that says who belongs together: practices, teams, networks.")
@click.option("--covariates", default="", help="More columns of the models, with commas between them.")
@click.option("--level", type=float, default=0.95, show_default=True, help="How sure the intervals are.")
@click.option(
    "--engine", type=click.Choice([str(each) for each in Engine]), default=str(Engine.DUCKDB), show_default=True,
    help="What reads the rows.",
)  # fmt: skip
@click.option("--json", "wants_json", is_flag=True, help="As JSON, with every coefficient and error.")
def command(*, file: Path, covariates: str, level: float, engine: str, wants_json: bool, **named: str | None) -> None:
    """By how much something changed, from FILE (.csv or .parquet): in each group, between groups, and who is missing.

    Either --before and --after, or --person, --time and --value.
    """
    more = names(covariates)
    found = summarise(file, Asked(**named, covariates=more), Engine(engine), level)
    click.echo(as_json(found) if wants_json else "\n".join(lines(found)))


def lines(found: Summary) -> list[str]:
    """The answer for somebody at a terminal."""
    missing = ", ".join(f"{name} {many}" for name, many in found.missing.items())
    said = [f"{found.n} of {found.rows} rows; missing: {missing}"]
    for each in found.groups:
        said += [f"{each['group']}{_when(row)}: {_changed(row)}" for row in each.get("times", [each])]
    for name, model in found.models.items():
        if isinstance(model, Absent):
            said.append(f"{name}: {model.reason}")
            continue
        for one in model.coefficients[1:]:
            told = coefficient(one.difference, one.naive, one.corrected, model.clusters)
            said.append(f"{name}, {one.name}: {told}")
    return said + found.warnings


def _when(row: dict[str, Any]) -> str:
    return f", {row['time']}" if "time" in row else ""


def _changed(row: dict[str, Any]) -> str:
    if "change" not in row:
        return f"{row['n']} measured, mean {estimate(row['mean'], 5)}"
    change = row.get("change_by_clusters", row["change"])
    return f"{row['both']} measured both times, change {estimate(change, 5)}"
