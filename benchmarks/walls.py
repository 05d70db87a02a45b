"""What row-level security and writing down who read cost a page: the ten pages with both, and with neither.

`python -m benchmarks.walls [--rounds 12]`: in one process, in turns, on the large season. For the rounds without, the
owner takes row-level security off the bench's own database, and nothing is written down; at the end it is put back.
"""

import argparse
import importlib
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.pages import HOME, Page, made, pages

ASKED = 5  # times in a round, after the plans are warm again
PROMISE = 3.0  # ms at the median


@contextmanager
def without_walls(tables: list[str], owner: Any, readings: Any) -> Iterator[None]:
    """No policies and no readings, for a while."""
    kept = {name: getattr(readings, name) for name in ("opened", "opened_together")}
    try:
        for table in tables:
            owner.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
        for name in kept:
            setattr(readings, name, lambda *_given, **_named: None)
        yield
    finally:
        for name, function in kept.items():
            setattr(readings, name, function)
        for table in tables:
            owner.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')


def asked(browsers: dict[str, Any], page: Page) -> list[float]:
    """How long the page takes each time, in ms, when it has been asked a few times before."""
    taken = []
    for turn in range(2 * ASKED):
        began = time.perf_counter()
        status = browsers[page.who].get(page.path).status_code
        if status != 200:
            raise SystemExit(f"{page.name}: {status}")
        if turn >= ASKED:
            taken.append(1000 * (time.perf_counter() - began))
    return taken


def browsers_of(client: Any) -> dict[str, Any]:
    """The three who ask, each signed in by their demo link."""
    found = {who: client(HTTP_HOST="127.0.0.1") for who in ("person", "member", "practitioner")}
    for who, browser in found.items():
        browser.get(f"/enter/{who}/")
        browser.post(f"/enter/{who}/")
        browser.get("/as/")
    return found


def compare(rounds: int) -> list[str]:
    """A table: each page's median with both, with neither, and the difference."""
    frame = importlib.import_module("tornio.people.frame")
    readings = importlib.import_module("tornio.actions.readings")
    connections = importlib.import_module("django.db").connections
    tables = [model._meta.db_table for model in frame.tables() if frame.is_kept(model)]
    browsers = browsers_of(importlib.import_module("django.test").Client)
    both: dict[str, list[float]] = {page.name: [] for page in pages()}
    neither: dict[str, list[float]] = {page.name: [] for page in pages()}
    with connections["owner"].cursor() as owner:
        for page in pages() * rounds:  # one beside the other, so that the machine's other work is in both
            both[page.name] += asked(browsers, page)
            with without_walls(tables, owner, readings):
                neither[page.name] += asked(browsers, page)
    lines = ["| page | with, median ms | without, median ms | cost ms |", "|---|---|---|---|"]
    costs = []
    for name, waits in both.items():
        more, less = statistics.median(waits), statistics.median(neither[name])
        costs.append(more - less)
        lines.append(f"| {name} | {more:.1f} | {less:.1f} | {more - less:.1f} |")
    return [*lines, "", f"The median page costs {statistics.median(costs):.1f} ms more; promised: {PROMISE:.0f}."]


def main() -> None:
    """Print the figures."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rounds", type=int, default=12)
    rounds = given.parse_args().rounds
    made()
    os.environ |= {"TORNIO_HOME": str(HOME), "TORNIO_DEMO": "1", "DJANGO_SETTINGS_MODULE": "tornio.config.settings"}
    importlib.import_module("django").setup()
    importlib.import_module("logging").disable()
    with importlib.import_module("tornio.config.embedded").running():
        importlib.import_module("tornio.config.statics").gather()
        sys.stdout.write("\n".join(compare(rounds)) + "\n")


if __name__ == "__main__":
    main()
