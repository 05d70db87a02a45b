"""Who stays with a network: the team changes by a decision; who stops at once is told of at the next meeting (R12)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, OuterRef

from tornio.actions import messages
from tornio.actions.between import with_the_person
from tornio.actions.bookings import TAKES_TIME, enough_without, one_at_a_time
from tornio.actions.frame import action, note
from tornio.actions.standing import arranges, is_staff_of
from tornio.core.decisions import DecisionKind, Outcome
from tornio.core.episodes import AT_ONCE, JoinedBy, LeftBy
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.core.meetings import MeetingStatus
from tornio.core.messages import MessageKind
from tornio.core.people import Capacity
from tornio.people.acting import Reader, as_clerk
from tornio.people.models import Practitioner
from tornio.records.models import Booking, Decision, Network, NetworkMeeting, TeamMember
from tornio.records.visible import reach
from tornio.records.visible.those_who import come

SHORTEST = timedelta(seconds=1)  # who came and left in one breath was of the team for a moment
_BY_DECISION = "The team changes by a decision in a meeting."


def _decided(decision: Decision, by: Reader) -> None:
    arranges(by, decision.network_id)
    if decision.kind != DecisionKind.TEAM.value or decision.outcome != Outcome.DECIDED.value:
        raise Refused(_BY_DECISION)


def _of_the_team(network_id: UUID, practitioner: Practitioner, at: datetime) -> TeamMember:
    found = TeamMember.objects.select_for_update().filter(
        network=network_id, practitioner=practitioner, during__contains=at
    )
    member = found.first()
    if member is None:
        raise Refused("They are not of the team.", "practitioner")
    return member


@action
def join_team(*, decision: Decision, practitioner: Practitioner, by: Reader, at: datetime) -> TeamMember:
    """From now on they are of the team: a meeting decided so while the person was there (R12)."""
    _decided(decision, by)
    made = TeamMember.objects.create(
        organisation_id=by.organisation_id,
        network_id=decision.network_id,
        practitioner=practitioner,
        during=DateTimeTZRange(at, None),
        joined_by=JoinedBy.DECISION.value,
        meeting_id=decision.meeting_id,
        decision=decision,
    )
    comes_again(decision.network_id, practitioner.pk, by=by, at=at)
    messages.to_the_network(MessageKind.TEAM, decision.network_id, subject=made.pk, by=by, at=at)
    note("joined the team", by=by, at=at, network=decision.network_id, subject=made.pk)
    reach.forget(by)
    return made


@action
def leave_team(*, decision: Decision, practitioner: Practitioner, by: Reader, at: datetime) -> TeamMember:
    """They are of the team no more: a meeting decided so, and so it is told already (R12)."""
    _decided(decision, by)
    member = _of_the_team(decision.network_id, practitioner, at)
    _ended(member, LeftBy.DECISION, "", at, left_decision_id=decision.pk, told_at=at)
    messages.to_the_network(MessageKind.TEAM, decision.network_id, subject=member.pk, by=by, at=at)
    note("left the team", by=by, at=at, network=decision.network_id, subject=member.pk)
    reach.forget(by)
    return member


@action
def stop_in_team(
    *, network: Network, practitioner: Practitioner, left_by: LeftBy, by: Reader, at: datetime, words: str = ""
) -> TeamMember:
    """Somebody leaves the service or is long away: at once; told at the next meeting (R12).

    Written down by staff of the network or by who leads the service. Whom the person refuses is their wish.
    """
    leads = by.capacity is Capacity.SERVICE_LEAD and by.service_id in (None, network.service_id)
    if not (leads or is_staff_of(by, network.pk)):
        raise NotForYou
    if left_by is LeftBy.REFUSED_BY_PERSON:
        raise Refused("Keep it as what the person wishes: so they can read it, and take it back.")
    if left_by not in AT_ONCE:
        raise Refused(_BY_DECISION)
    member = _of_the_team(network.pk, practitioner, at)
    stop_at_once(member, left_by, words=own_words(words), by=by, at=at)
    messages.to_the_network(MessageKind.TEAM, network.pk, subject=member.pk, by=by, at=at)
    note("stopped being of the team", by=by, at=at, network=network.pk, subject=member.pk)
    reach.forget(by)
    return member


def stop_at_once(member: TeamMember, left_by: LeftBy, *, words: str, by: Reader, at: datetime) -> None:
    """Their place in the team ends now, and they come to none of its meetings any more."""
    _ended(member, left_by, words, at)
    comes_no_more(member.network_id, member.practitioner_id, by=by, at=at)


def comes_no_more(network_id: UUID, practitioner_id: UUID, *, by: Reader, at: datetime) -> bool:
    """They are released from what lies ahead where enough of us stay; elsewhere the place waits for somebody else.

    True where they were to come to something, or had come.
    """
    theirs = Booking.objects.filter(practitioner=practitioner_id, meeting__network=network_id, released_at__isnull=True)
    ahead = theirs.filter(meeting__status__in=[MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value])
    released = 0
    for booking in ahead.select_related("meeting"):
        if booking.stopped_at is None:
            messages.to_us(MessageKind.NOT_EXPECTED, booking.meeting, [practitioner_id], by=by, at=at)
        if enough_without(booking.practitioner_id, booking.meeting):
            done = Booking.objects.filter(pk=booking.pk)
            released += done.update(released_at=at, released_why="comes to this network no more")
    waiting = theirs.filter(stopped_at__isnull=True).update(stopped_at=at)
    return bool(waiting or released)


def comes_again(network_id: UUID, practitioner_id: UUID, *, by: Reader, at: datetime, **those: object) -> bool:
    """Where nobody else was found meanwhile, and they are nowhere else by now, they are expected again: of the team
    once more, or not refused any more. True where they are."""
    theirs = Booking.objects.filter(practitioner=practitioner_id, meeting__network=network_id, **those)
    kept = theirs.filter(released_at__isnull=True, stopped_at__isnull=False)
    one_at_a_time([practitioner_id])
    taken = come().filter(practitioner=practitioner_id, meeting_status__in=TAKES_TIME)
    elsewhere = taken.filter(planned__overlap=OuterRef("planned")).exclude(meeting=OuterRef("meeting"))
    with as_clerk():  # the person sees no other network's meetings
        free = list(kept.filter(~Exists(elsewhere)).select_related("meeting"))
    for booking in free:
        messages.to_us(MessageKind.EXPECTED, booking.meeting, [practitioner_id], by=by, at=at)
    return bool(kept.filter(pk__in=[each.pk for each in free]).update(stopped_at=None))


def _ended(member: TeamMember, left_by: LeftBy, words: str, at: datetime, **more: object) -> None:
    since = member.during.lower
    TeamMember.objects.filter(pk=member.pk).update(
        during=DateTimeTZRange(since, max(at, since + SHORTEST)), left_by=left_by.value, left_words=words, **more
    )
    member.refresh_from_db()


@action
def tell_left(*, member: TeamMember, meeting: NetworkMeeting, by: Reader, at: datetime) -> None:
    """The network was told, with the person there, that somebody is of the team no more (R12)."""
    arranges(by, meeting.network_id)
    if member.network_id != meeting.network_id:
        raise NotForYou
    with_the_person(meeting, by, at)
    if TeamMember.objects.filter(pk=member.pk, told_at__isnull=True).update(told_at=at):
        note("told who left the team", by=by, at=at, network=meeting.network_id, subject=member.pk)
