"""What counts as an offer of a first meeting: the clock that is ours to stop, and what does not stop it (R2, R3)."""

import pytest

from tests.meetings import TUESDAY, contact_of, held, network_of, proposed, ruth_with_leon
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import bookings, meetings
from tornio.core.errors import NotForYou
from tornio.core.meetings import ChosenBy, MeetingStatus, NotHeldBy
from tornio.core.values import Period


def test_leon_asks_for_a_meeting_and_it_is_not_yet_an_offer_of_ours(town: Town) -> None:
    """R2: the clock of being offered is ours to stop."""
    network = network_of(town)
    with town.acting("Leon") as leon:
        meeting = proposed(town, network, leon, of_us=())
        assert meeting.status == MeetingStatus.PROPOSED
        assert contact_of(network).first_offered_at is None
        with pytest.raises(NotForYou):
            proposed(town, network, leon, of_us=("Ruth",))


def test_the_first_offer_keeps_when_it_was_made_and_the_earliest_time_offered(town: Town) -> None:
    """R2, R3: offered in time, but they chose later, is told apart from late."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth, start=MONDAY + 6 * HOUR)
        meetings.move(
            meeting=meeting, planned=Period(MONDAY + 3 * DAY, MONDAY + 3 * DAY + HOUR), by=ruth, at=MONDAY + HOUR,
            time_chosen_by=ChosenBy.NETWORK,
        )  # fmt: skip
        contact = contact_of(network)
        assert (contact.first_offered_at, contact.first_offered_for) == (MONDAY, MONDAY + 6 * HOUR)


def test_a_time_that_the_team_itself_moves_was_no_offer(town: Town) -> None:
    """R3: moving a meeting out of the 24 hours ourselves is being late, not their choice."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth, start=MONDAY + 6 * HOUR)
        later = Period(MONDAY + 3 * DAY, MONDAY + 3 * DAY + HOUR)
        meetings.move(meeting=meeting, planned=later, by=ruth, at=MONDAY + HOUR, time_chosen_by=ChosenBy.TEAM)
        assert contact_of(network).first_offered_for == later.start


def test_an_offer_that_the_service_takes_back_is_no_offer(town: Town) -> None:
    """R3."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
        meetings.not_held(meeting=meeting, who=NotHeldBy.SERVICE, why="Both of us are ill.", by=ruth, at=MONDAY + HOUR)
        contact = contact_of(network)
        assert (contact.first_offered_at, contact.first_offered_for) == (None, None)


def test_what_leon_asked_for_is_our_offer_once_we_agree_to_it(town: Town) -> None:
    """R2, R3: and a wish that nobody answered is no offer, also when another offer is taken back."""
    network = network_of(town)
    with town.acting("Leon") as leon:
        meeting = proposed(town, network, leon, of_us=())
    with town.acting("Ruth") as ruth:
        other = proposed(town, network, ruth, start=TUESDAY + DAY)
        meetings.not_held(meeting=other, who=NotHeldBy.SERVICE, why="We are ill.", by=ruth, at=MONDAY + HOUR)
        assert contact_of(network).first_offered_at is None
        for name in ("Ruth", "Tomasz"):
            bookings.book(meeting=meeting, practitioner=town.practitioners[name], by=ruth, at=MONDAY + HOUR)
        meetings.agree(meeting=meeting, by=ruth, at=MONDAY + 2 * HOUR)
        contact = contact_of(network)
        assert (contact.first_offered_at, contact.first_offered_for) == (MONDAY + 2 * HOUR, TUESDAY)


def test_a_second_meetings_offers_and_moves_touch_no_clock(town: Town) -> None:
    """R2: the clocks are of the first contact alone."""
    with ruth_with_leon(town) as (ruth, network):
        held(town, network, ruth)
        before = contact_of(network)
        second = proposed(town, network, ruth, start=TUESDAY + DAY, at=TUESDAY + 2 * HOUR)
        onto = Period(TUESDAY + 2 * DAY, TUESDAY + 2 * DAY + HOUR)
        meetings.move(meeting=second, planned=onto, by=ruth, at=TUESDAY + 2 * HOUR, time_chosen_by=ChosenBy.TEAM)
        after = contact_of(network)
        assert (before.first_offered_for, before.first_met_at) == (after.first_offered_for, after.first_met_at)
