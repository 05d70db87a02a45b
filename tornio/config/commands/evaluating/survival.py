"""`tornio evaluate survival`: time until something happens, from a file."""

from pathlib import Path

import click

from tornio.config.commands.evaluating.given import names
from tornio.config.commands.evaluating.lines import coefficient, estimate
from tornio.evaluation.estimates import Absent, as_json
from tornio.evaluation.files import Engine
from tornio.evaluation.survival.curves import Interval
from tornio.evaluation.survival.observations import Asked
from tornio.evaluation.survival.summary import Summary, Wish, check, summarise


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--time", required=True, help="The column with each one's time, from their own start.")
@click.option("--event", required=True, help="The column that is 1 where it happened then, 0 where watching ended.")
@click.option("--group", help="The column whose values are compared.")
@click.option("--cluster", help="The column that says who belongs together: practices, teams, networks.")
@click.option("--covariates", default="", help="Columns of the hazard model, with commas between them.")
@click.option("--horizon", type=float, help="Where the share and the mean time are told; the shortest group's longest.")
@click.option("--competing", is_flag=True, help="The event is a code: 0 none, 1, 2, … which of several came first.")
@click.option("--level", type=float, default=0.95, show_default=True, help="How sure the intervals are.")
@click.option(
    "--interval", "kind", type=click.Choice([str(each) for each in Interval]), default=str(Interval.LOG),
    show_default=True, help="On which scale a share's interval is made.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice([str(each) for each in Engine]), default=str(Engine.DUCKDB), show_default=True,
    help="What counts the rows.",
)  # fmt: skip
@click.option("--json", "wants_json", is_flag=True, help="As JSON, with every step.")
def command(
    *,
    file: Path,
    time: str,
    event: str,
    group: str | None,
    cluster: str | None,
    covariates: str,
    horizon: float | None,
    competing: bool,
    level: float,
    kind: str,
    engine: str,
    wants_json: bool,
) -> None:
    """Time until something happens, from FILE (.csv or .parquet): curves, medians, means, comparison, model."""
    named = names(covariates)
    wish = Wish(Engine(engine), level, Interval(kind), horizon)
    check(wish)
    found = summarise(file, Asked(time, event, group, cluster, named, competing), wish)
    click.echo(as_json(found) if wants_json else "\n".join(lines(found)))


def lines(found: Summary) -> list[str]:
    """The answer for somebody at a terminal; the steps are only in the JSON."""
    missing = ", ".join(f"{name} {many}" for name, many in found.missing.items())
    said = [f"{found.n} of {found.rows} rows, {found.events} events; missing: {missing}"]
    for each in found.groups:
        said.append(f"{each['group']}: n {each['n']}, events {each['events']}")
        for name in ("median", "survival_at_horizon", "rmst"):
            told = estimate(each[name], beyond="not reached" if name == "median" else "unknown")
            said.append(f"  {name.replace('_', ' ')}: {told}")
    said += _compared(found)
    return said + found.warnings


def _compared(found: Summary) -> list[str]:
    """The test and the model, a line for each."""
    tests = found.log_rank if isinstance(found.log_rank, dict) else {"": found.log_rank}
    said = []
    for cause, test in tests.items():
        name = f"log-rank {cause}".strip()
        told = test.reason if isinstance(test, Absent) else f"{test.chi_squared:.4f} on {test.degrees}, p {test.p:.4g}"
        said.append(f"{name}: {told}")
    if isinstance(found.cox, Absent):
        return [*said, f"hazards: {found.cox.reason}"]
    for each in found.cox.coefficients:
        told = coefficient(each.hazard_ratio, each.naive, each.corrected, found.cox.clusters)
        said.append(f"hazard ratio of {each.name}: {told}")
    return said
