"""Practitioners saying yes to a meeting, standing in for each other, and being told of it (R11, R12, R14)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tornio.actions import messages
from tornio.actions.frame import action, change, kept_already, note
from tornio.actions.standing import held_still, still_ahead, works_with
from tornio.core.errors import Refused
from tornio.core.meetings import MeetingStatus, booked_as
from tornio.core.messages import MessageKind
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.people.models import Practitioner
from tornio.records.models import Booking, Network, NetworkMeeting, Substitution, TeamMember
from tornio.records.visible import reach, those_who

TAKES_TIME = (MeetingStatus.AGREED.value, MeetingStatus.OPEN.value)


def team_of(network_id: UUID, at: datetime) -> set[UUID]:
    """The practitioners of the network's team at this moment."""
    now = TeamMember.objects.filter(network=network_id, during__contains=at)
    return set(now.values_list("practitioner_id", flat=True))


def bookings_of(meeting: NetworkMeeting) -> QuerySet[Booking]:
    """Who has said yes to it and has not been released."""
    return Booking.objects.filter(meeting=meeting, released_at__isnull=True)


def one_at_a_time(practitioners: Iterable[UUID]) -> None:
    """Let other planners who want the same people wait, always in one order, so that nobody waits in a ring (R14)."""
    wanted = Practitioner.objects.filter(pk__in=list(practitioners)).order_by("pk")
    list(wanted.select_for_update(no_key=True).values_list("pk", flat=True))


def agreed_elsewhere(practitioners: Iterable[UUID], planned: Any, meeting_id: UUID | None) -> list[Practitioner]:
    """Those of them whom an agreed or open meeting other than this one has at that time."""
    taken = those_who.come().filter(
        practitioner__in=list(practitioners), planned__overlap=planned, meeting_status__in=TAKES_TIME
    )
    if meeting_id is not None:
        taken = taken.exclude(meeting=meeting_id)
    busy = Practitioner.objects.filter(pk__in=taken.values("practitioner_id"))
    return list(busy.select_related("person").order_by("person__full_name"))


def nobody_twice(practitioners: Iterable[UUID], planned: Any, meeting_id: UUID) -> None:
    """Refused, by name and without saying where, when somebody is agreed elsewhere at that time (R14)."""
    wanted = list(practitioners)
    one_at_a_time(wanted)
    busy = [each.person.called for each in agreed_elsewhere(wanted, planned, meeting_id)]
    if busy:
        who = f"{busy[0]} is" if len(busy) == 1 else f"{', '.join(busy[:-1])} and {busy[-1]} are"
        raise Refused(
            f"{who} busy at that time, in a meeting that is agreed. Choose another time, or another of us.",
            "practitioners",
        )


def enough_without(practitioner: UUID, meeting: NetworkMeeting) -> bool:
    """True when the meeting holds without them; else somebody must be found first, and that is told (R11, R12)."""
    if meeting.status == MeetingStatus.PROPOSED.value:
        return True
    others = list(those_who.come().filter(meeting=meeting).exclude(practitioner=practitioner))
    peer_there = any(each.peer for each in others) or not meeting.peer_required
    return len(others) >= meeting.minimum_therapists and peer_there


def nobody_refused(practitioners: Iterable[Practitioner], network: Network, *, field: str = "practitioners") -> None:
    """Refused, by name, when the person does not want to meet one of them (R12). Who is there, is there."""
    asked = list(practitioners)
    one_at_a_time(each.pk for each in asked)  # so that nobody is refused and booked in the same moment
    no = those_who.refused([network.pk])[network.pk]
    for each in asked:
        if each.pk in no:
            called = {"who": each.person.called, "person": network.centre.called}
            raise Refused(_("%(person)s does not want to meet %(who)s. Choose another of us.") % called, field)


def add(
    meeting: NetworkMeeting, practitioner: Practitioner, *, has_team: bool, of_the_team: bool, at: datetime, key: UUID
) -> Booking:
    """The booking's row, as what they come."""
    return Booking.objects.create(
        id=key,
        organisation_id=meeting.organisation_id,
        meeting=meeting,
        practitioner=practitioner,
        booked_as=booked_as(has_team=has_team, of_the_team=of_the_team).value,
        peer=practitioner.is_peer,
        planned=meeting.planned,
        meeting_status=meeting.status,
        booked_at=at,
    )


