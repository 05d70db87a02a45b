"""Holding a meeting: late, at once or with fewer, and what closing asks for (R2, R11, R12, R14, R20)."""

import pytest
from django.db import connection

from tests.meetings import TUESDAY, agreed, contact_of, held, in_the_room, network_of, opened, proposed, ruth_with_leon
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import holding, meetings
from tornio.actions.frame import refusals
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus, NotHeldBy, PlaceKind
from tornio.core.sharing import Relationship
from tornio.people.keys import new_key
from tornio.records.models import Booking, NetworkMeeting, Presence, Substitution, TeamMember
from tornio.records.visible.reach import reach


def test_the_first_meeting_forms_the_team_from_those_who_were_there(town: Town) -> None:
    """R12: Farah was booked and did not come, so she is not of the team; Tomasz and Ruth are."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = held(town, network, ruth, of_us=("Ruth", "Tomasz", "Farah"))
        team = TeamMember.objects.filter(network=network).order_by("practitioner__person__called")
        assert [(m.practitioner.person.called, m.joined_by) for m in team] == [
            ("Ruth", "first_meeting"),
            ("Tomasz", "first_meeting"),
        ]
        assert {m.meeting_id for m in team} == {meeting.pk}
        assert {m.during.lower for m in team} == {TUESDAY + HOUR}


def test_a_second_meeting_forms_no_second_team(town: Town) -> None:
    """R12, R13: after the first meeting the team changes by a decision."""
    with ruth_with_leon(town) as (ruth, network):
        held(town, network, ruth)
        meeting = opened(town, network, ruth, start=TUESDAY + 24 * HOUR, at=TUESDAY + 2 * HOUR)
        in_the_room(town, meeting, ruth, ("Leon", "Ruth"), TUESDAY + 24 * HOUR)
        holding.close(meeting=meeting, by=ruth, at=TUESDAY + 25 * HOUR, fewer_why="Tomasz is ill.")
        assert TeamMember.objects.filter(network=network).count() == 2


def test_who_said_yes_to_a_later_meeting_comes_to_it_as_what_the_first_one_made_of_them(town: Town) -> None:
    """R12: Ruth as one of the team, Sadia standing in with a reason that the network is still to be told."""
    with ruth_with_leon(town) as (ruth, network):
        second = agreed(town, network, ruth, TUESDAY + DAY, of_us=("Ruth", "Sadia", "Tomasz"))
        assert set(Booking.objects.values_list("booked_as", flat=True)) == {"first"}
        held(town, network, ruth, TUESDAY)
        ahead = Booking.objects.filter(meeting=second)
        assert {each.practitioner.person.called: each.booked_as for each in ahead} == {
            "Ruth": "team", "Tomasz": "team", "Sadia": "substitute",
        }  # fmt: skip
        named = Substitution.objects.get()
        assert (named.practitioner, named.meeting, named.told_at) == (town.practitioners["Sadia"], second, None)
        assert named.reason == "They had said yes before there was a team."
    with town.acting("Sadia", at=TUESDAY + DAY) as sadia:
        assert reach(sadia).standing(network.pk) == {Relationship.SUBSTITUTE}


def test_the_clock_of_being_met_stops_when_leon_and_one_of_us_are_in_the_room(town: Town) -> None:
    """R2: with the person, and not when the meeting closes."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
        in_the_room(town, meeting, ruth, ("Ruth", "Carol"), TUESDAY)
        assert contact_of(network).first_met_at is None
        in_the_room(town, meeting, ruth, ("Leon",), TUESDAY + HOUR / 4)
        assert contact_of(network).first_met_at == TUESDAY + HOUR / 4
        assert contact_of(network).network_met_at is None


