"""Who holds the telephone of each service on every day of the season, so that whoever answers in a story is on duty."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tornio.season.calendar import Calendar
from tornio.season.script import Scene, Story, When

BEGINS = time(8, 0)
A_DAY = timedelta(days=1)
_AFTERWARDS = 7  # the rota is written a week ahead


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody holds the telephone from eight in the morning until the next."""

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


def turns(names: Sequence[str], days: int, fixed: Mapping[int, str], calendar: Calendar) -> Iterator[Turn]:
    """A turn for each day until a week after the end; the days in `fixed` are somebody's already."""
    for place, day in enumerate(range(-days, _AFTERWARDS)):
        who = fixed.get(day, names[place % len(names)])
        start = calendar.moment(When(day, BEGINS))
        yield Turn(who, start, calendar.moment(When(day + 1, BEGINS)))
