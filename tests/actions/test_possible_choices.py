"""What is possible, as choices: the best, others at another time or of other people, and wished hours first."""

from datetime import timedelta

import pytest

from tests.actions.test_possible import FRIDAY, at, looked, names, works
from tests.meetings import held, network_of
from tests.people import DAY, HOUR, Town, build_town
from tornio.actions.diaries import Wish
from tornio.actions.possible import Why
from tornio.core.meetings import PlaceKind
from tornio.core.values import Period
from tornio.records.models import Network


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be, within 24 hours."""
    return build_town(profile="saltmere")


def known(town: Town) -> Network:
    """Leon's, met yesterday by Ruth and Tomasz, who are its team; nothing is promised any more."""
    network = network_of(town, at=FRIDAY - 3 * DAY)
    with town.acting("Ruth", at=FRIDAY - 2 * DAY) as by:
        held(town, network, by, start=FRIDAY - DAY, at=FRIDAY - 2 * DAY)
    return network


def wished(hours: tuple[Period, ...]) -> Wish:
    """At home, for an hour and a half, in these hours."""
    return Wish(PlaceKind.HOME, "", timedelta(minutes=90), hours)


def test_inside_the_hours_they_would_like_first_however_long_that_is_to_wait(town: Town) -> None:
    """Nothing hurries, and five and six days on are typed: sooner stands behind, also of what was promised."""
    works(town, "Ruth", "Tomasz")
    network = known(town)
    hours = tuple(Period(at(15, day=FRIDAY + day * DAY), at(18, day=FRIDAY + day * DAY)) for day in (5, 6))
    found = looked(town, network, wished(hours))
    assert [(way.planned.start, way.outside) for way in found.ways[:2]] == [
        (at(15, day=FRIDAY + 5 * DAY), False), (at(15, day=FRIDAY + 6 * DAY), False),
    ]  # fmt: skip
    assert all(way.outside for way in found.ways[2:])
    tomorrow = (Period(at(14, day=FRIDAY + DAY), at(16, day=FRIDAY + DAY)),)
    soon = looked(town, network_of(town, "Neil", members=(), at=FRIDAY), wished(tomorrow))
    assert (soon.ways[0].planned.start, soon.ways[0].outside) == (at(14, day=FRIDAY + DAY), False)


def test_their_own_team_is_not_hidden_by_the_hours_they_would_like(town: Town) -> None:
    """R12: Ruth and Tomasz work in the morning only; four ways with others are in the afternoon that was typed."""
    works(town, "Ruth", "Tomasz", hours=(9 * 60, 12 * 60))
    works(town, "Farah", "Sadia", "Martin")
    network = known(town)
    hours = tuple(Period(at(14, day=FRIDAY + day * DAY), at(18, day=FRIDAY + day * DAY)) for day in range(1, 7))
    found = looked(town, network, wished(hours))
    assert [way.outside for way in found.ways] == [False, False, False, True]
    assert set(names(found.ways[3])) == {"Ruth", "Tomasz"}


def test_the_ways_that_are_shown_are_choices(town: Town) -> None:
    """R12: their own team on two days, and two others; not the same two again, nor a third time at one hour."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    network = known(town)
    ways = looked(town, network).ways
    team = [way.planned.start for way in ways if set(names(way)) == {"Ruth", "Tomasz"}]
    assert team == [at(16, 45), at(9, 30, day=FRIDAY + DAY)]
    assert len({tuple(names(way)) for way in ways}) == 3
    for way in ways:
        near = [each for each in ways if abs(each.planned.start - way.planned.start) < HOUR]
        assert len(near) <= 2


def test_four_ways_an_hour_apart_rather_than_within_it(town: Town) -> None:
    """Two begin at about half past six, and a third and fourth at that hour stand behind whoever comes at eight."""
    works(town, "Ruth", "Tomasz", hours=(18 * 60, 22 * 60))
    works(town, "Farah", hours=(18 * 60 + 20, 22 * 60))
    works(town, "Sadia", hours=(19 * 60 + 30, 22 * 60))
    ways = looked(town, network_of(town, at=FRIDAY)).ways
    assert [way.planned.start for way in ways] == [at(18, 30), at(18, 45), at(20), at(20)]


def test_who_could_come_and_is_in_none_of_the_ways_is_said_to_stand_behind(town: Town) -> None:
    """Five could, and four ways name some of them; the others are not forgotten."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia", "Martin")
    found = looked(town, known(town))
    named = {name for way in found.ways for name in names(way)}
    behind = {who.person.called for who, why in found.others if why is Why.BEHIND}
    assert behind == {"Ruth", "Tomasz", "Farah", "Sadia", "Martin"} - named
    assert behind
