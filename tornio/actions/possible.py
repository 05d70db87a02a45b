"""What is possible: who of us could meet with a network, when, and what it would take; nothing is arranged by it (R2).

The planner's answer in what a page may say: who of us and when, and of another network never more than that it would
have to move.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from uuid import UUID

from tornio.actions.diaries import (
    OFFERED,
    OUTSIDE,
    PEER,
    THE_TELEPHONE,
    TRAINED,
    Question,
    Wish,
    ask_of,
    is_trained,
    movable,
    question,
    somebody,
    speaks,
)
from tornio.actions.journeys import drive
from tornio.core.values import Period
from tornio.people.acting import Reader
from tornio.people.models import Practitioner
from tornio.planner.at_once import Ask, Movable, Move, Option, Part, every
from tornio.planner.diary import Somebody
from tornio.records.models import FirstContact, Network
from tornio.records.visible.particulars import NOTHING

MANY = 4  # ways that are shown, and of these
AT_ONE_TIME, OF_THE_SAME = 2, 2  # beginning within an hour of each other, and with the people of the best
AN_HOUR = 3600  # in ticks


class Why(StrEnum):
    """Why somebody stands in none of the ways that are shown."""

    NO_HOURS = "no_hours"  # has not said when they work
    NOT_AT_WORK = "not_at_work"
    FULL = "full"
    BEHIND = "behind"  # could come, and others stand first
    REFUSED = "refused"  # by the person (R12)


@dataclass(frozen=True, slots=True)
class Comes:
    """One of us in one way to meet."""

    practitioner: Practitioner
    of_the_team: bool
    met: int
    is_responsible: bool
    free_from: datetime | None  # None: since before we looked
    journey: timedelta  # in whole minutes, never fewer than it takes
    is_guessed: bool  # for where it goes, or where they start from, has no postcode that is known
    hands_on_the_telephone: bool
    offered_elsewhere: bool
    speaks: tuple[str, ...]  # of the languages that they would rather speak, by their codes


@dataclass(frozen=True, slots=True)
class Moved:
    """Another meeting would have to begin at another time: whether a first one, and by how much."""

    is_first: bool
    begins: datetime
    instead: datetime


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet, best first."""

    planned: Period
    comes: tuple[Comes, ...]
    outside: bool
    no_peer: bool
    nobody_trained: bool  # as the service wants one of those who come
    nobody_speaks: tuple[str, ...]  # of the languages that they would rather speak
    spare: timedelta | None  # until the promise ends; less than none beyond it
    moved: Moved | None


@dataclass(frozen=True, slots=True)
class Possible:
    """All that was found; `later` is beyond the window, for those who would rather have that."""

    ways: tuple[Way, ...]
    later: Way | None
    others: tuple[tuple[Practitioner, Why], ...]
    due: datetime | None
    called: FirstContact | None
    by_distance: bool  # for the service's route finder was silent
    trainings: tuple[str, ...]  # of which nobody in the service holds one, though it wants that at a meeting


def look(*, network: Network, wish: Wish, called: FirstContact | None, by: Reader, at: datetime) -> Possible:
    """The ways to meet with this network; `called` is the contact for which it has still to be met. Reads only.

    Whoever calls it has asked whether the reader arranges here.
    """
    asked = question(network, wish, called, by, at)
    us = [somebody(asked, each.practitioner) for key, each in asked.rotas.items() if asked.at_work[key]]
    ask, others = ask_of(asked), movable(asked)
    drive(asked.journeys, at)
    found = _wanted(asked, ask, us, others)
    shown = tuple(_way(asked, each) for each in _different(asked, found))
    later = None
    if asked.is_running:
        beyond = _wanted(asked, replace(ask, early=ask.due, until=asked.tick(asked.until)), us)
        later = _way(asked, beyond[0]) if beyond else None
    why_not = tuple(_others(asked, found, shown))
    held = any(is_trained(asked, key) for key in asked.rotas)
    unheld = () if held else asked.promised.trainings
    return Possible(shown, later, why_not, asked.due, asked.called, asked.journeys.is_by_distance, unheld)


def _wanted(asked: Question, ask: Ask, us: Sequence[Somebody], others: Sequence[Movable] = ()) -> list[Option]:
    """The ways in which nobody comes whom the person refused (R12), best first.

    Their diaries are looked at all the same, for a meeting of another network to which they come may still move.
    """
    refused = {str(each) for each in asked.faces.refused}
    found = every(ask, us, asked.journeys, others)
    return sorted(
        (each for each in found if refused.isdisjoint(each.who)), key=lambda each: (each.total, each.begins, each.who)
    )


