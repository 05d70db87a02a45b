"""What happened between a week's plan and its acceptance: leave, the telephone, other hours, somebody else found."""

from datetime import date

import pytest

from tests.meetings import agreed
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.weeks import FRIDAY, NEXT_MONDAY, accepted, is_away, met, names, reckoned, shown, works
from tornio.actions import bookings, duty, meetings, working
from tornio.core.meetings import ChosenBy
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.core.working import Stretch
from tornio.people.models import Practitioner
from tornio.records.models import Away, Booking, Message, NetworkMeeting, PlannedMeeting, Substitution, Timetable
from tornio.records.visible import reach

WEDNESDAY = MONDAY + 2 * DAY
ARRANGED = "That is arranged already."


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be."""
    return build_town(profile="saltmere")


def offered(town: Town) -> int:
    with town.acting("Martin", at=FRIDAY):
        return NetworkMeeting.objects.filter(status="proposed").count()


def planned(town: Town) -> tuple[Timetable, PlannedMeeting]:
    """Ruth and Tomasz could meet Leon's network once, as the week was planned."""
    works(town, "Ruth", "Tomasz")
    met(town)
    made = reckoned(town)
    (line,) = shown(town, made)
    return made, line


def ruth_is_ill(town: Town) -> tuple[NetworkMeeting, Timetable, PlannedMeeting]:
    """She and Tomasz are expected on Monday at ten; Sadia or Farah comes instead, as the week was planned."""
    works(town, "Ruth", "Tomasz", "Sadia", "Farah")
    network = met(town)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        meeting = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    made = reckoned(town)
    (line,) = shown(town, made)
    return meeting, made, line


def come(town: Town, meeting: NetworkMeeting) -> set[str]:
    """Who of us comes to it now."""
    with town.acting("Martin", at=FRIDAY):
        rows = Booking.objects.filter(meeting=meeting, released_at__isnull=True)
        return set(rows.values_list("practitioner__person__called", flat=True))


def told(town: Town) -> int:
    """How often the network was told that somebody stands in."""
    with town.nobody(at=FRIDAY, capacity=Capacity.JOB):
        return Message.objects.filter(kind="stands_in").count()


def test_who_is_away_by_now_is_not_offered(town: Town) -> None:
    """R12: Tomasz writes down leave after the week was reckoned; taken back, it can be offered again."""
    made, line = planned(town)
    is_away(town, "Tomasz", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 6 * DAY)
    assert accepted(town, made, [line.pk]) == ["Tomasz is not at work then any more."]
    assert offered(town) == 0
    with town.acting("Tomasz", at=FRIDAY) as by:
        working.take_back(away_id=Away.objects.get().pk, by=by, at=FRIDAY)
    assert accepted(town, made, [line.pk], who="Ruth") == [""]
    assert offered(town) == 1


def test_who_works_at_other_hours_by_now_or_leaves_before_is_not_offered(town: Town) -> None:
    """R12: Ruth comes on Saturdays alone; then Tomasz leaves on Sunday, before the week begins."""
    made, line = planned(town)
    ruth, tomasz = (town.practitioners[name] for name in ("Ruth", "Tomasz"))

    def ruth_works(day: int) -> None:
        with town.acting("Ruth", at=FRIDAY) as by:
            week = [Stretch(each, 9 * 60, 17 * 60) for each in range(day, 7)]
            working.keep_week(practitioner_id=ruth.pk, week=week, first=date(2026, 11, 9), by=by, at=FRIDAY)

    ruth_works(6)
    assert accepted(town, made, [line.pk]) == ["Ruth is not at work then any more."]
    ruth_works(1)
    with town.nobody(at=FRIDAY, capacity=Capacity.JOB):
        Practitioner.objects.filter(pk=tomasz.pk).update(until=NEXT_MONDAY - DAY)
    assert accepted(town, made, [line.pk]) == ["Tomasz is not at work then any more."]
    assert offered(town) == 0


def test_who_holds_the_telephone_by_now_is_not_offered(town: Town) -> None:
    """R5: Martin gives Ruth a turn after the week was reckoned."""
    made, line = planned(town)
    with town.acting("Martin", at=FRIDAY) as by:
        key = town.practitioners["Ruth"].pk
        duty.give_turn(practitioner_id=key, start=line.planned.lower, end=line.planned.upper, by=by, at=FRIDAY)
    assert accepted(town, made, [line.pk]) == ["Ruth holds the telephone then."]
    assert offered(town) == 0


def test_who_would_stand_in_and_is_ill_by_now_is_not_sent(town: Town) -> None:
    """R12."""
    meeting, made, line = ruth_is_ill(town)
    (who,) = names(town, line)
    is_away(town, who, NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    assert accepted(town, made, [line.pk]) == [f"{who} is not at work then any more."]
    assert come(town, meeting) == {"Ruth", "Tomasz"}


def test_where_tomasz_found_somebody_already_nobody_else_is_added_or_told(town: Town) -> None:
    """R12: he named whoever of Sadia and Farah the plan did not."""
    meeting, made, line = ruth_is_ill(town)
    (other,) = {"Sadia", "Farah"} - names(town, line)
    with town.acting("Tomasz", at=FRIDAY) as by:
        reach.forget(by)
        bookings.name_substitute(meeting=meeting, practitioner=town.practitioners[other], by=by, at=FRIDAY,
                                 reason="Ruth is ill.", stands_in_for=town.practitioners["Ruth"])  # fmt: skip
    before = told(town)
    assert accepted(town, made, [line.pk]) == [ARRANGED]
    assert (come(town, meeting), told(town)) == ({"Tomasz", other}, before)
    with town.acting("Martin", at=FRIDAY):
        assert Substitution.objects.filter(meeting=meeting).count() == 1


def test_where_ruth_is_back_nobody_comes_instead(town: Town) -> None:
    """R12: she takes her leave back."""
    meeting, made, line = ruth_is_ill(town)
    with town.acting("Ruth", at=FRIDAY) as by:
        working.take_back(away_id=Away.objects.get().pk, by=by, at=FRIDAY)
    assert accepted(town, made, [line.pk]) == ["Ruth can come after all."]
    assert (come(town, meeting), told(town)) == ({"Ruth", "Tomasz"}, 0)


def test_where_the_meeting_has_another_time_nobody_is_sent_at_the_old_one(town: Town) -> None:
    """R12, R14: it was moved by an hour, for which nobody has asked whoever would come instead."""
    meeting, made, line = ruth_is_ill(town)
    begins = NEXT_MONDAY + 2 * HOUR
    with town.acting("Tomasz", at=FRIDAY) as by:
        reach.forget(by)
        when = Period(begins, begins + HOUR)
        meetings.move(meeting=meeting, planned=when, time_chosen_by=ChosenBy.NETWORK, by=by, at=FRIDAY)
    assert accepted(town, made, [line.pk]) == [ARRANGED]
    assert (come(town, meeting), told(town)) == ({"Ruth", "Tomasz"}, 0)
