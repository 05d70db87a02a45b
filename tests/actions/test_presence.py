"""Who is asked, who stands in, who is there and in which part (R8, R10, R12, R14)."""

import pytest
from django.db import connection

from tests.kitchen import a_meeting
from tests.meetings import TUESDAY, agreed, held, in_the_room, network_of, opened, proposed, ruth_with_leon
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import bookings, holding, meetings, presence
from tornio.actions.frame import refusals
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import Answer, BookedAs, MeetingStatus, NotHeldBy, PresentAs, PresentWay
from tornio.core.messages import MessageKind
from tornio.core.people import Capacity
from tornio.people.acting import as_clerk
from tornio.people.keys import new_key
from tornio.records.models import Booking, Invitation, Message, Network, Presence, Substitution

QUARTER = HOUR / 4


def test_carol_answers_for_herself_and_ruth_writes_down_what_jean_says(town: Town) -> None:
    """R8: an answer is somebody's own, or heard from them."""
    network = network_of(town, members=("Carol", "Jean"))
    with town.acting("Ruth") as ruth:
        meeting = proposed(town, network, ruth)
        asked = {each.person.called: each for each in Invitation.objects.filter(meeting=meeting)}
    with town.acting("Carol") as carol:
        presence.answer_invitation(
            invitation=asked["Carol"], answer=Answer.FOR_PART, words="To six", by=carol, at=MONDAY
        )
        with pytest.raises(NotForYou):
            presence.answer_invitation(invitation=asked["Jean"], answer=Answer.COMES, by=carol, at=MONDAY)
    with town.acting("Ruth") as ruth:
        said = presence.answer_invitation(invitation=asked["Jean"], answer=Answer.MAYBE, by=ruth, at=MONDAY)
        assert (said.answer, said.answered_at) == (Answer.MAYBE, MONDAY)


def test_who_is_not_of_the_network_is_not_asked_to_its_meeting(town: Town) -> None:
    """R8: the person decides who belongs."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
        with pytest.raises(Refused, match="people of the network") as refused:
            presence.invite(meeting=meeting, person=town.people["Neil"], by=ruth, at=MONDAY)
        assert refused.value.field == "invited"


def test_an_invitation_taken_back_can_be_given_again_and_leons_own_cannot_be_taken(town: Town) -> None:
    """R8, R10."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
        asked = {each.person.called: each for each in Invitation.objects.filter(meeting=meeting)}
        presence.take_back(invitation=asked["Carol"], by=ruth, at=MONDAY)
        with pytest.raises(NotForYou):
            presence.answer_invitation(invitation=asked["Carol"], answer=Answer.COMES, by=ruth, at=MONDAY)
        with pytest.raises(Refused, match="always asked"):
            presence.take_back(invitation=asked["Leon"], by=ruth, at=MONDAY)
        again = presence.invite(meeting=meeting, person=town.people["Carol"], by=ruth, at=MONDAY)
        assert (again.pk, again.taken_back_at, again.answer) == (asked["Carol"].pk, None, Answer.NOT_YET)


def test_that_jean_was_told_is_kept_with_who_and_when_until_it_is_taken_back_or_agreed(town: Town) -> None:
    """R9, R10: told once is told; by mistake it is taken back; and that it is agreed has to be told again."""
    network = network_of(town, members=("Carol", "Jean"))
    with town.acting("Ruth") as ruth:
        meeting = proposed(town, network, ruth)
        jeans = Invitation.objects.get(meeting=meeting, person=town.people["Jean"])

        def told() -> tuple[object, object]:
            now = Invitation.objects.get(pk=jeans.pk)
            return now.told_at, now.told_by_id

        presence.not_told(invitation=jeans, by=ruth, at=MONDAY)
        for at in (MONDAY, MONDAY + QUARTER):
            presence.tell(invitation=jeans, by=ruth, at=at)
            assert told() == (MONDAY, town.people["Ruth"].pk)
        presence.not_told(invitation=jeans, by=ruth, at=MONDAY)
        assert told() == (None, None)
        presence.tell(invitation=jeans, by=ruth, at=MONDAY)
        meetings.agree(meeting=meeting, by=ruth, at=MONDAY + HOUR)
        assert told() == (None, None)
    with town.acting("Carol") as carol:
        for verb in (presence.tell, presence.not_told):
            with pytest.raises(NotForYou):
                verb(invitation=jeans, by=carol, at=MONDAY)


