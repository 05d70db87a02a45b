"""`make check`: everything that can be said of the code without running it; the same for people, the hook and CI."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BIN = Path(sys.executable).parent
PYTHON = sys.executable
STEPS: dict[str, list[str]] = {
    "format": [f"{BIN}/ruff", "format", "--check", "."],
    "lint": [f"{BIN}/ruff", "check", "."],
    "types": [f"{BIN}/mypy"],
    "templates": [f"{BIN}/djlint", "tornio/web/templates", "--lint", "--quiet"],
    "floors": [f"{BIN}/lint-imports", "--no-cache"],
    "migrations": [PYTHON, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"],
    "words (R1)": [PYTHON, "-m", "tools.words"],
    "sizes": [PYTHON, "-m", "tools.sizes"],
    "addresses": [PYTHON, "-m", "tools.addresses"],
    "docs": [PYTHON, "-m", "tools.rulebook", "--check"],
    "sharing": [PYTHON, "-m", "tools.sharing", "--check"],
}


def run(name: str) -> tuple[bool, str]:
    """Run one step; whether it passed, and its line with, if it failed, everything it said."""
    started = time.monotonic()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(STEPS[name], capture_output=True, text=True, env=environment, check=False)
    passed = done.returncode == 0
    line = f"{'✓' if passed else '✗'} {name:<12} {time.monotonic() - started:5.1f} s"
    return passed, line if passed else f"{line}\n{done.stdout}{done.stderr}"


def main(asked: list[str]) -> int:
    """Run the steps asked for, or all; 1 if any failed."""
    passed_all = True
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for passed, told in pool.map(run, asked or STEPS):
            print(told, flush=True)
            passed_all &= passed
    return 0 if passed_all else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
