"""The ten main pages on the large season: one user at a time, then a mix of them at a steady rate; memory, weight.

`python -m benchmarks.pages [--seconds 300] [--rate 40]`; the season is loaded once and kept.
"""

import argparse
import gzip
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.browser import Browser, key_of, secret
from tornio.season.large import key

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".tornio-bench"
PORT = 8765
OK = 200
ONCE = 100  # askings of each page


@dataclass(frozen=True, slots=True)
class Page:
    """One of the main pages, and who asks for it."""

    name: str
    who: str
    path: str


def pages() -> list[Page]:
    """The ten; the large season's first network stands for all."""
    network = key("network/0")
    contact = key("contact/0")
    return [
        Page("The person's home", "person", "/"),
        Page("A member's home", "member", "/"),
        Page("A practitioner's day", "practitioner", "/day/"),
        Page("Who is waiting for us", "practitioner", "/contacts/"),
        Page("A first contact", "practitioner", f"/contacts/{contact}/"),
        Page("Networks", "practitioner", "/networks/"),
        Page("A network", "practitioner", f"/n/{network}/"),
        Page("The story", "person", f"/n/{network}/story/"),
        Page("The map", "person", f"/n/{network}/map/"),
        Page("A meeting", "member", f"/m/{key('meeting/0/10')}/"),
    ]


def meeting_to_write_in() -> str:
    """A held meeting of the first network; not the one that is read, which would grow with every run."""
    return str(key("meeting/0/9"))


def environment() -> dict[str, str]:
    """The bench's own home, so that nobody's demo is disturbed."""
    return {**os.environ, "TORNIO_HOME": str(HOME), "TORNIO_DEMO": "1"}


def tornio(*words: str) -> None:
    """Run a command of Tornio's."""
    subprocess.run(
        [sys.executable, "-c", "from tornio.config.cli import main; main()", *words], env=environment(), check=True
    )


def made() -> None:
    """The large season is there, and of this version."""
    tornio("migrate", "--quiet")
    tornio("season", "--bulk", "--unless-played")


@contextmanager
def served() -> Iterator[int]:
    """A real server on the large season, one worker per core; gives its process number."""
    made()
    command = [
        sys.executable,
        "-c",
        "from tornio.config.cli import main; main()",
        "serve",
        "--no-jobs",
        "--port",
        str(PORT),
    ]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                if Browser(PORT).ask("/healthz").status == OK:
                    break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def percentile(found: list[float], share: float) -> float:
    """The smallest value that at least this share of them does not exceed."""
    ordered = sorted(found)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * int(share * 100) // 100) - 1))]


def told(found: list[float]) -> str:
    """Median, 95th and worst in milliseconds, as cells of a table."""
    return " | ".join(
        f"{1000 * value:.0f}" for value in (statistics.median(found), percentile(found, 0.95), max(found))
    )


def one_at_a_time(browsers: dict[str, Browser]) -> list[str]:
    """Each page asked a hundred times by one user."""
    lines = ["| page | status | bytes, gzip | median ms | p95 ms | worst ms |", "|---|---|---|---|---|---|"]
    for page in pages():
        answers = [browsers[page.who].ask(page.path) for _ in range(ONCE)]
        weight = len(gzip.compress(answers[-1].body))
        found = told([answer.seconds for answer in answers])
        lines.append(f"| {page.name} | {answers[-1].status} | {weight} | {found} |")
    return lines


def a_voice_saved(browser: Browser) -> list[str]:
    """A hundred afterthoughts of a member, each kept by one POST."""
    path = f"/m/{meeting_to_write_in()}/"
    taken = []
    for number in range(ONCE):
        page = browser.ask(path)
        form = {
            "csrfmiddlewaretoken": secret(page),
            "key": key_of(page),
            "words": f"Words number {number}.",
            "audience": "network",
        }
        taken.append(browser.ask(f"{path}say/", form))
    good = sum(answer.status in (302, 303) for answer in taken)
    return [
        f"A voice saved ({good} of {ONCE} kept): median, p95, worst ms: {told([answer.seconds for answer in taken])}"
    ]


def steady(rate: float, seconds: float) -> list[str]:
    """The pages in turn at a steady rate, whatever the answers take; lateness counts from when it was due."""
    asked = pages()
    total, waits, errors = int(rate * seconds), [], []
    begun, turn = time.perf_counter() + 0.5, iter(range(total))
    lock = threading.Lock()

    def person() -> None:
        own = {who: Browser(PORT) for who in {page.who for page in asked}}
        for who, browser in own.items():
            browser.come_in(who)
        while True:
            with lock:
                number = next(turn, None)
            if number is None:
                return
            due = begun + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            page = asked[number % len(asked)]
            answer = own[page.who].ask(page.path)
            waits.append(time.perf_counter() - due)
            if answer.status != OK:
                errors.append(answer.status)

    people = [threading.Thread(target=person) for _ in range(24)]
    begun = time.perf_counter() + 8.0
    for each in people:
        each.start()
    for each in people:
        each.join()
    late = [wait for wait in waits if wait >= 0]
    return [f"| {rate:.0f}/s for {seconds:.0f} s | {len(waits)} | {len(errors)} | {told(late)} |"]


def family(process: int) -> Iterator[int]:
    """A process and all that came from it."""
    yield process
    for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        yield from family(int(child))


def memory(process: int) -> float:
    """Proportional set size of the server and its database, in MiB."""
    postmaster = int((HOME / "database" / "data" / "postmaster.pid").read_text().split()[0])
    total = 0
    for each in {*family(process), *family(postmaster)}:
        rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def measure(seconds: float, rate: float) -> list[str]:
    """All of it, as lines of a page."""
    with served() as process:
        browsers = {who: Browser(PORT) for who in ("person", "member", "practitioner")}
        for who, browser in browsers.items():
            browser.come_in(who)
        lines = ["### One user at a time", "", *one_at_a_time(browsers), "", *a_voice_saved(browsers["member"])]
        lines += ["", "### A mix of these pages", "", "| rate | asked | errors | median ms | p95 ms | worst ms |"]
        lines += ["|---|---|---|---|---|---|", *steady(rate, seconds)]
        for more in (20, 30, 60, 80):
            lines += steady(more, 20)
        lines += ["", f"Memory of the server and its database (proportional set size): {memory(process):.0f} MiB"]
    return lines


def main() -> None:
    """Print the figures."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=float, default=60)
    given.add_argument("--rate", type=float, default=40)
    asked = given.parse_args()
    sys.stdout.write("\n".join(measure(asked.seconds, asked.rate)) + "\n")


if __name__ == "__main__":
    main()
