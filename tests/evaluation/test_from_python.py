"""The library as somebody imports it: the example of its page runs as it stands there, and brings no Django along."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq

from tests.evaluation.test_counted import the_year

HOUSE = Path(__file__).parents[2]
NO_DJANGO = "\nimport sys\nassert not [name for name in sys.modules if name.partition('.')[0] == 'django']\n"


def test_the_example_of_the_page_prints_what_the_page_says(tmp_path: Path) -> None:
    """The oracle of its numbers is the page, where six people can be reckoned by hand; the year is as constructed."""
    said = (HOUSE / "docs" / "evaluation.md").read_text(encoding="utf-8")
    [code], [printed] = (re.findall(rf"```{kind}\n(.*?)```", said, re.DOTALL) for kind in ("python", "text"))
    (tmp_path / "kept").mkdir()
    for name, table in the_year().items():
        pq.write_table(table, tmp_path / "kept" / f"{name}.parquet")
    done = subprocess.run(
        [sys.executable, "-c", code + NO_DJANGO], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(HOUSE)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == (printed, 0), done.stderr


def test_the_face_of_the_library_names_every_module_that_has_a_verb() -> None:
    """What its own words name is there."""
    words = (HOUSE / "tornio" / "evaluation" / "__init__.py").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z_]+(?:\.[A-Za-z_]+)+)`", words)
    assert len(named) > 8
    for name in named:
        *modules, verb = name.split(".")
        source = (HOUSE / "tornio" / "evaluation").joinpath(*modules).with_suffix(".py").read_text(encoding="utf-8")
        assert re.search(rf"^(?:def|class) {verb}\b", source, re.MULTILINE), name
