"""Committed files name packages, never the address of a package index: where they come from is each machine's own."""

import re
import sys
from pathlib import Path

ADDRESS = re.compile(r"https?://|--(extra-)?index|--find-links|\"resolved\"")
FILES = ("requirements/*.txt", "package.json", "package-lock.json", ".npmrc", "pyproject.toml")


def found(source: str) -> list[int]:
    """The lines that hold an address."""
    return [number for number, line in enumerate(source.splitlines(), start=1) if ADDRESS.search(line)]


def main() -> int:
    """Read the locks; 1 if one names an address."""
    told = [
        f"{path}:{line}: names where a package comes from"
        for pattern in FILES
        for path in sorted(Path().glob(pattern))
        for line in found(path.read_text())
    ]
    for sentence in told:
        print(sentence)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
