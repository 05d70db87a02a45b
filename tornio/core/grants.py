"""Who may act for somebody by law, for how long and in what; and what somebody cannot decide just now (R8).

A grant is dated, says what it covers, and is looked at again: within a year, and on the birthdays that the
jurisdiction names. It ends with its day and with the person's death. That somebody cannot decide one thing now holds
for that one thing, until the day on which it is looked at again, and no longer.
"""

from calendar import isleap
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tornio.core.errors import Refused

LONGEST = timedelta(days=366)  # from one look at a grant to the next
LONGEST_FOR_ONE_DECISION = timedelta(days=90)
SOON_FOR_ONE_DECISION = timedelta(days=2)  # how long before it lapses somebody is told to look


class GrantKind(StrEnum):
    """By what somebody may act for the person."""

    PARENT = "parent"  # parental responsibility for somebody who is a child
    PROXY = "proxy"  # a power in law: named by the person before, or by a court; which one is said in words


class GrantLook(StrEnum):
    """What came of looking at a grant again."""

    GOES_ON = "goes_on"
    ENDED = "ended"


class CapacityLook(StrEnum):
    """What came of looking again at what somebody could not decide."""

    STILL_CANNOT = "still_cannot"
    CAN_NOW = "can_now"


def birthday(born_on: date, age: int) -> date:
    """The day on which somebody is certainly of this age: born on 29 February, in other years on 1 March."""
    year = born_on.year + age
    if (born_on.month, born_on.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born_on.replace(year=year)


def eve_of(born_on: date, age: int) -> date:
    """The day by which a grant is looked at for this birthday: never after it, however 29 February is counted."""
    year = born_on.year + age
    if (born_on.month, born_on.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return born_on.replace(year=year)


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(), tzinfo=zone)


def own_control_from(
    born_on: date | None, age: int | None, zone: ZoneInfo, born_year: int | None = None
) -> datetime | None:
    """From when somebody decides who reads: a parent's grant ends then at the latest. None where nothing says so.

    With only a year of birth it is the first moment that it could be.
    """
    if age is None:
        return None
    if born_on is not None:
        return _midnight(eve_of(born_on, age), zone)
    return _midnight(date(born_year + age, 1, 1), zone) if born_year is not None else None


def ends_at(
    kind: GrantKind, asked: datetime | None, control_from: datetime | None, *, begins: datetime
) -> datetime | None:
    """When a grant ends: on the day that was given, and a parent's when the person decides for themself."""
    if asked is not None and asked <= begins:
        raise Refused("It has to end after it begins.", "until")
    if kind is not GrantKind.PARENT or control_from is None:
        return asked
    if control_from <= begins:
        raise Refused("They are of an age to decide this for themself.", "kind")
    return min(asked, control_from) if asked is not None else control_from


def look_by(asked: datetime, at: datetime, born_on: date | None, ages: Iterable[int], zone: ZoneInfo) -> datetime:
    """When a grant is looked at again: on the day that was given, or on a birthday that the law names before it."""
    if asked <= at:
        raise Refused("Choose a day that lies ahead.", "look_again")
    if asked - at > LONGEST:
        raise Refused("It is looked at again within a year.", "look_again")
    if born_on is None:
        return asked
    birthdays = [_midnight(eve_of(born_on, age), zone) for age in ages]
    return min([asked, *(day for day in birthdays if day > at)])


def looked_at_by(asked: datetime, at: datetime) -> datetime:
    """When it is looked at again whether somebody can decide one thing: ahead, and within ninety days."""
    if asked <= at:
        raise Refused("Choose a day that lies ahead.", "look_again")
    if asked - at > LONGEST_FOR_ONE_DECISION:
        raise Refused("It is looked at again within 90 days.", "look_again")
    return asked
