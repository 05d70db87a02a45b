"""Which constraints the tests see refused by name: the words that stand in their `refused` and `refused_by`."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent


def _texts(paths: Iterable[Path]) -> frozenset[str]:
    return frozenset(
        node.value
        for path in paths
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier()
    )


@cache
def refused() -> frozenset[str]:
    """Every text in the tests of the subjects that has the shape of a constraint's name."""
    return _texts(path for path in HERE.parent.rglob("test_*.py") if path.parent != HERE)


@cache
def named() -> frozenset[str]:
    """The same, with the tests of this folder."""
    return _texts(HERE.parent.rglob("test_*.py"))
