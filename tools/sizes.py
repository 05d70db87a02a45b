"""Small files and small functions: past these sizes `make check` fails, so that a room stays a room."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 350
LONGEST_FUNCTION = 50
FOLDERS = ("tornio", "tests", "tools", "benchmarks")
ENDINGS = (".py", ".html", ".js")


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Each function's name and how many lines it takes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def too_large(path: str, source: str) -> list[str]:
    """A sentence for each thing in one file that has grown too large."""
    lines = source.count("\n")
    told = [f"{path}: {lines} lines, {LONGEST_FILE} at most"] if lines > LONGEST_FILE else []
    if path.endswith(".py"):
        told += [
            f"{path}: {name} takes {length} lines, {LONGEST_FUNCTION} at most"
            for name, length in functions(source)
            if length > LONGEST_FUNCTION
        ]
    return told


def files() -> Iterator[Path]:
    """What is measured; migrations are written by a program, vendored files by others."""
    for folder in FOLDERS:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in ENDINGS and not {"migrations", "vendor"} & set(path.parts):
                yield path


def main() -> int:
    """Measure everything; 1 if something is too large."""
    told = [sentence for path in files() for sentence in too_large(path.as_posix(), path.read_text())]
    for sentence in told:
        print(sentence)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
