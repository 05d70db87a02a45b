"""How long coming in takes: a link with a code of one's own, and a passkey, on a real server that is no demo.

`python -m benchmarks.signing_in [--people 60]`; it makes its own home, its own people, and takes both away again.
The promise: the 95th of a hundred waits at most 300 ms for any answer on the way in.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.browser import Answer, Browser, secret
from benchmarks.pages import percentile
from tests.app_codes import code_at
from tests.passkeys import Device
from tests.served import free_port, serving

PROMISE_SECONDS = 0.3
# Runs beside the server, as the application's own role: people who can be invited, and what each is told.
PEOPLE = """
import django; django.setup()
from django.utils import timezone
from tornio.config import embedded
from tornio.people import entry
from tornio.people.models import Human
with embedded.running():
    for number in range({people}):
        human = Human.objects.create_user(called=f"Somebody {{number}}", email=f"{{number}}@example.org")
        way = entry.make_invitation(human, at=timezone.now())
        print(way.token, way.code, entry.make_link(human, at=timezone.now()))
"""


def prepared(environment: dict[str, str], people: int) -> list[list[str]]:
    """For each of so many people a link, its code, and a second link as if it had been sent."""
    whole = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "tornio.config.settings"}
    command = [sys.executable, "-c", "from tornio.config.cli import main; main()", "migrate", "--quiet"]
    subprocess.run(command, env=whole, check=True)
    told = subprocess.run(
        [sys.executable, "-c", PEOPLE.format(people=people)], env=whole, check=True, capture_output=True, text=True
    )
    return [line.split() for line in told.stdout.splitlines()]


class Morning:
    """One person's first coming in, then with a link and a code, then with a passkey; every answer is timed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.waits: dict[str, list[float]] = {}

    def note(self, step: str, answer: Answer, status: int) -> Answer:
        """One answer; a wrong one is no figure."""
        if answer.status != status:
            raise SystemExit(f"{step}: {answer.status}\n{answer.body[:2000].decode(errors='replace')}")
        self.waits.setdefault(step, []).append(answer.seconds)
        return answer

    def post(self, browser: Browser, step: str, path: str, page: Answer, **given: str) -> Answer:
        """Send a form of this page."""
        return self.note(step, browser.ask(path, {"csrfmiddlewaretoken": secret(page), **given}), 302)

    def begin(self, token: str, code: str) -> tuple[str, Device]:
        """Invited: an app is joined and a passkey made."""
        browser, device = Browser(self.port), Device(host="127.0.0.1", origin=f"http://127.0.0.1:{self.port}")
        browser.ask(f"/enter/{token}/")
        page = browser.ask("/enter/link/")
        self.post(browser, "An invitation with its code", "/enter/link/", page, code=code, is_shared="no")
        page = browser.ask("/in/app/")
        found = re.search(rb'class="spelled">([A-Z2-7 ]+)<', page.body)
        assert found is not None
        shared = found[1].decode().replace(" ", "")
        self.post(browser, "Joining an app", "/in/app/", page, code=code_at(_now(), shared))
        page, asked = browser.ask("/in/key/"), json.loads(browser.ask("/in/key/ask/").body)
        made = json.dumps(device.make(asked))
        self.post(browser, "Making a passkey", "/in/key/", page, name="mine", answer=made)
        return shared, device

    def by_link(self, token: str, shared: str) -> None:
        """A link, and the code that the app shows next."""
        browser = Browser(self.port)
        self.note("Opening a link", browser.ask(f"/enter/{token}/"), 302)
        page = self.note("The page it leads to", browser.ask("/enter/link/"), 200)
        self.post(browser, "Going on from it", "/enter/link/", page)
        page = self.note("The page for a code", browser.ask("/enter/second/"), 200)
        later = code_at(_now(seconds=30), shared)
        self.post(browser, "In, with a code", "/enter/second/", page, code=later, is_shared="no")

    def by_passkey(self, device: Device) -> None:
        """A passkey alone."""
        browser = Browser(self.port)
        page = self.note("The page to come in", browser.ask("/enter/"), 200)
        asked = self.note("A passkey's question", browser.ask("/enter/key/ask/"), 200)
        answer = json.dumps(device.read(json.loads(asked.body)))
        self.post(browser, "In, with a passkey", "/enter/key/", page, answer=answer, is_shared="no")
        page = browser.ask("/enter/")

    def by_letter(self, number: int) -> None:
        """Asking for a link, with an address that is known and with one that is not."""
        for step, address in (("Asking for a link", f"{number}@example.org"), ("… nobody's", f"x{number}@example.org")):
            browser = Browser(self.port)
            self.post(browser, step, "/enter/", browser.ask("/enter/"), address=address)


def measure(people: int) -> int:
    """Print the figures; 1 when the promise is not kept."""
    home = Path(tempfile.mkdtemp(prefix="tornio-signing-in-"))
    environment = {"TORNIO_HOME": str(home), "TORNIO_DEMO": "", "TORNIO_SECRET_KEY": "for figures only"}
    try:
        told = prepared(environment, people)
        with serving(environment, "--workers", "2") as served:
            served.port = free_port()
            served.start()
            morning = Morning(served.port)
            for number, (token, code, link) in enumerate(told):
                shared, device = morning.begin(token, code)
                morning.by_link(link, shared)
                morning.by_passkey(device)
                morning.by_letter(number)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    sys.stdout.write("| coming in | median ms | p95 ms | worst ms |\n|---|---|---|---|\n")
    for step, waits in morning.waits.items():
        figures = (percentile(waits, 0.5), percentile(waits, 0.95), max(waits))
        sys.stdout.write(f"| {step} | {' | '.join(f'{1000 * each:.0f}' for each in figures)} |\n")
    slowest = max(percentile(waits, 0.95) for waits in morning.waits.values())
    sys.stdout.write(
        f"\n{people} people, one after another. The slowest p95: {1000 * slowest:.0f} ms; promised: 300.\n"
    )
    return int(slowest > PROMISE_SECONDS)


def _now(seconds: int = 0) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=60)
    sys.exit(measure(given.parse_args().people))
