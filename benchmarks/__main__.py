"""`make bench`: every figure, one after another on a machine that does nothing else, kept in docs/benchmarks.md.

`python -m benchmarks [--seconds 300] [--only pages]`; without `--only` the page is written.
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
    "walls": "What row-level security and writing down who read cost a page",
    "live": "Fifty open meetings with five devices each",
    "signing_in": "Coming in",
    "trail": "The trail, sealed and verified",
}


def measured(part: str, *more: str) -> list[str]:
    """What one of them prints; its own command stands above it."""
    command = (sys.executable, "-m", f"benchmarks.{part}", *more)
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):  # 1: a promise is not kept, and the figures say so
        raise SystemExit(f"benchmarks.{part} ended with {done.returncode}.")
    told = " ".join(("python -m", f"benchmarks.{part}", *more))
    return [f"## {PARTS[part]}", "", f"`{told}`", "", done.stdout.strip(), ""]


def main() -> None:
    """All of them, or one."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=int, default=300, help="How long the mix of pages is asked for.")
    given.add_argument("--only", choices=PARTS)
    asked = given.parse_args()
    machine = (
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, load generator beside"
    )
    lines = ["# Benchmarks", "", f"`make bench`, {time.strftime('%d %B %Y')}: {machine}.", ""]
    for part in [asked.only] if asked.only else PARTS:
        lines += measured(part, *(("--seconds", str(asked.seconds)) if part == "pages" else ()))
        sys.stdout.write("\n".join(lines) + "\n")
        lines = lines if not asked.only else []
    if not asked.only:
        PAGE.write_text("\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
