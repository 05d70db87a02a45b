"""Problems and timetables go into files of our own and come back; what is no problem is one sentence and exit 2."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from numpy.testing import assert_array_equal

from tests.planner.problems import friday, weeks
from tornio.config.commands.plan import command
from tornio.planner import files
from tornio.planner.problem import Problem


@given(weeks())
@settings(max_examples=30)
def test_a_problem_comes_back_as_it_was(problem: Problem) -> None:
    again = files.built(Problem, json.loads(json.dumps(files.plain(problem))), "the problem")
    assert_array_equal(again.between, problem.between)
    assert replace(again, between=problem.between) == problem


def test_a_file_is_planned_and_the_timetable_kept(tmp_path: Path) -> None:
    """Leon's at 60 and Anna's at 170: eighty on the road, as a pencil says."""
    files.write(friday(), tmp_path / "friday.json.gz")
    asked = ["solve", str(tmp_path / "friday.json.gz"), "--format", "tornio", "--seconds", "0.3"]
    done = CliRunner().invoke(command, [*asked, "--out", str(tmp_path / "out.json")])
    assert (done.exit_code, done.stdout) == (0, "80\n")
    told = json.loads((tmp_path / "out.json").read_text())
    assert told["visits"][0] == {"meeting": "Leon's", "role": 0, "practitioner": "Ruth", "begins": 60, "ends": 150}


def test_a_name_is_read_as_it_was_written_on_a_machine_of_other_letters(tmp_path: Path) -> None:
    """Wójcik, on one that says it knows no letters but those of ASCII."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(SMALL).replace("Leon's", "Wójcik's"), encoding="utf-8")
    asks = f"from pathlib import Path; from tornio.planner.files import read; print(ascii(read(Path({str(path)!r}))))"
    plain = os.environ | {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", asks], env=plain, check=False, capture_output=True, text=True)
    assert (done.stderr, "W\\xf3jcik's" in done.stdout) == ("", True)


SMALL: dict[str, Any] = {
    "meetings": [{"name": "Leon's", "place": 0, "roles": [{"skill": "nurse", "duration": 9}], "windows": [[0, 9]]}],
    "practitioners": [{"name": "Ruth", "skills": ["nurse"]}],
    "between": [[0]],
}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not a problem"),
        ("[" * 100_000, "is not a problem"),
        ("[]", "the problem is not an object"),
        ("{}", "the problem has no meetings"),
        (json.dumps({**SMALL, "risk": 1}), "the problem has risk, which nothing is made of"),
        (json.dumps({**SMALL, "between": [[0, 1]]}), "between is not a table with as many rows as columns"),
        (json.dumps({**SMALL, "between": [["far"]]}), "between is not a table of whole numbers"),
        (json.dumps({**SMALL, "between": [[10**30]]}), "is not a problem"),
        (json.dumps({**SMALL, "walls": 1}), "walls is not true or false"),
        (json.dumps({**SMALL, "meetings": {}}), "meetings is not a list"),
        (json.dumps(SMALL).replace("[[0, 9]]", "[[0]]"), "windows, 1 is not a list of 2"),
        (json.dumps(SMALL).replace("[[0, 9]]", "[[9, 0]]"), "Leon's has a window from 9 to 0"),
        (json.dumps(SMALL).replace('"duration": 9', '"duration": -9'), "lasts -9 ticks"),
        (json.dumps(SMALL).replace('"duration": 9', '"duration": 9.5'), "duration is not a whole number"),
        (json.dumps(SMALL).replace('"duration": 9', '"duration": NaN'), "duration is not a whole number"),
        (json.dumps(SMALL).replace('"place": 0', '"price_of_face": [], "place": 0'), "price_of_face is not an object"),
    ],
)
def test_what_is_no_problem_is_one_sentence_and_exit_2(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(text)
    done = CliRunner().invoke(command, ["solve", str(tmp_path / "bad.json"), "--format", "tornio"])
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_of_very_many_meetings_it_says_what_it_will_do_and_how_far_it_is(tmp_path: Path) -> None:
    """A thousand of nine ticks each, which two of us can all be at in nine thousand; of fewer nothing is said."""
    many = [{**SMALL["meetings"][0], "name": f"meeting {nth}", "windows": [[0, 9000]]} for nth in range(1000)]
    us = [{"name": name, "skills": ["nurse"]} for name in ("Ruth", "Neil")]
    (tmp_path / "many.json").write_text(json.dumps({**SMALL, "meetings": many, "practitioners": us}))
    (tmp_path / "one.json").write_text(json.dumps(SMALL))
    asked = ["--format", "tornio", "--seconds", "0.3"]
    done = CliRunner().invoke(command, ["solve", str(tmp_path / "many.json"), *asked])
    begins, ready, over, ends = done.stderr.splitlines()
    assert begins.startswith(
        "1000 meetings for 2 of us: about 0 seconds to get ready, then 0.3 seconds with 2 searches"
    )
    assert ready.endswith(" s: Everything is ready for the search.")
    assert "Left out are 0" in over
    assert ends.endswith(" s: Done.")
    assert (done.exit_code, CliRunner().invoke(command, ["solve", str(tmp_path / "one.json"), *asked]).stderr) == (
        0,
        "",
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["solve", str(tmp_path / "none.json"), "--format", "tornio"])
    assert (done.exit_code, "cannot be read" in done.stderr) == (2, True)
