"""Whom the person refused comes no more and reads no more, at once, however they came to be there (R12)."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from tests.actions.test_refused_faces import WEDNESDAY, comes_back, refuses
from tests.meetings import agreed, in_the_room, network_of, opened
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.weeks import FRIDAY, NEXT_MONDAY, met
from tornio.actions import bookings, holding, meetings, presence, teams, wishes
from tornio.actions.bookings import team_of
from tornio.core.between import TakenBack
from tornio.core.episodes import LeftBy
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import ChosenBy, PlaceKind
from tornio.core.values import Period
from tornio.people.acting import Reader
from tornio.records.models import Booking, Network, NetworkMeeting, Substitution
from tornio.records.models import Wish as Wished
from tornio.records.visible import reach
from tornio.records.visible.meetings import arrangement
from tornio.records.visible.those_who import come, refused


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be."""
    return build_town(profile="saltmere")


def standing_by_the_database(by: Reader, network: Network) -> set[str]:
    """How the reader of this transaction stands, found by the database for itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relationship FROM tornio_standing() WHERE network = %s", [network.pk])
        return {row[0] for row in cursor.fetchall()}


def standing(town: Town, name: str, network: Network, at: datetime) -> set[str]:
    """How somebody stands to a network: the same by the querysets and by the database."""
    with town.acting(name, at=at) as by:
        reach.forget(by)
        found = {each.value for each in reach.reach(by).standing(network.pk)}
        assert found == standing_by_the_database(by, network)
    return found


def stands_in(town: Town, network: Network, name: str, start: datetime, at: datetime) -> NetworkMeeting:
    """Ruth and somebody who is not of the team are agreed."""
    with town.acting("Ruth", at=at) as by:
        reasons = {town.practitioners[name].pk: "Tomasz is away."}
        return agreed(town, network, by, start, at=at, of_us=("Ruth", name), reasons=reasons)


def take_back(town: Town, network: Network, at: datetime, called: str = "Leon") -> list[TakenBack]:
    """Every wish about somebody of us that stands is taken back; what follows, as they are told."""
    with town.acting(called, at=at) as by:
        standing = Wished.objects.filter(network=network, until__isnull=True, practitioner__isnull=False)
        return [wishes.take_back(wish=wish, by=by, at=at) for wish in standing]


def test_the_database_too_shows_nothing_to_somebody_who_was_to_stand_in(town: Town) -> None:
    """R12, R24: refused, and wanted again; the walls of the database follow the wish in the same moment."""
    network = met(town)
    stands_in(town, network, "Farah", NEXT_MONDAY + HOUR, WEDNESDAY)
    assert standing(town, "Farah", network, FRIDAY) == {"substitute"}
    refuses(town, network, "Farah", at=FRIDAY)
    assert standing(town, "Farah", network, FRIDAY) == set()
    with town.acting("Farah", at=FRIDAY):
        assert not Wished.objects.exists()
    take_back(town, network, FRIDAY + HOUR)
    assert standing(town, "Farah", network, FRIDAY + HOUR) == {"substitute"}


def test_who_was_there_this_morning_reads_nothing_once_refused_and_lifts_no_refusal(town: Town) -> None:
    """R12: Farah stood in today. Leon refuses her: neither her being there nor her own hand brings her back."""
    network = met(town)
    with town.acting("Ruth", at=FRIDAY) as by:
        meeting = opened(town, network, by, FRIDAY, at=FRIDAY - HOUR)
        in_the_room(town, meeting, by, ("Leon", "Ruth", "Tomasz"), FRIDAY)
        presence.arrive(meeting=meeting, person=town.people["Farah"], by=by, at=FRIDAY, reason="She was on the ward.")
        holding.close(meeting=meeting, by=by, at=FRIDAY + HOUR)
    assert standing(town, "Farah", network, FRIDAY + 2 * HOUR) == {"substitute"}
    refuses(town, network, "Farah", at=FRIDAY + 2 * HOUR)
    assert standing(town, "Farah", network, FRIDAY + 2 * HOUR) == set()
    refuses(town, network, "Ruth", at=FRIDAY + 2 * HOUR)
    with town.acting("Tomasz", at=FRIDAY + 3 * HOUR):
        wish = Wished.objects.get(practitioner=town.practitioners["Ruth"])
    for name in ("Ruth", "Farah"):
        with town.acting(name, at=FRIDAY + 3 * HOUR) as by, pytest.raises(NotForYou):
            wishes.take_back(wish=wish, by=by, at=FRIDAY + 3 * HOUR)


def test_a_first_meeting_makes_nobody_one_of_the_team_whom_leon_does_not_want(town: Town) -> None:
    """R12: he says so half an hour into it. Ruth is the team; Tomasz comes to no later meeting."""
    network = network_of(town)
    with town.acting("Ruth", at=MONDAY) as by:
        later = agreed(town, network, by, NEXT_MONDAY, at=MONDAY)
        meeting = opened(town, network, by, WEDNESDAY, at=MONDAY)
        in_the_room(town, meeting, by, ("Leon", "Ruth", "Tomasz"), WEDNESDAY)
    refuses(town, network, "Tomasz", at=WEDNESDAY + HOUR / 2)
    with town.acting("Ruth", at=WEDNESDAY + HOUR) as by:
        reach.forget(by)
        holding.close(meeting=meeting, by=by, at=WEDNESDAY + HOUR)
        assert team_of(network.pk, WEDNESDAY + HOUR) == {town.practitioners["Ruth"].pk}
        assert refused([network.pk])[network.pk] == {town.practitioners["Tomasz"].pk}
        assert not Substitution.objects.filter(meeting=later).exists()


def test_a_meeting_that_happens_now_is_written_down_whoever_is_there(town: Town) -> None:
    """R12, R14: it opens, with whom he wants; that Farah is there too is written by her arriving."""
    network = met(town)
    refuses(town, network, "Farah")
    with town.acting("Ruth", at=FRIDAY) as by:
        reach.forget(by)
        of_us = [town.practitioners[name] for name in ("Ruth", "Tomasz", "Farah")]
        made = holding.open_now(network=network, place_kind=PlaceKind.HOME, practitioners=of_us, by=by, at=FRIDAY)
        assert set(Booking.objects.filter(meeting=made).values_list("practitioner", flat=True)) == {
            each.pk for each in of_us[:2]
        }


def test_nobody_refused_is_named_in_a_place_that_is_still_kept_and_who_was_away_may_be(town: Town) -> None:
    """R11, R12: Farah's booking waits for somebody else; naming her would leave one of two."""
    network = met(town)
    monday = stands_in(town, network, "Farah", NEXT_MONDAY + HOUR, WEDNESDAY)
    refuses(town, network, "Farah", at=FRIDAY)
    same: dict[str, Any] = {"meeting": monday, "reason": "Ruth is ill.", "at": FRIDAY}
    with town.acting("Ruth", at=FRIDAY) as by:
        reach.forget(by)
        with pytest.raises(Refused, match="does not want to meet Farah"):
            bookings.name_substitute(**same, practitioner=town.practitioners["Farah"], by=by)
        seen = arrangement(by, monday.pk)
        assert seen.substitutions == []
        assert [each.practitioner.person.called for each in seen.no_longer] == ["Farah"]


