"""Fifty open meetings with five devices each, asking every second and a half: what it costs, and how soon words arrive.

`python -m benchmarks.live [--seconds 150] [--meetings 50]`; it makes a house of its own and takes it away again.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.browser import Browser, key_of, secret

PORT = 8766
EVERY_SECONDS = 1.5
DEVICES = 5
WARM_SECONDS = 12
A_TICK = 1 / os.sysconf("SC_CLK_TCK")


# Django wants to be set up before its tables are imported.
HOUSE = "import django; django.setup(); from benchmarks.live_house import main; main({})"
MIGRATE = "import sys; from tornio.config.cli import main; sys.argv = ['tornio', 'migrate']; main()"


@dataclass(slots=True)
class Device:
    """One open page: it asks again and again, handing back the stamp it was given."""

    session: str
    meeting: str
    stamp: str = ""
    waits: list[float] = field(default_factory=list)
    told: Counter[int] = field(default_factory=Counter)
    heard: list[float] = field(default_factory=list)

    async def keep_up(self, until: float, spoken: dict[str, tuple[str, float]]) -> None:
        """Ask until then, as the page's script does."""
        await asyncio.sleep(random.random() * EVERY_SECONDS)
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        known = ""
        while time.monotonic() < until:
            began = time.monotonic()
            status, body = await self._ask(reader, writer)
            self.waits.append(time.monotonic() - began)
            self.told[status] += 1
            words, said = spoken.get(self.meeting, ("", 0.0))
            if words != known and words.encode() in body:
                known = words
                self.heard.append(time.monotonic() - said)
            await asyncio.sleep(EVERY_SECONDS * (0.85 + random.random() * 0.3))
        writer.close()

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[int, bytes]:
        match = f"If-None-Match: {self.stamp}\r\n" if self.stamp else ""
        writer.write(
            f"GET /m/{self.meeting}/live/?in=open HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nX-Tornio-Live: 1\r\n"
            f"Cookie: session={self.session}\r\n{match}\r\n".encode()
        )
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if length is None and b"chunked" in head.lower():
            body = await _chunks(reader)
        else:
            body = await reader.readexactly(int(length[1])) if length and status != 304 else b""
        stamp = re.search(rb'(?i)etag: ("[^"]+")', head)
        if stamp:
            self.stamp = stamp[1].decode()
        return status, body


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    found = b""
    while size := int(await reader.readline(), 16):
        found += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return found


def family(process: int) -> Iterator[int]:
    """A process and all that came from it."""
    yield process
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from family(int(child))


def worked(processes: set[int]) -> float:
    """Seconds of processor that these have used."""
    total = 0.0
    for each in processes:
        stat = Path(f"/proc/{each}/stat")
        if stat.exists():
            parts = stat.read_text().rsplit(")", 1)[1].split()
            total += (int(parts[11]) + int(parts[12]) + int(parts[13]) + int(parts[14])) * A_TICK
    return total


@contextmanager
def serving(home: str) -> Iterator[int]:
    """Tornio on that house, one process per core."""
    environment = {**os.environ, "TORNIO_HOME": home}
    command = [
        sys.executable,
        "-c",
        "from tornio.config.cli import main; main()",
        "serve",
        "--no-jobs",
        "--port",
        str(PORT),
    ]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        while "ready" not in (line := process.stdout.readline()):
            if not line:
                raise SystemExit("Tornio did not start.")
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def servers(home: str, pid: int) -> set[int]:
    """The server's processes and the database's."""
    postmaster = int(Path(home, "database", "data", "postmaster.pid").read_text().split()[0])
    return {*family(pid), *family(postmaster)}


async def load(devices: list[Device], home: str, pid: int, seconds: float, *, speaking: bool) -> float:
    """All devices keep up on their own lines; now and then somebody speaks. Gives the share of one core that it took.

    What is measured begins when every page is open, and lasts longer than a page is answered from memory.
    """
    until = time.monotonic() + WARM_SECONDS + seconds
    spoken: dict[str, tuple[str, float]] = {}
    asking = [asyncio.create_task(each.keep_up(until, spoken)) for each in devices]
    await asyncio.sleep(WARM_SECONDS)
    for each in devices:
        each.waits.clear()
        each.told.clear()
    processes = servers(home, pid)
    before, began = worked(processes), time.monotonic()
    members = devices[1::DEVICES]
    while speaking and time.monotonic() < until - 2 * EVERY_SECONDS:
        one = random.choice(members)
        words = f"A word at {time.monotonic():.3f}."
        await asyncio.to_thread(speak, one, words)
        spoken[one.meeting] = words, time.monotonic()
        await asyncio.sleep(1)
    await asyncio.gather(*asking)
    return (worked(processes) - before) / (time.monotonic() - began)


def speak(device: Device, words: str) -> None:
    """A member says a word, through the page's own form."""
    browser = Browser(PORT, {"session": device.session})
    page = browser.ask(f"/m/{device.meeting}/")
    form = {
        "csrfmiddlewaretoken": secret(page),
        "key": key_of(page),
        "words": words,
        "audience": "network",
    }
    kept = browser.ask(f"/m/{device.meeting}/say/", form)
    if kept.status not in (302, 303):
        raise SystemExit(f"A word was not kept: {kept.status}")


def told(home: str, pid: int, people: list[dict[str, str]], seconds: float, *, speaking: bool) -> str:
    """One load and its figures, as a line."""
    devices = [Device(each["session"], each["meeting"]) for each in people]
    share = asyncio.run(load(devices, home, pid, seconds, speaking=speaking))
    waits = sorted(wait for each in devices for wait in each.waits)
    answers = sum((each.told for each in devices), Counter())
    heard = sorted(wait for each in devices for wait in each.heard)
    line = (
        f"{len(devices)} devices, {len(waits) / seconds:.0f} askings/s: {share:.2f} of one core; answers "
        f"{dict(sorted(answers.items()))}; median {1000 * statistics.median(waits):.1f} ms, "
        f"p95 {1000 * waits[int(len(waits) * 0.95)]:.1f} ms"
    )
    if heard:
        line += f"; words arrive after {statistics.median(heard):.1f} s, p95 {heard[int(len(heard) * 0.95)]:.1f} s"
    return line


def _python(code: str, environment: dict[str, Any]) -> bytes:
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout


def main() -> None:
    """Print the figures."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=float, default=150)
    given.add_argument("--meetings", type=int, default=50)
    asked = given.parse_args()
    home = tempfile.mkdtemp(prefix="tornio-live-")
    environment: dict[str, Any] = {
        **os.environ,
        "TORNIO_HOME": home,
        "DJANGO_SETTINGS_MODULE": "tornio.config.settings",
    }
    try:
        _python(MIGRATE, environment)
        people = json.loads(_python(HOUSE.format(asked.meetings), environment))
        with serving(home) as pid:
            for speaking, name in ((False, "Nobody speaks"), (True, "A word every second")):
                sys.stdout.write(f"{name}: {told(home, pid, people, asked.seconds, speaking=speaking)}\n")
                sys.stdout.flush()
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
