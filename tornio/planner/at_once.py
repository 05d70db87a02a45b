"""A first contact at ten past four: who of us could be there, together, inside the window, and what it would take.

Exact, not searched: whenever enough of us can be there, with at most one other meeting moved, it is found. Ways may
take longer at some hours than at others; they are expected to be as `diary.Ways` says, and the travel model's are.
Times are ticks from the beginning of the horizon, prices ticks of travel, as in `problem`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from tornio.planner.diary import Engagement, Gap, Somebody, Ways, gaps
from tornio.planner.spans import Span, Spans, between, common, nearest
from tornio.planner.times import LATEST, must


@dataclass(frozen=True, slots=True)
class Movable:
    """A meeting of another network that could begin at another time, with the same of us: when, and at what price.

    `begins`: when it is agreed for; `early` and `latest`: from when to when it may begin instead.
    """

    name: str
    begins: int
    duration: int
    place: int | None
    who: frozenset[str]
    early: int
    latest: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What the items of a bill are worth, in ticks of travel.

    A tick of waiting from `Ask.early`; a tick too late; a time they did not ask for; a skill that would be welcome and
    nobody has; another network moved, and each tick by which it is.
    """

    waiting: float = 0.25
    late: float = 1.0
    outside: int = 3600
    without: int = 1800
    moved: int = 7200
    moved_by: float = 0.5


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted: a meeting at a place (None: by telephone or video), and how many of us.

    Somebody has each of `skills`, and each of `welcome` where that can be. It begins from `early` on; by `due` it is in
    time; `until` is how far is looked. `wanted` are the hours that the network would like, none meaning any. Beginnings
    are put on ticks of `round_to` where one lies in the way, of the first that does.
    """

    place: int | None
    duration: int
    early: int
    due: int
    until: int
    many: int = 2
    skills: tuple[str, ...] = ()
    welcome: tuple[str, ...] = ()
    wanted: Spans = ()
    round_to: tuple[int, ...] = (1,)
    prices: Prices = field(default_factory=Prices)

    def __post_init__(self) -> None:
        meant = 0 <= self.early <= self.until < LATEST and self.duration > 0 and self.many > 0
        must(meant, "A meeting lasts a while, somebody comes, and its window has its beginning before its end.")


@dataclass(frozen=True, slots=True)
class Part:
    """One of us in an option: free from when to when, how far it is there, how much longer their ways become."""

    name: str
    free_from: int
    free_until: int
    way_there: int
    added: int
    face: int
    holds: tuple[str, ...]  # what they have in hand then that is not a meeting agreed


@dataclass(frozen=True, slots=True)
class Move:
    """The one other meeting that would begin at another time."""

    name: str
    begins: int
    instead: int

    @property
    def by(self) -> int:
        """Ticks by which it moves."""
        return abs(self.instead - self.begins)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to meet, with its bill; `total` in ticks of travel."""

    begins: int
    ends: int
    parts: tuple[Part, ...]
    outside: bool  # of the hours they asked for
    without: tuple[str, ...]  # the welcome skills that nobody has
    late: int  # ticks after it was due
    move: Move | None
    total: float

    @property
    def who(self) -> tuple[str, ...]:
        """Who of us comes."""
        return tuple(each.name for each in self.parts)


@dataclass(frozen=True, slots=True)
class _Together:
    """A stretch in which these of us could all begin, and the gap in the diary of each."""

    span: Span
    parts: tuple[tuple[Somebody, Gap], ...]


def options(ask: Ask, us: Sequence[Somebody], ways: Ways, movable: Sequence[Movable] = ()) -> list[Option]:
    """Every group's best way to meet, best first: the least bill, then the earliest."""
    found: dict[frozenset[str], Option] = {}
    for option in every(ask, us, ways, movable):
        _keep(found, option)
    return sorted(found.values(), key=lambda each: (each.total, each.begins, each.who))


def every(ask: Ask, us: Sequence[Somebody], ways: Ways, movable: Sequence[Movable] = ()) -> Iterator[Option]:
    """Every group's best way in each stretch in which it could meet, in no order."""
    free = {who.name: gaps(who, ask.place, ask.duration, ways) for who in us}
    for group in _groups(ask, us, free):
        for together in _together(ask, group, free):
            yield _best(ask, together)
    for other in movable:
        yield from _with_moved(ask, us, ways, other, free)


def _keep(found: dict[frozenset[str], Option], option: Option) -> None:
    known = found.get(frozenset(option.who))
    if known is None or (option.total, option.begins) < (known.total, known.begins):
        found[frozenset(option.who)] = option


def _groups(
    ask: Ask, us: Sequence[Somebody], free: Mapping[str, Sequence[Gap]], among: frozenset[str] | None = None
) -> Iterator[tuple[Somebody, ...]]:
    """Those who could come together; with `among`, only groups with one of these in them."""
    able = [who for who in us if free[who.name]]
    inside = able if among is None else [who for who in able if who.name in among]
    outside = [] if among is None else [who for who in able if who.name not in among]
    for many in range(1, ask.many + 1):
        for some in combinations(inside, many):
            for others in combinations(outside, ask.many - many):
                group = (*some, *others)
                if all(any(skill in who.skills for who in group) for skill in ask.skills):
                    yield group


