"""A week of the proofs' town that is planned: one timetable that was found, and another that is still looked for."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.people import MONDAY, Town
from tests.proofs.hours import NOT_AT_WORK_HERE, is_away
from tornio.actions import weeks
from tornio.core.people import Capacity
from tornio.core.weeks import USUAL
from tornio.records.models import Network, PlannedMeeting, Timetable

NOT_PLANNING = NOT_AT_WORK_HERE


def planned(town: Town) -> UUID:
    """Martin had last week's found, and waits for next week's; the one that is looked for."""
    found = _asked(town, MONDAY)
    with town.nobody(at=MONDAY, capacity=Capacity.JOB):
        Timetable.objects.filter(pk=found).update(state="done", progress=100, ended_at=MONDAY)
    return _asked(town, MONDAY + timedelta(days=7))


def _asked(town: Town, monday: datetime) -> UUID:
    with town.acting("Martin", at=MONDAY) as by:
        return weeks.ask(service=town.service, week=monday.date(), by=by, at=MONDAY).pk


def line(town: Town, network: UUID, at: datetime) -> list[UUID]:
    """The job finds a time for a network with Ruth and Farah; nothing holds."""
    with town.nobody(at=at, capacity=Capacity.JOB):
        found = Timetable.objects.get(state="done", service=town.service)
        start = at + timedelta(days=3)
        made = PlannedMeeting.objects.create(
            organisation=town.organisation, timetable=found, price=USUAL, network=Network.objects.get(pk=network),
            planned=DateTimeTZRange(start, start + timedelta(hours=1)), place_kind="home", state="proposed",
            practitioners=[town.practitioners[name].pk for name in ("Ruth", "Farah")],
        )  # fmt: skip
    return [made.pk]


def away_and_a_line(town: Town, called: str, network: UUID, at: datetime) -> list[UUID]:
    """Somebody is away, and a time is found for a network."""
    return [*is_away(town, called, at), *line(town, network, at)]
