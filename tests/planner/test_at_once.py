"""At once: whenever two can be there, with at most one other meeting moved, it is found; brute force is the judge."""

import math
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tornio.planner.at_once import Ask, Movable, Option, Prices, options
from tornio.planner.diary import Always, Engagement, Hold, Somebody, Ways
from tornio.planner.times import Misstated, Shift

PLACES = ((0, 0), (3, 4), (6, 0), (1, 9))
NAMES = ("Ruth", "Tomasz", "Joel", "Sadia")
END = 60


def ways(a: int, b: int) -> int:
    """Minutes between two of the places, as the crow flies, rounded up: so a way round is never shorter."""
    return math.ceil(math.dist(PLACES[a], PLACES[b]))


class Rush:
    """The same ways, half as fast from minute 15 to minute 40: told slowly, minute by minute."""

    def leaving(self, a: int, b: int, tick: int) -> int:
        """Minutes until all of the way is gone."""
        left, taken = 2 * ways(a, b), 0
        while left > 0:
            left -= 1 if 15 <= tick + taken < 40 else 2
            taken += 1
        return taken

    def arriving(self, a: int, b: int, tick: int) -> int:
        """The latest minute at which one can leave."""
        return next(taken for taken in range(99) if taken >= self.leaving(a, b, tick - taken))


ROADS: tuple[Ways, ...] = (Always(ways), Rush())
roads_of = pytest.mark.parametrize("roads", ROADS, ids=["as always", "a rush"])
places = st.integers(0, len(PLACES) - 1)


@st.composite
def days(draw: st.DrawFn) -> tuple[Ask, list[Somebody], list[Movable]]:
    """A small day: three or four of us, meetings agreed here and there, and one new meeting wanted."""
    names = NAMES[: draw(st.integers(2, 4))]
    meetings: list[Movable] = []
    for number in range(draw(st.integers(0, 4))):
        begins, lasts = draw(st.integers(0, 50)), draw(st.integers(3, 15))
        who = frozenset(draw(st.lists(st.sampled_from(names), min_size=1, max_size=2)))
        place = draw(st.one_of(st.none(), places))
        early = draw(st.integers(max(0, begins - 20), begins))
        new = Movable(f"m{number}", begins, lasts, place, who, early, draw(st.integers(begins, begins + 20)))
        if not any(new.who & old.who and begins < old.begins + old.duration and old.begins < begins + lasts
                   for old in meetings):  # fmt: skip
            meetings.append(new)  # nobody is agreed into two meetings at one time (R14)

    def somebody(name: str) -> Somebody:
        begins, base = draw(st.integers(0, 20)), draw(places)
        shift = Shift(begins, draw(st.integers(begins, END)), base, base)
        held = draw(st.integers(0, END))
        return Somebody(
            name,
            frozenset({"peer"} if draw(st.booleans()) else ()),
            (shift,),
            tuple(
                Engagement(each.begins, each.begins + each.duration, each.place, each.name)
                for each in meetings
                if name in each.who
            ),
            (Hold("the telephone", held, held + 9, draw(st.integers(0, 9))),),
            draw(st.integers(0, 5)),
        )

    us = [somebody(name) for name in names]
    early = draw(st.integers(0, 20))
    ask = Ask(
        place=draw(st.one_of(st.none(), places)),
        duration=draw(st.integers(1, 20)),
        early=early,
        due=early + draw(st.integers(0, 30)),
        until=early + draw(st.integers(0, 40)),
        skills=draw(st.sampled_from([(), ("peer",)])),
        welcome=draw(st.sampled_from([(), ("peer",)])),
        wanted=draw(st.sampled_from([(), ((10, 30),), ((5, 12), (30, 60))])),
        prices=Prices(waiting=0.1, late=1, outside=7, without=11, moved=50, moved_by=0.5),
    )
    return ask, us, draw(st.sampled_from([[], meetings, meetings]))


def fits(who: Somebody, begins: int, ends: int, place: int | None, roads: Ways) -> bool:
    """Whether somebody can be there, told slowly: at work, nowhere else, and every way is long enough."""
    base = who.shifts[0].leaves
    stops = sorted((each.begins, each.ends, base if each.place is None else each.place) for each in who.engagements)
    for shift in who.shifts:
        during = [stop for stop in stops if stop[1] > shift.begins and stop[0] < shift.ends]
        whole = [(shift.begins, shift.begins, base), *during, (shift.ends, shift.ends, base)]
        before = [stop for stop in whole[:-1] if stop[0] < begins or (stop[0] == begins and stop[1] <= begins)]
        after = [stop for stop in whole if stop not in before]
        if not before or not after:
            continue
        left = max(before, key=lambda stop: stop[1])
        right = after[0]
        here = base if place is None else place
        there, back = roads.leaving(left[2], here, left[1]), roads.leaving(here, right[2], ends)
        if left[1] + there <= begins and ends + back <= right[0]:
            return True
    return False


