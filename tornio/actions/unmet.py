"""When a first contact goes no further: what becomes of the meetings it set going and the work it began (R4, R22)."""

from datetime import datetime

from tornio.actions import episodes, meetings
from tornio.actions.standing import is_staff_of
from tornio.core.contacts import ClosedBy
from tornio.core.episodes import ENDED_BY_CLOSING
from tornio.core.meetings import MeetingStatus, NotHeldBy
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import Ending, Episode, FirstContact, NetworkMeeting

_WHOSE_DOING = {
    ClosedBy.PERSON: NotHeldBy.PERSON,
    ClosedBy.CALLER: NotHeldBy.NETWORK,
    ClosedBy.PERSON_AND_NETWORK: NotHeldBy.NETWORK,
    ClosedBy.SERVICE: NotHeldBy.SERVICE,
}
_AHEAD = [MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value]


def leave_nothing_standing(contact: FirstContact, closed_by: ClosedBy, why: str, *, by: Reader, at: datetime) -> None:
    """No meeting is left that nobody would come to; and a stretch of work in which nobody was met ends with it.

    It ends where the person said so or was not found. Where a caller or the service said so it stays open: nobody
    ends it for the person, and their own call is answered as it was before (R22).
    """
    network = contact.network
    if network is None or not is_staff_of(by, network.pk):
        return
    who = _WHOSE_DOING.get(closed_by, NotHeldBy.NOBODY)
    for meeting in NetworkMeeting.objects.filter(first_contact=contact, status__in=_AHEAD):
        meetings.not_held(meeting=meeting, who=who, why=episodes.called_off(), by=by, at=at)
    episode = _in_which_nobody_was_met(contact)
    kind = ENDED_BY_CLOSING.get(closed_by)
    if episode is None or kind is None:
        return
    ending = Ending(
        id=new_key(),
        organisation_id=by.organisation_id,
        network=network,
        episode=episode,
        kind=kind.value,
        at=at,
        words=why,
        written_by_id=by.person,
        centre_id=network.centre_id,
    )
    episodes.end(ending, by=by, at=at)


def _in_which_nobody_was_met(contact: FirstContact) -> Episode | None:
    """The open episode of this contact, unless somebody met in it or another contact waits in it."""
    waiting = Episode.objects.select_for_update().filter(pk__in=[contact.episode_id], ended_at__isnull=True)
    open_one = waiting.first()
    if open_one is None or NetworkMeeting.objects.filter(episode=open_one, opened_at__isnull=False).exists():
        return None
    others = FirstContact.objects.filter(episode=open_one).exclude(pk=contact.pk)
    return None if others.filter(closed_at__isnull=True).exists() else open_one
