"""Arranging a meeting: enough of us, one of us at one place at a time, a place the network chose (R10, R11, R14)."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.meetings import TUESDAY, agreed, network_of, proposed, ruth_with_leon
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import bookings, holding, meetings, presence
from tornio.actions.frame import refusals
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import Answer, ChosenBy, MeetingStatus, NotHeldBy, PlaceKind, a_place
from tornio.core.values import Period
from tornio.people.keys import new_key
from tornio.records.models import Booking, Change, Invitation, Network, NetworkMeeting


def test_a_proposal_asks_leon_and_everyone_who_belongs_and_says_who_chose(town: Town) -> None:
    """R8, R10: nobody chooses who is asked to a network's meeting but the network."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
        asked = set(Invitation.objects.filter(meeting=meeting).values_list("person__called", flat=True))
        assert asked == {"Leon", "Carol"}
        assert (meeting.place_chosen_by, meeting.time_chosen_by) == ("person", "network")
        assert (meeting.minimum_therapists, meeting.status) == (2, MeetingStatus.PROPOSED)
        assert Change.objects.filter(subject=meeting.pk, verb="proposed a meeting").count() == 1


def test_sending_a_proposal_twice_makes_one_meeting(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        key = new_key()
        first = proposed(town, network, ruth, key=key)
        again = proposed(town, network, ruth, key=key)
        assert first.pk == again.pk == key
        assert NetworkMeeting.objects.count() == 1


def test_a_stranger_of_the_network_arranges_nothing(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
    with town.acting("Sadia") as sadia:
        with pytest.raises(NotForYou):
            proposed(town, network, sadia)
        with pytest.raises(NotForYou):
            meetings.agree(meeting=meeting, by=sadia, at=MONDAY)
        with pytest.raises(NotForYou):
            holding.open_meeting(meeting=meeting, by=sadia, at=MONDAY)


def test_carol_who_is_a_member_does_not_arrange_for_leon(town: Town) -> None:
    """R8: the person decides; a member is asked."""
    network = network_of(town)
    with town.acting("Carol") as carol, pytest.raises(NotForYou):
        proposed(town, network, carol, of_us=())


def test_one_of_us_is_too_few_to_agree(town: Town) -> None:
    """R11: a meeting is agreed with at least the profile's number of therapists."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth, of_us=("Ruth",))
        with pytest.raises(Refused, match="one more practitioner has to say yes") as refused:
            meetings.agree(meeting=meeting, by=ruth, at=MONDAY)
        assert refused.value.field == "practitioners"
        bookings.book(meeting=meeting, practitioner=town.practitioners["Tomasz"], by=ruth, at=MONDAY)
        assert meetings.agree(meeting=meeting, by=ruth, at=MONDAY).status == MeetingStatus.AGREED
        assert meetings.agree(meeting=meeting, by=ruth, at=MONDAY + HOUR).agreed_at == MONDAY


def test_the_database_refuses_an_agreement_with_too_few_when_the_transaction_ends(town: Town) -> None:
    """R11: also for whoever goes around the application."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth, of_us=("Ruth",))
        with pytest.raises(Refused, match="at least the number of us"), refusals(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE records_networkmeeting SET status = 'agreed', agreed_at = now() WHERE id = %s", [meeting.pk]
            )


def test_an_agreed_meeting_cannot_lose_one_of_two_without_somebody_standing_in(town: Town) -> None:
    """R11: promised is promised, until somebody stands in or the meeting is not held."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        with pytest.raises(Refused, match="stand in first"):
            bookings.release(
                meeting=meeting, practitioner=town.practitioners["Tomasz"], why="He is ill.", by=ruth, at=MONDAY
            )
        bookings.book(meeting=meeting, practitioner=town.practitioners["Farah"], by=ruth, at=MONDAY)
        bookings.release(
            meeting=meeting, practitioner=town.practitioners["Tomasz"], why="He is ill.", by=ruth, at=MONDAY
        )
        left = set(
            Booking.objects.filter(released_at__isnull=True).values_list("practitioner__person__called", flat=True)
        )
        assert left == {"Ruth", "Farah"}


def test_proposals_may_overlap_but_ruth_is_agreed_into_one_meeting_at_a_time(town: Town) -> None:
    """R14: the second is named by her name and nothing else; no word of whose meeting it is."""
    with ruth_with_leon(town) as (ruth, leons):
        jeans = network_of(town, centre="Jean", members=("Neil",))
        agreed(town, leons, ruth)
        meeting = proposed(town, jeans, ruth, start=TUESDAY + HOUR, of_us=("Ruth", "Farah"))
        with pytest.raises(Refused, match=r"^Ruth is busy at that time") as refused:
            meetings.agree(meeting=meeting, by=ruth, at=MONDAY)
        assert "Leon" not in refused.value.sentence
        after = Period(TUESDAY + 90 * timedelta(minutes=1), TUESDAY + 3 * HOUR)
        meetings.move(meeting=meeting, planned=after, by=ruth, at=MONDAY, time_chosen_by=ChosenBy.NETWORK)
        assert meetings.agree(meeting=meeting, by=ruth, at=MONDAY).status == MeetingStatus.AGREED


def test_the_database_refuses_ruth_in_two_agreed_meetings_at_one_time(town: Town) -> None:
    """R14: the exclusion constraint, in SQL."""
    with ruth_with_leon(town) as (ruth, leons):
        jeans = network_of(town, centre="Jean", members=("Neil",))
        agreed(town, leons, ruth)
        meeting = proposed(town, jeans, ruth, start=TUESDAY + HOUR)
        with pytest.raises(Refused, match="in another meeting at that time"), refusals(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE records_networkmeeting SET status = 'agreed', agreed_at = now() WHERE id = %s", [meeting.pk]
            )


def test_the_database_refuses_a_booking_that_tells_another_time_than_its_meeting(town: Town) -> None:
    """R14: a booking cannot hide from the comparison."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth, of_us=())
        with pytest.raises(Refused), refusals():
            Booking.objects.create(
                organisation=town.organisation, meeting=meeting, practitioner=town.practitioners["Ruth"],
                booked_as="first", planned=(TUESDAY + DAY, TUESDAY + DAY + HOUR), meeting_status="proposed",
                booked_at=MONDAY,
            )  # fmt: skip


def test_an_agreed_meeting_is_not_moved_onto_another_of_ruths(town: Town) -> None:
    """R14."""
    with ruth_with_leon(town) as (ruth, leons):
        jeans = network_of(town, centre="Jean", members=("Neil",))
        agreed(town, leons, ruth)
        meeting = agreed(town, jeans, ruth, start=TUESDAY + 5 * HOUR, of_us=("Ruth", "Farah"))
        onto = Period(TUESDAY - HOUR, TUESDAY + HOUR)
        with pytest.raises(Refused, match="Ruth is busy"):
            meetings.move(meeting=meeting, planned=onto, by=ruth, at=MONDAY, time_chosen_by=ChosenBy.TEAM)


def test_moving_takes_the_bookings_along_and_asks_everybody_anew(town: Town) -> None:
    """R14: bookings follow their meeting; a yes to Tuesday is no yes to Thursday."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        asked = Invitation.objects.get(meeting=meeting, person=town.people["Carol"])
        presence.answer_invitation(invitation=asked, answer=Answer.COMES, words="With cake", by=ruth, at=MONDAY)
        later = Period(TUESDAY + 2 * DAY, TUESDAY + 2 * DAY + HOUR)
        meetings.move(meeting=meeting, planned=later, by=ruth, at=MONDAY, time_chosen_by=ChosenBy.NETWORK)
        times = {(b.planned.lower, b.meeting_status) for b in Booking.objects.filter(meeting=meeting)}
        assert times == {(later.start, "agreed")}
        asked.refresh_from_db()
        assert (asked.answer, asked.words) == (Answer.NOT_YET, "")


def test_moving_only_the_place_keeps_everybodys_answers_and_asks_its_host(town: Town) -> None:
    """R10: a host agrees."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        asked = Invitation.objects.get(meeting=meeting, person=town.people["Leon"])
        presence.answer_invitation(invitation=asked, answer=Answer.COMES, by=ruth, at=MONDAY)
        same = Period(meeting.planned.lower, meeting.planned.upper)
        moved = meetings.move(
            meeting=meeting, planned=same, by=ruth, at=MONDAY, time_chosen_by=ChosenBy.TEAM,
            place_kind=PlaceKind.ELSEWHERE, place_words="Carol’s kitchen", place_chosen_by=ChosenBy.NETWORK,
            host=town.people["Carol"],
        )  # fmt: skip
        asked.refresh_from_db()
        assert asked.answer == Answer.COMES
        assert (moved.host_id, moved.host_agreed_at, moved.time_chosen_by) == (town.people["Carol"].pk, None, "network")
        meetings.agree_host(meeting=moved, by=ruth, at=MONDAY)
        again = meetings.move(
            meeting=moved, planned=same, by=ruth, at=MONDAY, time_chosen_by=ChosenBy.TEAM,
            place_kind=PlaceKind.ELSEWHERE, place_words="Carol’s kitchen",
        )  # fmt: skip
        assert again.host_agreed_at == MONDAY


def test_a_home_that_the_team_thought_of_is_agreed_only_when_its_host_says_yes(town: Town) -> None:
    """R10: nobody comes to a home unasked."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth, place_chosen_by=ChosenBy.TEAM, host=town.people["Carol"])
        with pytest.raises(Refused, match="whose home") as refused:
            meetings.agree(meeting=meeting, by=ruth, at=MONDAY)
        assert refused.value.field == "host"
    with town.acting("Carol") as carol:
        meetings.agree_host(meeting=meeting, by=carol, at=MONDAY + HOUR)
    with town.acting("Ruth") as ruth:
        assert meetings.agree(meeting=meeting, by=ruth, at=MONDAY + HOUR).host_agreed_at == MONDAY + HOUR


def test_a_stranger_cannot_say_yes_for_a_host(town: Town) -> None:
    """R10."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth, host=town.people["Carol"])
    with town.acting("Neil") as neil, pytest.raises(NotForYou):
        meetings.agree_host(meeting=meeting, by=neil, at=MONDAY)


def test_a_host_is_somebody_and_of_the_network(town: Town) -> None:
    """R10: who says yes is written down."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth, place_chosen_by=ChosenBy.TEAM)
        with pytest.raises(Refused, match="Who said yes"):
            meetings.agree_host(meeting=meeting, by=ruth, at=MONDAY)
        with pytest.raises(Refused, match="people of the network"):
            meetings.agree_host(meeting=meeting, host=town.people["Jean"], by=ruth, at=MONDAY)
        assert meetings.agree_host(meeting=meeting, host=town.people["Leon"], by=ruth, at=MONDAY).host_agreed_at


def test_not_held_says_whose_doing_and_why_and_is_the_end_of_that_meeting(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        with pytest.raises(Refused, match="Say why"):
            meetings.not_held(meeting=meeting, who=NotHeldBy.NOBODY, why=" ", by=ruth, at=TUESDAY)
        kept = meetings.not_held(meeting=meeting, who=NotHeldBy.NOBODY, why="Snow on the road.", by=ruth, at=TUESDAY)
        assert (kept.status, kept.not_held_by) == (MeetingStatus.NOT_HELD, "nobody")
        for again in (meetings.agree, holding.open_meeting, holding.close):
            with pytest.raises(Refused, match="was not held"):
                again(meeting=meeting, by=ruth, at=TUESDAY)
        # Her time is free again.
        agreed(town, network_of(town, centre="Jean", members=()), ruth)


@pytest.mark.parametrize(
    ("start", "to"),
    [("proposed", "open"), ("proposed", "held"), ("agreed", "proposed"), ("agreed", "held"), ("not_held", "agreed")],
)
def test_the_database_lets_no_meeting_go_backwards_or_leap(town: Town, start: str, to: str) -> None:
    """R10: a meeting's life is declared once, and a trigger holds it."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
        if start == "agreed":
            meetings.agree(meeting=meeting, by=ruth, at=MONDAY)
        if start == "not_held":
            meetings.not_held(meeting=meeting, who=NotHeldBy.PERSON, why="Not this week.", by=ruth, at=MONDAY)
        with pytest.raises(Refused, match="further on already"), refusals(), connection.cursor() as cursor:
            cursor.execute("UPDATE records_networkmeeting SET status = %s WHERE id = %s", [to, meeting.pk])


def test_another_trusts_meeting_does_not_exist(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
        missing = NetworkMeeting(pk=new_key(), network_id=meeting.network_id)
        with pytest.raises(NotForYou):
            meetings.agree(meeting=missing, by=ruth, at=MONDAY)


def test_a_service_meets_only_where_its_profile_says_and_elsewhere_says_where(town: Town) -> None:
    """R10: a place without words is no place."""
    with ruth_with_leon(town) as (ruth, network):
        with pytest.raises(Refused, match="Where is it"):
            proposed(town, network, ruth, place_kind=PlaceKind.WARD, place_words=" ")
        with pytest.raises(Refused, match="How long"):
            meetings.propose(
                network=network, planned=Period(TUESDAY), place_kind=PlaceKind.HOME, by=ruth, at=MONDAY,
                place_chosen_by=ChosenBy.PERSON, time_chosen_by=ChosenBy.PERSON,
            )  # fmt: skip


def test_a_meeting_that_is_held_stays_as_it_was(town: Town) -> None:
    """R28: facts are added to, not moved."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        holding.open_meeting(meeting=meeting, by=ruth, at=TUESDAY)
        onto = Period(TUESDAY + DAY, TUESDAY + DAY + HOUR)
        with pytest.raises(Refused, match="This meeting is open"), transaction.atomic():
            meetings.move(meeting=meeting, planned=onto, by=ruth, at=TUESDAY, time_chosen_by=ChosenBy.TEAM)


def test_a_service_does_not_meet_where_its_profile_does_not() -> None:
    """R10: a profile may leave places out; nobody writes an empty address for a ward."""
    with pytest.raises(Refused, match="does not meet there") as refused:
        a_place(PlaceKind.VIDEO, "a link", [PlaceKind.HOME])
    assert refused.value.field == "place_kind"
    assert a_place(PlaceKind.HOME, " 17 Ferry Lane ", list(PlaceKind)) == "17 Ferry Lane"


def test_a_network_whose_work_has_ended_meets_again_only_after_coming_back(town: Town) -> None:
    """R22: the person comes back with one call; a meeting is no way round it."""
    with town.acting("Leon") as leon:
        network = Network.objects.create(
            organisation=town.organisation, service=town.service, centre=town.people["Leon"], opened_at=MONDAY
        )
        with pytest.raises(Refused, match="have ended"):
            proposed(town, network, leon, of_us=())


def test_leon_agrees_to_what_we_proposed_and_ruth_writes_down_that_carol_said_we_may_come(town: Town) -> None:
    """R10, R11: the person agrees as well as we do; the host who was named is the one who said yes."""
    network = network_of(town)
    with town.acting("Ruth") as ruth:
        meeting = proposed(town, network, ruth, host=town.people["Carol"])
        kept = meetings.agree_host(meeting=meeting, by=ruth, at=MONDAY)
        assert (kept.host_id, kept.host_agreed_at) == (town.people["Carol"].pk, MONDAY)
    with town.acting("Leon") as leon:
        assert meetings.agree(meeting=meeting, by=leon, at=MONDAY).status == MeetingStatus.AGREED
