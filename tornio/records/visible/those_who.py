"""Who of us comes to a meeting: who said yes, was not released, and has not stopped being of the team since (R12)."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tornio.core.episodes import JoinedBy, LeftBy
from tornio.people.acting import as_clerk
from tornio.records.models import Booking, TeamMember, Wish

# Of the team no more, without a meeting having said so; the next one tells of it.
LEFT_UNTOLD = Q(during__upper_inf=False, told_at__isnull=True, left_decision__isnull=True)


def refused(networks: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Of each network those of us whom its person does not want to meet (R12): never of its team, or of it no more.

    Whom a meeting has made one of the team since is welcome again, and whom the person wished away no longer. A rule
    reads this, whoever asks: who may not know of a wish learns no more than that somebody does not come.
    """
    found: dict[UUID, frozenset[UUID]] = defaultdict(frozenset)
    ended, stands = (each.values_list("network_id", "practitioner_id") for each in refusals(networks))
    with as_clerk():
        for network, who in ended.union(stands):
            found[network] |= {who}
    return found


def refusals(networks: Collection[UUID]) -> tuple[QuerySet[TeamMember], QuerySet[Wish]]:
    """The places in a team that ended so, and the wishes that stand; to be read by the clerk."""
    here = {"network": OuterRef("network"), "practitioner": OuterRef("practitioner")}
    back = TeamMember.objects.filter(**here, joined_by=JoinedBy.DECISION.value)
    taken_back = Wish.objects.filter(**here)
    ended = TeamMember.objects.filter(
        ~Exists(back.filter(during__startswith__gte=OuterRef("during__endswith"))),
        ~Exists(taken_back.filter(until__gte=OuterRef("during__endswith"))),
        network__in=networks,
        left_by=LeftBy.REFUSED_BY_PERSON.value,
    )
    stands = Wish.objects.filter(
        ~Exists(back.filter(during__startswith__gte=OuterRef("at"))),
        network__in=networks,
        practitioner__isnull=False,
        until__isnull=True,
    )
    return ended.order_by(), stands.order_by()


IN_ORDER = ("booked_at", "practitioner__person__called", "pk")  # in which we are told of


def come() -> QuerySet[Booking]:
    """The bookings of those who come."""
    return Booking.objects.filter(stopped_at__isnull=True, released_at__isnull=True)


def no_longer_come() -> QuerySet[Booking]:
    """The bookings that only wait until somebody else is found: an agreed meeting keeps its number of us (R11)."""
    return Booking.objects.filter(stopped_at__isnull=False, released_at__isnull=True)
