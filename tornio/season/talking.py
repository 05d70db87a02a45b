"""What is said, asked and settled in a meeting, line by line."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tornio.actions import between, decisions, episodes, questions, teams, voices
from tornio.core.between import Telling
from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.voices import Became, How
from tornio.people.keys import new_key
from tornio.records.models import NetworkMeeting
from tornio.season.stage import Stage

STANDS = {
    "agrees": Stand.AGREE,
    "unsure": Stand.UNSURE,
    "disagrees": Stand.DISAGREE,
    "did not say": Stand.DID_NOT_SAY,
}
BECAME = {
    "Still open": Became.STAYS_OPEN,
    "Asked again": Became.STAYS_OPEN,
    "Found an answer": Became.FOUND_ANSWER,
    "Melted away": Became.MELTED_AWAY,
}
KINDS = {
    "Decided": DecisionKind.GENERAL,
    "Decided about medication": DecisionKind.MEDICATION,
    "Decided about the team": DecisionKind.TEAM,
    "Decided about ending": DecisionKind.ENDING,
}
_READ_BACK = re.compile(r"(?P<who>[^(]+?) \((?P<by>[^;)]+)(?:; “(?P<yes>[^”]+)”)?\)")
_POSITION = re.compile(r"- (?P<who>.+?) (?P<stand>agrees|unsure|disagrees|did not say)(?:: (?P<words>.+))?$")


@dataclass(frozen=True, slots=True)
class Room:
    """An open meeting, and who of us writes in it."""

    stage: Stage
    meeting: NetworkMeeting
    writer: str


def play_line(room: Room, line: str, at: datetime) -> None:
    """One line of a meeting."""
    if line.startswith("- "):
        _position(room, line, at)
        return
    head, _, text = line.partition(": ")
    text = room.stage.words(text.strip(), at)
    known: dict[str, Callable[[Room, str, datetime], None]] = {
        "Spoken of": _spoken_of,
        "Not today": _not_today,
        "medication": _medication,
        "Not decided": _not_decided,
        "joins the team": _joins_team,
        "leaves the team": _leaves_team,
        "We stop": _stop,
        "front": _front,
    }
    if head in known:
        known[head](room, text, at)
    elif head in BECAME:
        _turn(room, BECAME[head], text, at)
    elif head in KINDS:
        _decided(room, KINDS[head], text, at)
    elif head.endswith(" asks"):
        _ask(room, head.removesuffix(" asks"), text, at)
    elif head.endswith(" adds"):
        _add(room, head.removesuffix(" adds"), text, at)
    else:
        _say(room, head, text, at)


def _say(room: Room, head: str, text: str, at: datetime) -> None:
    stage = room.stage
    found = _READ_BACK.fullmatch(head)
    speaker, _, said_to = (found["who"] if found else head).partition(" to ")
    writer = found["by"] if found else speaker
    if not stage.writes(writer):
        writer = room.writer
    how = How.REFLECTION if said_to else How.OWN if writer == speaker else How.FOR_SOMEBODY
    with stage.acting(writer, at) as by:
        voice = voices.say(
            key=new_key(),
            meeting=room.meeting,
            words=text,
            how=how,
            speaker=None if how is not How.FOR_SOMEBODY else stage.person(speaker).pk,
            said_to=said_to,
            read_back=how is How.FOR_SOMEBODY,
            read_back_words=(found["yes"] or "") if found else "",
            by=by,
            at=at,
        )
    stage.voices.append((speaker, voice))


def _add(room: Room, who: str, text: str, at: datetime) -> None:
    with room.stage.acting(who, at) as by:
        voices.add(key=new_key(), voice=room.stage.voice(who), words=text, by=by, at=at)


def _front(room: Room, who: str, at: datetime) -> None:
    with room.stage.acting(who, at) as by:
        voices.stand_at_front(voice=room.stage.voice(who), by=by, at=at)


def _ask(room: Room, who: str, text: str, at: datetime) -> None:
    stage = room.stage
    writer = who if stage.writes(who) else room.writer
    with stage.acting(writer, at) as by:
        asked = questions.ask(
            key=new_key(), meeting=room.meeting, words=text, asked_by=stage.person(who).pk, by=by, at=at
        )
    stage.questions.append(asked)


def _turn(room: Room, became: Became, text: str, at: datetime) -> None:
    begins, _, words = text.partition("; ")
    with room.stage.acting(room.writer, at) as by:
        questions.turn(
            question=room.stage.question(begins), meeting=room.meeting, became=became, words=words, by=by, at=at
        )


def _settle(room: Room, outcome: Outcome, kind: DecisionKind, text: str, at: datetime) -> None:
    with room.stage.acting(room.writer, at) as by:
        made = decisions.settle(
            key=new_key(), meeting=room.meeting, outcome=outcome, kind=kind, words=text, by=by, at=at
        )
    room.stage.decisions.append(made)


def _decided(room: Room, kind: DecisionKind, text: str, at: datetime) -> None:
    _settle(room, Outcome.DECIDED, kind, text, at)


def _not_decided(room: Room, text: str, at: datetime) -> None:
    _settle(room, Outcome.NOT_DECIDED, DecisionKind.GENERAL, text, at)


def _position(room: Room, line: str, at: datetime) -> None:
    found = _POSITION.match(line)
    assert found is not None, line
    stage, who = room.stage, found["who"]
    writer = who if stage.writes(who) else room.writer
    with stage.acting(writer, at) as by:
        decisions.stand(
            key=new_key(),
            decision=stage.decisions[-1],
            stand=STANDS[found["stand"]],
            words=stage.words(found["words"] or "", at),
            person=stage.person(who).pk,
            by=by,
            at=at,
        )


def _medication(room: Room, text: str, at: datetime) -> None:
    with room.stage.acting(room.writer, at) as by:
        decisions.speak_of_medication(meeting=room.meeting, by=by, at=at)


def _tell(room: Room, told: Telling, at: datetime) -> None:
    with room.stage.acting(room.writer, at) as by:
        between.tell(key=new_key(), act=room.stage.acts[-1], meeting=room.meeting, told=told, by=by, at=at)


def _spoken_of(room: Room, text: str, at: datetime) -> None:
    _tell(room, Telling.SPOKEN_OF, at)


def _not_today(room: Room, text: str, at: datetime) -> None:
    _tell(room, Telling.NOT_TODAY, at)


def _joins_team(room: Room, who: str, at: datetime) -> None:
    with room.stage.acting(room.writer, at) as by:
        teams.join_team(decision=room.stage.decisions[-1], practitioner=room.stage.practitioner(who), by=by, at=at)
    room.stage.team.add(who)


def _leaves_team(room: Room, who: str, at: datetime) -> None:
    with room.stage.acting(room.writer, at) as by:
        teams.leave_team(decision=room.stage.decisions[-1], practitioner=room.stage.practitioner(who), by=by, at=at)
    room.stage.team.discard(who)


def _stop(room: Room, text: str, at: datetime) -> None:
    with room.stage.acting(room.writer, at) as by:
        episodes.end_by_network(key=new_key(), decision=room.stage.decisions[-1], words=text, by=by, at=at)
