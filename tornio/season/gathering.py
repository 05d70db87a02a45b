"""How a meeting comes about and is held: proposed, agreed, answered, stood in for, opened, spoken in, closed."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from tornio.actions import bookings, holding, meetings, presence, visits
from tornio.core.meetings import Answer, ChosenBy, NotHeldBy, PlaceKind, PresentWay
from tornio.core.values import Period
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import Invitation, NetworkMeeting
from tornio.season import answering
from tornio.season.beginning import come_in
from tornio.season.script import Scene, names
from tornio.season.stage import Stage
from tornio.season.talking import Room, play_line

PLACES = {kind.value.replace("_", " "): kind for kind in PlaceKind}
ANSWERS = {
    "comes": Answer.COMES,
    "part": Answer.FOR_PART,
    "maybe": Answer.MAYBE,
    "cannot": Answer.CANNOT,
    "not yet": Answer.NOT_YET,
}
WAYS = {"telephone": PresentWay.TELEPHONE, "video": PresentWay.VIDEO}
_PRESENCE = re.compile(r"(?P<who>.+?)(?: (?P<came>\d+)-(?P<went>\d*))?(?: by (?P<way>telephone|video))?$")
_ANSWER = re.compile(r"(?P<who>\S+) (?P<answer>comes|part|maybe|cannot|not yet)(?: “(?P<words>[^”]+)”)?$")
_ABOUT = ("here", "place", "host", "answers", "stands in", "fewer", "visit", "Leave it", "without", "asked to come")
_USUALLY = timedelta(minutes=90)


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting scene with its place among the story's scenes and its times."""

    number: int
    scene: Scene
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody in the room: for which part, and how."""

    called: str
    came: int
    went: int | None
    way: PresentWay


def length_of(scene: Scene) -> timedelta:
    """How long a meeting is, as its heading tells."""
    told = next((fact for fact in scene.facts if fact.endswith(" minutes")), "")
    return timedelta(minutes=int(told.split()[0])) if told else _USUALLY


def guests(scene: Scene) -> list[Guest]:
    """Who is in the room, in the order in which they are named."""
    found = []
    for part in names(scene.said("here")):
        each = _PRESENCE.match(part)
        assert each is not None
        went = int(each["went"]) if each["went"] else None
        way = WAYS.get(each["way"] or "", PresentWay.ROOM)
        found.append(Guest(each["who"], int(each["came"] or 0), went, way))
    return found


def booked(stage: Stage, scene: Scene) -> list[str]:
    """Who of us says yes to it: those of the team who will be in the room, or all of it where nobody is named yet."""
    here = [guest.called for guest in guests(scene) if stage.is_staff(guest.called)]
    team = sorted(stage.team) or list(stage.story.team)
    if not here or scene.said("fewer"):
        return list(dict.fromkeys([*team, *([] if stage.team else here)]))
    stands_in, _, instead_of = scene.said("stands in").partition(";")[0].partition(" for ")
    wanted = [name for name in here if not stage.team or name in stage.team]
    return [*(name for name in wanted if name != stands_in), *([instead_of] if instead_of else [])]


def _chosen(scene: Scene) -> ChosenBy:
    told = next((fact for fact in scene.facts if fact.startswith("chosen by ")), "chosen by network")
    return ChosenBy(told.removeprefix("chosen by "))


def propose(stage: Stage, planned: Planned, at: datetime) -> None:
    """A time and a place, who is asked, and that it holds."""
    scene = planned.scene
    kind = PLACES[scene.facts[0]]
    chosen = _chosen(scene)
    with stage.acting(stage.hand, at) as by:
        for called in [*(guest.called for guest in guests(scene)), *names(scene.said("asked to come"))]:
            come_in(stage, called, by, at)
        host = stage.person(scene.said("host")) if scene.said("host") else None
        made = meetings.propose(
            network=stage.around,
            planned=Period(planned.start, planned.end),
            place_kind=kind,
            place_words=scene.said("place") or (stage.story.home if kind is PlaceKind.HOME else ""),
            place_chosen_by=chosen,
            time_chosen_by=chosen,
            practitioners=[stage.practitioner(name) for name in booked(stage, scene)],
            host=host,
            by=by,
            at=at,
            key=new_key(),
        )
        if host is not None:
            meetings.agree_host(meeting=made, host=host, by=by, at=at)
        if not scene.has("only proposed"):
            made = meetings.agree(meeting=made, by=by, at=at)
    stage.meetings[planned.number] = made


def answer(stage: Stage, planned: Planned, at: datetime) -> None:
    """`answers: Callum maybe “if he can swap his shift”; Carol comes`."""
    with stage.acting(stage.hand, at) as by:
        for part in planned.scene.said("answers").split(";"):
            told = _ANSWER.match(part.strip())
            assert told is not None, part
            come_in(stage, told["who"], by, at)
            meeting = stage.meetings[planned.number]
            asked = Invitation.objects.filter(meeting=meeting, person=stage.person(told["who"])).first()
            if asked is None:
                asked = presence.invite(meeting=meeting, person=stage.person(told["who"]), by=by, at=at)
            if told["answer"] != "not yet":
                presence.answer_invitation(
                    invitation=asked, answer=ANSWERS[told["answer"]], words=told["words"] or "", by=by, at=at
                )


def stands_in(stage: Stage, planned: Planned, at: datetime) -> None:
    """`stands in: Sadia for Ruth; Ruth has flu; told the evening before`: named, and told beforehand."""
    who, reason, told = (part.strip() for part in planned.scene.said("stands in").split(";", 2))
    stand_in, _, missing = who.partition(" for ")
    writer = next(name for name in stage.story.team if name in stage.team and name != missing)
    with stage.acting(writer, at) as by:
        named = bookings.name_substitute(
            meeting=stage.meetings[planned.number],
            practitioner=stage.practitioner(stand_in),
            stands_in_for=stage.practitioner(missing) if missing else None,
            reason=reason,
            by=by,
            at=at,
        )
        bookings.told(substitution=named, words=told, by=by, at=at)


def not_held(stage: Stage, planned: Planned, at: datetime) -> None:
    """`not held: nobody; snow`: whose doing it was, and why."""
    who, _, why = planned.scene.said("not held").partition(";")
    with stage.acting(stage.hand, at) as by:
        meetings.not_held(
            meeting=stage.meetings[planned.number], who=NotHeldBy(who.strip()), why=why.strip(), by=by, at=at
        )


def hold(stage: Stage, planned: Planned, at: datetime) -> None:
    """The meeting itself: opened, spoken in, and closed unless the season ends before it does."""
    scene, here = planned.scene, guests(planned.scene)
    writer = next(guest.called for guest in here if stage.is_staff(guest.called) and not guest.came)
    meeting = stage.meetings[planned.number]
    with stage.acting(writer, at) as by:
        meeting = holding.open_meeting(meeting=meeting, by=by, at=at)
        for guest in here:
            _arrive(stage, meeting, guest, scene, by)
        if scene.said("without"):
            asked_at = at - timedelta(hours=3)
            holding.hold_without_person(meeting=meeting, asked_at=asked_at, answer=scene.said("without"), by=by, at=at)
    _visit(stage, meeting, scene, at)
    room, until = Room(stage, meeting, writer), stage.calendar.until
    for line, moment in spoken(scene, planned):
        if moment <= until:
            play_line(room, line, moment)
    if planned.end <= until:
        with stage.acting(writer, planned.end) as by:
            holding.close(
                meeting=NetworkMeeting.objects.get(pk=meeting.pk),
                fewer_why=scene.said("fewer"),
                closing_words=stage.words(scene.said("Leave it"), planned.end),
                by=by,
                at=planned.end,
            )
        answering.after(stage, meeting, [guest.called for guest in here], planned.end)
        stage.team = stage.team or {guest.called for guest in here if stage.is_staff(guest.called)}
        stage.hand = next(name for name in (*stage.story.team, *sorted(stage.team)) if name in stage.team)


def _arrive(stage: Stage, meeting: NetworkMeeting, guest: Guest, scene: Scene, by: Reader) -> None:
    start = by.at
    came = start + timedelta(minutes=guest.came)
    went = None if guest.went is None else start + timedelta(minutes=guest.went)
    now = stage.calendar.until
    if came > now:
        return
    presence.arrive(
        meeting=meeting,
        person=stage.person(guest.called),
        way=guest.way,
        reason=scene.said("fewer"),
        until=went if went is not None and went <= now else None,
        by=by,
        at=came,
    )


def _visit(stage: Stage, meeting: NetworkMeeting, scene: Scene, at: datetime) -> None:
    """`visit: Joel 73`: in at a door, and when they will be out; out and safe when the meeting is over."""
    if not scene.said("visit"):
        return
    who, _, minutes = scene.said("visit").rpartition(" ")
    with stage.acting(who, at) as by:
        visits.check_in(meeting=meeting, due_out_at=at + timedelta(minutes=int(minutes)), by=by, at=at, key=new_key())


def spoken(scene: Scene, planned: Planned) -> list[tuple[str, datetime]]:
    """Each spoken line with its moment: `@24` says the minute, the others follow each other evenly."""
    lines = [line for line in scene.lines if line.partition(":")[0] not in (*_ABOUT, "not held")]
    paced = [line for line in lines if not line.startswith(("- ", "@"))]
    minutes = (planned.end - planned.start) / timedelta(minutes=1)
    step = (minutes - 8) / (len(paced) + 1)
    found, reached, beats = [], 0.0, 0
    for told in lines:
        minute, _, rest = told.partition(" ") if told.startswith("@") else ("", "", told)
        if minute:
            reached = float(minute.removeprefix("@"))
        elif not told.startswith("- "):
            beats += 1
            reached = max(reached, 3 + beats * step)
        found.append((rest, planned.start + timedelta(minutes=int(reached))))
    return found
