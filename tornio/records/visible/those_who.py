"""Who of us comes to a meeting: who said yes, was not released, and has not stopped being of the team since (R12)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tornio.core.episodes import AT_ONCE, LeftBy
from tornio.records.models import Booking, TeamMember

# Of the team no more, without a meeting having said so; the next one tells of it.
LEFT_UNTOLD = Q(during__upper_inf=False, told_at__isnull=True, left_decision__isnull=True)


def _stopped() -> Exists:
    """Their place in the team ended at once after they said yes, and they are not of it again."""
    theirs = TeamMember.objects.filter(network=OuterRef("meeting__network"), practitioner=OuterRef("practitioner"))
    ended = theirs.filter(left_by__in=sorted(AT_ONCE), during__endswith__gte=OuterRef("booked_at"))
    again = theirs.filter(during__upper_inf=True)
    return Exists(ended) & ~Exists(again)  # type: ignore[return-value]


def were_refused(networks: Collection[UUID], at: datetime) -> QuerySet[TeamMember]:
    """The places in a team that ended because the person wanted it so; whom a meeting brought back is welcome again."""
    theirs = TeamMember.objects.filter(network=OuterRef("network"), practitioner=OuterRef("practitioner"))
    refused = TeamMember.objects.filter(network__in=networks, left_by=LeftBy.REFUSED_BY_PERSON.value)
    return refused.filter(~Exists(theirs.filter(during__contains=at)))


def come() -> QuerySet[Booking]:
    """The bookings of those who come."""
    return Booking.objects.filter(~_stopped(), released_at__isnull=True)


def no_longer_come() -> QuerySet[Booking]:
    """The bookings that only wait until somebody else is found: an agreed meeting keeps its number of us (R11)."""
    return Booking.objects.filter(_stopped(), released_at__isnull=True)