def test_farah_stands_in_for_tomasz_with_a_reason_and_the_network_is_told_beforehand(town: Town) -> None:
    """R12."""
    with ruth_with_leon(town) as (ruth, network):
        held(town, network, ruth)
        meeting = agreed(town, network, ruth, start=TUESDAY + DAY, at=TUESDAY + 2 * HOUR)
        farah, tomasz = town.practitioners["Farah"], town.practitioners["Tomasz"]
        at = TUESDAY + 3 * HOUR
        with pytest.raises(Refused, match="Farah is not of the team"):
            bookings.book(meeting=meeting, practitioner=farah, by=ruth, at=at)
        key = new_key()
        named = bookings.name_substitute(
            meeting=meeting, practitioner=farah, stands_in_for=tomasz, reason="Tomasz is ill.", by=ruth, at=at, key=key
        )
        again = bookings.name_substitute(meeting=meeting, practitioner=farah, reason="x", by=ruth, at=at, key=key)
        assert again.pk == named.pk == key
        now = Booking.objects.filter(meeting=meeting, released_at__isnull=True)
        assert {(b.practitioner.person.called, b.booked_as) for b in now} == {
            ("Ruth", BookedAs.TEAM),
            ("Farah", BookedAs.SUBSTITUTE),
        }
        told = bookings.told(substitution=named, words="Leon, by telephone", by=ruth, at=at + HOUR)
        later = bookings.told(substitution=named, words="Again", by=ruth, at=at + 2 * HOUR)
        kept = Substitution.objects.get()
        assert (kept.told_at, kept.told_words) == (at + HOUR, "Leon, by telephone")
        assert told.told_at == at + HOUR
        assert later is named


def test_nobody_of_the_team_stands_in(town: Town) -> None:
    """R12."""
    with ruth_with_leon(town) as (ruth, network):
        held(town, network, ruth)
        meeting = proposed(town, network, ruth, start=TUESDAY + DAY, at=TUESDAY + 2 * HOUR, of_us=())
        with pytest.raises(Refused, match="stands in for nobody"):
            bookings.name_substitute(
                meeting=meeting, practitioner=town.practitioners["Tomasz"], reason="x", by=ruth, at=TUESDAY + 3 * HOUR
            )


def test_a_proposal_with_somebody_who_stands_in_says_why(town: Town) -> None:
    """R12."""
    with ruth_with_leon(town) as (ruth, network):
        held(town, network, ruth)
        farah = town.practitioners["Farah"]
        with pytest.raises(Refused, match="say why"):
            proposed(town, network, ruth, start=TUESDAY + DAY, at=TUESDAY + 2 * HOUR, of_us=("Ruth", "Farah"))
        meeting = proposed(
            town, network, ruth, start=TUESDAY + DAY, at=TUESDAY + 2 * HOUR, of_us=("Ruth", "Farah"),
            reasons={farah.pk: "Tomasz is on leave."},
        )  # fmt: skip
        assert Substitution.objects.get(meeting=meeting).reason == "Tomasz is on leave."


