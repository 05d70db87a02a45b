"""What a drawn network map is made of, and what changed from one drawing to the next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from tornio.core.networks import Ring, Sector


class NodeKind(StrEnum):
    """What stands on a map."""

    PERSON = "person"
    STAFF = "staff"
    PLACE = "place"
    DIED = "died"
    ANIMAL = "animal"


class TieKind(StrEnum):
    """What is between two of them, as the one who draws sees it."""

    TOUCH = "touch"
    STRAINED = "strained"
    QUIET = "quiet"


Ends = tuple[UUID | None, UUID]
"""Who a tie is between; without the first it is the person at the centre."""


def ends(one: UUID | None, other: UUID) -> Ends:
    """The two ends in the one order in which they are kept, so that there is one tie between two."""
    return (other, one) if one is not None and other < one else (one, other)


@dataclass(frozen=True, slots=True)
class Thing:
    """Somebody or something on a drawing; `key` is the same in every drawing."""

    key: UUID
    called: str
    ring: Ring
    sector: Sector
    kind: NodeKind = NodeKind.PERSON
    relation: str = ""
    word: str = ""
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole drawing as values: everything on it, and every tie, in the order in which they were drawn."""

    things: tuple[Thing, ...] = ()
    ties: Mapping[Ends, TieKind] = field(default_factory=dict)

    def thing(self, key: UUID) -> Thing | None:
        """What stands on it under this key."""
        return next((thing for thing in self.things if thing.key == key), None)


class What(StrEnum):
    """What changed between two drawings."""

    NEW = "new"
    TAKEN_OFF = "taken_off"
    CLOSER = "closer"
    FURTHER = "further"
    ELSEWHERE = "elsewhere"  # in another part of life
    DIED = "died"
    TIE_NEW = "tie_new"
    TIE_CHANGED = "tie_changed"
    TIE_GONE = "tie_gone"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change, told of `who`; a tie's other end is `other`, or nobody where it is the person at the centre."""

    what: What
    who: Thing
    before: Thing | None = None
    other: Thing | None = None
    tie: TieKind | None = None


def changes(before: Sheet, after: Sheet) -> tuple[Changed, ...]:
    """What changed: first who came closer or is new, then who moved away or is gone, then what became of the ties.

    Ties of somebody who is new or gone are not told again.
    """
    told = [*_things(before, after), *_ties(before, after)]
    order = list(What)
    ranks = {What.CLOSER: -2, What.NEW: -1}
    return tuple(sorted(told, key=lambda each: ranks.get(each.what, order.index(each.what))))


def _things(before: Sheet, after: Sheet) -> Iterator[Changed]:
    old = {thing.key: thing for thing in before.things}
    new = {thing.key: thing for thing in after.things}
    for key, thing in new.items():
        was = old.get(key)
        if was is None:
            yield Changed(What.NEW, thing)
            continue
        if was.ring != thing.ring:
            yield Changed(What.CLOSER if thing.ring < was.ring else What.FURTHER, thing, before=was)
        if was.sector != thing.sector:
            yield Changed(What.ELSEWHERE, thing, before=was)
        if thing.kind is NodeKind.DIED and was.kind is not NodeKind.DIED:
            yield Changed(What.DIED, thing, before=was)
    yield from (Changed(What.TAKEN_OFF, thing) for key, thing in old.items() if key not in new)


def _ties(before: Sheet, after: Sheet) -> Iterator[Changed]:
    stayed = {thing.key for thing in before.things} & {thing.key for thing in after.things}
    for between in [*after.ties, *(each for each in before.ties if each not in after.ties)]:
        one, other = between
        was, now = before.ties.get(between), after.ties.get(between)
        who = after.thing(other)
        if was is now or who is None or not {one or other, other} <= stayed:
            continue
        what = What.TIE_NEW if was is None else What.TIE_GONE if now is None else What.TIE_CHANGED
        yield Changed(what, who, other=after.thing(one) if one else None, tie=now or was)
