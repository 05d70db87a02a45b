"""Changes one thing at a time in the rules of policy, clock, consent and audit, and looks whether a test notices.

A change that no test can notice is listed with its reason in `EQUIVALENT`; one that is not listed, or is listed and
noticed after all, ends this with 1. Each is tried in a process of its own that has everything loaded already, so that
one takes about a second. `python -m tools.mutate tornio/core/clocks.py` tries one module.
"""

import ast
import gc
import importlib
import json
import os
import signal
import sys
import tomllib
import types
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings

from tools.changes import changes

EQUIVALENT = Path(__file__).resolve().parents[1] / "tests" / "proofs" / "equivalent.toml"
LONGEST = 120  # seconds: a change that makes the tests go on for ever was noticed
EXAMPLES = 25  # of each test that plays what nobody thought of: the same ones for every change
QUICKLY = ("-x", "-q", "--no-header", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:unraisableexception")
FROZEN = "tests/core/test_values_are_frozen.py"
# Each module of the rules, and the tests that hold it without a database.
HELD_BY: dict[str, tuple[str, ...]] = {
    "tornio/core/sharing.py": ("tests/proofs/test_policy_as_written.py",),
    "tornio/core/clocks.py": (
        "tests/core/test_clocks_to_the_second.py",
        "tests/core/test_clocks.py",
        FROZEN,
        "tests/core/test_clock_changes.py",
    ),
    "tornio/core/apart.py": ("tests/proofs/test_apart_as_written.py",),
    "tornio/core/grants.py": ("tests/core/test_grants_to_the_day.py", "tests/core/test_grants.py"),
    "tornio/core/trail.py": ("tests/core/test_trail_by_hand.py", "tests/core/test_trail.py", FROZEN),
    "tornio/core/escalation.py": ("tests/core/test_escalation_by_hand.py", "tests/core/test_escalation.py", FROZEN),
    "tornio/core/safe_hours.py": (
        "tests/core/test_safe_hours_that_are_jumped_over.py",
        "tests/core/test_safe_hours.py",
        FROZEN,
    ),
    "tornio/core/retention.py": ("tests/core/test_retention.py",),
    "tornio/core/rights.py": ("tests/core/test_retention.py",),
    "tornio/core/safeguarding.py": ("tests/core/test_safeguarding.py", "tests/core/test_grants.py"),
    "tornio/core/voices.py": ("tests/core/test_voices.py",),
    "tornio/core/curiosity.py": ("tests/core/test_curiosity_by_hand.py", "tests/core/test_curiosity.py", FROZEN),
    "tornio/core/duty.py": ("tests/core/test_duty.py", FROZEN),
    "tornio/core/working.py": ("tests/core/test_working.py", FROZEN),
}


@dataclass
class Found:
    """What came of the changes of one module."""

    path: str
    counts: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        told = ("noticed", "equivalent", "unnoticed", "stale")
        return f"{self.path}: {', '.join(f'{self.counts[name]} {name}' for name in told)}"


def listed() -> dict[str, dict[str, str]]:
    """The changes that no test can notice, by module, each with its reason."""
    return tomllib.loads(EQUIVALENT.read_text())


def notices(path: str, tree: ast.Module, tests: tuple[str, ...]) -> bool:
    """Whether the tests fail with this in the module's place."""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        gc.disable()  # looking through all that is loaded would take longer than the tests
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os._exit(_with(path, tree, tests))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _with(path: str, tree: ast.Module, tests: tuple[str, ...]) -> int:
    name = _name(path)
    made = types.ModuleType(name)
    made.__dict__.update(__file__=path, __package__=name.rpartition(".")[0])
    sys.modules[name] = made
    try:
        exec(compile(tree, path, "exec"), made.__dict__)  # a changed rule is run on purpose
    except Exception:  # noqa: BLE001 - whatever it breaks, it was noticed
        return 1
    setattr(sys.modules[made.__dict__["__package__"]], name.rpartition(".")[2], made)
    for each in tests:  # they take their names anew, from the changed module
        sys.modules.pop(_name(each), None)
    return int(pytest.main([*QUICKLY, *tests]))


def _name(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def tried(path: str) -> Found:
    """Every change of one module; prints the ones that are not as the list says."""
    found, reasons, tests = Found(path), listed().get(path, {}), HELD_BY[path]
    source, names = Path(path).read_text(), vars(importlib.import_module(_name(path)))
    if notices(path, ast.parse(source), tests):
        print(f"{path}: its tests fail as it is", flush=True)
        return Found(path, Counter(unnoticed=1))
    here = set()
    for told, tree in changes(source, names):
        here.add(told)
        noticed = notices(path, tree, tests)
        came_to = ("stale" if noticed else "equivalent") if told in reasons else ("noticed" if noticed else "unnoticed")
        found.counts[came_to] += 1
        if came_to in ("stale", "unnoticed"):
            print(f"{path}: {came_to}: {told}", flush=True)
    for gone in reasons.keys() - here:
        found.counts["stale"] += 1
        print(f"{path}: stale: there is no such change any more: {gone}", flush=True)
    return found


def main(asked: list[str]) -> int:
    """Try every change of the modules asked for, or of all; 1 when one is not as the list says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    importlib.import_module("tornio.core")
    everything = dict.fromkeys(test for tests in HELD_BY.values() for test in tests)
    pytest.main(["--collect-only", "-qq", *everything])  # loads everything
    house = settings.get_profile("house")
    settings.register_profile("the same each time", house, derandomize=True, database=None, max_examples=EXAMPLES)
    settings.load_profile("the same each time")
    total: Counter[str] = Counter()
    for path in asked or list(HELD_BY):
        found = tried(path)
        total += found.counts
        print(found, flush=True)
    figures = {"changes": total.total(), **{name: total[name] for name in ("noticed", "equivalent", "unnoticed")}}
    print(", ".join(f"{count} {name}" for name, count in figures.items()))
    if where := os.environ.get("PROOF_FIGURES"):
        Path(where).write_text(json.dumps({"proof": "mutation", **figures}) + "\n")
    return 1 if total["unnoticed"] or total["stale"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
