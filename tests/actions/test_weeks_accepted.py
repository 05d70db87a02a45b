"""What becomes of a planned week: accepted in part, stood in for, declined; and what came in between."""

from datetime import timedelta

import pytest

from tests.meetings import agreed, network_of, proposed
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.weeks import FRIDAY, NEXT_MONDAY, accepted, again, is_away, lead, met, names, reckoned, shown, works
from tornio.actions import meetings, weeks
from tornio.core.errors import NotForYou, Refused
from tornio.core.people import Capacity
from tornio.core.weeks import PRICES, USUAL
from tornio.people.models import Practitioner
from tornio.records.models import (
    Booking,
    Message,
    NetworkMeeting,
    PlannedMeeting,
    Substitution,
)
from tornio.records.visible import reach
from tornio.records.visible import timetables as visible


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be."""
    return build_town(profile="saltmere")


def test_a_network_that_has_nothing_arranged_is_met_by_its_own_team_and_told_when_the_lead_accepts(town: Town) -> None:
    """R10, R11, R12, R14: twenty minutes from the base, so a quarter past nine puts it off to half past."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    network = met(town)
    made = reckoned(town)
    assert (made.state, made.progress, [point["price"] for point in made.curve]) == ("done", 100, list(PRICES))
    (line,) = shown(town, made)
    assert names(town, line) == {"Ruth", "Tomasz"}
    assert line.planned.upper - line.planned.lower == timedelta(minutes=90)
    assert line.planned.lower.minute % 15 == 0
    with town.acting("Martin", at=FRIDAY):
        assert not NetworkMeeting.objects.filter(network=network, status="proposed").exists()
    assert accepted(town, made, [line.pk]) == [""]
    with town.acting("Martin", at=FRIDAY):
        meeting = NetworkMeeting.objects.get(network=network, status="proposed")
        assert (meeting.planned, meeting.place_kind, meeting.place_words) == (line.planned, "home", "17 Ferry Lane")
        assert {each.practitioner_id for each in Booking.objects.filter(meeting=meeting)} == set(line.practitioners)
        assert not Substitution.objects.filter(meeting=meeting).exists()
        line = PlannedMeeting.objects.get(pk=line.pk)
        assert (line.state, line.became_id) == ("accepted", meeting.pk)


def test_the_lead_chooses_a_point_until_something_of_it_is_decided(town: Town) -> None:
    works(town, "Ruth", "Tomasz", "Farah")
    met(town)
    made = reckoned(town)
    lead(town, weeks.choose, timetable_id=made.pk, price=0)
    assert again(town, made).price == 0
    lead(town, weeks.choose, timetable_id=made.pk, price=0)
    with pytest.raises(Refused, match="one of the points"):
        lead(town, weeks.choose, timetable_id=made.pk, price=7)
    (line,) = shown(town, again(town, made))
    lead(town, weeks.decline, timetable_id=made.pk, lines=[line.pk])
    assert lead(town, weeks.decline, timetable_id=made.pk, lines=[line.pk]) == 0
    assert accepted(town, made, [line.pk]) == ["That cannot be accepted any more."]
    with pytest.raises(Refused, match="decided already"):
        lead(town, weeks.choose, timetable_id=made.pk, price=USUAL)


