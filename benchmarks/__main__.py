"""`make bench`: every figure, one after another on a machine that does nothing else, kept in docs/benchmarks.md.

`python -m benchmarks [--seconds 300] [--only pages --only walls]`; what is not run keeps its figures and their date.
With `--instances FOLDER`, published instances of home visits are in it too: they are not ours to bring.
"""

import argparse
import os
import platform
import subprocess
import sys
import time

from benchmarks.pages import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
PARTS = {
    "pages": "The ten main pages, on 5,000 networks, 100,000 meetings and a million voices",
    "leading": "What whoever leads reads of the same season",
    "walls": "What row-level security and writing down who read cost a page",
    "live": "Fifty open meetings with five devices each",
    "signing_in": "Coming in",
    "at_once": "Times to meet, found at once",
    "week": "A week of fifty networks, and what the same faces cost on the road",
    "planner": "The planner by itself",
    "trail": "The trail, sealed and verified",
    "indicators": "All indicators over many meetings",
    "peers": "One instance of each size, by others too",
    "bounds": "How good a timetable can be at best",
    "survival": "Curves and the log-rank test of ten million rows",
}
ON_INSTANCES = frozenset({"bounds", "peers"})


def measured(part: str, *more: str, told_as: str = "") -> str:
    """What one of them prints; its own command, the day and the machine stand above it."""
    command = (sys.executable, "-m", f"benchmarks.{part}", *more)
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):  # 1: a promise is not kept, and the figures say so
        raise SystemExit(f"benchmarks.{part} ended with {done.returncode}.")
    told = " ".join(("python -m", f"benchmarks.{part}", told_as or " ".join(more))).strip()
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
    when = f"`{told}`, {time.strftime('%d %B %Y')}, {machine}, load generator beside."
    return f"## {PARTS[part]}\n\n{when}\n\n{done.stdout.strip()}\n"


def known() -> dict[str, str]:
    """The sections that were written before, by their parts."""
    sections = PAGE.read_text().split("\n## ")[1:] if PAGE.exists() else []
    titles = {title: part for part, title in PARTS.items()}
    found = {each.partition("\n")[0]: f"## {each.strip()}\n" for each in sections}
    return {titles[title]: section for title, section in found.items() if title in titles}


def main() -> None:
    """All of them, or some."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=int, default=300, help="How long the mix of pages is asked for.")
    given.add_argument("--only", choices=PARTS, action="append")
    given.add_argument("--instances", help="A folder of published instances, in their JSON format.")
    asked = given.parse_args()
    sections = known()
    for part in asked.only or PARTS:
        if part in ON_INSTANCES and asked.instances is None:
            continue
        if part in ON_INSTANCES:
            sections[part] = measured(part, asked.instances, told_as="FOLDER")
        else:
            sections[part] = measured(part, *(("--seconds", str(asked.seconds)) if part == "pages" else ()))
        sys.stdout.write(sections[part] + "\n")
        sys.stdout.flush()
        page = ["# Benchmarks\n\nMade by `make bench`.\n", *(sections[each] for each in PARTS if each in sections)]
        PAGE.write_text("\n".join(page))


if __name__ == "__main__":
    main()