def _different(asked: Question, found: Sequence[Option]) -> list[Option]:
    """The best, and others that are a choice beside it; where those are too few, whatever else there is.

    If hours were wished, the last place is kept for what would be best without them where its people come in no other:
    they may be the own team (R12).
    """
    shown: list[Option] = []
    for belongs in (_is_choice, _is_another):
        for each in found:
            if len(shown) < MANY and belongs(asked, each, shown):
                shown.append(each)
    anyhow = min(found, key=lambda each: each.total - OUTSIDE * each.outside, default=None)
    if anyhow is not None and len(shown) == MANY and not any(map(partial(_are_the_same, anyhow), shown)):
        shown[-1] = anyhow
    return [each for each in found if each in shown]


def _is_choice(asked: Question, each: Option, shown: Sequence[Option]) -> bool:
    """Whether it is far enough from all that is shown, in time or by who comes."""
    near = sum(abs(other.begins - each.begins) < AN_HOUR for other in shown)
    same = sum(_are_the_same(each, other) for other in shown)
    again = OF_THE_SAME if shown and _are_the_same(each, shown[0]) else 1
    return near < AT_ONE_TIME and same < again and _is_another(asked, each, shown)


def _is_another(asked: Question, each: Option, shown: Sequence[Option]) -> bool:
    """Whether it is not the same again: the same people only on another day, and only where nobody waits for a promise.

    Two at most begin at one time.
    """
    day = asked.moment(each.begins).astimezone(asked.zone).date()
    if sum(other.begins == each.begins for other in shown) >= AT_ONE_TIME:
        return False
    return not any(
        _are_the_same(each, other)
        and (asked.is_running or asked.moment(other.begins).astimezone(asked.zone).date() == day)
        for other in shown
    )


def _are_the_same(one: Option, other: Option) -> bool:
    return set(one.who) == set(other.who)


def _way(asked: Question, option: Option) -> Way:
    planned = Period(asked.moment(option.begins), asked.moment(option.ends))
    due = asked.due if asked.is_running else None
    spare = None if due is None else due - planned.start
    return Way(
        planned=planned,
        comes=tuple(_comes(asked, part) for part in option.parts),
        outside=option.outside,
        no_peer=PEER in option.without,
        nobody_trained=TRAINED in option.without,
        nobody_speaks=tuple(each for each in asked.languages if speaks(each) in option.without),
        spare=spare,
        moved=_moved(asked, option.move),
    )


def _comes(asked: Question, part: Part) -> Comes:
    us, faces = asked.rotas[UUID(part.name)].practitioner, asked.faces
    journey = timedelta(minutes=-(-part.way_there // 60))
    return Comes(
        practitioner=us,
        of_the_team=us.pk in faces.team,
        met=faces.met[us.pk],
        is_responsible=us.pk == faces.responsible,
        free_from=asked.moment(part.free_from) if part.free_from > asked.tick(asked.soonest) else None,
        journey=journey,
        is_guessed=journey == asked.promised.travel.unknown and not _is_known(asked, us.pk),
        hands_on_the_telephone=THE_TELEPHONE in part.holds,
        offered_elsewhere=OFFERED in part.holds,
        speaks=tuple(each for each in asked.languages if each in asked.brings.get(us.pk, NOTHING).languages),
    )


def _is_known(asked: Question, us: UUID) -> bool:
    """Whether it can be reckoned how far it is from somebody's base to where they would meet."""
    wish, base = asked.wish, asked.brings.get(us, NOTHING).base
    there = asked.journeys.of(asked.network.pk, wish.place_kind, wish.place_words)
    return all(map(asked.journeys.is_known, (there, asked.journeys.named(base))))


def _moved(asked: Question, move: Move | None) -> Moved | None:
    if move is None:
        return None
    other = next(each for each in asked.engaged if str(each.meeting) == move.name)
    return Moved(other.is_first, asked.moment(move.begins), asked.moment(move.instead))


def _others(asked: Question, found: Iterable[Option], shown: Iterable[Way]) -> Iterator[tuple[Practitioner, Why]]:
    """Everybody who is in none of the ways that are shown, and why."""
    could = {UUID(name) for option in found for name in option.who}
    named = {each.practitioner.pk for way in shown for each in way.comes}
    for key, rota in asked.rotas.items():
        if key in asked.faces.refused:
            yield rota.practitioner, Why.REFUSED
        elif key in could - named:
            yield rota.practitioner, Why.BEHIND
        elif not rota.hours:
            yield rota.practitioner, Why.NO_HOURS
        elif key not in named:
            yield rota.practitioner, Why.FULL if asked.at_work[key] else Why.NOT_AT_WORK
