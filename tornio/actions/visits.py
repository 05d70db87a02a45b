"""A practitioner at a door: in, a little longer, out and safe, or help (R10)."""

from datetime import datetime, timedelta
from uuid import UUID

from tornio.actions import messages
from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import works_with
from tornio.core.errors import NotForYou, Refused
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import NetworkMeeting, Visit

LONGER = timedelta(minutes=20)


@action
def check_in(
    *, meeting: NetworkMeeting, due_out_at: datetime, by: Reader, at: datetime, key: UUID | None = None
) -> Visit:
    """I am going in, and shall be out by then. One door at a time: the database refuses a second."""
    works_with(by, meeting.network_id)
    kept = kept_already(Visit, key, practitioner_id=by.practitioner) if key else None
    if kept is not None:
        return kept
    if due_out_at <= at:
        raise Refused("When will you be out? That time has passed.", "due_out_at")
    made = Visit.objects.create(
        id=key or new_key(),
        organisation_id=by.organisation_id,
        meeting=meeting,
        practitioner_id=by.practitioner,
        in_at=at,
        due_out_at=due_out_at,
    )
    note("went in at a door", by=by, at=at, network=meeting.network_id, subject=made.pk)
    return made


def _mine(visit: Visit, by: Reader) -> Visit:
    """The visit as it is now, locked; only the one who is there says how it goes."""
    found = Visit.objects.select_for_update(of=("self",)).select_related("meeting")
    now = found.filter(pk=visit.pk, practitioner=by.practitioner).first()
    if now is None:
        raise NotForYou
    return now


def _still_in(visit: Visit) -> None:
    if visit.out_at is not None:
        raise Refused("You are out and safe already.")


@action
def more_time(*, visit: Visit, by: Reader, at: datetime, longer: timedelta = LONGER) -> Visit:
    """A little longer, reckoned from when I was due out, or from now when that has passed."""
    now = _mine(visit, by)
    _still_in(now)
    now.due_out_at = max(now.due_out_at, at) + longer
    now.save(update_fields=["due_out_at"])
    note("stays longer at a door", by=by, at=at, network=now.meeting.network_id, subject=now.pk)
    return now


@action
def out_and_safe(*, visit: Visit, by: Reader, at: datetime) -> Visit:
    """I am out and safe. Pressed twice, the first time stays."""
    now = _mine(visit, by)
    if now.out_at is None:
        now.out_at = at
        now.save(update_fields=["out_at"])
        note("is out and safe", by=by, at=at, network=now.meeting.network_id, subject=now.pk)
    return now


@action
def need_help(*, visit: Visit, by: Reader, at: datetime) -> Visit:
    """I need help: a colleague on duty and who leads are told at once; it stands on their pages until I am out."""
    now = _mine(visit, by)
    _still_in(now)
    if now.help_at is None:
        now.help_at = at
        now.save(update_fields=["help_at"])
        messages.wake(messages.LOOK, by)
        note("needs help at a door", by=by, at=at, network=now.meeting.network_id, subject=now.pk)
    return now
