"""Who was asked to a meeting and what they said; who is there, in which part and in what capacity (R8, R10, R14)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tornio.actions import messages
from tornio.actions.bookings import stand_in, team_of
from tornio.actions.first_meetings import note_met
from tornio.actions.frame import action, kept_already, note
from tornio.actions.room import hand
from tornio.actions.standing import arranges, held_still, is_centre_of, is_staff_of, still_ahead
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import Answer, MeetingStatus, PresentAs, PresentWay
from tornio.core.messages import MessageKind
from tornio.core.networks import STILL_THERE, Belonging
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.people.models import Person, Practitioner
from tornio.records.models import Invitation, Network, NetworkMeeting, NetworkMember, Presence, Substitution

SHORTEST = timedelta(seconds=1)  # who is noted and taken back at once was there for a moment
NOT_TOLD: dict[str, None] = {"told_at": None, "told_by": None}
_IN = {MeetingStatus.OPEN.value, MeetingStatus.HELD.value}


def all_who_belong(network: Network) -> list[UUID]:
    """The person at the centre and everyone who belongs: who is asked when nobody says otherwise (R8)."""
    members = NetworkMember.objects.filter(network=network, belonging=Belonging.BELONGS.value)
    return list(dict.fromkeys([network.centre_id, *members.values_list("person_id", flat=True)]))


def ask(meeting: NetworkMeeting, people: Iterable[UUID], *, by: Reader, at: datetime) -> None:
    """Invitations for those who have none yet; somebody whose own was taken back is asked again. Each is told."""
    wanted = list(dict.fromkeys(people))
    asked = Invitation.objects.filter(meeting=meeting, person__in=wanted)
    before = set(asked.filter(taken_back_at__isnull=True).values_list("person_id", flat=True))
    asked.filter(taken_back_at__isnull=False).update(
        taken_back_at=None, answer=Answer.NOT_YET.value, words="", answered_at=None, **NOT_TOLD
    )
    known = set(asked.values_list("person_id", flat=True))
    Invitation.objects.bulk_create(
        Invitation(
            organisation_id=by.organisation_id,
            meeting=meeting,
            person_id=person,
            invited_at=at,
            invited_by_id=by.person,
        )
        for person in wanted
        if person not in known
    )
    among = [person for person in wanted if person not in before]
    messages.to_the_invited(MessageKind.INVITED, meeting, by=by, at=at, among=among)


def may_be_asked(network: Network, people: Iterable[UUID]) -> None:
    """Refused for somebody who is not of the network: the person decides who belongs (R8)."""
    there = NetworkMember.objects.filter(network=network, belonging__in=sorted(STILL_THERE))
    known = {network.centre_id, *there.values_list("person_id", flat=True)}
    if not set(people) <= known:
        raise Refused("Only people of the network are asked to its meetings. Add them to the network first.", "invited")


@action
def invite(*, meeting: NetworkMeeting, person: Person, by: Reader, at: datetime) -> Invitation:
    """Somebody of the network is asked to come; asking twice asks once."""
    arranges(by, meeting.network_id)
    now = held_still(meeting, by)
    may_be_asked(now.network, [person.pk])
    ask(now, [person.pk], by=by, at=at)
    note("asked somebody to a meeting", by=by, at=at, network=now.network_id, subject=now.pk)
    return Invitation.objects.get(meeting=now, person=person)


@action
def take_back(*, invitation: Invitation, by: Reader, at: datetime) -> None:
    """Somebody is not asked any more; from now on they see neither place nor meeting. The person is always asked."""
    meeting = invitation.meeting
    arranges(by, meeting.network_id)
    now = held_still(meeting, by)
    still_ahead(now)
    if invitation.person_id == now.network.centre_id:
        raise Refused("The person is always asked to their own meeting.", "invited")
    Invitation.objects.filter(pk=invitation.pk, taken_back_at__isnull=True).update(taken_back_at=at)
    note("took an invitation back", by=by, at=at, network=now.network_id, subject=now.pk)


@action
def answer_invitation(
    *, invitation: Invitation, answer: Answer, by: Reader, at: datetime, words: str = ""
) -> Invitation:
    """What somebody says to being asked: they themselves, or staff who heard it from them."""
    meeting = invitation.meeting
    if invitation.person_id != by.person_id and not is_staff_of(by, meeting.network_id):
        raise NotForYou
    now = held_still(meeting, by)
    still_ahead(now)
    columns = {"answer": answer.value, "words": words.strip()[:300], "answered_at": at}
    if not Invitation.objects.filter(pk=invitation.pk, taken_back_at__isnull=True).update(**columns):
        raise NotForYou
    for name, value in columns.items():
        setattr(invitation, name, value)
    note("answered an invitation", by=by, at=at, network=now.network_id, subject=now.pk)
    return invitation


@action
def tell(*, invitation: Invitation, by: Reader, at: datetime) -> None:
    """One of us has told somebody who was asked, and cannot come in here, how it stands; twice is once."""
    meeting = _ahead_for_us(invitation, by)
    untold = Invitation.objects.filter(pk=invitation.pk, taken_back_at__isnull=True, told_at__isnull=True)
    if untold.update(told_at=at, told_by=by.person):
        note("told somebody of a meeting", by=by, at=at, network=meeting.network_id, subject=meeting.pk)


@action
def not_told(*, invitation: Invitation, by: Reader, at: datetime) -> None:
    """They were not told after all: somebody has still to do it."""
    meeting = _ahead_for_us(invitation, by)
    if Invitation.objects.filter(pk=invitation.pk, told_at__isnull=False).update(**NOT_TOLD):
        note("took back that somebody was told", by=by, at=at, network=meeting.network_id, subject=meeting.pk)


def _ahead_for_us(invitation: Invitation, by: Reader) -> NetworkMeeting:
    meeting = invitation.meeting
    if not is_staff_of(by, meeting.network_id):
        raise NotForYou
    now = held_still(meeting, by)
    still_ahead(now)
    return now


def anew(meeting: NetworkMeeting) -> None:
    """Something of it is not as it was: whom one of us told before has to be told again."""
    Invitation.objects.filter(meeting=meeting, told_at__isnull=False).update(**NOT_TOLD)


def capacity_of(person: Person, network: Network) -> PresentAs:
    """In what capacity somebody is here, when nobody says otherwise (R7)."""
    if person.pk == network.centre_id:
        return PresentAs.CENTRE
    if NetworkMember.objects.filter(network=network, person=person).exists():
        return PresentAs.MEMBER
    return PresentAs.PRACTITIONER if Practitioner.objects.filter(person=person).exists() else PresentAs.GUEST


def _with_a_reason(meeting: NetworkMeeting, person: Person, reason: str, at: datetime) -> None:
    """A practitioner who is not of the team stands in, and says why (R12)."""
    practitioner = Practitioner.objects.select_related("person").filter(person=person).first()
    if practitioner is None:
        raise Refused("Only somebody who works here is here as a practitioner.", "present_as")
    team = team_of(meeting.network_id, at)
    if not team or practitioner.pk in team:
        return
    if not Substitution.objects.filter(meeting=meeting, practitioner=practitioner).exists():
        stand_in(meeting, practitioner, reason, at=at)


def _until(meeting: NetworkMeeting, at: datetime, until: datetime | None) -> datetime | None:
    """The end of a presence, inside what the meeting's own times allow."""
    if meeting.status not in _IN or meeting.opened_at is None:
        raise Refused("Open the meeting first.")
    if at < meeting.opened_at:
        raise Refused("That is before the meeting was opened.", "at")
    end = until or meeting.held_at
    if end is not None and (end <= at or (meeting.held_at is not None and end > meeting.held_at)):
        raise Refused("That is after the meeting ended.", "at")
    return end


