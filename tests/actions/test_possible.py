"""What is possible: at ten past four on a Friday, who of us could be at whose kitchen table, and what it would take."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.calls import called
from tests.meetings import agreed, held, network_of, proposed
from tests.people import DAY, HOUR, Town, build_town
from tornio.actions import duty, particulars, working
from tornio.actions.diaries import Wish
from tornio.actions.possible import Possible, Way, Why, look
from tornio.core.contacts import Told
from tornio.core.meetings import PlaceKind
from tornio.core.particulars import Particulars
from tornio.core.values import Period
from tornio.core.working import Stretch
from tornio.records.models import Network, NetworkMeeting
from tornio.records.visible.contacts import still_to_be_met

FRIDAY = datetime(2026, 11, 6, 16, 10, tzinfo=UTC)  # ten past four, winter time
MORNING = FRIDAY.replace(hour=9, minute=0)
TEN_MINUTES = timedelta(minutes=10)
HOME = Wish(PlaceKind.HOME, "", timedelta(minutes=90))
ALL_DAY = (9 * 60, 21 * 60)


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be, within 24 hours."""
    return build_town(profile="saltmere")


def at(hour: int, minute: int = 0, *, day: datetime = FRIDAY) -> datetime:
    """That time of the Friday, or of another day."""
    return day.replace(hour=hour, minute=minute)


def works(town: Town, *names: str, hours: tuple[int, int] = ALL_DAY, days: Sequence[int] = range(1, 8)) -> None:
    """They work on these days, in minutes of the day."""
    for name in names:
        with town.acting(name, at=MORNING) as by:
            week = [Stretch(day, *hours) for day in days]
            key = town.practitioners[name].pk
            working.keep_week(practitioner_id=key, week=week, first=MORNING.date(), by=by, at=MORNING)


def looked(town: Town, network: Network, wish: Wish = HOME, who: str = "Ruth", now: datetime = FRIDAY) -> Possible:
    """What Ruth finds."""
    with town.acting(who, at=now) as by:
        return look(network=network, wish=wish, called=still_to_be_met(by, network.pk), by=by, at=now)


def names(way: Way) -> list[str]:
    """Who comes."""
    return [each.practitioner.person.called for each in way.comes]


def test_ten_past_four_on_a_friday(town: Town) -> None:
    """R2, R11: a quarter of an hour to ring, then twenty minutes' way to a door whose place is not known: 16:45."""
    works(town, "Ruth", "Tomasz")
    network = network_of(town, at=FRIDAY)
    found = looked(town, network)
    (way,) = found.ways
    assert way.planned == Period(at(16, 45), at(18, 15))
    assert names(way) == ["Ruth", "Tomasz"]
    assert found.due == FRIDAY + DAY
    assert way.spare == FRIDAY + DAY - at(16, 45)
    ruth, tomasz = way.comes
    assert (ruth.is_responsible, tomasz.is_responsible, ruth.of_the_team, tomasz.met) == (True, False, False, 0)
    assert (ruth.journey, ruth.free_from) == (timedelta(minutes=20), None)
    assert (way.moved, way.outside, way.no_peer) == (None, False, False)
    assert {each.person.called: why for each, why in found.others} == {
        "Farah": Why.NO_HOURS, "Sadia": Why.NO_HOURS, "Martin": Why.NO_HOURS,
    }  # fmt: skip
    assert found.later is not None
    assert found.later.planned.start == at(16, 15, day=FRIDAY + DAY)


def test_in_the_last_minute_of_the_promise_there_is_an_answer(town: Town) -> None:
    """R2: called at 45 seconds past ten past four; a day later, sixteen minutes before, nobody can be there in time."""
    works(town, "Ruth", "Tomasz")
    network = network_of(town, at=FRIDAY + timedelta(seconds=45))
    for seconds in range(-60, 120, 15):
        found = looked(town, network, now=FRIDAY + DAY - timedelta(minutes=15) + timedelta(seconds=seconds))
        assert found.ways == () or found.ways[0].planned.start >= FRIDAY + DAY