def _together(ask: Ask, group: Sequence[Somebody], free: Mapping[str, Sequence[Gap]]) -> list[_Together]:
    """Every stretch in which all of them are free."""
    found = [_Together((ask.early, ask.until), ())]
    for who in group:
        found = [
            _Together((max(each.span[0], gap.first), min(each.span[1], gap.last)), (*each.parts, (who, gap)))
            for each in found
            for gap in free[who.name]
            if max(each.span[0], gap.first) <= min(each.span[1], gap.last)
        ]
    return found


def _best(ask: Ask, together: _Together, move: Move | None = None) -> Option:
    """The beginning in a stretch that costs least.

    The bill only grows with time, but for steps down where wanted hours begin or something in hand ends.
    """
    first, last = together.span
    steps = [first, *(begins for begins, _ in ask.wanted)]
    steps += [hold.ends for who, _ in together.parts for hold in who.holds]
    tries = {_round(ask, step, last) for step in steps if first <= step <= last}
    return min((_billed(ask, together, tick, move) for tick in tries), key=lambda each: (each.total, each.begins))


def _round(ask: Ask, tick: int, last: int) -> int:
    for step in ask.round_to:
        rounded = -(-tick // step) * step
        if rounded <= last:
            return rounded
    return tick


def _billed(ask: Ask, together: _Together, begins: int, move: Move | None) -> Option:
    ends, prices = begins + ask.duration, ask.prices
    parts, total = [], prices.waiting * (begins - ask.early)
    for who, gap in together.parts:
        holds = [hold for hold in who.holds if hold.begins < ends and begins < hold.ends]
        names = tuple(hold.name for hold in holds)
        parts.append(Part(who.name, gap.free_from, gap.free_until, gap.way_there, gap.added, who.price, names))
        total += gap.added + who.price + sum(hold.price for hold in holds)
    outside = bool(ask.wanted) and not any(least <= begins and ends <= most for least, most in ask.wanted)
    late = max(0, begins - ask.due)
    without = tuple(each for each in ask.welcome if not any(each in who.skills for who, _ in together.parts))
    total += prices.outside * outside + prices.late * late + prices.without * len(without)
    if move is not None:
        total += prices.moved + prices.moved_by * move.by
    return Option(begins, ends, tuple(parts), outside, without, late, move, total)


def _with_moved(
    ask: Ask, us: Sequence[Somebody], ways: Ways, other: Movable, free: Mapping[str, Sequence[Gap]]
) -> Iterator[Option]:
    """What the groups that come to this meeting could do if it began at another time."""
    if not other.who <= free.keys():
        return  # somebody who comes to it is not among us: it cannot be promised that they could
    without = [who.without(other.name) if who.name in other.who else who for who in us]
    its = [who for who in without if who.name in other.who]
    room: Spans = ((other.early, other.latest),)
    for who in its:
        room = common(room, [(gap.first, gap.last) for gap in gaps(who, other.place, other.duration, ways)])
    then = dict(free) | {who.name: gaps(who, ask.place, ask.duration, ways) for who in its}
    for group in _groups(ask, without, then, among=other.who) if room else ():
        shared = [who for who in group if who.name in other.who]
        for together in _together(ask, group, then):
            yield from _moved(ask, together, shared, other, room, ways)


def _moved(
    ask: Ask, together: _Together, shared: Sequence[Somebody], other: Movable, room: Spans, ways: Ways
) -> Iterator[Option]:
    """The least move of the other meeting that lets these begin in this stretch: it goes before, or after."""
    first, last = together.span
    hither = [(who.at(other.place), who.at(ask.place)) for who in shared]
    onwards = [(here, there) for there, here in hither]
    ends = first + ask.duration
    later = nearest(between(room, max(ends + ways.leaving(*way, ends) for way in onwards), LATEST), other.begins)
    if later is not None:
        latest = later - ask.duration - max(ways.arriving(*way, later) for way in onwards)
        yield from _told(ask, together, (first, min(last, latest)), later, other, ways)
    until = last - other.duration - max(ways.arriving(*way, last) for way in hither)
    sooner = nearest(between(room, 0, until), other.begins)
    if sooner is not None:
        over = sooner + other.duration
        soonest = max(over + ways.leaving(*way, over) for way in hither)
        yield from _told(ask, together, (max(first, soonest), last), sooner, other, ways)


def _told(ask: Ask, together: _Together, span: Span, instead: int, other: Movable, ways: Ways) -> Iterator[Option]:
    """The best beginning, its ways counted with the other meeting where it would then be; none in an empty stretch."""
    if span[0] > span[1]:
        return  # the hours in between are so slow that there is no time for both ways
    move = Move(other.name, other.begins, instead)
    begins = _best(ask, _Together(span, together.parts), move).begins
    held = Engagement(instead, instead + other.duration, other.place, other.name)
    parts = []
    for who, gap in together.parts:
        now = [gap]
        if who.name in other.who:
            then = replace(who, engagements=(*who.engagements, held))
            now = gaps(then, ask.place, ask.duration, ways)
        parts += [(who, each) for each in now if each.first <= begins <= each.last]
    if len(parts) == ask.many:
        yield _billed(ask, _Together(span, tuple(parts)), begins, move)
