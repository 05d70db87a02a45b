"""First contacts: those the reader has in hand, is offered, or may open; and one of them with all that belongs to it.

Whoever is on duty sees the first contacts of their service, and so does the named person to whom they go up. What
nobody has opened yet is seen by every practitioner of the service, so that somebody takes it on (R5).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Q, QuerySet

from tornio.core.clocks import Clocks, Standing, due_at, standing
from tornio.core.errors import NotForYou
from tornio.core.meetings import MeetingStatus, missing_therapists
from tornio.core.people import Capacity
from tornio.core.profiles import ServiceProfile
from tornio.core.sharing import STAFF
from tornio.people import languages, profiles
from tornio.people.acting import Reader
from tornio.people.models import Person, Practitioner, SafeWay
from tornio.records.models import (
    Attempt,
    Episode,
    FirstContact,
    HandOver,
    Invitation,
    Network,
    NetworkMeeting,
    Recognition,
    Responsibility,
    TeamMember,
)
from tornio.records.visible.duty import holds_it
from tornio.records.visible.reach import reach
from tornio.records.visible.those_who import come

ContactRow = FirstContact  # for annotations of floors above, which know no tables

AGREED = (MeetingStatus.AGREED.value, MeetingStatus.OPEN.value)
WAS_AGREED = (*AGREED, MeetingStatus.HELD.value)  # a time that was kept is still the one that they chose (R3)
ALIKE = 0.45  # how alike two names are before somebody is asked about them (trigrams, 0 to 1)


def holds_the_telephone(reader: Reader) -> bool:
    """True when the reader is on duty in their service now, or is its named person in a gap; asked once."""
    known: bool | None = reader.memory.get("holds the telephone")
    if known is None:
        known = reader.service_id is not None and holds_it(reader, reader.service_id)
        reader.memory["holds the telephone"] = known
    return known


def _in_hand(reader: Reader) -> Q:
    """Those the reader works with."""
    mine = Q(held_by__practitioner=reader.practitioner_id) | Q(network__in=reach(reader).standing_as(*STAFF))
    if holds_the_telephone(reader):
        mine |= Q(service=reader.service_id)
    return mine


def contacts(reader: Reader) -> QuerySet[FirstContact]:
    """The first contacts whose words the reader may read."""
    found = FirstContact.objects.select_related("held_by__practitioner__person", "service__duty_fallback__person")
    if reader.capacity is not Capacity.PRACTITIONER:
        return found.none()
    offered = HandOver.objects.filter(offered_to=reader.practitioner_id, answered_at__isnull=True)
    unopened = Q(service=reader.service_id, opened_at__isnull=True, closed_at__isnull=True, first_met_at__isnull=True)
    goes_up_to_me = Q(service__duty_fallback=reader.practitioner_id)
    return found.filter(_in_hand(reader) | unopened | goes_up_to_me | Q(pk__in=offered.values("first_contact_id")))


def still_to_be_met(reader: Reader, network_id: UUID) -> FirstContact | None:
    """The first contact for which this network has not been met yet, for whoever may read its words."""
    waiting = contacts(reader).filter(network=network_id, closed_at__isnull=True, first_met_at__isnull=True)
    return waiting.order_by("-contacted_at").first()


def works_with(reader: Reader, contact: FirstContact) -> bool:
    """True for whoever is responsible, works with its network, or holds the telephone."""
    if reader.capacity is not Capacity.PRACTITIONER:
        return False
    holder = contact.held_by.practitioner_id == reader.practitioner_id
    of_the_network = bool(reach(reader).standing(contact.network_id) & STAFF)
    on_duty = contact.service_id == reader.service_id and holds_the_telephone(reader)
    goes_up_to_me = contact.service.duty_fallback_id == reader.practitioner_id
    return holder or of_the_network or on_duty or goes_up_to_me


def clocks_of(contact: FirstContact, agreed_for: datetime | None) -> Clocks:
    """Every clock of a contact, as the rules want them (R2)."""
    return Clocks(
        contacted_at=contact.contacted_at,
        onset_on=contact.onset_on,
        onset_words=contact.onset_words,
        referred_at=contact.referred_at,
        accepted_at=contact.accepted_at,
        first_offered_at=contact.first_offered_at,
        offered_for=contact.first_offered_for,
        agreed_for=agreed_for,
        first_met_at=contact.first_met_at,
        network_met_at=contact.network_met_at,
        closed_at=contact.closed_at,
    )


def due_of(contact: FirstContact | None, promised: ServiceProfile) -> datetime | None:
    """By when a contact with nothing agreed is to be met; None where there is none, or its clock has not begun."""
    return None if contact is None else due_at(clocks_of(contact, None), promised)


def wished_languages(called: FirstContact | None, promised: ServiceProfile) -> tuple[str, ...]:
    """What whoever called would rather speak, as they said it, beyond what everybody here speaks.

    Their words stand on the page for whoever is responsible; what a person's own record says of their needs is theirs
    (R9), and is not looked at.
    """
    wished = languages.named_in(called.language) if called else ()
    return tuple(each for each in wished if each not in promised.languages_spoken)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may be the one it is about; asked of staff, never told a caller (R7)."""

    person: Person
    has_network: bool
    is_open: bool
    same_name: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One first contact with all that belongs to it."""

    contact: FirstContact
    clocks: Clocks
    standing: Standing
    profile: ServiceProfile
    meeting: NetworkMeeting | None
    missing: int  # how many of us an agreed first meeting lacks, where somebody comes no more (R11, R12)
    offered: list[NetworkMeeting]  # times that nobody has chosen yet
    answers: dict[UUID, list[Invitation]]  # of those who were asked, by the meeting
    responsibilities: list[Responsibility]
    offers: list[HandOver]
    attempts: list[Attempt]
    ways: list[SafeWay]
    recognition: Recognition | None
    known: list[Known]
    works_with: bool
    is_holder: bool
    of_the_network: bool  # its meetings and their place are theirs to open (R10)
    their_team: list[str]  # for who is responsible and not of it: to whom they pass it on
    holds_the_telephone: bool
    colleagues: list[Practitioner]

    @property
    def not_found(self) -> int:
        """How often they were tried in vain."""
        return sum(not attempt.reached for attempt in self.attempts)

    @property
    def is_over(self) -> bool:
        """True once the person was met, or it goes no further."""
        return self.contact.first_met_at is not None or self.contact.closed_at is not None

    @property
    def is_unnamed(self) -> bool:
        """True while nobody has told the person's name."""
        return self.contact.person is not None and not self.contact.person.name_key