def test_what_is_by_telephone_needs_no_way(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    found = looked(town, network_of(town, at=FRIDAY), Wish(PlaceKind.TELEPHONE, "", timedelta(minutes=30)))
    assert found.ways[0].planned == Period(at(16, 30), at(17))
    assert {each.journey for each in found.ways[0].comes} == {timedelta(0)}


def test_whoever_is_elsewhere_is_free_again_after_the_way(town: Town) -> None:
    """R14: Ruth is at Neil's until six; twenty minutes there, so half past six; of Neil nothing is said."""
    works(town, "Ruth", "Tomasz")
    other = network_of(town, "Neil", at=MORNING)
    with town.acting("Ruth", at=MORNING) as ruth:
        agreed(town, other, ruth, at(16, 30), at=MORNING)
    found = looked(town, network_of(town, at=FRIDAY))
    unmoved = next(way for way in found.ways if way.moved is None)
    assert unmoved.planned.start == at(18, 30)
    assert unmoved.comes[0].free_from == at(18)


def test_a_peer_practitioner_is_waited_for_and_missed(town: Town) -> None:
    """R11: worth two hours' waiting, and Tomasz is nearly three away: Farah and Ruth stand first."""
    works(town, "Ruth", "Farah", hours=(9 * 60, 23 * 60))
    works(town, "Tomasz", hours=(19 * 60, 24 * 60))
    found = looked(town, network_of(town, at=FRIDAY))
    assert [(names(way), way.no_peer, way.planned.start) for way in found.ways[:2]] == [
        (["Farah", "Ruth"], True, at(16, 45)), (["Ruth", "Tomasz"], False, at(19, 30)),
    ]  # fmt: skip


def test_one_other_meeting_moves_by_as_little_as_it_can(town: Town) -> None:
    """Ten minutes: Neil's first meeting, from 19:30 to 19:20; then Leon's ends, with the way home, at eleven."""
    works(town, "Ruth", "Tomasz", hours=(18 * 60 + 50, 23 * 60), days=[5])
    other = network_of(town, "Neil", at=MORNING)
    with town.acting("Ruth", at=MORNING) as ruth:
        meeting = agreed(town, other, ruth, at(19, 30), at=MORNING)
    (way,) = looked(town, network_of(town, at=at(15, 50)), now=at(15, 50)).ways
    assert way.moved is not None
    assert (way.planned.start, way.moved.begins, way.moved.instead) == (at(21, 10), at(19, 30), at(19, 20))
    assert way.moved.is_first
    with town.acting("Ruth", at=FRIDAY):
        assert NetworkMeeting.objects.get(pk=meeting.pk).planned.lower == at(19, 30)


def test_a_later_meeting_may_move_on_its_own_day(town: Town) -> None:
    """The same for a network that was met: by ten minutes, and not as a first one."""
    works(town, "Ruth", "Tomasz", hours=(18 * 60 + 50, 23 * 60), days=[5])
    other = network_of(town, "Neil", at=MORNING - DAY)
    with town.acting("Ruth", at=MORNING - DAY) as ruth:
        held(town, other, ruth, MORNING - DAY + HOUR, ("Neil", "Ruth", "Tomasz"), at=MORNING - DAY)
        agreed(town, other, ruth, at(19, 30), at=MORNING - DAY + 3 * HOUR)
    (way,) = looked(town, network_of(town, members=(), at=at(15, 50)), now=at(15, 50)).ways
    assert way.moved is not None
    assert (way.moved.is_first, way.moved.begins, way.moved.instead) == (False, at(19, 30), at(19, 20))


def test_a_later_meeting_moves_to_no_other_day(town: Town) -> None:
    """Neil's half hour on Saturday morning would fit into Friday night, and then Leon's into Saturday: it is not asked
    to; a meeting of a network that was met keeps its day.
    """
    for name in ("Ruth", "Tomasz"):
        with town.acting(name, at=MORNING) as by:
            week = [Stretch(5, 19 * 60, 20 * 60 + 50), Stretch(6, 9 * 60, 11 * 60 + 30)]
            key = town.practitioners[name].pk
            working.keep_week(practitioner_id=key, week=week, first=MORNING.date(), by=by, at=MORNING)
    other = network_of(town, "Neil", at=MORNING - DAY)
    with town.acting("Ruth", at=MORNING - DAY) as ruth:
        held(town, other, ruth, MORNING - DAY + HOUR, ("Neil", "Ruth", "Tomasz"), at=MORNING - DAY)
        ten = at(10, day=FRIDAY + DAY)
        agreed(town, other, ruth, ten, at=MORNING - DAY + 3 * HOUR, length=timedelta(minutes=30))
    assert looked(town, network_of(town, members=(), at=FRIDAY)).ways == ()


def test_four_ways_are_shown_and_two_at_most_that_begin_together(town: Town) -> None:
    """Best first: sooner, but a peer practitioner is worth two hours' waiting."""
    works(town, "Ruth", "Tomasz")
    works(town, "Farah", hours=(18 * 60, 21 * 60))
    works(town, "Sadia", hours=(18 * 60 + 30, 21 * 60))
    found = looked(town, network_of(town, at=FRIDAY))
    assert [(names(way), way.planned.start) for way in found.ways] == [
        (["Ruth", "Tomasz"], at(16, 45)), (["Farah", "Tomasz"], at(18, 30)), (["Sadia", "Tomasz"], at(19)),
        (["Farah", "Ruth"], at(18, 30)),
    ]  # fmt: skip
    assert {each.person.called: why for each, why in found.others}["Martin"] is Why.NO_HOURS


def test_what_begins_within_three_hours_is_not_asked_to_move(town: Town) -> None:
    works(town, "Ruth", "Tomasz", hours=(16 * 60, 19 * 60 + 30), days=[5])
    other = network_of(town, "Neil", at=MORNING)
    with town.acting("Ruth", at=MORNING) as ruth:
        agreed(town, other, ruth, at(17), at=MORNING)
    found = looked(town, network_of(town, at=FRIDAY))
    assert (found.ways, {why for who, why in found.others if who.person.called in {"Ruth", "Tomasz"}}) == (
        (), {Why.FULL},
    )  # fmt: skip


def test_the_team_stays_and_somebody_new_stands_behind(town: Town) -> None:
    """R12: Ruth and Tomasz, who met them, at six, rather than Farah now."""
    works(town, "Farah")
    works(town, "Ruth", "Tomasz", hours=(17 * 60 + 40, 21 * 60))
    network = network_of(town, at=MORNING - DAY)
    with town.acting("Ruth", at=MORNING - DAY) as ruth:
        held(town, network, ruth, MORNING - DAY + 2 * HOUR, at=MORNING - DAY)
    found = looked(town, network)
    assert (names(found.ways[0]), found.ways[0].planned.start) == (["Ruth", "Tomasz"], at(18))
    assert [(each.of_the_team, each.met) for each in found.ways[0].comes] == [(True, 1), (True, 1)]
    assert (found.due, found.called, found.ways[0].spare, found.later) == (None, None, None, None)
    assert {each.person.called: why for each, why in found.others}.get("Farah", Why.BEHIND) is Why.BEHIND


def test_where_nothing_was_promised_the_own_team_is_worth_waiting_for(town: Town) -> None:
    """R12: Tomasz is here on Monday; two others could come tomorrow, and stand behind him and Ruth."""
    works(town, "Ruth", "Farah")
    works(town, "Tomasz", days=[1])
    network = network_of(town, at=FRIDAY - 3 * DAY)
    with town.acting("Ruth", at=FRIDAY - 2 * DAY) as by:
        held(town, network, by, start=FRIDAY - DAY, at=FRIDAY - 2 * DAY)
    found = looked(town, network)
    assert set(names(found.ways[0])) == {"Ruth", "Tomasz"}
    assert found.ways[0].planned.start.date() == (FRIDAY + 3 * DAY).date()
    assert any("Farah" in names(way) for way in found.ways[1:])


def test_the_telephone_is_handed_on_only_where_that_is_worth_it(town: Town) -> None:
    """R5: Ruth holds it until five; they wait for that, or she hands it on where nobody could come otherwise."""
    works(town, "Ruth", "Tomasz")
    with town.acting("Martin", at=MORNING) as martin:
        key = town.practitioners["Ruth"].pk
        duty.give_turn(practitioner_id=key, start=at(8), end=at(17), by=martin, at=MORNING)
    network = network_of(town, at=FRIDAY)
    (way,) = looked(town, network).ways
    assert (way.planned.start, way.comes[0].hands_on_the_telephone) == (at(17), False)
    with town.acting("Martin", at=MORNING) as martin:
        duty.give_turn(practitioner_id=key, start=at(17), end=at(23, 59, day=FRIDAY + DAY), by=martin, at=MORNING)
    (way,) = looked(town, network).ways
    assert (way.planned.start, way.comes[0].hands_on_the_telephone) == (at(17), True)


def test_a_time_offered_to_another_network_is_said(town: Town) -> None:
    """R14: proposals may overlap, and whoever offers the second ought to know of the first."""
    works(town, "Ruth", "Tomasz", days=[5], hours=(16 * 60, 19 * 60))
    other = network_of(town, "Neil", at=MORNING)
    with town.acting("Ruth", at=MORNING) as ruth:
        proposed(town, other, ruth, at(16, 30), at=MORNING)
    (way,) = looked(town, network_of(town, at=FRIDAY)).ways
    assert [each.offered_elsewhere for each in way.comes] == [True, True]


def test_the_hours_they_would_like(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    evening = tuple(Period(at(18, day=FRIDAY + day * DAY), at(20, day=FRIDAY + day * DAY)) for day in range(3))
    found = looked(town, network_of(town, at=FRIDAY), Wish(PlaceKind.HOME, "", timedelta(minutes=90), evening))
    assert (found.ways[0].planned.start, found.ways[0].outside) == (at(18), False)


def test_a_promise_that_is_over_is_no_wall(town: Town) -> None:
    """R3: late already; as soon as can be, and nothing is said to be to spare."""
    works(town, "Ruth", "Tomasz")
    found = looked(town, network_of(town, at=FRIDAY - 2 * DAY))
    assert (found.ways[0].planned.start, found.ways[0].spare, found.later) == (at(16, 45), None, None)
    assert found.due == FRIDAY - DAY


def test_where_the_postcodes_are_known_the_way_is_reckoned(town: Town) -> None:
    """From the base in Westminster to Edinburgh is a day's drive: nobody comes; to the next street is minutes."""
    works(town, "Ruth", "Tomasz")
    network = network_of(town, at=FRIDAY)
    near = looked(town, network, Wish(PlaceKind.HOME, "10 Downing Street, SW1A 2AA", timedelta(minutes=90)))
    first = near.ways[0].comes[0]
    assert (first.journey, first.is_guessed) == (timedelta(minutes=20), True)  # Ruth's base has no postcode
    rooms = Wish(PlaceKind.OUR_ROOMS, "", timedelta(minutes=90))
    assert looked(town, network, rooms).ways[0].comes[0].journey == timedelta(0)
    with town.acting("Martin", at=MORNING) as martin:
        for name in ("Ruth", "Tomasz"):
            key, base = town.practitioners[name].pk, Particulars(base="The old bakery, SW1A 1AA")
            particulars.keep_particulars(practitioner_id=key, brings=base, by=martin, at=MORNING)
    near = looked(town, network, Wish(PlaceKind.HOME, "10 Downing Street, SW1A 2AA", timedelta(minutes=90)))
    # A kilometre as birds fly, 1.3 by the roads at 20 km/h: just under four minutes, and five to park.
    assert {(each.journey, each.is_guessed) for each in near.ways[0].comes} == {(timedelta(minutes=9), False)}
    nowhere = looked(town, network, Wish(PlaceKind.HOME, "Upstairs", timedelta(minutes=90))).ways[0].comes[0]
    assert (nowhere.journey, nowhere.is_guessed) == (timedelta(minutes=20), True)
    video = looked(town, network, Wish(PlaceKind.VIDEO, "", timedelta(minutes=90))).ways[0].comes[0]
    assert (video.journey, video.is_guessed) == (timedelta(0), False)


def test_it_asks_as_much_for_many_of_us_as_for_two(town: Town) -> None:
    network, asked = network_of(town, at=FRIDAY), []
    for more in (("Ruth", "Tomasz"), ("Farah", "Sadia")):
        works(town, *more)
        with town.acting("Ruth", at=FRIDAY) as by, CaptureQueriesContext(connection) as captured:
            look(network=network, wish=HOME, called=None, by=by, at=FRIDAY)
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_whoever_speaks_their_language_stands_first(town: Town) -> None:
    """R9: what the caller said of it on the telephone; Sadia speaks Urdu, and is worth half an hour to wait for."""
    works(town, "Ruth", "Tomasz")
    works(town, "Sadia", hours=(17 * 60, 21 * 60))
    with town.acting("Martin", at=MORNING) as martin:
        key = town.practitioners["Sadia"].pk
        speaks = Particulars(languages=("ur", "en"))
        particulars.keep_particulars(practitioner_id=key, brings=speaks, by=martin, at=MORNING)
    contact = called(town, Told("She hardly speaks.", caller_name="Nasima Begum", language="Urdu, or some English"),
                     at=FRIDAY)  # fmt: skip
    found = looked(town, contact.network)
    best, *others = found.ways
    assert (names(best), best.planned.start, best.nobody_speaks) == (["Sadia", "Tomasz"], at(17, 30), ())
    assert {each.practitioner.person.called: each.speaks for each in best.comes} == {"Sadia": ("ur",), "Tomasz": ()}
    alone = next(way for way in others if names(way) == ["Ruth", "Tomasz"])
    assert (alone.nobody_speaks, alone.no_peer) == (("ur",), False)


def test_english_is_what_everybody_here_speaks(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    contact = called(town, Told("Please come.", caller_name="Carol Marsh", language="English"), at=FRIDAY)
    (way,) = looked(town, contact.network).ways
    assert way.nobody_speaks == ()


def test_a_language_that_no_catalogue_knows_is_spoken_by_nobody_and_that_is_said(town: Town) -> None:
    """R9: nobody is sent to somebody who speaks Sylheti as if everybody did."""
    works(town, "Ruth", "Tomasz")
    contact = called(town, Told("Please come.", caller_name="Nasima Begum", language="Sylheti"), at=FRIDAY)
    (way,) = looked(town, contact.network).ways
    assert way.nobody_speaks == ("Sylheti",)


def test_a_base_with_a_postcode_is_where_journeys_begin(town: Town) -> None:
    """From the Palace to Downing Street, 1.0 km as the crow flies, 1.3 by road: four minutes, and five to park."""
    works(town, "Ruth", "Tomasz")
    for name in ("Ruth", "Tomasz"):
        with town.acting(name, at=MORNING) as by:
            here = Particulars(base="The old bakery, SW1A 1AA")
            key = town.practitioners[name].pk
            particulars.keep_particulars(practitioner_id=key, brings=here, by=by, at=MORNING)
    near = Wish(PlaceKind.HOME, "10 Downing Street, SW1A 2AA", timedelta(minutes=90))
    way = looked(town, network_of(town, at=FRIDAY), near).ways[0]
    assert {round(each.journey.total_seconds() / 60) for each in way.comes} == {9}


def test_over_a_night_with_a_clock_change_the_window_is_as_long_as_ever(town: Town) -> None:
    """R2: called on Saturday at ten past four, winter time; on Sunday they begin at nine, which is eight in winter."""
    saturday = datetime(2027, 3, 27, 16, 10, tzinfo=UTC)
    works(town, "Ruth", "Tomasz", hours=(9 * 60, 17 * 60), days=[7])
    found = looked(town, network_of(town, at=saturday), now=saturday)
    assert found.due == saturday + DAY  # ten past five by the clocks of Sunday
    first = found.ways[0].planned
    assert first.start == datetime(2027, 3, 28, 8, 30, tzinfo=UTC)  # twenty minutes' way from nine, and half past
    assert all(way.planned.start <= found.due for way in found.ways)
