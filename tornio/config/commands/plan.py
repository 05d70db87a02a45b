"""`tornio plan`: the planner by itself, for files: solve one, or a folder of them and tell how well."""

import math
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from tornio.config.commands import places, rows
from tornio.config.commands.stopping import STOPPED, at_ctrl_c
from tornio.config.commands.wrong import Wrong
from tornio.planner import checking, files, hhcrsp
from tornio.planner.bounds import Bound, lower
from tornio.planner.problem import Problem
from tornio.planner.routes import at_one_time
from tornio.planner.search import Stop
from tornio.planner.solve import fitting, getting_ready, solve
from tornio.planner.times import Misstated
from tornio.planner.timetable import Timetable

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
    """Plan one file, and say what the timetable costs.

    Ctrl-C ends the search: the best so far is told and kept, with exit code 130. A second one ends it at once.
    """
    problem = _read(file, kind)
    says = _progress(problem, workers, seconds)
    with at_ctrl_c() as stopped:
        stop = Stop(seconds=seconds, asked=stopped.is_set)
        try:
            found = solve(problem, stop, seed, fitting(problem, workers), says=says)
        except Misstated as no:
            raise Wrong(str(no)) from no
        says("Done.")
        said(problem, found)
        if out is not None:
            _keep(problem, found, kind, out)
        less = f" without {len(found.left_out)} of {len(problem.meetings)} meetings" if found.left_out else ""
        click.echo((str(found.bill.total) if kind == "tornio" else f"{hhcrsp.cost(found):.3f}") + less)
        if bound and not stopped.is_set():
            click.echo(at_best(found, lower(problem, stop, found), kind))
    if stopped.is_set():
        click.echo("It was stopped: this is the best that was found until then.", err=True)
        click.get_current_context().exit(STOPPED)


def _keep(problem: Problem, found: Timetable, kind: str, out: Path) -> None:
    with places.writing(out):
        if kind == "tornio":
            files.write(found, out)
        else:
            hhcrsp.write(problem, found, out)


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
    """Plan every instance of a folder, with several seeds; what stands in the CSV already is not done again.

    Ctrl-C ends it soon, with exit code 130: the rows that are whole are kept.
    """
    known = rows.done(out)
    best = rows.references(references) if references else {}
    instances = _instances(folder)
    asked = {name: _asked(len(_read(path).meetings), seeds, times) for name, path in instances.items()}
    for name, row in known.items():
        if name in asked and not _enough(row, asked[name]):
            many, seconds = asked[name]
            raise Wrong(
                f"{out} has {row['seeds']} seeds of {row['seconds']} seconds for {name}, and {many} of {seconds:g} "
                "are asked for: these go into another file."
            )
    clock = time.thread_time if at_work else time.perf_counter
    with at_ctrl_c() as stopped:
        for name, path in instances.items():
            if name in known:
                continue
            many, seconds = asked[name]
            stop = Stop(seconds=seconds, clock=clock, asked=stopped.is_set)
            try:
                measured = _measured(path, stop, many)
            except Misstated as no:
                raise Wrong(f"{path}: {no}") from no
            if stopped.is_set():
                click.echo(f"It was stopped: {name} has no row yet.", err=True)
                click.get_current_context().exit(STOPPED)
            told = {"instance": name, "seconds": f"{seconds:g}"} | measured | _gaps(measured, best.get(name))
            rows.add(out, told)
            click.echo("  ".join(f"{column} {told[column]}" for column in rows.COLUMNS))


def _instances(folder: Path) -> dict[str, Path]:
    """The instances of a folder by their names, the smallest file first. Errors: Wrong."""
    found: dict[str, Path] = {}
    paths = [each for each in folder.iterdir() if each.name.endswith((".json", ".json.gz")) and each.is_file()]
    for path in sorted(paths, key=lambda each: (each.stat().st_size, each.name)):
        name = path.name.removesuffix(".gz").removesuffix(".json")
        if name in found:
            raise Wrong(f"{found[name]} and {path} would both be {name} in the rows: one of them goes elsewhere.")
        found[name] = path
    if not found:
        raise Wrong(f"There is no instance in {folder}: no file that ends in .json or .json.gz.")
    return found


def _asked(size: int, seeds: int, times: float) -> tuple[int, float]:
    """How many seeds of how many seconds an instance with so many meetings is given."""
    seconds = times * next((long for most, long in BY_SIZE if size <= most), LONGEST)
    return (min(seeds, FEW) if size > FEW_ABOVE else seeds), seconds


def _enough(row: Mapping[str, str], asked: tuple[int, float]) -> bool:
    """Is a row of as many seeds, of as many seconds each?"""
    many, seconds = asked
    return row["seeds"].isdecimal() and int(row["seeds"]) >= many and row["seconds"] == f"{seconds:g}"


def _measured(path: Path, stop: Stop, seeds: int) -> dict[str, object]:
    """What the seeds cost, and whether all of it holds; in the published unit."""
    problem, told = _read(path), hhcrsp.told(path)
    size, right = len(problem.meetings), True
    solve(problem, Stop(moves=1))  # what is compiled is not measured
    costs = []
    for seed in range(1, seeds + 1):
        found: Timetable = solve(problem, stop, seed)
        costs.append(hhcrsp.cost(found))
        solution = hhcrsp.solution(problem, found)
        right &= (
            not checking.broken(told, solution) and abs(checking.cost(told, solution) - costs[-1]) <= ROUNDED * size
        )
    return {
        "meetings": size, "seeds": len(costs), "mean": f"{statistics.mean(costs):.3f}",
        "best": f"{min(costs):.3f}", "worst": f"{max(costs):.3f}", "verified": "yes" if right else "no",
    }  # fmt: skip


def _gaps(row: Mapping[str, object], reference: float | None) -> dict[str, object]:
    """The reference, and how far above it the mean and the worst are."""
    mean, worst = (_gap(float(str(row[each])), reference) for each in ("mean", "worst"))
    return {"reference": f"{reference:.3f}" if reference else "", "mean_gap": mean, "worst_gap": worst}


def _gap(value: float, reference: float | None) -> str:
    """How far above the reference, in per cent."""
    return f"{round(100 * (value / reference - 1), 2) + 0.0:.2f}" if reference else ""
