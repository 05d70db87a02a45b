"""`tornio plan`: the planner by itself, for files: solve one, or a folder of them and tell how well."""

import csv
import math
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from tornio.config.commands import places
from tornio.config.commands.wrong import Wrong
from tornio.planner import checking, files, hhcrsp
from tornio.planner.bounds import Bound, lower
from tornio.planner.problem import Problem
from tornio.planner.routes import at_one_time
from tornio.planner.search import Stop
from tornio.planner.solve import fitting, getting_ready, solve
from tornio.planner.times import Misstated
from tornio.planner.timetable import Timetable

COLUMNS = (
    "instance",
    "meetings",
    "seeds",
    "seconds",
    "mean",
    "best",
    "worst",
    "reference",
    "mean_gap",
    "worst_gap",
    "verified",
)
BY_SIZE = ((10, 0.5), (25, 2), (50, 20), (75, 40), (100, 60), (200, 120))  # seconds, as the published figures are given
LONGEST = 180.0
ROUNDED = 0.01  # of the published unit for each meeting: what rounding to ticks may add to the cost
MANY = 1000  # meetings, of which it says what it will do
FEW_ABOVE, FEW = 75, 3  # above so many meetings, three seeds are enough
PATH = click.Path(path_type=Path)


class Positive(click.FloatRange):
    """A number above nothing that comes to an end: neither `nan` nor `inf`, for which nothing would ever be enough."""

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; refused where it is none that ends."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value} is not a number that ends.", param, ctx)
        return number


def _read(path: Path, kind: str = "hhcrsp") -> Problem:
    try:
        return files.read(path) if kind == "tornio" else hhcrsp.read(path)
    except Misstated as no:
        raise Wrong(str(no)) from no


@click.group()
def command() -> None:
    """Plan meetings from files. Nothing is sent anywhere, and no database is needed."""


