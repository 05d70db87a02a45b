"""What happened in life in a story: stays, medicines, work, told in a line each."""

import re
from datetime import datetime, timedelta

from tornio.actions import life
from tornio.core.between import power_in_words
from tornio.core.inputs.rough import Precision, RoughDay
from tornio.core.life import Event, LifeKind, LifeSource, Sort
from tornio.people import profiles
from tornio.people.keys import new_key
from tornio.season.script import BadStory, Scene
from tornio.season.stage import Stage

_LINE = re.compile(
    r"(?P<kind>\w+) (?P<sort>\w+)(?:: (?P<words>.+?))?; (?P<since>-?\d+)(?P<month>~?)(?: to (?P<until>-?\d+))?"
    r"(?:; (?P<power>.+))?"
)
WHERE = frozenset({LifeKind.STAY, LifeKind.CRISIS_CONTACT})


def told(stage: Stage, scene: Scene, at: datetime) -> None:
    """`life, Ruth`: `stay detained: Moorland; -12 to -11; mha-136`, `~` for a month."""
    who, *read = scene.facts
    source = LifeSource.OTHER_RECORD if read else LifeSource.SAID
    for line in scene.lines:
        with stage.acting(who, at) as by:
            life.write(
                key=new_key(),
                network=stage.around,
                event=_event(stage, line, at),
                source=source,
                source_words=", ".join(read),
                by=by,
                at=at,
            )


def _event(stage: Stage, line: str, at: datetime) -> Event:
    found = _LINE.fullmatch(line)
    if found is None:
        raise BadStory(line)
    kind, sort, words = LifeKind(found["kind"]), Sort(found["sort"]), found["words"] or ""
    law = profiles.profile(stage.service.profile).jurisdiction
    return Event(
        kind=kind,
        sort=sort,
        since=_day(stage, found["since"], rough=bool(found["month"])),
        up_to=at.astimezone(stage.calendar.zone).date(),
        until=_day(stage, found["until"]) if found["until"] else None,
        what="" if kind in WHERE else words,
        provider=words if kind in WHERE else "",
        power=power_in_words(found["power"], found["power"], law) if found["power"] else "",
    )


def _day(stage: Stage, number: str, *, rough: bool = False) -> RoughDay:
    day = stage.calendar.today + timedelta(days=int(number))
    return RoughDay(day.replace(day=1), Precision.MONTH) if rough else RoughDay(day)
