"""Changes one thing at a time in the pure rules, and looks whether a test notices; what none notices is printed.

Each change is tried in a process of its own that has everything loaded already, so that one takes about a second.
`python -m tools.mutate tornio/core/clocks.py` tries one module.
"""

import ast
import copy
import importlib
import json
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

# Each module of the rules, and the tests that hold it without a database.
HELD_BY: dict[str, tuple[str, ...]] = {
    "tornio/core/sharing.py": ("tests/proofs/test_policy_as_written.py",),
    "tornio/core/clocks.py": ("tests/core/test_clocks.py", "tests/core/test_clock_changes.py"),
    "tornio/core/apart.py": ("tests/proofs/test_apart_as_written.py",),
    "tornio/core/grants.py": ("tests/core/test_grants.py",),
    "tornio/core/trail.py": ("tests/core/test_trail.py",),
}
SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Mult: ast.FloorDiv,
}  # fmt: skip


def _changed(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The ways in which one thing can be changed, each told."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in SWAPPED:
            other = SWAPPED[type(op)]
            yield f"{type(op).__name__} for {other.__name__}", ast.Compare(node.left, [other()], node.comparators)  # type: ignore[list-item]
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in SWAPPED:
            made = copy.deepcopy(node)
            made.op = SWAPPED[type(op)]()  # type: ignore[assignment]
            yield f"{type(op).__name__} for {type(made.op).__name__}", made
        case ast.UnaryOp(op=ast.Not()):
            yield "no “not”", node.operand
        case ast.Constant(value=bool(value)):
            yield f"{value} for {not value}", ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield f"{value} for {value + 1}", ast.Constant(value + 1)
        case ast.IfExp():
            yield "the other way round", ast.IfExp(node.test, node.orelse, node.body)
        case ast.Return(value=ast.AST()):
            yield "nothing is given back", ast.Return(ast.Constant(None))


class _One(ast.NodeTransformer):
    """Puts one change in the place of the thing with this number."""

    def __init__(self, number: int, way: int) -> None:
        self.number, self.way, self.seen = number, way, -1
        self.told = ""

    def visit(self, node: ast.AST) -> ast.AST:
        self.seen += 1
        if self.seen != self.number:
            return super().generic_visit(node)
        told, made = list(_changed(node))[self.way]
        self.told = f"{getattr(node, 'lineno', 0)}: {told}: {ast.unparse(node)[:90]}"
        return ast.copy_location(made, node)


def changes(source: str) -> Iterator[tuple[str, ast.Module]]:
    """Every change of a module, told, and the module with it; docstrings and hints of types stay as they are."""
    numbered = list(_in_order(ast.parse(source)))
    for number, node in enumerate(numbered):
        for way, _change in enumerate(list(_changed(node))):
            one = _One(number, way)
            tree = ast.fix_missing_locations(one.visit(ast.parse(source)))
            yield one.told, tree  # type: ignore[misc]


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes in the order in which a transformer meets them."""
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)


def notices(path: str, tree: ast.Module, tests: tuple[str, ...]) -> bool:
    """Whether the tests fail with this in the module's place."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os._exit(_with(path, tree, tests))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _with(path: str, tree: ast.Module, tests: tuple[str, ...]) -> int:
    name = path.removesuffix(".py").replace("/", ".")
    made = types.ModuleType(name)
    made.__dict__.update(__file__=path, __package__=name.rpartition(".")[0])
    sys.modules[name] = made
    try:
        exec(compile(tree, path, "exec"), made.__dict__)  # a changed rule is run on purpose
    except Exception:  # noqa: BLE001 - whatever it breaks, it was noticed
        return 1
    setattr(sys.modules[made.__dict__["__package__"]], name.rpartition(".")[2], made)
    for each in tests:  # they take their names anew, from the changed module
        sys.modules.pop(each.removesuffix(".py").replace("/", "."), None)
    return int(pytest.main(["-x", "-q", "--no-header", *tests]))


def main(asked: list[str]) -> int:
    """Try every change of the modules asked for, or of all; prints those that nobody noticed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    tried = unnoticed = 0
    importlib.import_module("tornio.core")
    pytest.main(["--collect-only", "-qq", *{test for tests in HELD_BY.values() for test in tests}])  # loads everything
    for path in asked or list(HELD_BY):
        source = Path(path).read_text()
        if notices(path, ast.parse(source), HELD_BY[path]):
            print(f"{path}: its tests fail as it is")
            return 1
        for told, tree in changes(source):
            tried += 1
            if not notices(path, tree, HELD_BY[path]):
                unnoticed += 1
                print(f"{path}:{told}", flush=True)
    print(f"{tried} changes, {unnoticed} unnoticed")
    if where := os.environ.get("PROOF_FIGURES"):
        Path(where).write_text(json.dumps({"proof": "mutation", "changes": tried, "unnoticed": unnoticed}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