def stand_in(
    meeting: NetworkMeeting,
    practitioner: Practitioner,
    reason: str,
    *,
    at: datetime,
    key: UUID | None = None,
    stands_in_for: Practitioner | None = None,
) -> Substitution:
    """The substitution's row, with its reason (R12); one who was named already keeps the first."""
    if not reason.strip():
        raise Refused(f"{practitioner.person.called} is not of the team: say why they stand in.", "reason")
    named = Substitution.objects.filter(meeting=meeting, practitioner=practitioner).first()
    return named or Substitution.objects.create(
        id=key or new_key(),
        organisation_id=meeting.organisation_id,
        meeting=meeting,
        practitioner=practitioner,
        stands_in_for=stands_in_for,
        reason=reason.strip(),
        named_at=at,
    )


@action
def book(
    *,
    meeting: NetworkMeeting,
    practitioner: Practitioner,
    by: Reader,
    at: datetime,
    reason: str = "",
    key: UUID | None = None,
) -> Booking:
    """A practitioner says yes to a meeting. Who is not of the team stands in, with a reason (R12).

    Errors: Refused when they are agreed elsewhere and this meeting is agreed too (R14); NotForYou for strangers.
    """
    works_with(by, meeting.network_id)
    kept = kept_already(Booking, key, meeting_id=meeting.pk) if key else None
    if kept is not None:
        return kept
    now = held_still(meeting, by)
    still_ahead(now)
    nobody_refused([practitioner], now.network)
    if now.status in TAKES_TIME:
        nobody_twice([practitioner.pk], now.planned, now.pk)
    team = team_of(now.network_id, at)
    if team and practitioner.pk not in team:
        stand_in(now, practitioner, reason, at=at)
        messages.to_the_invited(MessageKind.STANDS_IN, now, by=by, at=at)
    made = _comes_after_all(now, practitioner) or add(
        now,
        practitioner,
        has_team=bool(team),
        of_the_team=practitioner.pk in team,
        at=at,
        key=key or new_key(),
    )
    messages.to_us(MessageKind.EXPECTED, now, [practitioner.pk], by=by, at=at)
    note("said yes to a meeting", by=by, at=at, network=now.network_id, subject=now.pk)
    reach.forget(by)
    return made


@action
def release(*, meeting: NetworkMeeting, practitioner: Practitioner, why: str, by: Reader, at: datetime) -> None:
    """A practitioner cannot come after all, with the reason; an agreed meeting keeps enough of us (R11)."""
    works_with(by, meeting.network_id)
    if not why.strip():
        raise Refused("Say why, so that the network can be told.", "why")
    now = held_still(meeting, by)
    still_ahead(now)
    mine = bookings_of(now).filter(practitioner=practitioner)
    if not mine.exists():
        raise Refused("They had not said yes to this meeting.", "practitioner")
    if now.status == MeetingStatus.AGREED.value and not enough_without(practitioner.pk, now):
        raise Refused("Find somebody to stand in first, or say that the meeting is not held.", "practitioner")
    mine.update(released_at=at, released_why=why.strip())
    messages.to_us(MessageKind.NOT_EXPECTED, now, [practitioner.pk], by=by, at=at)
    note("cannot come to a meeting", by=by, at=at, network=now.network_id, subject=now.pk)
    reach.forget(by)


@action
def name_substitute(
    *,
    meeting: NetworkMeeting,
    practitioner: Practitioner,
    reason: str,
    by: Reader,
    at: datetime,
    stands_in_for: Practitioner | None = None,
    key: UUID | None = None,
) -> Substitution:
    """Somebody stands in for one of the team; whom they stand in for is released with the same reason (R12)."""
    works_with(by, meeting.network_id)
    kept = kept_already(Substitution, key, meeting_id=meeting.pk) if key else None
    if kept is not None:
        return kept
    now = held_still(meeting, by)
    still_ahead(now)
    team = team_of(now.network_id, at)
    if practitioner.pk in team:
        raise Refused(f"{practitioner.person.called} is of the team and stands in for nobody.", "practitioner")
    named = _named(now, practitioner, reason, stands_in_for, by, at, key)
    note("named somebody who stands in", by=by, at=at, network=now.network_id, subject=now.pk)
    reach.forget(by)
    return named