def groups(ask: Ask, us: list[Somebody]) -> list[tuple[Somebody, ...]]:
    """Those who may come together."""
    return [
        group
        for group in combinations(us, ask.many)
        if all(any(skill in who.skills for who in group) for skill in ask.skills)
    ]


def by_hand(ask: Ask, us: list[Somebody], movable: list[Movable], roads: Ways) -> bool:
    """Whether there is any way, trying every tick, and every tick for each other meeting."""
    for begins in range(ask.early, ask.until + 1):
        for group in groups(ask, us):
            if all(fits(who, begins, begins + ask.duration, ask.place, roads) for who in group):
                return True
            if any(
                moved_fits(ask, us, {who.name for who in group}, begins, (other, instead), roads)
                for other in movable
                for instead in range(other.early, other.latest + 1)
            ):
                return True
    return False


def moved_fits(
    ask: Ask, us: list[Somebody], group: set[str], begins: int, moved: tuple[Movable, int], roads: Ways
) -> bool:
    """Whether these can begin then if the other meeting begins `instead`, and those of the other can too."""
    other, instead = moved
    without = {who.name: who.without(other.name) for who in us}
    if not other.who <= without.keys() or not group & other.who:
        return False
    for name in other.who:
        if not fits(without[name], instead, instead + other.duration, other.place, roads):
            return False
    held = Engagement(instead, instead + other.duration, other.place, other.name)
    for name in group:
        who = without[name]
        if name in other.who:
            who = replace(who, engagements=(*who.engagements, held))
        if not fits(who, begins, begins + ask.duration, ask.place, roads):
            return False
    return True


@roads_of
@given(days())
@settings(max_examples=150, deadline=None)
def test_a_way_is_found_exactly_where_there_is_one(roads: Ways, day: tuple[Ask, list[Somebody], list[Movable]]) -> None:
    ask, us, movable = day
    assert bool(options(ask, us, roads, movable)) is by_hand(ask, us, movable, roads)


@roads_of
@given(days())
@settings(max_examples=120, deadline=None)
def test_every_option_can_be_kept_and_its_bill_adds_up(
    roads: Ways, day: tuple[Ask, list[Somebody], list[Movable]]
) -> None:
    ask, us, movable = day
    named = {each.name: each for each in movable}
    people = {who.name: who for who in us}
    found = options(ask, us, roads, movable)
    assert [each.total for each in found] == sorted(each.total for each in found)
    assert len({frozenset(each.who) for each in found}) == len(found)
    for option in found:
        assert ask.early <= option.begins <= ask.until
        assert len(option.who) == ask.many
        if option.move is None:
            assert all(fits(people[name], option.begins, option.ends, ask.place, roads) for name in option.who)
        else:
            other = named[option.move.name]
            assert other.early <= option.move.instead <= other.latest
            assert moved_fits(ask, us, set(option.who), option.begins, (other, option.move.instead), roads)
        assert option.total == pytest.approx(bill(ask, option, people))


def bill(ask: Ask, option: Option, people: dict[str, Somebody]) -> float:
    """What an option costs, item by item."""
    prices, move = ask.prices, option.move
    inside = not ask.wanted or any(a <= option.begins and option.ends <= b for a, b in ask.wanted)
    held = [
        hold.price
        for name in option.who
        for hold in people[name].holds
        if hold.begins < option.ends and option.begins < hold.ends
    ]
    return (
        sum(part.added for part in option.parts)
        + sum(people[name].price for name in option.who)
        + sum(held)
        + prices.waiting * (option.begins - ask.early)
        + prices.late * max(0, option.begins - ask.due)
        + prices.outside * (not inside)
        + prices.without * sum(not any(each in people[name].skills for name in option.who) for each in ask.welcome)
        + (prices.moved + prices.moved_by * abs(move.instead - move.begins) if move else 0)
    )


