"""How tests about figures begin: a network that is met, and counts that are asked for and reckoned."""

from datetime import date, datetime

from tests.meetings import held, network_of
from tests.people import DAY, MONDAY, Town
from tornio.actions import figures, figures_job
from tornio.core.figures import CountingKind
from tornio.core.people import Capacity
from tornio.records.models import Counting, Network

FIRST_OF_DECEMBER = MONDAY + 29 * DAY
YEAR = (date(2025, 12, 1), date(2026, 12, 1))
OCTOBER = (date(2026, 9, 1), date(2026, 12, 1))


def met(town: Town, centre: str = "Leon", times: int = 1, first: int = 1) -> Network:
    """A network that Ruth and Tomasz met so many times, day after day from then; nobody but the person was there."""
    network = network_of(town, centre)
    with town.acting("Ruth", at=MONDAY) as by:
        for day in range(first, first + times):
            held(town, network, by, MONDAY + day * DAY, (centre, "Ruth", "Tomasz"), at=MONDAY)
    return network


def asked(
    town: Town, kind: CountingKind = CountingKind.FIGURES, at: datetime = FIRST_OF_DECEMBER, for_whom: str = "",
    period: tuple[date, date] | None = YEAR,
) -> Counting:  # fmt: skip
    """Martin asks."""
    with town.acting("Martin", at=at, capacity=Capacity.SERVICE_LEAD) as by:
        return figures.ask(
            service=town.service, kind=kind, period=None if kind is CountingKind.TABLES else period, for_whom=for_whom,
            by=by, at=at,
        )  # fmt: skip


def reckoned(town: Town, made: Counting, at: datetime = FIRST_OF_DECEMBER) -> Counting:
    """The job has done it."""
    figures_job.reckon(town.organisation, made.pk, lambda: at)
    with town.acting("Martin", at=at, capacity=Capacity.SERVICE_LEAD):
        return Counting.objects.get(pk=made.pk)


def released(town: Town, for_whom: str = "the board", at: datetime = FIRST_OF_DECEMBER,
             period: tuple[date, date] = YEAR) -> Counting:  # fmt: skip
    """What leaves is made ready; it waits for Priya, or was refused."""
    return reckoned(town, asked(town, CountingKind.RELEASE, at, for_whom, period), at)


def a_year_counted(town: Town, now: datetime) -> None:
    """Martin has had the last year counted, and tables made ready; what he would send to the board waits for Priya."""
    until = now.date().replace(day=1)
    year = (until.replace(year=until.year - 1), until)
    for kind in CountingKind:
        reckoned(town, asked(town, kind, now, "the board", year), now)
