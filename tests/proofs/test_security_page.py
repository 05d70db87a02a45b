"""docs/security.md names only tests that exist, so that no control stands there unheld."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_control_is_held_by_a_test_that_exists() -> None:
    page = (ROOT / "docs" / "security.md").read_text()
    missing = [f"{path}::{name}" for path, name in NAMED.findall(page) if name not in _tests_in(ROOT / path)]
    assert missing == []


def test_every_threat_has_its_test() -> None:
    page = (ROOT / "docs" / "security.md").read_text()
    table = page.partition("| threat | what holds | held by |")[2].partition("\n\n")[0]
    rows = [line for line in table.splitlines()[2:] if line.startswith("|")]
    assert len(rows) >= 15
    assert [row for row in rows if not NAMED.search(row)] == []


def _tests_in(path: Path) -> set[str]:
    if not path.exists():
        return set()
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}
