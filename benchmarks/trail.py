"""The trail: how fast rows are sealed, and how fast `tornio audit verify` reads the whole chain and every row again.

`python -m benchmarks.trail [--rows 1000000]`: a database of its own at .tornio-bench/trail, made anew and taken away.
"""

import argparse
import importlib
import os
import shutil
from pathlib import Path

import django

HOME = Path(__file__).resolve().parents[1] / ".tornio-bench" / "trail"


def main() -> None:
    """Make it, measure it, take it away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    os.environ["TORNIO_HOME"] = str(HOME)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tornio.config.settings")
    shutil.rmtree(HOME, ignore_errors=True)
    try:
        django.setup()
        importlib.import_module("benchmarks.trail_house").run(rows, HOME / "heads")
    finally:
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
