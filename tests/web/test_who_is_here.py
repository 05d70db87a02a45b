"""Who is here: also somebody whom nobody had asked, noted by themselves, by the person or by us (R8, R12, R14)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.kitchen import a_meeting, a_network
from tests.people import DAY, Town
from tests.web.in_the_room import acting, address, post, signed_in
from tornio.actions import holding
from tornio.core.meetings import MeetingStatus, PresentAs
from tornio.records.models import NetworkMeeting, NetworkMember, Presence, TeamMember


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Leon's kitchen, an hour ago until now."""
    return a_meeting(town, a_network(town), timezone.now() - timedelta(minutes=50))


def joins(town: Town, meeting: NetworkMeeting, called: str, relation: str) -> None:
    """Somebody belongs to the network, and is asked to no meeting."""
    with acting(town, "Ruth") as ruth:
        NetworkMember.objects.create(
            organisation_id=ruth.organisation_id, network_id=meeting.network_id, person=town.people[called],
            relation=relation, ring=2, sector="family", belonging="belongs", invited_by="person",
            during=(ruth.at - DAY, None), person_agreed_at=ruth.at - DAY, member_agreed_at=ruth.at - DAY,
            may_read=True, may_write=True,
        )  # fmt: skip


def test_an_aunt_who_comes_unasked_is_noted_by_herself_by_leon_and_by_us(town: Town, meeting: NetworkMeeting) -> None:
    """R8, R14: a fact is never refused; who belongs and was not asked stands in the door all the same."""
    jean, where = town.people["Jean"], address("meeting_who", meeting)
    joins(town, meeting, "Jean", "his aunt")
    for called in ("Leon", "Ruth"):
        page = signed_in(town, called).get(where).content.decode()
        assert "Somebody came who was not asked" in page
        assert "Jean Marsh" in page
    assert "Jean Marsh" not in signed_in(town, "Carol").get(where).content.decode()
    client = signed_in(town, "Jean")
    assert "Jean Marsh" in client.get(where).content.decode()
    assert "Who is here" in post(client, where, came=jean.pk).content.decode()
    with acting(town, "Ruth"):
        assert Presence.objects.get(meeting=meeting, person=jean).noted_by_id == jean.pk
    assert "Somebody came who was not asked" in post(signed_in(town, "Ruth"), where, went=jean.pk).content.decode()


def test_the_table_names_nobody_who_was_not_asked(town: Town, meeting: NetworkMeeting) -> None:
    """R24."""
    joins(town, meeting, "Jean", "his aunt")
    ruth = signed_in(town, "Ruth")
    post(ruth, address("meeting_table", meeting))
    page = ruth.get(address("meeting_who", meeting)).content.decode()
    assert "Carol Marsh" in page
    assert "Jean Marsh" not in page


def test_one_of_us_who_was_not_asked_says_why_they_come(town: Town, meeting: NetworkMeeting) -> None:
    """R12: Farah stands in the door; nobody had booked her, and she is not of the team."""
    where, farah = address("meeting_who", meeting), town.people["Farah"]
    glass = signed_in(town, "Farah")
    assert glass.get(where).status_code == 404
    assert "Farah Siddiqui" not in signed_in(town, "Ruth").get(where).content.decode()
    with acting(town, "Ruth") as ruth:
        TeamMember.objects.create(
            organisation_id=ruth.organisation_id, network_id=meeting.network_id, joined_by="first_meeting",
            practitioner=town.practitioners["Farah"], during=(ruth.at - DAY, None), meeting=meeting,
        )  # fmt: skip
    assert "Farah Siddiqui" in post(signed_in(town, "Ruth"), where, came=farah.pk).content.decode()
    with acting(town, "Ruth"):
        assert Presence.objects.get(meeting=meeting, person=farah).present_as == PresentAs.PRACTITIONER.value


def test_everybody_who_was_asked_is_here_with_one_press(town: Town) -> None:
    """R2, R20: the clocks stop and decisions can be made as soon as it is written down who is here."""
    ruth, network = signed_in(town, "Ruth"), a_network(town)
    with acting(town, "Ruth") as by:
        meeting = a_meeting(town, network, by.at, status=MeetingStatus.AGREED)
        holding.open_meeting(meeting=meeting, by=by, at=by.at)
    where = address("meeting_who", meeting)
    assert "All of them are here now" in ruth.get(address("meeting", meeting)).content.decode()
    assert post(signed_in(town, "Carol"), where, came="everybody").status_code == 404
    answer = post(ruth, where, came="everybody")
    assert answer.redirect_chain == [(address("meeting", meeting), 302)]
    page = answer.content.decode()
    assert "All of them are here now" not in page
    assert post(ruth, where, came="everybody").status_code == 404
    with acting(town, "Ruth"):
        there = Presence.objects.filter(meeting=meeting).values_list("person__called", flat=True)
        assert {"Leon", "Carol"} <= set(there)