def test_a_first_meeting_of_the_network_alone_is_told_apart(town: Town) -> None:
    """R2, R20: Leon was asked and said that they should meet without him."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
        in_the_room(town, meeting, ruth, ("Carol", "Ruth", "Tomasz"), TUESDAY)
        with pytest.raises(Refused, match="Leon was not here") as refused:
            holding.close(meeting=meeting, by=ruth, at=TUESDAY + HOUR)
        assert refused.value.field == "without_person_answer"
        holding.hold_without_person(
            meeting=meeting, asked_at=MONDAY, answer="Go on without me. Tell me after.", by=ruth, at=TUESDAY + HOUR
        )
        holding.close(meeting=meeting, by=ruth, at=TUESDAY + HOUR)
        contact = contact_of(network)
        assert (contact.first_met_at, contact.network_met_at) == (None, TUESDAY)


def test_the_database_refuses_a_held_meeting_without_leon_who_was_not_asked(town: Town) -> None:
    """R20: in SQL."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
        in_the_room(town, meeting, ruth, ("Carol", "Ruth", "Tomasz"), TUESDAY)
        with pytest.raises(Refused, match="The person was not here"), refusals(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE records_networkmeeting SET status = 'held', held_at = opened_at WHERE id = %s", [meeting.pk]
            )


def test_asking_leon_needs_his_answer_and_a_time_that_has_been(town: Town) -> None:
    """R20."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        with pytest.raises(Refused, match="what they answered"):
            holding.hold_without_person(meeting=meeting, asked_at=MONDAY, answer=" ", by=ruth, at=MONDAY)
        with pytest.raises(Refused, match="has not come"):
            holding.hold_without_person(meeting=meeting, asked_at=TUESDAY, answer="Yes", by=ruth, at=MONDAY)
        meetings.not_held(meeting=meeting, who=NotHeldBy.PERSON, why="Not now.", by=ruth, at=MONDAY)
        with pytest.raises(Refused, match="is over"):
            holding.hold_without_person(meeting=meeting, asked_at=MONDAY, answer="Yes", by=ruth, at=MONDAY)


def test_held_with_one_of_us_says_why_and_is_counted(town: Town) -> None:
    """R11: Tomasz is stuck in the snow; the meeting is held, and says so."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
        in_the_room(town, meeting, ruth, ("Leon", "Ruth"), TUESDAY)
        with pytest.raises(Refused, match="Write why") as refused:
            holding.close(meeting=meeting, by=ruth, at=TUESDAY + HOUR)
        assert refused.value.field == "fewer_why"
        kept = holding.close(
            meeting=meeting, by=ruth, at=TUESDAY + HOUR, fewer_why="Snow.", closing_words="Again on Friday."
        )
        assert (kept.status, kept.fewer_why, kept.closing_words) == (MeetingStatus.HELD, "Snow.", "Again on Friday.")
        assert NetworkMeeting.objects.exclude(fewer_why="").count() == 1


def test_the_database_refuses_a_held_meeting_with_fewer_and_no_reason(town: Town) -> None:
    """R11: in SQL."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
        in_the_room(town, meeting, ruth, ("Leon", "Ruth"), TUESDAY)
        with pytest.raises(Refused, match="Fewer of us"), refusals(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE records_networkmeeting SET status = 'held', held_at = opened_at WHERE id = %s", [meeting.pk]
            )


def test_enough_of_us_need_no_reason_and_one_given_all_the_same_is_not_counted(town: Town) -> None:
    """R11: what is counted as fewer was fewer."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
        in_the_room(town, meeting, ruth, ("Leon", "Ruth", "Tomasz"), TUESDAY)
        assert holding.close(meeting=meeting, by=ruth, at=TUESDAY + HOUR, fewer_why="Snow.").fewer_why == ""


