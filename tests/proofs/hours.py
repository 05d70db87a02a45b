"""When those who work in the proofs' town are at work: hidden from whoever does not work there."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from tests.people import DAY, MONDAY, Town
from tornio.actions import particulars, working
from tornio.core.particulars import Particulars, Training
from tornio.core.working import Stretch
from tornio.people.keys import new_key
from tornio.records.models import Away, Particular

# Who could wait at a door learns nothing of it; nor does whoever looks after what is private, counts, keeps the house.
NOT_AT_WORK_HERE = frozenset(
    {"nobody", "Leon", "Carol", "Dot", "Neil", "Jean", "Pia", "Omar", "the table", "Priya", "Edith", "Ada",
     "a practitioner elsewhere", "a person elsewhere"}
)  # fmt: skip
BRINGS = Particulars(("pl",), (Training("Open Dialogue, foundation year", date(2021, 9, 1)),), "The mill")
WEEK = [Stretch(day, 9 * 60, 17 * 60) for day in range(1, 6)]


def works(town: Town) -> UUID:
    """Ruth and Farah work on weekdays, speak Polish and start from the mill; Ruth is away for two days of next week."""
    for name in ("Ruth", "Farah"):
        with town.acting(name, at=MONDAY) as by:
            key = town.practitioners[name].pk
            working.keep_week(practitioner_id=key, week=WEEK, first=MONDAY.date(), by=by, at=MONDAY)
            particulars.keep_particulars(practitioner_id=key, brings=BRINGS, by=by, at=MONDAY)
    start = MONDAY + 8 * DAY
    with town.acting("Ruth", at=MONDAY) as by:
        ruth = town.practitioners["Ruth"].pk
        return working.go_away(practitioner_id=ruth, start=start, end=start + 2 * DAY, by=by, at=MONDAY).pk


def is_away(town: Town, called: str, at: datetime) -> list[UUID]:
    """Somebody works on Mondays, is away for a day that is further off each time, and has one more training."""
    works_here = town.practitioners[called].pk
    with town.acting(called, at=at) as by:
        kept = working.keep_week(practitioner_id=works_here, week=WEEK[:1], first=at.date(), by=by, at=at)
        start = at + timedelta(days=20 + Away.objects.filter(practitioner=works_here).count())
        end = start + timedelta(hours=20)
        gone = working.go_away(practitioner_id=works_here, start=start, end=end, by=by, at=at, key=new_key())
        brings = replace(BRINGS, trainings=(Training(f"First aid {new_key()}", MONDAY.date()),))
        particulars.keep_particulars(practitioner_id=works_here, brings=brings, by=by, at=at)
        new = Particular.objects.filter(practitioner=works_here, taken_back_at__isnull=True)
        return [*(row.pk for row in kept), gone.pk, *new.values_list("pk", flat=True)]
