"""How a verb about meetings asks who may do it, and holds the meeting still while it is done."""

from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tornio.actions.frame import change
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus, move
from tornio.core.sharing import STAFF, Relationship
from tornio.core.values import Period
from tornio.people.acting import Reader
from tornio.records.models import NetworkMeeting
from tornio.records.visible.reach import reach


def is_staff_of(by: Reader, network_id: UUID) -> bool:
    """True when they work with this network just now."""
    return bool(reach(by).standing(network_id) & STAFF)


def is_centre_of(by: Reader, network_id: UUID) -> bool:
    """True when they are the person at its centre."""
    return Relationship.CENTRE in reach(by).standing(network_id)


def works_with(by: Reader, network_id: UUID) -> None:
    """Refused for everyone but staff who work with this network."""
    if not is_staff_of(by, network_id):
        raise NotForYou


def arranges(by: Reader, network_id: UUID) -> None:
    """Refused for everyone but the person at the centre and staff who work with the network."""
    if not (is_staff_of(by, network_id) or is_centre_of(by, network_id)):
        raise NotForYou


def held_still(meeting: NetworkMeeting, by: Reader) -> NetworkMeeting:
    """The meeting as it is now, locked until the verb is done; NotForYou when it is another organisation's."""
    now = NetworkMeeting.objects.select_for_update(no_key=False).filter(
        organisation_id=by.organisation_id, pk=meeting.pk
    )
    found = now.first()
    if found is None:
        raise NotForYou
    return found


def step(meeting: NetworkMeeting, to: MeetingStatus, **columns: object) -> None:
    """One step along a meeting's life; refused when there is no such step."""
    status = move(MeetingStatus(meeting.status), to)
    change(meeting, status=status.value, **columns)


def still_ahead(meeting: NetworkMeeting) -> None:
    """Refused once the meeting has begun, was held, or was given up."""
    status = MeetingStatus(meeting.status)
    if status not in (MeetingStatus.PROPOSED, MeetingStatus.AGREED):
        move(status, MeetingStatus.AGREED)


def as_range(planned: Period, field: str = "planned") -> DateTimeTZRange:
    """A planned period as the database keeps it; a plan needs its end."""
    if planned.end is None:
        raise Refused("How long shall it be?", field)
    return DateTimeTZRange(planned.start, planned.end)