def kept_for_tomasz(town: Town) -> NetworkMeeting:
    """A meeting agreed for Monday, at which his place is kept: he is to be long away."""
    network, tomasz = met(town), town.practitioners["Tomasz"]
    with town.acting("Ruth", at=WEDNESDAY) as by:
        monday = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
        teams.stop_in_team(network=network, practitioner=tomasz, left_by=LeftBy.LONG_AWAY, by=by, at=WEDNESDAY)
    return monday


def test_a_place_that_was_kept_is_taken_again_by_who_is_named_for_it(town: Town) -> None:
    """R11, R12: Tomasz was to be long away and is back for Monday: named with a reason, he comes."""
    monday, tomasz = kept_for_tomasz(town), town.practitioners["Tomasz"]
    with town.acting("Ruth", at=FRIDAY) as by:
        assert [each.practitioner.person.called for each in arrangement(by, monday.pk).bookings] == ["Ruth"]
        bookings.name_substitute(meeting=monday, practitioner=tomasz, reason="He is back for it.", by=by, at=FRIDAY)
        assert {each.practitioner.person.called for each in arrangement(by, monday.pk).bookings} == {"Ruth", "Tomasz"}


def test_two_wishes_about_one_of_us_hold_until_both_are_taken_back(town: Town) -> None:
    """R12."""
    network = met(town)
    monday = stands_in(town, network, "Farah", NEXT_MONDAY + HOUR, WEDNESDAY)
    refuses(town, network, "Farah", at=FRIDAY)
    refuses(town, network, "Farah", at=FRIDAY + HOUR)
    with town.acting("Leon", at=FRIDAY + 2 * HOUR) as by:
        first, second = Wished.objects.filter(network=network).order_by("at")
        assert wishes.take_back(wish=first, by=by, at=FRIDAY + 2 * HOUR) is TakenBack.STILL_REFUSED
        assert refused([network.pk])[network.pk] == {town.practitioners["Farah"].pk}
        assert [each.practitioner.person.called for each in arrangement(by, monday.pk).bookings] == ["Ruth"]
        assert wishes.take_back(wish=second, by=by, at=FRIDAY + 3 * HOUR) is TakenBack.EXPECTED
        assert refused([network.pk]) == {}
        assert {each.practitioner.person.called for each in arrangement(by, monday.pk).bookings} == {"Ruth", "Farah"}


