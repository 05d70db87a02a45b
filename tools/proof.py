"""`make proof`: the deep runs. Runs each proof, or the ones named, and writes what was really run into docs/proofs.md.

`make proof ONLY="worlds fuzz"` runs two of them. PROOF_PAIRS, PROOF_PAGES, PROOF_MANY, PROOF_SEED and PROOF_FROM say
how much; the page tells what it came to, on which day and of which commit. A proof that was not run keeps its line.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tools.mutate import HELD_BY, listed

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "proofs.md"
HEAD = """# The proofs

Made by `make proof`, which runs them and writes down what was really run. `make test` runs the same proofs with fewer
pairs and questions, and every other test with them. What each control is and which test holds it stands in
[security.md](security.md).

| proof | what it came to | outcome | took | when | commit |
|---|---|---|---|---|---|
"""
TAIL = """
- **policy**: every address says who may use it, and nothing else is answered.
- **urls**: every address, method and key of somebody else's, as every actor: to the byte the answer for nobody's key.
- **worlds**: pairs of worlds that differ in what somebody may not know, byte-equal for them.
- **canaries**: a token in every private field of everyone; every page as every actor, every log line and file swept.
- **fuzz**: every form and address as everybody, sent what breaks things; each question can be asked again:
  `PROOF_FROM=4711 PROOF_MANY=1 make proof ONLY=fuzz`.
- **mutation**: the pure rules with one thing changed at a time; what no test notices is listed below.
"""
UNNOTICED = "## Changes that no test notices, and why"


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof: what is run, and how much of it unless the environment says otherwise."""

    name: str
    command: tuple[str, ...]
    much: dict[str, str] = field(default_factory=dict)


def _tests(*paths: str) -> tuple[str, ...]:
    beside = ("-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")
    return (sys.executable, "-m", "pytest", "-q", *beside, *(f"tests/proofs/{path}" for path in paths))


PROOFS = (
    Proof("policy", _tests("test_every_address_has_a_policy.py", "test_policy_as_written.py", "test_security_page.py")),
    Proof("urls", _tests("test_every_url.py")),
    Proof("worlds", _tests("test_two_worlds.py"), {"PROOF_PAIRS": "1008", "PROOF_PAGES": "40"}),
    Proof("canaries", _tests("test_canaries.py")),
    Proof("fuzz", _tests("test_fuzz.py"), {"PROOF_MANY": "100000", "PROOF_PARTS": str(os.cpu_count() or 1)}),
    Proof("mutation", (sys.executable, "-m", "tools.mutate")),
)


def commit() -> str:
    """What the code was, shortly."""
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return told.stdout.strip() or "unknown"


def lines(page: Path = PAGE) -> dict[str, str]:
    """The lines of the proofs that were run before, by their names."""
    if not page.exists():
        return {}
    names = {proof.name for proof in PROOFS}
    rows = [line for line in page.read_text().splitlines() if line.startswith("| ")]
    return {name: line for line in rows if (name := line.split("|")[1].strip()) in names}


def told(figures: Path) -> str:
    """What the tests wrote down, added up."""
    found: Counter[str] = Counter()
    for line in figures.read_text().splitlines() if figures.exists() else ():
        said = json.loads(line)
        said.pop("proof")
        found.update(said)
    return ", ".join(f"{count:,} {('answered ' + name) if name.isdigit() else name}" for name, count in found.items())


def run(proof: Proof) -> str:
    """Run it, and its line of the page."""
    started, wall = datetime.now(UTC), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures"
        environment = {**proof.much, **os.environ, "PROOF_FIGURES": str(figures)}
        said: deque[str] = deque(maxlen=200)
        with subprocess.Popen(
            proof.command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as running:
            for line in running.stdout or ():  # told as it comes: a deep run takes hours
                print(line, end="", flush=True)
                said.append(line.strip("= \n"))
        came_to = told(figures)
    last = next((line for line in reversed(said) if line), "nothing said")
    minutes = (time.monotonic() - wall) / 60
    outcome = "held" if running.returncode == 0 else "**did not hold**"
    when = f"{started:%Y-%m-%d %H:%M}"
    return f"| {proof.name} | {came_to or last} | {outcome} | {minutes:.1f} min | {when} | {commit()} |"


def unnoticed() -> str:
    """The section on what mutation leaves alone, from the list that it is held to."""
    told = [
        UNNOTICED,
        "",
        "From `tests/proofs/equivalent.toml`. `python -m tools.mutate` ends in failure when a change that stands here",
        "is noticed after all, and when one that does not stand here is not noticed. It changes one operation,",
        f"comparison, condition, value, entry of a table or line at a time in {len(HELD_BY)} modules, whose tests need",
        "no database.",
        "",
    ]
    reasons = listed()
    for path in HELD_BY:
        told += [f"- `{path}`" + ("" if path in reasons else ": every change is noticed")]
        told += [f"  - `{change}`: {reason}" for change, reason in reasons.get(path, {}).items()]
    return "\n".join(told) + "\n"


def write(known: dict[str, str], page: Path = PAGE) -> None:
    """The page, with a line for each proof; one that was never run says so."""
    never = "| {0} | not run yet | – | – | – | – |"
    rows = [known.get(proof.name, never.format(proof.name)) for proof in PROOFS]
    after = page.read_text().partition(UNNOTICED)[0].partition("\n## ")[2].rstrip() if page.exists() else ""
    page.write_text(HEAD + "\n".join(rows) + "\n" + TAIL + (f"\n## {after}\n" if after else "") + "\n" + unnoticed())


def main(asked: list[str]) -> int:
    """Run what is asked for, or everything; 1 when something did not hold."""
    known = lines()
    wanted = [proof for proof in PROOFS if not asked or proof.name in asked]
    for proof in wanted:
        known[proof.name] = run(proof)
        write(known)
    return 1 if any("did not hold" in known[proof.name] for proof in wanted) else 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:]).split()))
