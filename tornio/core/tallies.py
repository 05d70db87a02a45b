"""Counts for whoever leads, week by week: how first meetings came out, who came to the later ones (R2, R12, R29)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tornio.core.clocks import Standing

WEEK = timedelta(days=7)


class Came(StrEnum):
    """How a promise came out, for counting; what still runs or was called off is not counted yet, or at all."""

    IN_TIME = "in_time"
    NETWORK_MET = "network_met"  # the network in time, the person not yet: told apart (R2)
    CHOSE_LATER = "chose_later"  # offered in time; they chose later (R3)
    LATE = "late"
    SAME_PEOPLE = "same_people"  # nobody but the network's own team came
    STOOD_IN = "stood_in"


CAME: Mapping[Standing, Came] = {
    Standing.MET: Came.IN_TIME,
    Standing.NETWORK_MET: Came.NETWORK_MET,
    Standing.CHOSE_LATER: Came.CHOSE_LATER,
    Standing.MET_CHOSE_LATER: Came.CHOSE_LATER,
    Standing.LATE: Came.LATE,
    Standing.MET_LATE: Came.LATE,
}
PROMISE = (Came.IN_TIME, Came.NETWORK_MET, Came.CHOSE_LATER, Came.LATE)
CONTINUITY = (Came.SAME_PEOPLE, Came.STOOD_IN)


@dataclass(frozen=True, slots=True)
class Week:
    """One week, from its Monday, and how many came out in each way."""

    start: date
    counts: Mapping[Came, int]

    def of(self, came: Came) -> int:
        """How many came out so."""
        return self.counts.get(came, 0)

    @property
    def total(self) -> int:
        """How many are counted in this week."""
        return sum(self.counts.values())


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def by_week(days: Mapping[tuple[date, Came], int], *, today: date, weeks: int) -> list[Week]:
    """The last `weeks` weeks up to the present one, the oldest first; a week in which nothing was is there too.

    `days`: how many came out so on a day.
    """
    counted: Counter[tuple[date, Came]] = Counter()
    for (day, came), many in days.items():
        counted[monday(day), came] += many
    starts = [monday(today) - WEEK * back for back in reversed(range(weeks))]
    return [Week(start, {came: counted[start, came] for came in Came if counted[start, came]}) for start in starts]


def altogether(weeks: Iterable[Week], *ways: Came) -> int:
    """How many came out in one of these ways in all weeks."""
    return sum(week.of(came) for week in weeks for came in ways)