def test_a_wish_that_was_over_before_the_next_brings_nobody_to_what_it_had_stopped(town: Town) -> None:
    """R12: Farah was expected again, and was refused again: what stops her is the second wish, and it alone."""
    network = met(town)
    monday = stands_in(town, network, "Farah", NEXT_MONDAY + HOUR, WEDNESDAY)
    for hours in (0, 4):
        refuses(town, network, "Farah", at=FRIDAY + hours * HOUR)
        assert take_back(town, network, FRIDAY + (hours + 2) * HOUR) == [TakenBack.EXPECTED]
    with town.acting("Ruth", at=FRIDAY + 7 * HOUR) as by:
        assert {each.practitioner.person.called for each in arrangement(by, monday.pk).bookings} == {"Ruth", "Farah"}


def test_who_was_to_come_for_the_first_time_is_expected_again_when_the_wish_is_taken_back(town: Town) -> None:
    """R12: no meeting was yet, so nobody is the team; Leon thinks better of Tomasz, and two of us come as agreed."""
    network = network_of(town)
    with town.acting("Ruth", at=MONDAY) as by:
        first = agreed(town, network, by, FRIDAY, at=MONDAY)
    refuses(town, network, "Tomasz")
    with town.acting("Ruth", at=WEDNESDAY) as by:
        assert [each.practitioner.person.called for each in arrangement(by, first.pk).no_longer] == ["Tomasz"]
    assert take_back(town, network, WEDNESDAY + HOUR) == [TakenBack.EXPECTED]
    with town.acting("Ruth", at=WEDNESDAY + HOUR) as by:
        assert not arrangement(by, first.pk).no_longer
        assert {each.practitioner.person.called for each in come().filter(meeting=first)} == {"Ruth", "Tomasz"}


def test_nobody_takes_back_what_was_wished_about_themself_even_when_a_meeting_brought_them_back(town: Town) -> None:
    """R12: Tomasz is of the team again and reads what Leon had wished; it is Leon's and Ruth's to take back."""
    network = met(town)
    refuses(town, network, "Tomasz")
    comes_back(town, network, "Tomasz", WEDNESDAY + DAY)
    with town.acting("Tomasz", at=FRIDAY) as by:
        wish = Wished.objects.get(network=network, until__isnull=True)
        with pytest.raises(NotForYou):
            wishes.take_back(wish=wish, by=by, at=FRIDAY)
    assert take_back(town, network, FRIDAY, called="Ruth") == [TakenBack.NOTHING_ELSE]
    assert standing(town, "Tomasz", network, FRIDAY) == {"team"}


def test_who_was_of_the_team_comes_back_by_a_decision_and_not_by_a_wish_taken_back(town: Town) -> None:
    """R12: Tomasz is refused no more; he is of no team, and his place on Monday waits all the same."""
    network = met(town)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        monday = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
    refuses(town, network, "Tomasz", at=FRIDAY)
    assert take_back(town, network, FRIDAY + HOUR) == [TakenBack.A_MEETING_DECIDES]
    assert standing(town, "Tomasz", network, FRIDAY + HOUR) == set()
    with town.acting("Ruth", at=FRIDAY + HOUR) as by:
        assert [each.practitioner.person.called for each in arrangement(by, monday.pk).no_longer] == ["Tomasz"]
        assert refused([network.pk]) == {}