@roads_of
@given(days())
@settings(max_examples=100, deadline=None)
def test_nothing_that_moves_nobody_is_cheaper_than_the_best(
    roads: Ways, day: tuple[Ask, list[Somebody], list[Movable]]
) -> None:
    """Every tick of every pair is tried: none of them costs less than what stands first."""
    ask, us, _ = day
    people = {who.name: who for who in us}
    found = options(ask, us, roads)
    costs = []
    for group in groups(ask, us):
        for begins in range(ask.early, ask.until + 1):
            if all(fits(who, begins, begins + ask.duration, ask.place, roads) for who in group):
                alone = [
                    options(replace(ask, early=begins, until=begins, many=1, skills=()), [who], roads) for who in group
                ]
                parts = tuple(each[0].parts[0] for each in alone)
                option = replace(alone[0][0], begins=begins, ends=begins + ask.duration, parts=parts, move=None)
                costs.append(bill(ask, option, people))
    assert ([found[0].total] if found else []) == pytest.approx([min(costs)] if costs else [])


the_base = Always(lambda _a, _b: 0)  # everything in one house


def a_day(name: str, *engagements: Engagement, skills: frozenset[str] = frozenset()) -> Somebody:
    """Somebody at work from nine to five, in minutes from nine."""
    return Somebody(name, skills, (Shift(0, 480),), engagements)


def test_ten_past_four_on_a_friday_by_hand() -> None:
    """Ruth is free from half past three, Tomasz from four; nobody else is moved; it begins at four, on the quarter."""
    ruth, tomasz = a_day("Ruth", Engagement(300, 390, 0)), a_day("Tomasz", Engagement(330, 418, 0))
    ask = Ask(place=0, duration=60, early=370, due=480, until=600, round_to=(15, 5, 1))
    (found,) = options(ask, [ruth, tomasz], the_base)
    assert (found.begins, found.ends, found.who, found.move, found.late) == (420, 480, ("Ruth", "Tomasz"), None, 0)
    assert [part.free_from for part in found.parts] == [390, 418]


def test_where_the_quarter_does_not_fit_the_five_minutes_do_and_then_the_minute() -> None:
    ask = Ask(place=0, duration=60, early=0, due=480, until=480, many=1, round_to=(15, 5, 1))
    for free_from, begins in ((400, 405), (418, 420), (420, 420), (419, 420)):
        (found,) = options(ask, [a_day("Ruth", Engagement(0, free_from, 0))], the_base)
        assert found.begins == begins
    (found,) = options(replace(ask, duration=478), [a_day("Ruth", Engagement(0, 2, 0))], the_base)
    assert found.begins == 2


def test_another_first_meeting_moves_by_as_little_as_it_must() -> None:
    """Ruth's whole afternoon is one meeting at 14:00; it may begin until 16:00, and does at 15:15."""
    other = Movable("another", 300, 60, 0, frozenset({"Ruth"}), 300, 420)
    ruth = Somebody("Ruth", frozenset(), (Shift(300, 480),), (Engagement(300, 360, 0, "another"),))
    tomasz = Somebody("Tomasz", frozenset(), (Shift(300, 375),))
    ask = Ask(place=0, duration=75, early=300, due=480, until=480)
    assert options(ask, [ruth, tomasz], the_base) == []
    (found,) = options(ask, [ruth, tomasz], the_base, [other])
    assert found.move is not None
    assert (found.begins, found.move.instead, found.move.by) == (300, 375, 75)
    assert found.total == found.move.by * 0.5 + 7200


def test_the_hours_they_asked_for_are_worth_waiting_for() -> None:
    ask = Ask(place=0, duration=30, early=0, due=480, until=480, many=1, wanted=((120, 200),))
    (found,) = options(ask, [a_day("Ruth")], the_base)
    assert (found.begins, found.outside) == (120, False)
    (found,) = options(replace(ask, wanted=((470, 490),)), [a_day("Ruth")], the_base)
    assert (found.begins, found.outside) == (0, True)


def test_the_telephone_in_hand_is_said_and_priced() -> None:
    ruth = replace(a_day("Ruth"), holds=(Hold("the telephone", 0, 60, 5000),))
    ask = Ask(place=0, duration=30, early=0, due=480, until=480, many=1)
    (found,) = options(ask, [ruth], the_base)
    assert (found.begins, found.parts[0].holds) == (60, ())
    (found,) = options(replace(ask, until=20), [ruth], the_base)
    assert (found.begins, found.parts[0].holds, found.total) == (0, ("the telephone",), 5000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"duration": 0},
        {"many": 0},
        {"early": 9, "until": 8},
        {"early": -1},
    ],
)
def test_what_cannot_be_meant_is_said(wrong: dict[str, int]) -> None:
    with pytest.raises(Misstated):
        Ask(**({"place": 0, "duration": 30, "early": 0, "due": 10, "until": 20} | wrong))  # type: ignore[arg-type]