def test_the_database_refuses_a_substitution_without_a_reason(town: Town) -> None:
    """R12: in SQL."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
        with pytest.raises(Refused, match="Say why somebody stands in"), refusals(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO records_substitution (id, organisation_id, meeting_id, practitioner_id, reason, named_at,"
                " told_words) VALUES (%s, %s, %s, %s, ' ', now(), '')",
                [new_key(), town.organisation.pk, meeting.pk, town.practitioners["Farah"].pk],
            )


def test_booking_twice_and_releasing_who_never_came_are_told(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
        farah, key = town.practitioners["Farah"], new_key()
        first = bookings.book(meeting=meeting, practitioner=farah, by=ruth, at=MONDAY, key=key)
        assert bookings.book(meeting=meeting, practitioner=farah, by=ruth, at=MONDAY, key=key).pk == first.pk
        with pytest.raises(Refused, match="said yes already"):
            bookings.book(meeting=meeting, practitioner=farah, by=ruth, at=MONDAY)
        with pytest.raises(Refused, match="had not said yes"):
            bookings.release(meeting=meeting, practitioner=town.practitioners["Sadia"], why="x", by=ruth, at=MONDAY)
        with pytest.raises(Refused, match="Say why"):
            bookings.release(meeting=meeting, practitioner=farah, why=" ", by=ruth, at=MONDAY)


def test_booking_or_standing_in_at_an_agreed_meeting_is_refused_for_somebody_agreed_elsewhere(town: Town) -> None:
    """R14."""
    with ruth_with_leon(town) as (ruth, network):
        held(town, network, ruth)
        at, start = TUESDAY + 2 * HOUR, TUESDAY + DAY
        jeans = network_of(town, centre="Jean", members=())
        agreed(town, jeans, ruth, start=start, at=at, of_us=("Sadia", "Farah"))
        meeting = agreed(town, network, ruth, start=start + HOUR, at=at)
        farah = town.practitioners["Farah"]
        with pytest.raises(Refused, match="Farah is busy"):
            bookings.book(meeting=meeting, practitioner=farah, reason="Tomasz is ill.", by=ruth, at=at)
        with pytest.raises(Refused, match="Farah is busy"):
            bookings.name_substitute(meeting=meeting, practitioner=farah, reason="Tomasz is ill.", by=ruth, at=at)


def test_two_who_are_busy_are_both_named(town: Town) -> None:
    """R14."""
    with ruth_with_leon(town) as (ruth, network):
        agreed(town, network_of(town, centre="Jean", members=()), ruth)
        meeting = proposed(town, network, ruth)
        with pytest.raises(Refused, match="Ruth and Tomasz are busy"):
            meetings.agree(meeting=meeting, by=ruth, at=MONDAY)


def test_jean_comes_for_ten_minutes_and_again_and_is_there_in_two_parts(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
        carol = town.people["Carol"]
        presence.arrive(meeting=meeting, person=carol, by=ruth, at=TUESDAY)
        presence.go(meeting=meeting, person=carol, by=ruth, at=TUESDAY + QUARTER)
        presence.arrive(
            meeting=meeting, person=carol, by=ruth, at=TUESDAY + 2 * QUARTER, way=PresentWay.TELEPHONE,
            described="his mother",
        )  # fmt: skip
        parts = Presence.objects.filter(meeting=meeting, person=carol).order_by("present")
        assert [(p.present.lower, p.present.upper, p.way, p.present_as) for p in parts] == [
            (TUESDAY, TUESDAY + QUARTER, "room", "member"),
            (TUESDAY + 2 * QUARTER, None, "telephone", "member"),
        ]


def test_noting_somebody_twice_or_taking_them_back_at_once_harms_nothing(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
        leon, key = town.people["Leon"], new_key()
        first = presence.arrive(meeting=meeting, person=leon, by=ruth, at=TUESDAY, key=key)
        assert first.present_as == PresentAs.CENTRE
        assert presence.arrive(meeting=meeting, person=leon, by=ruth, at=TUESDAY, key=key).pk == first.pk
        assert presence.arrive(meeting=meeting, person=leon, by=ruth, at=TUESDAY + HOUR).pk == first.pk
        presence.go(meeting=meeting, person=leon, by=ruth, at=TUESDAY)
        first.refresh_from_db()
        assert first.present.upper == TUESDAY + presence.SHORTEST
        with pytest.raises(Refused, match="not here"):
            presence.go(meeting=meeting, person=leon, by=ruth, at=TUESDAY + HOUR)


def test_the_database_refuses_somebody_present_twice_at_one_moment(town: Town) -> None:
    """R14: in SQL; presences of one person in one meeting do not overlap."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
        presence.arrive(meeting=meeting, person=town.people["Leon"], by=ruth, at=TUESDAY)
        with pytest.raises(Refused, match="here already"), refusals():
            Presence.objects.create(
                organisation=town.organisation, meeting=meeting, network=network, person=town.people["Leon"],
                present=(TUESDAY + QUARTER, TUESDAY + HOUR), present_as="centre", way="room",
                noted_by=town.people["Ruth"],
            )  # fmt: skip


def test_carol_who_was_asked_says_herself_that_she_is_here_and_that_she_goes(town: Town) -> None:
    """R8: a member writes her own arrival, nobody else's."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = opened(town, network, ruth)
    with town.acting("Carol", at=TUESDAY) as carol:
        presence.arrive(meeting=meeting, person=town.people["Carol"], by=carol, at=TUESDAY)
        with pytest.raises(NotForYou):
            presence.arrive(meeting=meeting, person=town.people["Leon"], by=carol, at=TUESDAY)
        presence.go(meeting=meeting, person=town.people["Carol"], by=carol, at=TUESDAY + HOUR)
        with pytest.raises(NotForYou):
            presence.go(meeting=meeting, person=town.people["Carol"], by=carol, at=TUESDAY + HOUR)
    with town.acting("Neil", at=TUESDAY) as neil, pytest.raises(NotForYou):
        presence.arrive(meeting=meeting, person=town.people["Neil"], by=neil, at=TUESDAY)


def test_being_there_waits_for_the_meeting_to_open_and_lies_inside_its_time(town: Town) -> None:
    """A presence that could not have been is the pretence that a rule refuses."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        leon = town.people["Leon"]
        with pytest.raises(Refused, match="Open the meeting first"):
            presence.arrive(meeting=meeting, person=leon, by=ruth, at=TUESDAY)
        holding.open_meeting(meeting=meeting, by=ruth, at=TUESDAY)
        with pytest.raises(Refused, match="before the meeting was opened"):
            presence.arrive(meeting=meeting, person=leon, by=ruth, at=TUESDAY - HOUR)
        in_the_room(town, meeting, ruth, ("Ruth", "Tomasz"), TUESDAY)
        holding.close(meeting=meeting, by=ruth, at=TUESDAY + HOUR, fewer_why="He slept.")
        with pytest.raises(Refused, match="after the meeting ended"):
            presence.arrive(meeting=meeting, person=leon, by=ruth, at=TUESDAY + HOUR)