def contact(reader: Reader, key: UUID) -> FirstContact:
    """One first contact; NotForYou where it is not the reader's to open."""
    said = Recognition.objects.filter(first_contact=OuterRef("pk"), undone_at__isnull=True)
    joined = contacts(reader).select_related("person", "caller", "episode", "network")
    found = joined.annotate(was_recognised=Exists(said)).filter(pk=key).first()
    if found is None:
        raise NotForYou
    return found


def _first_meetings(found: FirstContact) -> list[NetworkMeeting]:
    """The first meeting that is agreed or was, or the times that are offered; none where no time was ever offered."""
    if found.first_offered_at is None:
        return []
    offered = NetworkMeeting.objects.filter(first_contact=found, status__in=[*WAS_AGREED, MeetingStatus.PROPOSED.value])
    meetings = list(offered.order_by("planned", "pk"))
    return [each for each in meetings if each.status in WAS_AGREED][:1] or meetings


def _missing(meeting: NetworkMeeting | None) -> int:
    if meeting is None or meeting.status != MeetingStatus.AGREED.value:
        return 0
    return missing_therapists(come().filter(meeting=meeting).count(), meeting.minimum_therapists)


def _answers(meetings: list[NetworkMeeting]) -> dict[UUID, list[Invitation]]:
    """What those who were asked have said, by the meeting."""
    said: dict[UUID, list[Invitation]] = {each.pk: [] for each in meetings}
    asked = Invitation.objects.select_related("person").filter(meeting__in=list(said), taken_back_at__isnull=True)
    for each in asked.order_by("person__full_name", "pk") if meetings else ():
        said[each.meeting_id].append(each)
    return said


def _recognition(found: FirstContact) -> Recognition | None:
    said = Recognition.objects.filter(first_contact=found, undone_at__isnull=True)
    return said.select_related("person_now", "confirmed_by__person").first()


def _may_be_known(found: FirstContact, recognition: Recognition | None) -> bool:
    """Asked while nothing is arranged, and nobody has said it already."""
    over = found.first_met_at is not None or found.closed_at is not None
    return not over and recognition is None and found.first_offered_at is None


