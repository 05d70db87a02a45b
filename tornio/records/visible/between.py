"""What happened between meetings, as far as the reader may see: calls, messages, staff talk, acts, wishes (R20–R24)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from tornio.core.between import Telling, stands_first
from tornio.core.inputs.names import same_name_key
from tornio.core.networks import STILL_THERE
from tornio.core.people import Capacity
from tornio.core.sharing import CLOSE, STAFF, Relationship, Resource, Right
from tornio.people.acting import Reader
from tornio.people.models import Person, Practitioner, Service
from tornio.records.models import (
    ActTelling,
    Call,
    Episode,
    Network,
    NetworkMeeting,
    NetworkMember,
    SafetyAct,
    StaffTalk,
    TeamMember,
    Voice,
    Wish,
)
from tornio.records.visible import duty, those_who
from tornio.records.visible.reach import IN_VIEW, Reach, entries, reach, writes_for

NetworkRow = Network  # for annotations of floors above, which know no tables
PersonRow = Person
WishRow = Wish
PractitionerRow = Practitioner
FEW = 30  # as many as somebody reads down while a telephone waits


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may be on the line: who they are in whose network."""

    network: Network
    person_id: UUID
    name: str
    relation: str
    is_centre: bool


def on_duty(reader: Reader) -> Service | None:
    """The service whose telephone the reader holds just now: by the rota, or as the named person for a gap (R5)."""
    if reader.capacity is not Capacity.PRACTITIONER or reader.practitioner_id is None:
        return None
    now = duty.held().filter(during__contains=reader.at)
    mine = Service.objects.filter(pk__in=now.filter(practitioner=reader.practitioner_id).values("service_id"))
    gap = Service.objects.filter(duty_fallback=reader.practitioner_id).exclude(pk__in=now.values("service_id"))
    return (mine | gap).order_by("name", "pk").first()


def _networks_to_answer(reader: Reader) -> QuerySet[Network]:
    """Networks whose calls the reader may take: those they work with, on duty all of the service."""
    own = Q(pk__in=reach(reader).standing_as(*STAFF))
    service = on_duty(reader)
    if service is not None:
        own |= Q(service=service)
    return Network.objects.select_related("centre", "service").filter(own)


def callers(reader: Reader, name: str) -> list[Caller]:
    """Whoever of these networks is called something like this: asked of staff, by the name of who is on the line."""
    wanted = same_name_key(name)
    if not wanted or reader.practitioner_id is None:
        return []
    here = _networks_to_answer(reader)
    centres = here.filter(centre__name_key__contains=wanted).order_by("centre__full_name", "pk")[:FEW]
    found = [Caller(each, each.centre_id, each.centre.full_name, "", is_centre=True) for each in centres]
    members = NetworkMember.objects.filter(
        network__in=here.values("pk"), person__name_key__contains=wanted, belonging__in=sorted(STILL_THERE)
    )
    by_name = members.select_related("person", "network__centre", "network__service").order_by(
        "person__full_name", "pk"
    )
    found += [
        Caller(each.network, each.person_id, each.person.full_name, each.relation, is_centre=False)
        for each in by_name[:FEW]
    ]
    return found


def answering(reader: Reader, network_id: UUID, caller_id: UUID | None = None) -> Network | None:
    """The network of whoever calls, for those who may take the call; for duty the caller must be of it.

    Whoever is on duty stands to it as duty for the rest of the request: "the network of whoever calls". After an
    ending, only the person's own call opens it again; nobody else's lets duty read (R22).
    """
    network = _networks_to_answer(reader).filter(pk=network_id).first()
    if network is None or reach(reader).standing(network_id) & STAFF:
        return network
    own_call = network.centre_id == caller_id
    goes_on = Episode.objects.filter(network=network, ended_at__isnull=True)
    there = NetworkMember.objects.filter(network=network, person=caller_id, belonging__in=sorted(STILL_THERE))
    if not own_call and not (there.exists() and goes_on.exists()):
        return None
    known = reach(reader).networks
    standing = known.get(network_id, frozenset()) | {Relationship.DUTY}
    reader.memory["reach"] = Reach({**known, network_id: standing})
    return network


