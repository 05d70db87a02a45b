"""`tornio evaluate counts`: how often something happens, from a file."""

from pathlib import Path

import click

from tornio.config.commands.evaluating.given import names
from tornio.config.commands.evaluating.lines import coefficient, estimate
from tornio.evaluation.estimates import Absent, as_json
from tornio.evaluation.files import Engine
from tornio.evaluation.rates.rows import Asked
from tornio.evaluation.rates.summary import Summary, summarise


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--count", required=True, help="The column with how often it happened in this row.")
@click.option("--exposure", required=True, help="The column with the time or number it could have happened in.")
@click.option("--group", help="The column whose values are compared.")
@click.option("--cluster", help="The column that says who belongs together: practices, teams, networks.")
@click.option("--covariates", default="", help="More columns of the models, with commas between them.")
@click.option("--level", type=float, default=0.95, show_default=True, help="How sure the intervals are.")
@click.option(
    "--engine", type=click.Choice([str(each) for each in Engine]), default=str(Engine.DUCKDB), show_default=True,
    help="What counts the rows.",
)  # fmt: skip
@click.option("--json", "wants_json", is_flag=True, help="As JSON, with every coefficient and error.")
def command(
    *,
    file: Path,
    count: str,
    exposure: str,
    group: str | None,
    cluster: str | None,
    covariates: str,
    level: float,
    engine: str,
    wants_json: bool,
) -> None:
    """How often something happens, from FILE (.csv or .parquet): rates, their ratios, and how they are spread."""
    named = names(covariates)
    found = summarise(file, Asked(count, exposure, group, cluster, named), Engine(engine), level)
    click.echo(as_json(found) if wants_json else "\n".join(lines(found)))


def lines(found: Summary) -> list[str]:
    """The answer for somebody at a terminal."""
    missing = ", ".join(f"{name} {many}" for name, many in found.missing.items())
    said = [f"{found.n} of {found.rows} rows, {found.events} times in {found.exposure:g}; missing: {missing}"]
    for each in found.groups:
        said.append(f"{each['group']}: {each['events']} times in {each['exposure']:g}, rate {estimate(each['rate'])}")
        if "rate_by_clusters" in each:
            said.append(f"  as clusters have it: {estimate(each['rate_by_clusters'])}")
    for name, model in (("Poisson", found.poisson), ("negative binomial", found.negative_binomial)):
        if isinstance(model, Absent):
            said.append(f"{name}: {model.reason}")
            continue
        for ratio in model.coefficients[1:]:
            told = coefficient(ratio.rate_ratio, ratio.naive, ratio.corrected, model.clusters)
            said.append(f"{name}, rate ratio of {ratio.name}: {told}")
    return said + found.warnings