def _named(  # noqa: PLR0917
    now: NetworkMeeting,
    practitioner: Practitioner,
    reason: str,
    instead_of: Practitioner | None,
    by: Reader,
    at: datetime,
    key: UUID | None,
) -> Substitution:
    named = stand_in(now, practitioner, reason, at=at, key=key, stands_in_for=instead_of)
    _comes(now, practitioner, team_of(now.network_id, at), by, at)
    _released(now, instead_of, reason, by, at)
    messages.to_the_invited(MessageKind.STANDS_IN, now, by=by, at=at)
    return named


def _comes(now: NetworkMeeting, practitioner: Practitioner, team: set[UUID], by: Reader, at: datetime) -> None:
    nobody_refused([practitioner], now.network)
    if now.status in TAKES_TIME:
        nobody_twice([practitioner.pk], now.planned, now.pk)
    messages.to_us(MessageKind.EXPECTED, now, [practitioner.pk], by=by, at=at)
    if bookings_of(now).filter(practitioner=practitioner).exists():
        _comes_after_all(now, practitioner)
        return
    add(now, practitioner, has_team=bool(team), of_the_team=practitioner.pk in team, at=at, key=new_key())


def _comes_after_all(now: NetworkMeeting, practitioner: Practitioner) -> Booking | None:
    """Somebody who came no more, and whose place was kept, says yes again."""
    kept = bookings_of(now).filter(practitioner=practitioner, stopped_at__isnull=False).first()
    if kept is not None:
        change(kept, stopped_at=None)
    return kept


def _released(now: NetworkMeeting, practitioner: Practitioner | None, reason: str, by: Reader, at: datetime) -> None:
    if practitioner is not None:
        bookings_of(now).filter(practitioner=practitioner).update(released_at=at, released_why=reason.strip())
        messages.to_us(MessageKind.NOT_EXPECTED, now, [practitioner.pk], by=by, at=at)


def comes_instead(
    *,
    meeting: NetworkMeeting,
    practitioner: Practitioner,
    instead_of: Practitioner,
    reason: str,
    by: Reader,
    at: datetime,
) -> None:
    """As a week was planned; the action that accepts it asks who may (R12).

    Somebody of the network's own team says yes and stands in for nobody; anybody else is named, and the network told.
    """
    now = held_still(meeting, by)
    still_ahead(now)
    team = team_of(now.network_id, at)
    if practitioner.pk in team:
        _comes(now, practitioner, team, by, at)
        _released(now, instead_of, reason, by, at)
    else:
        _named(now, practitioner, reason, instead_of, by, at, None)
    note("found somebody who comes instead", by=by, at=at, network=now.network_id, subject=now.pk)
    reach.forget(by)


@action
def told(*, substitution: Substitution, words: str, by: Reader, at: datetime) -> Substitution:
    """The network was told that somebody stands in: how, and when (R12). Told once; the first time stays."""
    meeting = substitution.meeting
    works_with(by, meeting.network_id)
    changed = Substitution.objects.filter(pk=substitution.pk, told_at__isnull=True)
    if not changed.update(told_at=at, told_words=words.strip()[:300]):
        return substitution
    substitution.told_at, substitution.told_words = at, words.strip()[:300]
    note("told the network who stands in", by=by, at=at, network=meeting.network_id, subject=meeting.pk)
    return substitution


def free_from(meeting: NetworkMeeting, at: datetime) -> None:
    """Bookings of those who are agreed elsewhere end, so that a meeting that begins now is not refused (R14)."""
    mine = bookings_of(meeting)
    people = list(mine.values_list("practitioner_id", flat=True))
    one_at_a_time(people)
    busy = agreed_elsewhere(people, meeting.planned, meeting.pk)
    mine.filter(practitioner__in=[each.pk for each in busy]).update(
        released_at=at, released_why="agreed elsewhere at the planned time"
    )
