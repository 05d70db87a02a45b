"""Who is away is not expected: an agreed meeting has its number of us without them (R11)."""

from collections.abc import Sequence

import pytest

from tests.meetings import TUESDAY, agreed, proposed, ruth_with_leon
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import bookings, meetings, working
from tornio.core.errors import Refused
from tornio.core.meetings import ChosenBy, MeetingStatus, enough_are_there
from tornio.core.values import Period


def away(town: Town, *names: str, days: int = 1) -> None:
    """Away that long, from the evening before the meeting."""
    for name in names:
        with town.acting(name) as by:
            us, start = town.practitioners[name].pk, TUESDAY - DAY / 2 + (days - 1) * DAY
            working.go_away(practitioner_id=us, start=start, end=start + DAY, by=by, at=MONDAY)


def test_a_meeting_is_not_agreed_with_tomasz_who_is_away_until_farah_comes(town: Town) -> None:
    """R11: his yes was given before he wrote down that he is away."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
    away(town, "Tomasz")
    with town.acting("Ruth") as ruth:
        with pytest.raises(Refused, match=r"^Tomasz is away then") as refused:
            meetings.agree(meeting=meeting, by=ruth, at=MONDAY)
        assert refused.value.field == "practitioners"
        bookings.book(meeting=meeting, practitioner=town.practitioners["Farah"], by=ruth, at=MONDAY)
        assert meetings.agree(meeting=meeting, by=ruth, at=MONDAY).status == MeetingStatus.AGREED


def test_an_agreed_meeting_is_not_moved_to_a_day_on_which_both_are_away(town: Town) -> None:
    """R11: agreed today stays agreed, and moves to a day on which they are there."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
    away(town, "Ruth", "Tomasz", days=3)

    def move(day: int) -> None:
        start = TUESDAY + day * DAY
        with town.acting("Ruth") as by:
            planned = Period(start, start + HOUR)
            meetings.move(meeting=meeting, planned=planned, by=by, at=MONDAY, time_chosen_by=ChosenBy.PERSON)

    with pytest.raises(Refused, match=r"^(Ruth and Tomasz|Tomasz and Ruth) are away then"):
        move(2)
    move(3)


@pytest.mark.parametrize(
    ("here", "peer_here", "away_then"), [(2, True, ["Farah"]), (3, True, ["Farah", "Sadia"]), (0, False, [])]
)
def test_nobody_is_wanted_instead_where_enough_come_or_nobody_is_away(
    here: int, peer_here: bool, away_then: Sequence[str]
) -> None:
    """R11: how many have said yes at all is asked elsewhere."""
    enough_are_there(here=here, minimum=2, peer_required=True, peer_here=peer_here, away=away_then)


def test_the_peer_who_is_away_is_named_where_the_service_promised_one() -> None:
    """R11."""
    with pytest.raises(Refused, match="Tomasz is away then"):
        enough_are_there(here=2, minimum=2, peer_required=True, peer_here=False, away=["Tomasz"])
