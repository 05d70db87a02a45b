"""Which constraints the tests of a subject see refused by name: the words that stand in their `refused_by`."""

import ast
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


@cache
def refused() -> frozenset[str]:
    """Every text in the tests outside this folder that has the shape of a constraint's name."""
    found = set()
    for path in TESTS.rglob("test_*.py"):
        if path.parent != Path(__file__).parent:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                    found.add(node.value)
    return frozenset(found)
