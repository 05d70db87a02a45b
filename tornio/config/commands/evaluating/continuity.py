"""`tornio evaluate continuity`: whether the same people came, from a file."""

from pathlib import Path

import click

from tornio.evaluation.continuity import MEASURES, Continuity, of_file
from tornio.evaluation.estimates import as_json

CALLED = {
    "upc": "whoever came most often was there (UPC)",
    "coc": "two contacts were with the same one (COC)",
    "secon": "somebody of the last meeting was there (SECON)",
    "same_pair": "two of the last meeting were there",
    "known_face": "somebody they knew was there",
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "wants_json", is_flag=True, help="As JSON, with every network.")
def command(*, file: Path, wants_json: bool) -> None:
    """Whether the same people came, from FILE (.csv or .parquet) with the columns network, meeting, practitioner.

    A row is one practitioner at one meeting. Meetings are in the order of their numbers, or of their text where one
    is no number (2026-11-21 sorts well). With a column role, each role is told by itself too.
    """
    found = of_file(file)
    click.echo(as_json(found) if wants_json else "\n".join(lines(found)))


def lines(found: Continuity) -> list[str]:
    """The answer for somebody at a terminal; the networks are only in the JSON."""
    missing = ", ".join(f"{name} {many}" for name, many in found.missing.items())
    said = [f"{found.meetings} meetings of {found.networks_counted} networks; rows {found.rows}, missing: {missing}"]
    for name in MEASURES:
        one = found.overall[name]
        told = "cannot be told" if one["value"] is None else f"{100 * one['value']:.1f} %, {one['networks']} networks"
        said.append(f"{CALLED[name]}: {told}")
    return said + found.warnings
