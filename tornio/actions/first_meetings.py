"""What a meeting sets going: a first contact's clocks of being offered and met, and the team (R2, R12)."""

from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Min, Q
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _

from tornio.actions.bookings import stand_in
from tornio.core.episodes import JoinedBy
from tornio.core.meetings import BookedAs, ChosenBy, MeetingStatus, NotHeldBy, PresentAs
from tornio.people.models import Practitioner
from tornio.records.models import Booking, Episode, FirstContact, NetworkMeeting, Presence, TeamMember
from tornio.records.visible.those_who import refused


def contact_without_meeting(episode: Episode) -> FirstContact | None:
    """The first contact of this episode that nobody has been met for yet."""
    waiting = FirstContact.objects.filter(episode=episode, closed_at__isnull=True, first_met_at__isnull=True)
    return waiting.order_by("-contacted_at").first()


def note_offered(meeting: NetworkMeeting, at: datetime) -> None:
    """The first offer of a time keeps when it was made, and the earliest time that was offered (R2, R3)."""
    if meeting.first_contact_id is None:
        return
    start = meeting.planned.lower
    FirstContact.objects.filter(pk=meeting.first_contact_id).update(
        first_offered_at=Coalesce("first_offered_at", at),
        first_offered_for=Least(Coalesce("first_offered_for", start), start),
    )


def note_offer_taken_back(meeting: NetworkMeeting) -> None:
    """An offer that the service itself took back is no offer: what is left of the others counts (R3)."""
    if meeting.first_contact_id is None:
        return
    service = Q(status=MeetingStatus.NOT_HELD.value, not_held_by=NotHeldBy.SERVICE.value)
    wish = Q(proposed_by=F("network__centre"), agreed_at__isnull=True)  # the person's own, and not offered by us yet
    left = NetworkMeeting.objects.filter(first_contact=meeting.first_contact_id).exclude(service | wish)
    offers = left.aggregate(made=Min("proposed_at"), start=Min("planned__startswith"))
    FirstContact.objects.filter(pk=meeting.first_contact_id).update(
        first_offered_at=offers["made"], first_offered_for=offers["start"]
    )


def note_moved(meeting: NetworkMeeting, at: datetime) -> None:
    """A time they chose is one more offer; a time the team chose takes the earlier one back."""
    if meeting.time_chosen_by == ChosenBy.TEAM.value:
        note_offer_taken_back(meeting)
    else:
        note_offered(meeting, at)


def _first_arrival(meeting: NetworkMeeting, *capacities: PresentAs) -> datetime | None:
    there = Presence.objects.filter(meeting=meeting, present_as__in=[each.value for each in capacities])
    found: datetime | None = there.aggregate(first=Min("present__startswith"))["first"]
    return found


def note_met(meeting: NetworkMeeting) -> None:
    """The clock of being met with stops as soon as the person and one of us are in the room (R2)."""
    if meeting.first_contact_id is None:
        return
    person, of_us = _first_arrival(meeting, PresentAs.CENTRE), _first_arrival(meeting, PresentAs.PRACTITIONER)
    if person is not None and of_us is not None:
        contact = FirstContact.objects.filter(pk=meeting.first_contact_id, first_met_at__isnull=True)
        contact.update(first_met_at=max(person, of_us))


def note_network_met(meeting: NetworkMeeting) -> None:
    """A first meeting of the network alone is told apart (R2)."""
    members, of_us = _first_arrival(meeting, PresentAs.MEMBER), _first_arrival(meeting, PresentAs.PRACTITIONER)
    if meeting.first_contact_id is None or members is None or of_us is None:
        return
    contact = FirstContact.objects.filter(pk=meeting.first_contact_id, network_met_at__isnull=True)
    contact.filter(first_met_at__isnull=True).update(network_met_at=max(members, of_us))


def form_team(meeting: NetworkMeeting, at: datetime) -> list[TeamMember]:
    """At the first meeting held the team is formed from the practitioners who were there and are wanted (R12).

    A network that has a team keeps it, across an ending and a return too (R13).
    """
    if TeamMember.objects.filter(network=meeting.network_id, during__contains=at).exists():
        return []
    if _first_arrival(meeting, PresentAs.CENTRE, PresentAs.MEMBER) is None:
        return []  # nobody of the network was met yet
    there = Presence.objects.filter(meeting=meeting, present_as=PresentAs.PRACTITIONER.value)
    practitioners = Practitioner.objects.filter(person__in=there.values("person_id")).order_by("pk")
    practitioners = practitioners.exclude(pk__in=refused([meeting.network_id])[meeting.network_id])
    team = TeamMember.objects.bulk_create(
        TeamMember(
            organisation_id=meeting.organisation_id,
            network_id=meeting.network_id,
            practitioner=each,
            during=DateTimeTZRange(at, None),
            joined_by=JoinedBy.FIRST_MEETING.value,
            meeting=meeting,
        )
        for each in practitioners
    )
    _as_what_they_come(meeting, [each.practitioner_id for each in team], at)
    return team


def _as_what_they_come(meeting: NetworkMeeting, team: list[UUID], at: datetime) -> None:
    """Who said yes to a later meeting before there was a team comes as one of it now, or stands in with a reason."""
    later = Booking.objects.filter(
        meeting__network=meeting.network_id,
        meeting__status__in=[MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value],
        booked_as=BookedAs.FIRST.value,
        released_at__isnull=True,
        stopped_at__isnull=True,
    )
    later.filter(practitioner__in=team).update(booked_as=BookedAs.TEAM.value)
    for each in later.select_related("meeting", "practitioner__person"):
        stand_in(each.meeting, each.practitioner, _("They had said yes before there was a team."), at=at)
    later.update(booked_as=BookedAs.SUBSTITUTE.value)
