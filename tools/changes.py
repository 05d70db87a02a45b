"""What can be changed in a module, one thing at a time, each told by where it stands and how it reads before and after.

Hints of types, docstrings, sentences for people and the values of an enumeration stay as they are: the first two do
nothing, the third are looked at by people, and the fourth are what is kept in the database, held by its constraints.
"""

import ast
import copy
import enum
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
}  # fmt: skip
OTHER_NAME = {"min": "max", "max": "min", "any": "all", "all": "any"}
HINTS = {"annotation", "returns", "type_params"}
LONG, AROUND = 120, 36
Names = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one thing stands: in which field of what, in which function or class, in which line of code."""

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    where: str
    unit: ast.AST

    def put(self, node: ast.AST) -> None:
        """Put something in its place."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def changes(source: str, names: Names) -> Iterator[tuple[str, ast.Module]]:
    """Every change of a module, told, and the module with it until the next is asked for; `names` are the module's."""
    tree = ast.parse(source)
    seen: Counter[str] = Counter()
    for place in list(_places(tree, "the module", tree)):
        before = _line(place.unit)
        for made in _changed(place, names):
            place.put(made)
            ast.fix_missing_locations(ast.copy_location(made, place.node))
            told = f"{place.where}: {_difference(before, _line(made if place.unit is place.node else place.unit))}"
            seen[told] += 1
            yield told + (f" ({seen[told]})" if seen[told] > 1 else ""), tree
            place.put(place.node)


def _line(unit: ast.AST) -> str:
    return " ".join(ast.unparse(unit).split())


def _difference(before: str, after: str) -> str:
    """Both; of long ones what differs, with a little of what stands around it."""
    if max(len(before), len(after)) <= LONG:
        return f"{before} → {after}"
    first = max(0, _alike(before, after) - AROUND)
    last = max(0, _alike(before[first:][::-1], after[first:][::-1]) - AROUND)
    was, now = (text[first : len(text) - last] for text in (before, after))
    return f"… {was} … → … {now} …"


def _alike(one: str, other: str) -> int:
    """How many letters they begin with that are the same."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _places(node: ast.AST, where: str, unit: ast.AST) -> Iterator[Place]:
    for field, value in ast.iter_fields(node):
        if field in HINTS:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if not isinstance(child, ast.AST) or _stays(child, node):
                continue
            here = child if _is_a_line(child, node) else unit
            inside = child.name if isinstance(child, ast.FunctionDef | ast.ClassDef) else ""
            below = " ".join([*([] if where == "the module" else [where]), inside]) if inside else where
            yield Place(child, node, field, index, where, here)
            yield from _places(child, below, here)


def _stays(child: ast.AST, parent: ast.AST) -> bool:
    """Docstrings, imports, and what is kept by name: the body of an enumeration."""
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    if isinstance(parent, ast.ClassDef) and isinstance(child, ast.Assign):
        return any(isinstance(base, ast.Name) and base.id in ("StrEnum", "Enum") for base in parent.bases)
    return isinstance(child, ast.Import | ast.ImportFrom | ast.arg)


def _is_a_line(child: ast.AST, parent: ast.AST) -> bool:
    """Whether it is told by itself: a simple statement, what a longer one asks, one entry of a table."""
    if isinstance(child, ast.stmt):
        return True
    longer = ast.If | ast.For | ast.While | ast.Match | ast.match_case | ast.FunctionDef | ast.arguments
    return isinstance(parent, ast.Module | ast.ClassDef | longer)


def _changed(place: Place, names: Names) -> Iterator[ast.AST]:
    yield from _of_statements(place)
    yield from _of_operations(place.node)
    yield from _of_names(place.node, names)
    yield from _without_one(place.node)
    if _is_asked(place) and isinstance(place.node, ast.Name | ast.Attribute | ast.Call | ast.NamedExpr):
        yield ast.UnaryOp(ast.Not(), place.node)


def _is_asked(place: Place) -> bool:
    """Whether something depends on it being so."""
    asks = isinstance(place.parent, ast.If | ast.While | ast.BoolOp | ast.IfExp)
    return place.field == "ifs" or (asks and place.field in ("test", "values"))


def _of_statements(place: Place) -> Iterator[ast.AST]:
    match place.node:
        case ast.Raise() | ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Return(value=ast.AST() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.AugAssign(op=op) as line if type(op) in SWAPPED:
            yield ast.AugAssign(line.target, SWAPPED[type(op)](), line.value)  # type: ignore[arg-type]


def _of_operations(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for at, op in enumerate(node.ops):
                ops = [*node.ops[:at], SWAPPED[type(op)](), *node.ops[at + 1 :]]
                yield ast.Compare(node.left, ops, node.comparators)  # type: ignore[arg-type]
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in SWAPPED:
            made = copy.copy(node)
            made.op = SWAPPED[type(op)]()  # type: ignore[assignment]
            yield made
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Constant(value=value):
            yield from _of_constants(value)
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)


def _of_names(node: ast.AST, names: Names) -> Iterator[ast.AST]:
    """Another function in its place, or the next value of the same enumeration."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()) if name in OTHER_NAME:
            yield ast.Name(OTHER_NAME[name], ast.Load())
        case ast.Attribute(value=ast.Name(id=name), attr=attr, ctx=ast.Load()):
            kind = names.get(name)
            if isinstance(kind, type) and issubclass(kind, enum.Enum) and attr in kind.__members__:
                members = list(kind.__members__)
                yield ast.Attribute(node.value, members[(members.index(attr) + 1) % len(members)], ast.Load())


def _of_constants(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and " " not in value:
        yield ast.Constant(value + "x")


def _without_one(node: ast.AST) -> Iterator[ast.AST]:
    """A condition, or an entry of a table, left out."""
    match node:
        case ast.BoolOp(values=values) if len(values) > 2:
            yield from (ast.BoolOp(node.op, values[:at] + values[at + 1 :]) for at in range(len(values)))
        case ast.BoolOp(values=[first, second]):
            yield from (first, second)
        case ast.Set(elts=elts) if len(elts) > 1:
            yield from (ast.Set(elts[:at] + elts[at + 1 :]) for at in range(len(elts)))
        case ast.Dict():
            for at in range(len(node.keys)):
                yield ast.Dict(node.keys[:at] + node.keys[at + 1 :], node.values[:at] + node.values[at + 1 :])