def network(reader: Reader, network_id: UUID) -> Network | None:
    """A network in which the reader stands in any way; whoever broke the glass only looks into it."""
    if not reach(reader).standing(network_id) - {Relationship.BREAK_GLASS}:
        return None
    return Network.objects.select_related("centre", "service").filter(pk=network_id).first()


def network_to_read(reader: Reader, network_id: UUID) -> Network | None:
    """The same, and also for whoever only looks into it, by breaking the glass."""
    if not reach(reader).standing(network_id):
        return None
    return Network.objects.select_related("centre", "service").filter(pk=network_id).first()


def stands_as_staff(reader: Reader, network_id: UUID) -> bool:
    """True when the reader works with this network just now."""
    return bool(reach(reader).standing(network_id) & STAFF)


def may_say(reader: Reader, network_id: UUID) -> bool:
    """True when the reader may send words between meetings: the person, staff, a member who may write."""
    standing = reach(reader).standing(network_id)
    if standing & {Relationship.CENTRE, *STAFF}:
        return True
    mine = NetworkMember.objects.filter(network=network_id, person=reader.person_id, may_write=True)
    return mine.filter(during__contains=reader.at).exists() or writes_for(reader, network_id) is not None


def calls(reader: Reader) -> QuerySet[Call]:
    """Calls that the reader may read: the caller's own, and by audience (R23, R24)."""
    return Call.objects.select_related("caller", "taken_by__person").filter(entries(reader, author="caller"))


def messages(reader: Reader) -> QuerySet[Voice]:
    """Words between meetings, in their latest wording."""
    found = Voice.objects.select_related("author").filter(entries(reader, author="author"), meeting__isnull=True)
    return found.filter(about__isnull=True, rewordings__isnull=True)


def talks(reader: Reader) -> QuerySet[StaffTalk]:
    """Talk among staff: for the person it was about, and for those who work with them (R20)."""
    here = reach(reader).standing_as(*CLOSE)
    return StaffTalk.objects.select_related("written_by").filter(IN_VIEW, network__in=here)


def acts(reader: Reader) -> QuerySet[SafetyAct]:
    """What was done without a meeting, for its audience, with how it was told (R21)."""
    tellings = ActTelling.objects.select_related("meeting").order_by("at", "pk")
    found = SafetyAct.objects.filter(entries(reader, author="written_by"))
    return found.prefetch_related(Prefetch("tellings", queryset=tellings))


def acts_standing_first(reader: Reader, meeting: NetworkMeeting) -> list[SafetyAct]:
    """The acts that this meeting has still to speak of, oldest first; for their audience only (R21)."""
    waiting = acts(reader).filter(network=meeting.network_id).exclude(tellings__told=Telling.SPOKEN_OF.value)
    return [
        act
        for act in waiting.order_by("at", "pk")
        if stands_first((Telling(each.told), each.meeting_id == meeting.pk) for each in act.tellings.all())
    ]


def left_untold(reader: Reader, meeting: NetworkMeeting) -> list[TeamMember]:
    """Who stopped being of the team without a meeting, and has still to be told of (R12)."""
    if meeting.network_id not in reach(reader).who(Right.READ, Resource.ENTRIES):
        return []
    gone = TeamMember.objects.filter(those_who.LEFT_UNTOLD, network=meeting.network_id)
    return list(gone.select_related("practitioner__person").order_by("during", "pk"))


def wishes(reader: Reader, network_id: UUID) -> QuerySet[Wish]:
    """The person's own wishes, for themself and for those who work with them."""
    here = reach(reader).standing_as(*CLOSE)
    found = Wish.objects.select_related("written_by", "practitioner__person")
    return found.filter(network__in=here, network=network_id).order_by("-at", "pk")


def colleagues(reader: Reader) -> QuerySet[Practitioner]:
    """With whom one may have spoken: those who work in the organisation today, for staff only."""
    found = (
        Practitioner.objects.select_related("person").exclude(until__lte=reader.at).order_by("person__full_name", "pk")
    )
    return found if reader.capacity is Capacity.PRACTITIONER else found.none()