@action
def arrive(
    *,
    meeting: NetworkMeeting,
    person: Person,
    by: Reader,
    at: datetime,
    present_as: PresentAs | None = None,
    way: PresentWay = PresentWay.ROOM,
    described: str = "",
    reason: str = "",
    until: datetime | None = None,
    writer: UUID | None = None,
    key: UUID | None = None,
) -> Presence:
    """Somebody is here from `at` on. A fact: never refused because they are agreed elsewhere (R14).

    Written by themselves, by the person at the centre or by staff; forgotten arrivals can be added, also after the
    meeting. Who is here already stays as noted. A practitioner who is not of the team says why (R12). On the screen
    on the table it is by the hand of `writer`.
    """
    by = hand(by, meeting, writer)
    if not (is_staff_of(by, meeting.network_id) or is_centre_of(by, meeting.network_id)):
        _themself(meeting, person, by)
    kept = kept_already(Presence, key, meeting_id=meeting.pk) if key else None
    if kept is not None:
        return kept
    now = held_still(meeting, by)
    end = _until(now, at, until)
    here = Presence.objects.filter(meeting=now, person=person, present__contains=at).first()
    if here is not None:
        return here
    capacity = present_as or capacity_of(person, now.network)
    if capacity is PresentAs.PRACTITIONER:
        _with_a_reason(now, person, reason, at)
    made = Presence.objects.create(
        id=key or new_key(),
        organisation_id=by.organisation_id,
        meeting=now,
        network_id=now.network_id,
        person=person,
        present=DateTimeTZRange(at, end),
        present_as=capacity.value,
        way=way.value,
        described=described[:120],
        noted_by_id=by.person,
    )
    note_met(now)
    note("noted who is here", by=by, at=at, network=now.network_id, subject=now.pk)
    return made


def _themself(meeting: NetworkMeeting, person: Person, by: Reader) -> None:
    """Members write down their own arrival: who was asked, or who reads with the others and comes unasked."""
    asked = Invitation.objects.filter(meeting=meeting, person=by.person_id, taken_back_at__isnull=True)
    mine = NetworkMember.objects.filter(network=meeting.network_id, person=by.person_id, may_read=True)
    belongs = mine.filter(belonging=Belonging.BELONGS.value, during__contains=by.at)
    if person.pk != by.person_id or not (asked.exists() or belongs.exists()):
        raise NotForYou


@action
def go(*, meeting: NetworkMeeting, person: Person, by: Reader, at: datetime, writer: UUID | None = None) -> None:
    """Somebody leaves the room; they may come back, and then were there in two parts."""
    by = hand(by, meeting, writer)
    if person.pk != by.person_id:
        arranges(by, meeting.network_id)
    now = held_still(meeting, by)
    here = Presence.objects.filter(meeting=now, person=person, present__endswith__isnull=True).first()
    if here is None:
        raise NotForYou if person.pk == by.person_id else Refused("They are not here.")
    end_presence(here, at)
    note("noted who has gone", by=by, at=at, network=now.network_id, subject=now.pk)


def end_presence(here: Presence, at: datetime) -> None:
    """Their part of the meeting ends; never before it began."""
    came = here.present.lower
    Presence.objects.filter(pk=here.pk).update(present=DateTimeTZRange(came, max(at, came + SHORTEST)))