def test_what_came_in_between_says_so_and_the_others_stand(town: Town) -> None:
    """R14: Ruth was booked meanwhile, Jean's network met with somebody; Neil's stands."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    leons, jeans = met(town), met(town, "Jean", ("Ruth", "Tomasz"), 3)
    neils = met(town, "Neil", ("Farah", "Sadia"))
    made = reckoned(town)
    lines = {line.network_id: line for line in shown(town, made)}
    with town.acting("Ruth", at=FRIDAY) as by:
        proposed(town, jeans, by, NEXT_MONDAY + 12 * DAY, at=FRIDAY)
        mine = lines[leons.pk].planned
        first = proposed(town, leons, by, mine.lower, at=FRIDAY)
        meetings.agree(meeting=first, by=by, at=FRIDAY)
    said = accepted(town, made, [lines[each.pk].pk for each in (leons, jeans, neils)])
    assert said == [
        "Ruth was booked for that time meanwhile.", "They have something arranged meanwhile.", ""
    ]  # fmt: skip
    assert accepted(town, made, [lines[neils.pk].pk]) == [""]
    with town.acting("Martin", at=FRIDAY):
        assert NetworkMeeting.objects.filter(network=neils, status="proposed").count() == 1
    late = lines[jeans.pk].planned.upper
    assert accepted(town, made, [lines[jeans.pk].pk], at=late) == ["That time has passed."]


def test_somebody_who_left_since_is_not_offered(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    met(town)
    made = reckoned(town)
    (line,) = shown(town, made)
    with town.nobody(at=FRIDAY, capacity=Capacity.JOB):
        Practitioner.objects.filter(pk=town.practitioners["Tomasz"].pk).update(until=FRIDAY)
    assert accepted(town, made, [line.pk]) == ["One of those who would come does not work here any more."]


def test_somebody_who_is_ill_is_stood_in_for_and_the_network_is_told(town: Town) -> None:
    """R11, R12: Ruth is away on Monday; Sadia comes instead, with the reason, and nobody says why Ruth is away."""
    works(town, "Ruth", "Tomasz", "Sadia")
    network = met(town)
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        meeting = agreed(town, network, by, NEXT_MONDAY + HOUR, at=MONDAY + 2 * DAY)
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    made = reckoned(town)
    (line,) = shown(town, made)
    assert (names(town, line), line.meeting_id, line.planned) == ({"Sadia"}, meeting.pk, meeting.planned)
    assert accepted(town, made, [line.pk]) == [""]
    with town.acting("Martin", at=FRIDAY):
        (stands_in,) = Substitution.objects.filter(meeting=meeting)
        assert (stands_in.practitioner_id, stands_in.reason) == (line.practitioners[0], "Ruth cannot come that day.")
        come = Booking.objects.filter(meeting=meeting, released_at__isnull=True)
        assert {each.practitioner_id for each in come} == {
            town.practitioners["Sadia"].pk, town.practitioners["Tomasz"].pk
        }  # fmt: skip
    with town.nobody(at=FRIDAY, capacity=Capacity.JOB):
        assert Message.objects.filter(kind="stands_in", person=town.people["Leon"]).exists()


def test_one_of_the_team_comes_instead_and_stands_in_for_nobody(town: Town) -> None:
    """R12: the team is Ruth, Tomasz and Sadia; two of them had said yes."""
    works(town, "Ruth", "Tomasz", "Sadia")
    network = met(town, names=("Ruth", "Tomasz", "Sadia"))
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        meeting = agreed(town, network, by, NEXT_MONDAY + HOUR, at=MONDAY + 2 * DAY)
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    made = reckoned(town)
    (line,) = shown(town, made)
    assert names(town, line) == {"Sadia"}
    assert accepted(town, made, [line.pk]) == [""]
    with town.acting("Martin", at=FRIDAY):
        assert not Substitution.objects.filter(meeting=meeting).exists()
        assert Booking.objects.filter(meeting=meeting, released_at__isnull=True).count() == 2


def test_somebody_for_whom_nobody_can_come_instead_says_so(town: Town) -> None:
    works(town, "Ruth", "Tomasz", "Farah")
    leons, jeans = met(town), met(town, "Jean", ("Ruth", "Tomasz"), 3)
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        agreed(town, leons, by, NEXT_MONDAY + HOUR, at=MONDAY + 2 * DAY)
        agreed(town, jeans, by, NEXT_MONDAY + HOUR, of_us=("Farah", "Sadia"), at=MONDAY + 2 * DAY,
               reasons={town.practitioners[name].pk: "Both are away." for name in ("Farah", "Sadia")})  # fmt: skip
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    (line,) = [each for each in shown(town, reckoned(town)) if each.meeting_id]
    assert line.planned is None
    assert line.why.endswith(
        "Farah could come on Monday 9 November 2026, 11:30: ask the network whether that would suit them too."
    )


def test_one_who_is_free_comes_to_one_of_two_and_the_other_says_what_may_help(town: Town) -> None:
    """R14: Ruth and Farah are away at ten on Monday; Sadia alone is free, and cannot be at both."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    for centre, of_us in (("Leon", ("Ruth", "Tomasz")), ("Neil", ("Farah", "Martin"))):
        network = network_of(town, centre, responsible=of_us[0])
        with town.acting(of_us[0], at=MONDAY) as by:
            agreed(town, network, by, NEXT_MONDAY + HOUR, of_us=of_us)
    for who in ("Ruth", "Farah"):
        is_away(town, who, NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    found = shown(town, reckoned(town))
    assert [names(town, line) for line in found] == [{"Sadia"}, set()]
    assert "could come on Monday 9 November 2026, 11:30: ask the network" in found[1].why


def test_ruth_offers_what_is_proposed_for_her_own_network_and_reaches_no_other(town: Town) -> None:
    """R12, R24: whoever works with a network arranges its meetings; the others are the lead's and their own team's."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    leons, neils = met(town), met(town, "Neil", ("Farah", "Sadia"))
    made = reckoned(town)
    lines = {line.network_id: line.pk for line in shown(town, made)}
    with town.acting("Ruth", at=FRIDAY) as by:
        assert [each.pk for each in visible.for_ours(by)] == [lines[leons.pk]]
        assert {each.person.called for each in visible.of_us(visible.for_ours(by))} == {"Ruth", "Tomasz"}
        for verb in (weeks.accept, weeks.decline):
            with pytest.raises(NotForYou):
                verb(timetable_id=made.pk, lines=[lines[neils.pk]], by=by, at=FRIDAY)
        with pytest.raises(NotForYou):
            weeks.choose(timetable_id=made.pk, price=0, by=by, at=FRIDAY)
    assert accepted(town, made, [lines[leons.pk]], who="Ruth") == [""]
    with town.acting("Ruth", at=FRIDAY) as by:
        assert visible.for_ours(by) == []
        assert NetworkMeeting.objects.get(network=leons, status="proposed").proposed_by_id == by.person
    with town.acting("Farah", at=FRIDAY) as by:
        assert weeks.decline(timetable_id=made.pk, lines=[lines[neils.pk]], by=by, at=FRIDAY) == 1
        assert weeks.decline(timetable_id=made.pk, lines=[lines[neils.pk]], by=by, at=FRIDAY) == 0
    assert accepted(town, made, [lines[neils.pk]]) == ["That cannot be accepted any more."]


def test_what_is_put_aside_looked_for_anew_or_arranged_meanwhile_waits_for_nobody(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    leons = met(town)
    made = reckoned(town)

    def waits() -> int:
        with town.acting("Ruth", at=FRIDAY) as by:
            reach.forget(by)
            return len(visible.for_ours(by))

    assert waits() == 1
    lead(town, weeks.put_aside, timetable_id=made.pk)
    assert waits() == 0
    made = reckoned(town)
    assert waits() == 1
    with town.acting("Ruth", at=FRIDAY) as by:
        proposed(town, leons, by, NEXT_MONDAY + 12 * DAY, at=FRIDAY)
    assert waits() == 0
    with town.acting("Leon", at=FRIDAY) as by, pytest.raises(NotForYou):
        weeks.decline(timetable_id=made.pk, lines=[line.pk for line in shown(town, made)], by=by, at=FRIDAY)
