"""Writes docs/rules.md: each rule, where it is held and which tests prove it, read from the code so it cannot drift.

A place holds or proves a rule when its own docstring cites the number. `--check` only compares.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tornio.core.rules import RULES

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "rules.md"
LATER = frozenset({"R29", "R30", "R31"})  # their work comes next; the page says so
CITED = re.compile(r"(?<!FHIR )\bR(\d+)(?:\s?[-–]\s?R?(\d+))?")
BODIES = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Place:
    """A module, class or function whose docstring cites rules."""

    path: str
    name: str

    def __str__(self) -> str:
        return f"`{self.path}`{f' {self.name}' if self.name else ''}"


def numbers(text: str) -> set[str]:
    """The rules that a docstring cites; "R15–R17" cites three."""
    found: set[str] = set()
    for match in CITED.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        found |= {f"R{number}" for number in range(first, last + 1)}
    return found


def places(folder: str) -> Iterator[tuple[str, Place]]:
    """Every citation below a folder."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" in path.parts or path.name == "rules.py":
            continue
        short = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, BODIES) and (words := ast.get_docstring(node)):
                for number in numbers(words):
                    yield number, Place(short, getattr(node, "name", ""))


def cited(folder: str) -> dict[str, list[Place]]:
    """For each rule, where it is cited below a folder."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for number, place in places(folder):
        found[number].append(place)
    return found


def page() -> str:
    """The whole page."""
    held, proved = cited("tornio"), cited("tests")
    lines = [
        "# The rules",
        "",
        "Made by `make docs` from the code: a place stands here because its docstring cites the rule.",
        "The wording changes only with a decision record.",
    ]
    principle = ""
    for rule in RULES:
        if rule.principle != principle:
            principle = rule.principle
            lines += ["", f"## {principle}"]
        lines += ["", f"**{rule.number}** {rule.words}", ""]
        for title, found in (("Held by", held[rule.number]), ("Proved by", proved[rule.number])):
            said = "; ".join(str(place) for place in found) or ("comes next" if rule.number in LATER else "nothing yet")
            lines.append(f"- {title}: {said}")
    return "\n".join(lines) + "\n"


def unproved() -> list[str]:
    """Rules that nothing holds or no test proves, and that are not for later."""
    held, proved = cited("tornio"), cited("tests")
    return [
        rule.number for rule in RULES if rule.number not in LATER and not (held[rule.number] and proved[rule.number])
    ]


def main() -> int:
    """Write the page, or say that it has drifted."""
    if "--check" not in sys.argv:
        PAGE.write_text(page())
        return 0
    if not PAGE.exists() or PAGE.read_text() != page():
        print("docs/rules.md has drifted from the code: run `make docs`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