def test_somebody_who_was_forgotten_is_added_after_the_meeting(town: Town) -> None:
    """Facts that happened can always be written down."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = held(town, network, ruth)
        jean = presence.arrive(
            meeting=meeting, person=town.people["Jean"], by=ruth, at=TUESDAY + QUARTER, until=TUESDAY + 2 * QUARTER
        )
        assert (jean.present_as, jean.present.upper) == (PresentAs.GUEST, TUESDAY + 2 * QUARTER)


def test_sadia_who_is_not_of_the_team_says_why_she_is_in_the_room(town: Town) -> None:
    """R12: after the first meeting; before it she simply comes."""
    with ruth_with_leon(town) as (ruth, network):
        held(town, network, ruth)
        meeting = opened(town, network, ruth, start=TUESDAY + DAY, at=TUESDAY + 2 * HOUR)
        at, sadia = TUESDAY + DAY, town.people["Sadia"]
        with pytest.raises(Refused, match="Sadia is not of the team"):
            presence.arrive(meeting=meeting, person=sadia, by=ruth, at=at)
        presence.arrive(meeting=meeting, person=sadia, by=ruth, at=at, reason="She drove us through the flood.")
        presence.go(meeting=meeting, person=sadia, by=ruth, at=at + QUARTER)
        presence.arrive(meeting=meeting, person=sadia, by=ruth, at=at + 2 * QUARTER)
        assert Substitution.objects.get(meeting=meeting).reason == "She drove us through the flood."
        with pytest.raises(Refused, match="Only somebody who works here"):
            presence.arrive(
                meeting=meeting, person=town.people["Jean"], by=ruth, at=at, present_as=PresentAs.PRACTITIONER
            )


def test_nothing_more_is_answered_or_taken_back_once_a_meeting_is_over(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = proposed(town, network, ruth)
        carols = Invitation.objects.get(meeting=meeting, person=town.people["Carol"])
        meetings.not_held(meeting=meeting, who=NotHeldBy.NETWORK, why="No.", by=ruth, at=MONDAY)
        with pytest.raises(Refused, match="was not held"):
            presence.answer_invitation(invitation=carols, answer=Answer.COMES, by=ruth, at=MONDAY)
        with pytest.raises(Refused, match="was not held"):
            presence.take_back(invitation=carols, by=ruth, at=MONDAY)


def test_before_there_is_a_team_somebody_may_stand_in_who_had_said_yes_already(town: Town) -> None:
    """R12: the reason is kept all the same, and a booking stays one booking."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        farah = town.practitioners["Farah"]
        bookings.book(meeting=meeting, practitioner=farah, by=ruth, at=MONDAY)
        bookings.name_substitute(
            meeting=meeting, practitioner=farah, reason="Three for a full room.", by=ruth, at=MONDAY
        )
        sadia = town.practitioners["Sadia"]
        bookings.name_substitute(meeting=meeting, practitioner=sadia, reason="To learn.", by=ruth, at=MONDAY)
        other = proposed(town, network, ruth, start=TUESDAY + DAY)
        bookings.name_substitute(meeting=other, practitioner=sadia, reason="To learn.", by=ruth, at=MONDAY)
        assert Booking.objects.filter(meeting=meeting, practitioner=farah).count() == 1
        assert set(Booking.objects.values_list("booked_as", flat=True)) == {BookedAs.FIRST}


def test_leon_is_told_when_farah_is_asked_to_stand_in(town: Town, network: Network) -> None:
    """R12: who is not of the team says why they come, and the network is told beforehand."""
    meeting = a_meeting(town, network, TUESDAY, status=MeetingStatus.AGREED)
    with town.acting("Ruth") as ruth:
        bookings.book(
            meeting=meeting, practitioner=town.practitioners["Farah"], reason="She knows his tablets.", by=ruth,
            at=MONDAY,
        )  # fmt: skip
        assert Substitution.objects.get(meeting=meeting).reason == "She knows his tablets."
    with town.nobody(at=MONDAY, capacity=Capacity.JOB), as_clerk():
        told = Message.objects.filter(kind=MessageKind.STANDS_IN.value).values_list("person__called", flat=True)
        assert "Leon" in told