@command.command("solve")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "kind", type=click.Choice(["tornio", "hhcrsp"]), default="hhcrsp", show_default=True)
@click.option("--seconds", type=Positive(), default=10.0, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Searches side by side.")
@click.option("--bound", is_flag=True, help="Say how good any timetable can be at best, after as many seconds again.")
@click.option("--out", type=PATH, callback=places.a_file, help="Where the timetable is kept; .gz compresses it.")
def one(*, file: Path, kind: str, seconds: float, seed: int, workers: int, bound: bool, out: Path | None) -> None:
    """Plan one file, and say what the timetable costs."""
    problem = _read(file, kind)
    says = _progress(problem, workers, seconds)
    try:
        found = solve(problem, Stop(seconds=seconds), seed, fitting(problem, workers), says=says)
    except Misstated as no:
        raise Wrong(str(no)) from no
    says("Done.")
    said(problem, found)
    if out is not None:
        with places.writing(out):
            if kind == "tornio":
                files.write(found, out)
            else:
                hhcrsp.write(problem, found, out)
    less = f" without {len(found.left_out)} of {len(problem.meetings)} meetings" if found.left_out else ""
    click.echo((str(found.bill.total) if kind == "tornio" else f"{hhcrsp.cost(found):.3f}") + less)
    if bound:
        click.echo(at_best(found, lower(problem, Stop(seconds=seconds), found), kind))


def _progress(problem: Problem, workers: int, seconds: float) -> Callable[[str], None]:
    """What it will do and how long, where there is much to do; and then how far it is, each with the seconds so far."""
    if len(problem.meetings) < MANY:
        return lambda _sentence: None
    began = time.monotonic()
    click.echo(
        f"{len(problem.meetings)} meetings for {len(problem.practitioners)} of us: about {getting_ready(problem):.0f} "
        f"seconds to get ready, then {seconds:g} seconds with {workers} searches side by side. After that each meeting "
        "without a place is looked at: at most about a minute.",
        err=True,
    )
    return lambda sentence: click.echo(f"{time.monotonic() - began:.0f} s: {sentence}", err=True)


def said(problem: Problem, found: Timetable) -> None:
    """Whatever somebody should know before they trust a timetable."""
    for who, one, other in at_one_time(problem):
        click.echo(f"{who} is agreed to be at {one} and at {other} at one time; both stand as they are.", err=True)
    for each in found.left_out:
        click.echo(f"{each.meeting} is left out. {' '.join(map(str, each.reasons))}", err=True)


def at_best(found: Timetable, bound: Bound, kind: str) -> str:
    """The bound in a line; rounded down, so that what is printed holds too."""
    parts = 1 if kind == "tornio" else hhcrsp.PARTS
    told = str(bound.cost) if kind == "tornio" else f"{bound.cost // parts / hhcrsp.TICKS:.3f}"
    if bound.proven:
        return f"at best {told if kind == 'tornio' else f'{hhcrsp.cost(found):.3f}'} (proven)"
    return f"at least {told} ({100 * (1 - bound.cost / found.bill.total):.1f} % below)"


@command.command("benchmark")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--seeds", type=click.IntRange(min=1), default=10, show_default=True, help="Three above 75 meetings.")
@click.option("--out", type=PATH, callback=places.a_file, required=True, help="A row for each instance is added here.")
@click.option("--references", type=click.Path(path_type=Path), help="A CSV with instance and published_best.")
@click.option("--times", type=Positive(), default=1.0, show_default=True, help="So many times the usual seconds.")
@click.option(
    "--at-work", is_flag=True, help="Count the seconds that a search was at work, on a machine that does more."
)
def all_of_them(*, folder: Path, seeds: int, out: Path, references: Path | None, times: float, at_work: bool) -> None:
    """Plan every instance of a folder, with several seeds; what stands in the CSV already is not done again."""
    known = _done(out)
    best = _references(references) if references else {}
    instances = [each for each in folder.glob("*.json*") if each.is_file()]
    if not instances:
        raise Wrong(f"There is no instance in {folder}: no file that ends in .json or .json.gz.")
    for path in sorted(instances, key=lambda each: (each.stat().st_size, each.name)):
        name = path.name.partition(".")[0]
        if name not in known:
            clock = time.thread_time if at_work else time.perf_counter
            row = _measured(path, seeds, times, best.get(name), clock)
            _add(out, row)
            click.echo("  ".join(f"{column} {row[column]}" for column in COLUMNS))


def _rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and the rows of a CSV; of one that is not there, none. Errors: Wrong, where it cannot be read."""
    if not path.exists():
        return [], []
    try:
        with path.open(newline="") as file:
            table = csv.DictReader(file)
            return list(table.fieldnames or []), list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as no:
        raise Wrong(f"{path} cannot be read as a CSV: {getattr(no, 'strerror', None) or no}.") from no


def _done(path: Path) -> set[str]:
    """The instances that have a row already. Errors: Wrong, where what stands there are no rows of ours."""
    columns, rows = _rows(path)
    if columns != list(COLUMNS) and _says_something(path):
        raise Wrong(f"{path} has other columns than a benchmark: nothing can be added to it.")
    return {row["instance"] for row in rows}


def _says_something(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _references(path: Path) -> dict[str, float]:
    """The best that is known of each instance."""
    try:
        found = {row["instance"]: float(row["published_best"]) for row in _rows(path)[1]}
    except (KeyError, TypeError, ValueError) as no:
        raise Wrong(f"{path} has no columns instance and published_best, or one of these is no number.") from no
    if not found:
        raise Wrong(f"{path} says nothing of any instance, or is not there.")
    return found


def _add(path: Path, row: dict[str, object]) -> None:
    begins = not _says_something(path)
    with path.open("a", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        if begins:
            writer.writeheader()
        writer.writerow(row)


def _measured(
    path: Path, seeds: int, times: float, reference: float | None, clock: Callable[[], float]
) -> dict[str, object]:
    problem, told = _read(path), hhcrsp.told(path)
    name, size, right = path.name.partition(".")[0], len(problem.meetings), True
    seconds = times * next((long for most, long in BY_SIZE if size <= most), LONGEST)
    solve(problem, Stop(moves=1))  # what is compiled is not measured
    costs = []
    for seed in range(1, (min(seeds, FEW) if size > FEW_ABOVE else seeds) + 1):
        found: Timetable = solve(problem, Stop(seconds=seconds, clock=clock), seed)
        costs.append(hhcrsp.cost(found))
        solution = hhcrsp.solution(problem, found)
        right &= (
            not checking.broken(told, solution) and abs(checking.cost(told, solution) - costs[-1]) <= ROUNDED * size
        )
    mean, worst = statistics.mean(costs), max(costs)
    return {
        "instance": name, "meetings": size, "seeds": len(costs),
        "seconds": f"{seconds:g}", "mean": f"{mean:.3f}", "best": f"{min(costs):.3f}",
        "worst": f"{worst:.3f}", "reference": f"{reference:.3f}" if reference else "",
        "mean_gap": _gap(mean, reference), "worst_gap": _gap(worst, reference), "verified": "yes" if right else "no",
    }  # fmt: skip


def _gap(value: float, reference: float | None) -> str:
    """How far above the reference, in per cent."""
    return f"{round(100 * (value / reference - 1), 2) + 0.0:.2f}" if reference else ""