def test_whom_staff_hear_to_be_refused_is_kept_as_the_persons_wish(town: Town) -> None:
    """R12: so that the person can read it and take it back."""
    network = met(town)
    with town.acting("Ruth", at=FRIDAY) as by, pytest.raises(Refused, match="what the person wishes"):
        teams.stop_in_team(network=network, practitioner=town.practitioners["Tomasz"],
                           left_by=LeftBy.REFUSED_BY_PERSON, by=by, at=FRIDAY)  # fmt: skip


def test_who_comes_no_more_does_not_count_when_another_is_released(town: Town) -> None:
    """R11: Ruth comes, Tomasz's place waits, Sadia was found. Ruth cannot go too: of two, one would come."""
    network = met(town, names=("Ruth", "Tomasz", "Sadia"))
    with town.acting("Ruth", at=WEDNESDAY) as by:
        monday = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
    refuses(town, network, "Tomasz", at=FRIDAY)
    with town.acting("Ruth", at=FRIDAY) as by:
        reach.forget(by)
        bookings.book(meeting=monday, practitioner=town.practitioners["Sadia"], by=by, at=FRIDAY)
        with pytest.raises(Refused, match="Find somebody to stand in first"):
            bookings.release(meeting=monday, practitioner=town.practitioners["Ruth"], why="Ill.", by=by, at=FRIDAY)
        bookings.release(meeting=monday, practitioner=town.practitioners["Tomasz"], why="Found.", by=by, at=FRIDAY)
        assert {each.practitioner.person.called for each in arrangement(by, monday.pk).bookings} == {"Ruth", "Sadia"}


def test_whose_place_is_only_kept_may_be_agreed_elsewhere_at_that_hour(town: Town) -> None:
    """R12, R14: Leon refuses Farah; Neil is met by her on that Monday morning. Leon's other mind comes too late."""
    network, neils = met(town), met(town, "Neil", hours=3)
    leons = stands_in(town, network, "Farah", NEXT_MONDAY + HOUR, WEDNESDAY)
    refuses(town, network, "Farah", at=FRIDAY)
    with town.acting("Tomasz", at=FRIDAY) as by:
        reasons = {town.practitioners["Farah"].pk: "Ruth is with somebody else."}
        agreed(town, neils, by, NEXT_MONDAY + HOUR, at=FRIDAY, of_us=("Tomasz", "Farah"), reasons=reasons)
    take_back(town, network, FRIDAY + HOUR)
    with town.acting("Ruth", at=FRIDAY + HOUR) as by:
        reach.forget(by)
        assert [each.practitioner.person.called for each in arrangement(by, leons.pk).no_longer] == ["Farah"]
        with pytest.raises(Refused, match="Farah is busy at that time"):
            bookings.name_substitute(
                meeting=leons, practitioner=town.practitioners["Farah"], reason="Again.", by=by, at=FRIDAY + HOUR
            )


def test_who_came_no_more_says_yes_again_by_hand(town: Town) -> None:
    """R12: Tomasz was to be long away; booked again with a reason, he stands in at the place that was kept."""
    monday, tomasz = kept_for_tomasz(town), town.practitioners["Tomasz"]
    with town.acting("Ruth", at=FRIDAY) as by:
        bookings.book(meeting=monday, practitioner=tomasz, reason="He is back for it.", by=by, at=FRIDAY)
        assert {each.practitioner.person.called for each in arrangement(by, monday.pk).bookings} == {"Ruth", "Tomasz"}
        assert Substitution.objects.get().reason == "He is back for it."


def test_where_he_is_meanwhile_hinders_no_other_time(town: Town) -> None:
    """R14: Leon refuses Tomasz, whose place is kept; Tomasz is with Neil on Tuesday, and Leon can be met then too."""
    network, neils = met(town, names=("Ruth", "Tomasz")), met(town, "Neil", names=("Tomasz", "Farah"), hours=3)
    tuesday = NEXT_MONDAY + 25 * HOUR
    with town.acting("Ruth", at=WEDNESDAY) as by:
        monday = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
    with town.acting("Tomasz", at=WEDNESDAY) as by:
        agreed(town, neils, by, tuesday, at=WEDNESDAY, of_us=("Tomasz", "Farah"))
    refuses(town, network, "Tomasz", at=FRIDAY)
    with town.acting("Ruth", at=FRIDAY) as by:
        reach.forget(by)
        planned = Period(tuesday, tuesday + HOUR)
        moved = meetings.move(meeting=monday, planned=planned, by=by, at=FRIDAY, time_chosen_by=ChosenBy.PERSON)
        assert (moved.planned.lower, moved.status) == (tuesday, "agreed")
