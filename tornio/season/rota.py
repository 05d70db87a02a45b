"""Who holds the telephone of each service on every day of the season, so that whoever answers in a story is on duty."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby

from tornio.season.calendar import Calendar
from tornio.season.script import Scene, Story, When

BEGINS = time(8, 0)
LATELY = 14  # days
_AFTERWARDS = 7  # the rota is written a week ahead


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody holds the telephone from one eight in the morning until another."""

    who: str
    start: datetime
    end: datetime


def day_of(moment: datetime, calendar: Calendar) -> int:
    """The day of the season on whose morning the turn began that covers this moment."""
    local = moment.astimezone(calendar.zone)
    day = (local.date() - calendar.today).days
    return day - 1 if local.time() < BEGINS else day


def answered(story: Story) -> Iterator[tuple[Scene, str]]:
    """The scenes in which somebody answers the telephone, and who."""
    for scene in story.scenes:
        if scene.kind == "call":
            yield scene, scene.facts[1]
        elif scene.kind == "returns":
            yield scene, scene.facts[0]


def holder(day: int, names: Sequence[str]) -> str:
    """Whose day it is: a week each long ago, a day each lately."""
    return names[(day if day > -LATELY else day // 7) % len(names)]


def turns(names: Sequence[str], days: int, fixed: Mapping[int, str], calendar: Calendar) -> Iterator[Turn]:
    """Turns without a gap until a week after the end; the days in `fixed` are somebody's already."""
    whose = [(day, fixed.get(day) or holder(day, names)) for day in range(-days, _AFTERWARDS)]
    for who, group in groupby(whose, key=lambda each: each[1]):
        span = [day for day, _ in group]
        yield Turn(who, calendar.moment(When(span[0], BEGINS)), calendar.moment(When(span[-1] + 1, BEGINS)))
