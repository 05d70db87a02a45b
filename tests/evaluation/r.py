"""R beside us: its packages compute the same, by other people's hands; where they are not, the tests say so."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.skips import lacking

Answer = dict[str, list[float]]
Asking = Callable[[str], Answer]
# What is told is a line for each name: the name, then numbers with all their digits, and NA where R has none.
PACKAGES = "for (each in c('survival', 'MASS', 'nlme', 'clubSandwich')) find.package(each)"
DEBIANS = "r-base-core, r-cran-survival, r-cran-mass, r-cran-nlme and r-cran-clubsandwich"
FRAME = """
suppressPackageStartupMessages({library(survival); library(MASS); library(nlme); library(clubSandwich)})
exact <- coxph.control(eps=1e-14, toler.chol=1e-14, iter.max=100)
tell <- function(name, values)
    cat(name, ifelse(is.na(values), "nan", formatC(as.numeric(values), digits=17, format="g")), "\\n")
keep <- function(rows, file) write.csv(rows, file, row.names=FALSE)
"""


@pytest.fixture
def r(tmp_path: Path) -> Asking:
    """Runs a script in a folder of the test's own, and gives back what it told."""
    found = shutil.which("Rscript")
    if found is None or subprocess.run([found, "-e", PACKAGES], capture_output=True, check=False).returncode:
        lacking(f"There is no R with its packages on this machine: install {DEBIANS}.")

    def ask(script: str) -> Answer:
        (tmp_path / "script.R").write_text(FRAME + script)
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [found, "script.R"], cwd=tmp_path, capture_output=True, text=True, check=False, env=environment
        )
        assert done.returncode == 0, done.stderr
        lines = [line.split() for line in done.stdout.splitlines()]
        return {line[0]: [float(each) for each in line[1:]] for line in lines if line}

    return ask
