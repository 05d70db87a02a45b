"""Writes the requirement files: every package, its version and its hashes, for every platform; no addresses."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path("requirements")
COMMON = ["--universal", "--generate-hashes", "--quiet", "--upgrade", "--custom-compile-command", "make lock"]
RUNTIME = FOLDER / "runtime.txt"
BOOTSTRAP_IN = "uv"


def compile_one(arguments: list[str], into: Path, given: str | None = None) -> None:
    """Let uv choose versions and write one file."""
    command = [str(Path(sys.executable).with_name("uv")), "pip", "compile", *COMMON, *arguments, "-o", str(into)]
    subprocess.run(command, check=True, text=True, input=given)


def main() -> None:
    """Runtime first; development must not choose other versions of the same packages."""
    compile_one(["pyproject.toml"], RUNTIME)
    compile_one(["pyproject.toml", "--group", "development", "-c", str(RUNTIME)], FOLDER / "development.txt")
    compile_one(["-", "--python-version", "3.11"], FOLDER / "bootstrap.txt", BOOTSTRAP_IN)


if __name__ == "__main__":
    main()
