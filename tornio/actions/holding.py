"""Holding a meeting: opened, also at once or with fewer; held without the person once they were asked; closed."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tornio.actions.bookings import agreed_elsewhere, free_from, one_at_a_time
from tornio.actions.first_meetings import form_team, note_network_met
from tornio.actions.frame import action, change, kept_already, note
from tornio.actions.meetings import propose
from tornio.actions.presence import end_presence
from tornio.actions.standing import held_still, step, works_with
from tornio.core.errors import Refused
from tornio.core.meetings import ChosenBy, MeetingStatus, PlaceKind, PresentAs, held_with_fewer
from tornio.core.values import Period
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.models import Person, Practitioner
from tornio.records.models import Network, NetworkMeeting, Presence
from tornio.records.visible import reach
from tornio.records.visible.those_who import refused


@action
def open_meeting(*, meeting: NetworkMeeting, by: Reader, at: datetime) -> NetworkMeeting:
    """The meeting begins, also late, early or with fewer of us: what happens is never refused (R11, R14).

    One that was only proposed is agreed by beginning; whoever is agreed elsewhere at that time is no longer booked.
    """
    works_with(by, meeting.network_id)
    now = held_still(meeting, by)
    if now.status == MeetingStatus.OPEN.value:
        return now  # opened on two devices at once
    if now.status == MeetingStatus.PROPOSED.value:
        free_from(now, at)
        step(now, MeetingStatus.AGREED, agreed_at=at)
    step(now, MeetingStatus.OPEN, opened_at=at, opened_by_id=by.person)
    note("opened a meeting", by=by, at=at, network=now.network_id, subject=now.pk)
    return now


@action
def open_now(
    *,
    network: Network,
    place_kind: PlaceKind,
    by: Reader,
    at: datetime,
    place_words: str = "",
    place_chosen_by: ChosenBy = ChosenBy.NETWORK,
    time_chosen_by: ChosenBy = ChosenBy.NETWORK,
    practitioners: Iterable[Practitioner] = (),
    invited: Iterable[Person] | None = None,
    key: UUID | None = None,
) -> NetworkMeeting:
    """A meeting that happens at once: proposed, agreed and opened in one go.

    Those of us whom another agreed meeting has at this time, or whom the person does not want to meet, are not booked;
    that they are here is written by arriving.
    """
    works_with(by, network.pk)
    kept = kept_already(NetworkMeeting, key, proposed_by_id=by.person) if key else None
    if kept is not None:
        return kept
    length = profiles.profile(network.service.profile).meeting_length
    coming = list(practitioners)
    one_at_a_time(each.pk for each in coming)
    busy = agreed_elsewhere((each.pk for each in coming), (at, at + length), None)
    elsewhere = {each.pk for each in busy} | refused([network.pk])[network.pk]
    made = propose(
        network=network,
        planned=Period(at, at + length),
        place_kind=place_kind,
        place_words=place_words,
        place_chosen_by=place_chosen_by,
        time_chosen_by=time_chosen_by,
        practitioners=[each for each in coming if each.pk not in elsewhere],
        reasons={each.pk: "the meeting was held at once" for each in coming},
        invited=invited,
        by=by,
        at=at,
        key=key,
    )
    return open_meeting(meeting=made, by=by, at=at)


@action
def hold_without_person(
    *, meeting: NetworkMeeting, asked_at: datetime, answer: str, by: Reader, at: datetime
) -> NetworkMeeting:
    """The person was asked whether the others may meet without them, and what they answered (R20)."""
    works_with(by, meeting.network_id)
    if not answer.strip():
        raise Refused("Write down what they answered.", "answer")
    if asked_at > at:
        raise Refused("That time has not come yet.", "asked_at")
    now = held_still(meeting, by)
    if now.status in (MeetingStatus.HELD.value, MeetingStatus.NOT_HELD.value):
        raise Refused("This meeting is over.")
    change(now, without_person_asked_at=asked_at, without_person_answer=answer.strip())
    note("asked about a meeting without the person", by=by, at=at, network=now.network_id, subject=now.pk)
    return now


def _fewer(meeting: NetworkMeeting) -> bool:
    """True when fewer of us were there than promised, or nobody of the network was (R11)."""
    there = list(Presence.objects.filter(meeting=meeting).values_list("person_id", "present_as"))
    of_us = {person for person, capacity in there if capacity == PresentAs.PRACTITIONER.value}
    there_of_us = Practitioner.objects.filter(person__in=of_us)
    with_fewer = held_with_fewer(
        present=len(of_us),
        minimum=meeting.minimum_therapists,
        peer_required=meeting.peer_required,
        peer_present=meeting.peer_required and any(each.is_peer for each in there_of_us),
    )
    of_the_network = {PresentAs.CENTRE.value, PresentAs.MEMBER.value}
    return with_fewer or not any(capacity in of_the_network for _, capacity in there)


def _may_close(meeting: NetworkMeeting, fewer_why: str) -> None:
    """Refused until what a held meeting has to say is said: why with fewer, and that the person was asked."""
    if _fewer(meeting) and not fewer_why.strip():
        raise Refused("Fewer people were here than we promise. Write why; the network can read it.", "fewer_why")
    there = Presence.objects.filter(meeting=meeting)
    alone = there.filter(present_as=PresentAs.MEMBER.value).exists()
    if not alone or meeting.without_person_asked_at is not None:
        return
    if not there.filter(present_as=PresentAs.CENTRE.value).exists():
        name = meeting.network.centre.called
        raise Refused(f"{name} was not here. Write when {name} was asked, and the answer.", "without_person_answer")


@action
def close(
    *, meeting: NetworkMeeting, by: Reader, at: datetime, fewer_why: str = "", closing_words: str = ""
) -> NetworkMeeting:
    """The meeting has been held. Everybody leaves the room; after the first one there is a team (R11, R12).

    `closing_words`: when shall we meet again, and who should be there. Errors: Refused while an act waits to be spoken
    of (R21), without a reason for being fewer (R11), or without the person's answer when they were not there (R20).
    """
    works_with(by, meeting.network_id)
    now = held_still(meeting, by)
    if now.status == MeetingStatus.HELD.value:
        return now  # closed on two devices at once
    if now.status == MeetingStatus.OPEN.value:
        _may_close(now, fewer_why)
    for here in Presence.objects.filter(meeting=now, present__endswith__isnull=True):
        end_presence(here, at)
    why = fewer_why.strip() if _fewer(now) else ""
    step(now, MeetingStatus.HELD, held_at=at, fewer_why=why, closing_words=closing_words.strip())
    note_network_met(now)
    form_team(now, at)
    note("closed a meeting", by=by, at=at, network=now.network_id, subject=now.pk)
    reach.forget(by)
    return now
