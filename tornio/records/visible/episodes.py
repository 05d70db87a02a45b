"""Stretches of work, how they ended as far as the reader may know, and what an ending needs (R12, R22)."""

from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from tornio.core.decisions import DecisionKind, Outcome
from tornio.core.episodes import EndingKind
from tornio.core.meetings import MeetingStatus, PresentAs
from tornio.core.sharing import CLOSE, STAFF, Relationship, Resource, Right
from tornio.people.acting import Reader
from tornio.people.models import Practitioner
from tornio.records.models import (
    Booking,
    Decision,
    Ending,
    Episode,
    Network,
    NetworkMeeting,
    Presence,
    TeamMember,
    Voice,
)
from tornio.records.visible.reach import entries, reach
from tornio.records.visible.those_who import refused

MeetingRow = NetworkMeeting  # for annotations of floors above, which know no tables


def told_of_endings(reader: Reader, prefix: str = "") -> Q:
    """Endings that the reader may know of: members those of the network, and what the person lets them know (R22)."""
    here = reach(reader)
    whole = here.standing_as(*CLOSE)
    reads = here.who(Right.READ, Resource.ENTRIES)
    open_to_members = Q(**{f"{prefix}kind": EndingKind.NETWORK_DECIDED.value}) | ~Q(**{f"{prefix}members_may_know": ""})
    return Q(**{f"{prefix}network__in": whole}) | (Q(**{f"{prefix}network__in": reads}) & open_to_members)


def reads_whole(reader: Reader, network_id: UUID) -> bool:
    """True for the person and those who work with the network: its wishes and its ending are theirs to write."""
    return bool(reach(reader).standing(network_id) & {Relationship.CENTRE, *STAFF})


def reads_how_it_ended(reader: Reader, network_id: UUID) -> bool:
    """True for whoever reads how it ended, and who left the team and why, in its own words."""
    return bool(reach(reader).standing(network_id) & CLOSE)


def endings(reader: Reader) -> QuerySet[Ending]:
    """Endings that the reader may know of."""
    return Ending.objects.select_related("written_by").filter(told_of_endings(reader))


def ended(reader: Reader, network_id: UUID) -> Ending | None:
    """The ending in which the work with this network stands now, as far as the reader may know."""
    if Episode.objects.filter(network=network_id, ended_at__isnull=True).exists():
        return None
    return endings(reader).filter(network=network_id).order_by("-at", "pk").first()


def open_meeting(reader: Reader, network_id: UUID) -> NetworkMeeting | None:
    """The meeting that is going on just now, for those who read it."""
    here = reach(reader).who(Right.READ, Resource.ENTRIES)
    found = NetworkMeeting.objects.filter(network__in=here, status=MeetingStatus.OPEN.value)
    return found.select_related("network__centre").filter(network=network_id).order_by("-opened_at", "pk").first()


def present(meeting: NetworkMeeting, reader: Reader) -> list[Presence]:
    """Who of the network and of us is there just now: each is asked where they stand; the person first (R22)."""
    counted = [PresentAs.CENTRE.value, PresentAs.MEMBER.value, PresentAs.PRACTITIONER.value]
    there = Presence.objects.select_related("person").filter(meeting=meeting, present__contains=reader.at)
    order = {value: place for place, value in enumerate(counted)}
    found = there.filter(present_as__in=counted).order_by("present", "pk")
    return sorted(found, key=lambda each: order[each.present_as])


def voices_of(reader: Reader, meeting: NetworkMeeting) -> QuerySet[Voice]:
    """What was said in this meeting, in the order in which it was spoken; nothing is picked (R17)."""
    found = Voice.objects.select_related("author", "written_by").filter(entries(reader, author="author"))
    return found.filter(meeting=meeting, about__isnull=True, rewordings__isnull=True).order_by("said_at", "pk")


def question_of_ending(reader: Reader, meeting: NetworkMeeting) -> Decision | None:
    """The decision about stopping that this meeting has put into words, when it has."""
    found = Decision.objects.filter(entries(reader, author="written_by"), meeting=meeting)
    asked = found.filter(kind=DecisionKind.ENDING.value, outcome=Outcome.DECIDED.value)
    return asked.order_by("-at", "pk").first()


def held(network_id: UUID) -> int:
    """How many meetings this network has held, with the one that is open."""
    return NetworkMeeting.objects.filter(network=network_id, opened_at__isnull=False).count()


def team(reader: Reader, network_id: UUID) -> list[str]:
    """Who stays with the network, as people call them."""
    return [each.person.called for each in practitioners_of(reader, network_id)]


def practitioners_of(reader: Reader, network_id: UUID) -> list[Practitioner]:
    """The team just now."""
    here = reach(reader).who(Right.READ, Resource.ENTRIES)
    now = TeamMember.objects.filter(network__in=here, network_id=network_id, during__contains=reader.at)
    return [
        each.practitioner
        for each in now.select_related("practitioner__person").order_by("during", "practitioner__person__called", "pk")
    ]


def who_could_come(reader: Reader, network: Network) -> list[Practitioner]:
    """Everybody of us who works in this network's service, those first who are of its team or were there or are booked.

    For the person, who may say whom they do not want to meet, and for who writes that down for them (R12); those whom
    they have refused are left out.
    """
    if not reads_whole(reader, network.pk):
        return []
    booked = Booking.objects.filter(meeting__network=network).values("practitioner_id")
    team = TeamMember.objects.filter(network=network).values("practitioner_id")
    there = Presence.objects.filter(network=network).values("person_id")
    known = Q(pk__in=booked) | Q(pk__in=team) | Q(person__in=there)
    here = Practitioner.objects.filter(Q(service=network.service_id) | known).exclude(until__lte=reader.at)
    here = here.exclude(pk__in=refused([network.pk])[network.pk])
    found = here.select_related("person").annotate(known=Case(When(known, then=Value(0)), default=Value(1)))
    return list(found.order_by("known", "person__full_name", "pk"))


def reads(reader: Reader, network_id: UUID) -> bool:
    """True for whoever reads what everybody in the network may read."""
    return network_id in reach(reader).who(Right.READ, Resource.ENTRIES)
