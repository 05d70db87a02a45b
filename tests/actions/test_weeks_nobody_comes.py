"""An agreed meeting to which nobody of us comes any more is planned for: as many of us as are missing (R11, R12)."""

import pytest

from tests.actions.test_refused_faces import refuses
from tests.meetings import agreed, proposed
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.weeks import FRIDAY, NEXT_MONDAY, NEXT_WEEK, accepted, is_away, met, names, reckoned, shown, works
from tornio.actions import bookings, wishes
from tornio.records.models import Booking, NetworkMeeting, Substitution, Wish
from tornio.records.visible import reach
from tornio.records.visible.weeks import Week
from tornio.records.visible.weeks import week as read_week

WEDNESDAY = MONDAY + 2 * DAY
FOUND = "That is arranged already."


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be."""
    return build_town(profile="saltmere")


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Ruth and Tomasz are agreed with Leon on Monday at ten; he wants to meet neither of them any more."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    network = met(town)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        found = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
    refuses(town, network, "Ruth", "Tomasz")
    return found


def now(town: Town) -> Week:
    with town.acting("Martin", at=FRIDAY):
        return read_week(town.service, NEXT_WEEK, FRIDAY)


def come(town: Town, meeting: NetworkMeeting) -> set[str]:
    with town.acting("Martin", at=FRIDAY):
        rows = Booking.objects.filter(meeting=meeting, released_at__isnull=True, stopped_at__isnull=True)
        return set(rows.values_list("practitioner__person__called", flat=True))


def called(town: Town, *keys: object) -> set[str]:
    return {name for name, each in town.practitioners.items() if each.pk in keys}


def test_a_meeting_to_which_nobody_comes_stands_in_its_week_and_two_are_wanted(
    town: Town, meeting: NetworkMeeting
) -> None:
    """R11, R12."""
    found = now(town)
    (stands,) = found.stands
    assert (stands.meeting, stands.who, called(town, *stands.stopped)) == (meeting.pk, (), {"Ruth", "Tomasz"})
    assert called(town, *(each.instead_of for each in found.needs)) == {"Ruth", "Tomasz"}


def test_two_of_us_are_found_at_exactly_its_time_and_come_once_that_is_accepted(
    town: Town, meeting: NetworkMeeting
) -> None:
    """R11, R12, R14: Farah and Sadia; the reason says no more than that somebody does not come."""
    made = reckoned(town)
    lines = shown(town, made)
    assert {each.planned for each in lines} == {meeting.planned}
    assert [len(each.practitioners) for each in lines] == [1, 1]
    assert set.union(*(names(town, each) for each in lines)) == {"Farah", "Sadia"}
    assert accepted(town, made, [each.pk for each in lines]) == ["", ""]
    assert come(town, meeting) == {"Farah", "Sadia"}
    assert now(town).needs == ()
    with town.acting("Martin", at=FRIDAY):
        reasons = set(Substitution.objects.filter(meeting=meeting).values_list("reason", flat=True))
    assert reasons <= {"Ruth does not come any more.", "Tomasz does not come any more."}


def test_where_one_of_two_is_refused_one_is_wanted(town: Town) -> None:
    """R11, R12."""
    works(town, "Ruth", "Tomasz", "Farah")
    network = met(town)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
    refuses(town, network, "Tomasz")
    (needs,) = now(town).needs
    assert called(town, needs.instead_of) == {"Tomasz"}
    (line,) = shown(town, reckoned(town))
    assert names(town, line) == {"Farah"}


def test_where_both_are_away_two_are_wanted(town: Town) -> None:
    """R11, R12: away is not gone, and the meeting is in the week with both."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    network = met(town)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        meeting = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
    for name in ("Ruth", "Tomasz"):
        is_away(town, name, NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    made = reckoned(town)
    assert accepted(town, made, [each.pk for each in shown(town, made)]) == ["", ""]
    assert come(town, meeting) == {"Farah", "Sadia"}


def test_somebody_who_was_found_by_hand_meanwhile_is_enough(town: Town) -> None:
    """R12: Sadia of the team says yes to it beside the places that wait; then Farah too, and nobody is wanted."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    network = met(town, names=("Ruth", "Tomasz", "Sadia"))
    with town.acting("Ruth", at=WEDNESDAY) as by:
        meeting = agreed(town, network, by, NEXT_MONDAY + HOUR, of_us=("Ruth", "Tomasz"), at=WEDNESDAY)
    refuses(town, network, "Ruth", "Tomasz")
    made = reckoned(town)
    lines = [each.pk for each in shown(town, made)]
    for name, left in (("Sadia", 1), ("Farah", 0)):
        with town.acting("Sadia", at=FRIDAY) as by:
            reach.forget(by)
            bookings.book(meeting=meeting, practitioner=town.practitioners[name], by=by, at=FRIDAY,
                          reason="Somebody else comes.")  # fmt: skip
        assert len(now(town).needs) == left
    assert accepted(town, made, lines) == [FOUND, FOUND]


def test_who_is_welcome_again_can_come_after_all(town: Town) -> None:
    """R12: Farah stands in for Tomasz; Leon takes back what he said of her after the week was reckoned."""
    works(town, "Ruth", "Farah", "Sadia")
    network = met(town)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        reasons = {town.practitioners["Farah"].pk: "Tomasz is away."}
        agreed(town, network, by, NEXT_MONDAY + HOUR, of_us=("Ruth", "Farah"), at=WEDNESDAY, reasons=reasons)
    refuses(town, network, "Farah")
    made, later = reckoned(town), FRIDAY + HOUR
    with town.acting("Leon", at=later) as by:
        (wish,) = Wish.objects.filter(network=network)
        wishes.take_back(wish=wish, by=by, at=later)
    (line,) = shown(town, made)
    assert accepted(town, made, [line.pk], at=later) == ["Farah can come after all."]


def test_something_offered_to_which_nobody_comes_is_seen_in_its_week(town: Town) -> None:
    """R12: who is refused is released from what is only offered; it stands all the same."""
    works(town, "Ruth", "Tomasz")
    network = met(town)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        proposed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
    refuses(town, network, "Ruth", "Tomasz")
    (stands,) = now(town).stands
    assert (stands.agreed, stands.who) == (False, ())
    assert now(town).needs == ()
