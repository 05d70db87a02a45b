"""When everything of a story happens: its scenes as moments in order, with the meetings' own steps before them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from tornio.season import aside, beginning, drawing, gathering, living
from tornio.season.calendar import HALF_HOUR, Calendar, Diary
from tornio.season.gathering import Planned
from tornio.season.script import Scene, Story
from tornio.season.stage import Stage

A_MINUTE = timedelta(minutes=1)
SCENES: dict[str, Callable[[Stage, Scene, datetime], None]] = {
    "first contact": beginning.first_contact,
    "passes on": beginning.passes_on,
    "try": beginning.attempt,
    "no further": beginning.goes_no_further,
    "joins": beginning.joins,
    "leaves": beginning.leaves,
    "asked to leave": beginning.asked_to_leave,
    "in name": beginning.in_name,
    "call": aside.call,
    "talk": aside.talk,
    "act": aside.act,
    "words": aside.words,
    "wish": aside.wish,
    "life": living.told,
    "reads": aside.reads,
    "stops": aside.stops,
    "ends": aside.ends,
    "returns": aside.returns_,
    "map": drawing.draw,
}
_BEGINS = ("first contact", "returns")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happens in a story at a time."""

    at: datetime
    what: Callable[[Stage], None]


def moments(story: Story, calendar: Calendar, diary: Diary, *, staff: frozenset[str]) -> Iterator[Moment]:
    """Everything that happens in a story until the season ends, in the order in which it happens."""
    now, arranged_from, first = None, None, True
    for number, scene in enumerate(story.scenes):
        working_day = scene.kind == "meeting" and not story.as_told and not first  # a first meeting waits for no Monday
        at = calendar.moment(scene.when, working_day=working_day)
        if scene.kind == "meeting":
            assert arranged_from is not None, story.slug
            while now is not None and at <= now:
                at += HALF_HOUR
            planned = _planned(number, story, at, diary, staff)
            first = first and bool(scene.said("not held"))
            steps = list(_meeting(planned, arranged_from, calendar.until))
            yield from steps
            now = steps[-1].at if scene.said("not held") else planned.end
            arranged_from = now + 2 * A_MINUTE
        else:
            at = at if now is None or at > now or story.as_told else now + A_MINUTE
            yield from _scene(scene, at)
            if scene.kind in _BEGINS:
                arranged_from, first = at + _until_arranged(scene), True
            now = at


def _until_arranged(scene: Scene) -> timedelta:
    """How long after a call a meeting is proposed: once it was opened, and accepted where that is waited for."""
    opened, accepted = scene.said("opened", "0").split()[-1], scene.said("accepted", "0")
    wanted = int(scene.said("arranged after", "40"))
    return max(wanted, int(opened) + 10, int(accepted) + 10) * A_MINUTE


def _scene(scene: Scene, at: datetime) -> Iterator[Moment]:
    yield Moment(at, partial(_play, scene=scene, at=at))
    if scene.said("opened"):
        who, minutes = scene.said("opened").split()
        opened = at + int(minutes) * A_MINUTE
        yield Moment(opened, lambda stage: beginning.opened(stage, opened, who))
    if scene.said("accepted"):
        accepted = at + int(scene.said("accepted")) * A_MINUTE
        yield Moment(accepted, lambda stage: beginning.accepted(stage, accepted, at))


def _play(stage: Stage, *, scene: Scene, at: datetime) -> None:
    SCENES[scene.kind](stage, scene, at)


def _planned(number: int, story: Story, at: datetime, diary: Diary, staff: frozenset[str]) -> Planned:
    """When a meeting is: later by half hours when somebody of us is in another one."""
    scene = story.scenes[number]
    length = gathering.length_of(scene)
    here = {guest.called for guest in gathering.guests(scene)} | set(story.team)
    start = diary.find(sorted(here & staff), at, length, move=scene.when.minutes is None)
    return Planned(number, scene, start, start + length)


def _meeting(planned: Planned, arranged_from: datetime, until: datetime) -> Iterator[Moment]:
    """Its steps: proposed and agreed, answered, stood in for, and held; or not held."""
    scene = planned.scene
    proposed = min(arranged_from, planned.start - 5 * A_MINUTE, until - 3 * A_MINUTE)
    yield _step(gathering.propose, planned, proposed)
    if scene.said("answers"):
        answered = min(proposed + timedelta(hours=3), planned.start - 2 * A_MINUTE, until - A_MINUTE)
        yield _step(gathering.answer, planned, answered)
    if scene.said("stands in"):
        told = max(planned.start - timedelta(hours=22, minutes=20), proposed + A_MINUTE)
        yield _step(gathering.stands_in, planned, told)
    if scene.said("not held"):
        chose_otherwise = scene.has("only proposed")
        at = proposed + HALF_HOUR if chose_otherwise else planned.start - timedelta(hours=2)
        yield _step(gathering.not_held, planned, at)
    else:
        yield _step(gathering.hold, planned, planned.start)


def _step(verb: Callable[[Stage, Planned, datetime], None], planned: Planned, at: datetime) -> Moment:
    return Moment(at, lambda stage: verb(stage, planned, at))