def sheet(reader: Reader, key: UUID) -> Sheet:
    """Everything the page of one first contact shows, in a constant number of questions."""
    found = contact(reader, key)
    meetings = _first_meetings(found)
    chosen = next((each for each in meetings if each.status in WAS_AGREED), None)
    meeting = chosen if chosen and chosen.status in AGREED else None
    clocks = clocks_of(found, chosen.planned.lower if chosen else None)
    profile = profiles.profile(found.service.profile)
    responsible = Responsibility.objects.filter(first_contact=found).select_related("practitioner__person")
    offers = HandOver.objects.filter(first_contact=found).select_related("offered_by__person", "offered_to__person")
    attempts = Attempt.objects.filter(first_contact=found).select_related("by__person").order_by("at", "pk")
    is_works_with = works_with(reader, found)
    ways = SafeWay.objects.filter(person__in=[found.caller_id, found.person_id], until__isnull=True)
    recognition = _recognition(found) if getattr(found, "was_recognised", True) else None
    of_the_network = bool(reach(reader).standing(found.network_id) & STAFF)
    return Sheet(
        contact=found,
        clocks=clocks,
        standing=standing(clocks, profile, reader.at),
        profile=profile,
        meeting=meeting,
        missing=_missing(meeting),
        offered=[] if chosen else meetings,
        answers=_answers(meetings if of_the_network else []),
        responsibilities=list(responsible.order_by("during", "pk")),
        offers=list(offers.order_by("offered_at", "pk")),
        attempts=list(attempts),
        ways=list(ways.select_related("person").order_by("since", "pk")) if is_works_with else [],
        recognition=recognition,
        known=known(found) if is_works_with and _may_be_known(found, recognition) else [],
        works_with=is_works_with,
        is_holder=found.held_by.practitioner_id == reader.practitioner_id,
        of_the_network=of_the_network,
        their_team=_their_team(reader, found) if is_works_with and not of_the_network else [],
        holds_the_telephone=holds_the_telephone(reader) and found.service_id == reader.service_id,
        colleagues=_colleagues(reader, found) if is_works_with else [],
    )


def _colleagues(reader: Reader, found: FirstContact) -> list[Practitioner]:
    others = Practitioner.objects.select_related("person").only("organisation_id", "person__full_name")
    others = others.filter(service=found.service_id)
    others = others.exclude(until__lte=reader.at).exclude(pk=found.held_by.practitioner_id)
    return list(others.order_by("person__full_name", "pk"))


def _their_team(reader: Reader, found: FirstContact) -> list[str]:
    now = TeamMember.objects.filter(network=found.network_id, during__contains=reader.at)
    names = now.order_by("during", "practitioner__person__called", "pk")
    return list(names.values_list("practitioner__person__full_name", flat=True)) if found.network_id else []


def known(found: FirstContact) -> list[Known]:
    """Who has this name, or one very like it, and may be the one it is about; at most six."""
    if found.person is None or not found.person.name_key:
        return []
    name = found.person.name_key
    taken_for_others = Recognition.objects.filter(undone_at__isnull=True).values("person_before_id")
    networks = Network.objects.filter(service=found.service_id, centre=OuterRef("pk"))
    episodes = Episode.objects.filter(network__service=found.service_id, network__centre=OuterRef("pk"))
    going_on = episodes.filter(ended_at__isnull=True)
    alike = (
        Person.objects.exclude(pk__in=taken_for_others)
        .exclude(pk__in=[each for each in (found.person_id, found.caller_id) if each])
        .exclude(name_key="")
        .filter(Q(name_key=name) | Q(name_key__trigram_similar=name))
        .annotate(
            alike=TrigramSimilarity("name_key", name),
            has_network=Exists(networks),
            is_open=Exists(going_on),
        )
        .filter(Q(name_key=name) | Q(alike__gte=ALIKE))
        .order_by("-alike", "full_name", "pk")[:6]
    )
    return [Known(person, person.has_network, person.is_open, same_name=person.name_key == name) for person in alike]


def meetings_of(found: FirstContact) -> QuerySet[NetworkMeeting]:
    """The meetings for this contact that stand: neither given up nor taken back."""
    return NetworkMeeting.objects.filter(first_contact=found).exclude(status=MeetingStatus.NOT_HELD.value)