def test_a_visit_to_which_nobody_came_is_written_down_and_forms_no_team(town: Town) -> None:
    """R22: a missed meeting ends nothing; it is told as it was."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
        in_the_room(town, meeting, ruth, ("Ruth", "Tomasz"), TUESDAY)
        with pytest.raises(Refused, match="Write why"):
            holding.close(meeting=meeting, by=ruth, at=TUESDAY + HOUR)
        holding.close(meeting=meeting, by=ruth, at=TUESDAY + HOUR, fewer_why="Nobody opened the door.")
        assert contact_of(network).first_met_at is None
        assert not TeamMember.objects.filter(network=network).exists()


def test_everybody_leaves_the_room_when_the_meeting_closes(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = held(town, network, ruth)
        ends = set(Presence.objects.filter(meeting=meeting).values_list("present__endswith", flat=True))
        assert ends == {TUESDAY + HOUR}


def test_closing_and_opening_on_two_devices_is_done_once(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = held(town, network, ruth)
        assert holding.close(meeting=meeting, by=ruth, at=TUESDAY + 2 * HOUR).held_at == TUESDAY + HOUR
        other = opened(town, network, ruth, start=TUESDAY + 5 * HOUR, at=TUESDAY + 2 * HOUR)
        assert holding.open_meeting(meeting=other, by=ruth, at=TUESDAY + 6 * HOUR).opened_at == TUESDAY + 5 * HOUR


def test_a_meeting_held_at_once_is_proposed_agreed_and_opened_in_one_go(town: Town) -> None:
    """R10, R11: in a crisis nobody fills in a proposal first; one of us is enough to begin."""
    with ruth_with_leon(town) as (ruth, network):
        key = new_key()
        meeting = holding.open_now(
            network=network, place_kind=PlaceKind.HOME, practitioners=[town.practitioners["Ruth"]], by=ruth,
            at=MONDAY + HOUR, key=key,
        )  # fmt: skip
        assert (meeting.status, meeting.opened_at, meeting.agreed_at) == ("open", MONDAY + HOUR, MONDAY + HOUR)
        again = holding.open_now(network=network, place_kind=PlaceKind.HOME, by=ruth, at=MONDAY + 2 * HOUR, key=key)
        assert again.pk == meeting.pk
        assert contact_of(network).first_offered_for == MONDAY + HOUR


def test_a_meeting_at_once_is_not_refused_because_ruth_is_agreed_elsewhere(town: Town) -> None:
    """R14: actual times are never refused; the agreed booking stays the only one."""
    with ruth_with_leon(town) as (ruth, network):
        agreed(town, network, ruth, start=MONDAY + HOUR)
        both = [town.practitioners["Ruth"], town.practitioners["Farah"]]
        meeting = holding.open_now(
            network=network, place_kind=PlaceKind.TELEPHONE, practitioners=both, by=ruth, at=MONDAY + 2 * HOUR
        )
        booked = Booking.objects.filter(meeting=meeting).values_list("practitioner__person__called", flat=True)
        assert list(booked) == ["Farah"]
        in_the_room(town, meeting, ruth, ("Ruth", "Farah", "Leon"), MONDAY + 2 * HOUR)
        assert Presence.objects.filter(meeting=meeting).count() == 3


def test_a_meeting_that_was_only_proposed_can_begin_and_clashing_bookings_end(town: Town) -> None:
    """R14."""
    with ruth_with_leon(town) as (ruth, network):
        agreed(town, network_of(town, centre="Jean", members=()), ruth, start=TUESDAY)
        meeting = proposed(town, network, ruth, start=TUESDAY + HOUR)
        assert holding.open_meeting(meeting=meeting, by=ruth, at=TUESDAY + HOUR).status == MeetingStatus.OPEN
        assert not Booking.objects.filter(meeting=meeting, released_at__isnull=True).exists()


def test_the_person_does_not_open_or_close_for_us(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
    with town.acting("Leon") as leon:
        with pytest.raises(NotForYou):
            holding.open_meeting(meeting=meeting, by=leon, at=TUESDAY)
        with pytest.raises(NotForYou):
            holding.close(meeting=meeting, by=leon, at=TUESDAY)


def test_nelft_agrees_only_with_a_peer_and_says_when_the_peer_was_missing(db: None) -> None:
    """R11: the profile says so, and the database holds it."""
    town = build_town("nelft", profile="nelft")
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth, of_us=("Ruth", "Farah"))
        with pytest.raises(Refused, match="peer practitioner"):
            meetings.agree(meeting=meeting, by=ruth, at=MONDAY)
        meetings.not_held(meeting=meeting, who=NotHeldBy.SERVICE, why="No peer.", by=ruth, at=MONDAY)
        other = opened(town, network, ruth)
        in_the_room(town, other, ruth, ("Leon", "Ruth", "Farah"), TUESDAY)
        with pytest.raises(Refused, match="Write why"):
            holding.close(meeting=other, by=ruth, at=TUESDAY + HOUR)
