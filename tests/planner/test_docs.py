"""What docs/planner.md shows in Python runs as it stands there."""

import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "planner.md"


def test_the_example_of_the_page_runs_and_says_what_a_pencil_says(capsys: Any) -> None:
    """Leon's from 60, Anna's as soon as they are there: 10 + 20 + 10 for each of two. When Tomasz leaves at 100 neither
    meeting can be ninety minutes with him: Leon's could end at 150 at the soonest."""
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    exec(compile(code, PAGE.name, "exec"), {})
    first, *rest = capsys.readouterr().out.splitlines()
    begins = {name: int(at) for name, at in re.findall(r"\(\"([^\"]+)\", (\d+)\)", first)}
    assert (sorted(begins), first.rsplit(" ", 1)[1]) == (["Anna's", "Leon's"], "80")
    assert abs(begins["Anna's"] - begins["Leon's"]) >= 90 + 20
    assert sorted(each.partition(" ")[0] for each in rest) == ["Anna's", "Leon's"]
    assert all("peer practitioner" in each for each in rest)
