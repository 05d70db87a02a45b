"""Who was asked to a meeting and cannot read of it here, with how to tell them; for those who may read that (R9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tornio.core.meetings import Answer
from tornio.core.people import WayKind
from tornio.core.sharing import Resource, Right
from tornio.people.acting import Reader
from tornio.people.models import Person, SafeWay
from tornio.records.models import Invitation, NetworkMeeting
from tornio.records.visible.meetings import Arrangement
from tornio.records.visible.reach import reach


class How(StrEnum):
    """How somebody is told, the quickest first."""

    RING = "ring"
    TEXT = "text"
    WRITE = "write"
    THROUGH = "through"
    NO_WAY = "no_way"  # that is safe, as far as anybody knows


@dataclass(frozen=True, slots=True)
class Untold:
    """Somebody who has never had a way in: they know what one of us tells them."""

    person: Person
    how: How
    way: SafeWay | None
    invitation: Invitation
    waits: bool  # nobody has told them how it stands, as far as anybody wrote down


def untold(reader: Reader, seen: Arrangement) -> list[Untold]:
    """Those who were asked and cannot come in, while the meeting is ahead; nobody for who may not read their ways."""
    may_read = seen.meeting.network_id in reach(reader).who(Right.READ, Resource.SAFE_WAYS)
    asked = [each for each in seen.invitations if not getattr(each, "comes_in", True)]
    if not (may_read and seen.is_staff and seen.is_ahead and asked):
        return []
    ways = list(SafeWay.objects.filter(person__in=[each.person_id for each in asked], until__isnull=True))
    return [
        Untold(
            each.person,
            *_quickest(way for way in ways if way.person_id == each.person_id),
            invitation=each,
            waits=not _knows(each, seen.meeting),
        )
        for each in asked
    ]


def _knows(invitation: Invitation, meeting: NetworkMeeting) -> bool:
    """Told by one of us, or they have answered since; an answer from before it was agreed was to be told of that."""
    if invitation.told_at is not None:
        return True
    answered = invitation.answered_at if invitation.answer != Answer.NOT_YET else None
    return answered is not None and (meeting.agreed_at is None or answered >= meeting.agreed_at)


def _quickest(ways: Iterable[SafeWay]) -> tuple[How, SafeWay | None]:
    """The way that is safe and quick; a number that may be neither rung nor texted is none."""
    found = [(_how(way), way) for way in ways]
    order = list(How)
    return min(found, key=lambda each: order.index(each[0]), default=(How.NO_WAY, None))


def _how(way: SafeWay) -> How:
    if way.may_ring:
        return How.RING
    if way.may_text:
        return How.TEXT
    if way.may_write:
        return How.WRITE
    return How.THROUGH if way.kind == WayKind.THROUGH_SOMEBODY.value else How.NO_WAY
