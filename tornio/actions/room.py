"""Who is round the table: whose words may be written down in a meeting, by whose hand, and who may decide there."""

from dataclasses import replace
from uuid import UUID

from django.db.models import Q

from tornio.actions.standing import is_centre_of, is_staff_of
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus, PresentAs
from tornio.core.networks import Belonging
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.people.models import Practitioner
from tornio.records.models import Invitation, Network, NetworkMeeting, NetworkMember, Presence
from tornio.records.visible import reach, those_who

_BEGUN = (MeetingStatus.OPEN.value, MeetingStatus.HELD.value)
ON_THE_TABLE = "wrote on the screen on the table"


def of_us(meeting: NetworkMeeting, person: UUID) -> Practitioner | None:
    """The practitioner who comes to this meeting or is in it, as this person."""
    booked = those_who.come().filter(meeting=meeting).values("practitioner_id")
    there = Presence.objects.filter(meeting=meeting, present_as=PresentAs.PRACTITIONER.value).values("person_id")
    return Practitioner.objects.filter(Q(pk__in=booked) | Q(person__in=there), person=person).first()


def hand(by: Reader, meeting: NetworkMeeting, writer: UUID | None) -> Reader:
    """Who writes: the reader; on the screen on the table, the practitioner who says that they are writing."""
    if by.capacity is not Capacity.SHARED_SCREEN:
        return by
    if by.subject_id != meeting.pk:
        raise NotForYou
    practitioner = of_us(meeting, writer) if writer else None
    if practitioner is None:
        raise Refused("Who is writing? One of us who is here.", "writer")
    return replace(
        by,
        capacity=Capacity.PRACTITIONER,
        person_id=practitioner.person_id,
        practitioner_id=practitioner.pk,
        purpose=ON_THE_TABLE,
        memory={},
    )


def round_the_table(meeting: NetworkMeeting) -> set[UUID]:
    """The people who were asked to this meeting, come to it, or were in it; the person at the centre always."""
    asked = Invitation.objects.filter(meeting=meeting, taken_back_at__isnull=True).values_list("person_id")
    there = Presence.objects.filter(meeting=meeting).values_list("person_id")
    booked = those_who.come().filter(meeting=meeting).values_list("practitioner__person_id")
    centre = Network.objects.filter(pk=meeting.network_id).values_list("centre_id")
    return {row[0] for row in asked.union(there, booked, centre)}


def writes_in(by: Reader, network_id: UUID) -> None:
    """Refused for everyone but the person, members whom the person lets write, and staff of the network."""
    if is_staff_of(by, network_id) or is_centre_of(by, network_id):
        return
    mine = NetworkMember.objects.filter(network=network_id, person=by.person_id, may_write=True)
    belongs = mine.filter(belonging=Belonging.BELONGS.value, during__contains=by.at)
    if not belongs.exists() and reach.writes_for(by, network_id) is None:
        raise NotForYou


def begun(meeting: NetworkMeeting) -> None:
    """Refused before the meeting has begun: nothing has been said in it yet."""
    if meeting.status not in _BEGUN:
        raise Refused("The meeting has not begun yet.")


def still_open(meeting: NetworkMeeting) -> None:
    """Refused unless the meeting is open just now (R20)."""
    if meeting.status != MeetingStatus.OPEN.value:
        raise Refused("This is for an open meeting.")


def as_whom(meeting: NetworkMeeting, person: UUID) -> dict[str, str | None]:
    """As whom somebody speaks on that day ("his mother", "peer practitioner"), and how; told where it is shown."""
    there = Presence.objects.filter(meeting=meeting, person=person).order_by("-present").first()
    words = (there.described if there else "") or _usually(meeting, person)
    return {"spoken_as": words[:120], "way": there.way if there else None}


def _usually(meeting: NetworkMeeting, person: UUID) -> str:
    if Network.objects.filter(pk=meeting.network_id, centre=person).exists():
        return ""  # where it is shown, it is told in the reader's language
    members = NetworkMember.objects.filter(network=meeting.network_id, person=person).order_by("-during")
    relation = members.values_list("relation", flat=True).first()
    if relation:
        return relation
    return Practitioner.objects.filter(person=person).values_list("described", flat=True).first() or ""
