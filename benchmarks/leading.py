"""What whoever leads reads of the large season: the page of figures once a year is counted, and the pages beside it.

`python -m benchmarks.leading`: on the season of `benchmarks.pages`, which is loaded once and kept. Promised: the page
of figures in 300 ms at p95. The job counts the year first, and makes a release; how long that takes stands there too.
"""

import gzip
import importlib
import os
import sys
import time
from datetime import datetime

from benchmarks.browser import Answer, Browser
from benchmarks.pages import HOME, ONCE, PORT, Page, made, percentile, served, told
from tornio.season.large import key

PROMISE = 300  # ms
OFFICES = {"lead": "service_lead", "privacy": "privacy_lead"}


def pages() -> list[Page]:
    """The page of figures, and what else a lead, whoever agrees and a network read in numbers."""
    network = key("network/0")
    return [
        Page("Our figures", "lead", "/figures/"),
        Page("The week in numbers", "lead", "/"),
        Page("What leaves", "privacy", "/releases/"),
        Page("A network so far, to the person", "person", f"/n/{network}/so-far/"),
        Page("A network so far, to one of us", "practitioner", f"/n/{network}/so-far/"),
    ]


def let_in(now: datetime) -> None:
    """Somebody leads the large service, and somebody agrees to what leaves it; once."""
    at_home = importlib.import_module
    people, bulk, models = (at_home(f"tornio.{name}") for name in ("actions.people", "season.bulk", "people.models"))
    core, acting = at_home("tornio.core.people"), at_home("tornio.people.acting")
    trust = models.Organisation.objects.get(slug="bulk")
    for token, office in OFFICES.items():
        if models.Human.objects.filter(called=token).exists():
            continue
        with acting.acting_as(
            human=None, capacity=core.Capacity.JOB, organisation=trust, purpose="a benchmark", at=now
        ) as by:
            service = models.Service.objects.get(slug="bulk") if office == "service_lead" else None
            person = people.name_person(full_name=f"Whoever holds it: {token}", by=by, at=now)
            people.give_office(person=person, office=core.Capacity(office), service=service, by=by, at=now)
        bulk.let_in(trust.pk, person.pk, token, now)


def count(kind: str, now: datetime) -> float:
    """The last whole year, asked for and counted as a job does it: how many seconds that took."""
    figures, job = (importlib.import_module(f"tornio.actions.{name}") for name in ("figures", "figures_job"))
    core, acting = importlib.import_module("tornio.core.people"), importlib.import_module("tornio.people.acting")
    models, kinds = importlib.import_module("tornio.people.models"), importlib.import_module("tornio.core.figures")
    trust, human = models.Organisation.objects.get(slug="bulk"), models.Human.objects.get(called="lead")
    until = now.date().replace(day=1)
    with acting.acting_as(
        human=human, capacity=core.Capacity.SERVICE_LEAD, organisation=trust, purpose="a benchmark", at=now
    ) as by:
        asked = figures.ask(
            service=models.Service.objects.get(slug="bulk"), kind=kinds.CountingKind(kind),
            period=(until.replace(year=until.year - 1), until), for_whom=f"the board, {now}", by=by, at=now,
        )  # fmt: skip
    begun = time.perf_counter()
    job.reckon(trust, asked.pk, lambda: now)
    return time.perf_counter() - begun


def prepared() -> list[str]:
    """In a process that is a worker for once: a year is counted, and a release waits."""
    made()
    os.environ |= {"TORNIO_HOME": str(HOME), "TORNIO_DEMO": "1", "DJANGO_SETTINGS_MODULE": "tornio.config.settings"}
    importlib.import_module("django").setup()
    now: datetime = importlib.import_module("django.utils.timezone").now()
    with importlib.import_module("tornio.config.embedded").running():
        let_in(now)
        took = {kind: count(kind, now) for kind in ("figures", "release")}
        importlib.import_module("django.db").connections.close_all()
    return [f"The job counts a year in {took['figures']:.1f} s, and makes a release in {took['release']:.1f} s."]


def asked(browsers: dict[str, Browser], page: Page) -> list[Answer]:
    """A page, asked for as often as the others are."""
    return [browsers[page.who].ask(page.path) for _ in range(ONCE)]


def measure() -> tuple[list[str], bool]:
    """The lines of the page, and whether the promise is kept."""
    lines = [
        *prepared(),
        "",
        "| page | status | bytes, gzip | median ms | p95 ms | worst ms |",
        "|---|---|---|---|---|---|",
    ]
    worst: dict[str, float] = {}
    with served():
        browsers: dict[str, Browser] = {}
        for page in pages():
            if page.who not in browsers:
                browsers[page.who] = Browser(PORT)
                browsers[page.who].come_in(page.who)
            answers = asked(browsers, page)
            seconds = [each.seconds for each in answers]
            worst[page.path] = 1000 * percentile(seconds, 0.95)
            weight = len(gzip.compress(answers[-1].body))
            lines.append(f"| {page.name} | {answers[-1].status} | {weight} | {told(seconds)} |")
    lines += ["", f"The page of figures takes {worst['/figures/']:.0f} ms at p95; promised: {PROMISE}."]
    return lines, worst["/figures/"] <= PROMISE


def main() -> None:
    """Print the figures; exit 1 where the promise is not kept."""
    lines, kept = measure()
    sys.stdout.write("\n".join(lines) + "\n")
    raise SystemExit(0 if kept else 1)


if __name__ == "__main__":
    main()
