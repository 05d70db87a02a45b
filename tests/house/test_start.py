"""What a web process loads when it starts: every page, and none of the libraries that only reckoning needs."""

import os
import subprocess
import sys

# Each takes tenths of a second and memory, in every web process.
HEAVY = {"duckdb", "ibis", "numba", "numpy", "pandas", "pyarrow"}
LOADED = f"import django, sys; django.setup(); import tornio.config.urls; print([*{HEAVY} & sys.modules.keys()])"


def test_a_web_process_starts_without_the_libraries_of_reckoning() -> None:
    """The week's planner and the figures are reckoned by jobs and commands; a page never waits for their start."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tornio.config.settings", "TORNIO_SERVING": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
