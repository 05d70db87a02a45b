"""What each one's home page shows: what comes next, who comes, what stays open, what was decided, who read."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from tornio.core.meetings import Answer, MeetingStatus
from tornio.core.networks import Belonging
from tornio.core.people import Capacity
from tornio.core.sharing import Relationship
from tornio.core.voices import Audience, Became
from tornio.people.acting import Reader
from tornio.records.models import (
    Decision,
    Episode,
    Invitation,
    Network,
    NetworkMeeting,
    NetworkMember,
    OpenQuestion,
    Position,
    QuestionTurn,
    Reading,
    TeamMember,
    Voice,
)
from tornio.records.visible import left_open, those_who
from tornio.records.visible.meetings import held
from tornio.records.visible.met import is_new, met_by
from tornio.records.visible.reach import IN_VIEW, entries, reach

_AHEAD = (MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value, MeetingStatus.OPEN.value)
_HERE = {
    Answer.COMES.value: "here",
    Answer.FOR_PART.value: "part",
    Answer.NOT_YET.value: "not_here",
    Answer.MAYBE.value: "not_here",
    Answer.CANNOT.value: "not_here",
}
STILL_NEW = timedelta(days=14)
_READS = frozenset({Relationship.CENTRE, Relationship.MEMBER, Relationship.PROXY})


@dataclass(frozen=True, slots=True)
class Comes:
    """Somebody asked to a meeting: `here` is "here", "part" or "not_here"; `told` their own small words."""

    name: str
    told: str
    here: str
    is_new: bool = False  # one of us, to a reader who has met others of us


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A meeting that lies ahead, or is open just now."""

    meeting: NetworkMeeting
    who: list[Comes]
    asked: bool  # the reader is invited, so the place is theirs to know (R10)


@dataclass(frozen=True, slots=True)
class NetworkHome:
    """One network as it begins for the person or a member."""

    network: Network
    standing: frozenset[Relationship]
    next: NextMeeting | None = None
    then: NextMeeting | None = None  # the one that is ahead while another is open
    team: list[str] = field(default_factory=list)
    new: list[Voice] = field(default_factory=list)
    questions: list[OpenQuestion] = field(default_factory=list)
    decision: Decision | None = None
    latest: NetworkMeeting | None = None
    readings: list[Reading] = field(default_factory=list)
    own_words: list[Voice] = field(default_factory=list)
    goes_on: bool = True  # false once it has ended
    has_nobody: bool = False  # open, and nobody of us is in it: told to the person
    would_join: list[str] = field(default_factory=list)  # who waits for the person's own yes (R8)

    @property
    def is_centre(self) -> bool:
        """True for the person at the centre."""
        return Relationship.CENTRE in self.standing

    @property
    def acts_for(self) -> bool:
        """True for whoever acts for the person by law."""
        return Relationship.PROXY in self.standing

    @property
    def belongs(self) -> bool:
        """True for whoever has a place of their own here besides."""
        return bool(self.standing - {Relationship.PROXY})

    @property
    def reads(self) -> bool:
        """True for the person, and for a member whom the person lets read."""
        return bool(self.standing & _READS)


def networks(reader: Reader) -> list[NetworkHome]:
    """The homes of somebody who acts as themself: their own network first."""
    here = reach(reader).networks
    found = Network.objects.select_related("centre").filter(pk__in=list(here)).annotate(**_told_with_it(reader))
    ordered = sorted(found, key=lambda network: (Relationship.CENTRE not in here[network.pk], network.opened_at))
    return [_home(reader, network, here[network.pk]) for network in ordered]


def _told_with_it(reader: Reader) -> dict[str, Any]:
    """What is asked in the same question as the networks, for `_home`: `vars(network)` has it."""
    here = OuterRef("pk")
    team = TeamMember.objects.filter(network=here, during__contains=reader.at)
    asked = NetworkMember.objects.filter(
        network=here, belonging=Belonging.ASKED.value, person_agreed_at__isnull=True
    ).order_by("during", "pk")
    looked = Reading.objects.filter(person=reader.person_id, network=here).exclude(page="home").order_by("-at", "pk")
    called = "practitioner__person__called"
    return {
        "goes_on": Exists(Episode.objects.filter(network=here, ended_at__isnull=True)),
        "of_us": ArraySubquery(team.order_by("during", called, "pk").values(called)),
        "would_join": ArraySubquery(asked.values("person__full_name")),
        "met": ArraySubquery(met_by(reader.person_id, here)),
        "looked": Subquery(looked.values("at")[:1]),
    }


def _home(reader: Reader, network: Network, standing: frozenset[Relationship]) -> NetworkHome:
    reads = bool(standing & _READS)
    coming, then = _next(reader, network, reads=reads)
    if not reads:
        mine = Voice.objects.filter(IN_VIEW, network=network, author=reader.person_id).order_by("-said_at", "pk")
        return NetworkHome(network, standing, next=coming, then=then, own_words=list(mine[:20]))
    told, is_centre = vars(network), Relationship.CENTRE in standing
    team = told["of_us"]
    return NetworkHome(
        network,
        standing,
        next=coming,
        then=then,
        team=team,
        has_nobody=is_centre and not team and left_open.with_nobody(network.pk, reader.at),
        new=_new(reader, network, told["looked"]),
        questions=open_questions(reader, network.pk),
        decision=_latest_decision(reader, network),
        latest=held(network).first(),
        readings=_readings(reader, network) if is_centre else [],
        goes_on=told["goes_on"],
        would_join=told["would_join"] if is_centre else [],
    )


def _next(reader: Reader, network: Network, *, reads: bool) -> tuple[NextMeeting | None, NextMeeting | None]:
    """The one that is open or comes next; and what comes next where one is open, which may have been left so."""
    ahead = Q(status__in=_AHEAD, planned__endswith__gt=reader.at) | Q(status=MeetingStatus.OPEN.value)
    asked = Invitation.objects.filter(person=reader.person_id, taken_back_at__isnull=True)
    found = NetworkMeeting.objects.filter(ahead, network=network)
    if not reads:
        belongs = NetworkMember.objects.filter(network=network, person=reader.person_id, during__contains=reader.at)
        found = found.filter(pk__in=asked.values("meeting_id"), network__in=belongs.values("network_id"))
    asked_in = Invitation.objects.order_by("invited_at", "person__called", "pk").filter(taken_back_at__isnull=True)
    bookings = those_who.come().order_by(*those_who.IN_ORDER).select_related("practitioner__person")
    is_open = Case(When(status=MeetingStatus.OPEN.value, then=0), default=1)
    meetings = [
        _meeting(reader, network, each)
        for each in found.order_by(is_open, "planned", "pk").prefetch_related(
            Prefetch("invitations", queryset=asked_in.select_related("person")), Prefetch("bookings", queryset=bookings)
        )[:2]
    ]
    first, then = (*meetings, None, None)[:2]
    return first, then if first and first.meeting.status == MeetingStatus.OPEN else None


def _meeting(reader: Reader, network: Network, meeting: NetworkMeeting) -> NextMeeting:
    invited = {invitation.person_id for invitation in meeting.invitations.all()}
    is_centre = reader.person_id == network.centre_id
    who = _who_comes(reader, meeting, frozenset(vars(network)["met"]))
    return NextMeeting(meeting, who, asked=is_centre or reader.person_id in invited)


def _who_comes(reader: Reader, meeting: NetworkMeeting, met: frozenset[UUID]) -> list[Comes]:
    people = [
        Comes(invitation.person.called, invitation.words, _HERE[invitation.answer])
        for invitation in meeting.invitations.all()
        if invitation.person_id != reader.person_id
    ]
    staff = [
        Comes(us.person.called, us.described, "here", is_new(us.person_id, met))
        for us in (booking.practitioner for booking in meeting.bookings.all())
    ]
    return [*people, *staff]


def _new(reader: Reader, network: Network, looked: datetime | None) -> list[Voice]:
    """Others' words since the reader last looked at this network; without a first look, of the last fortnight."""
    since = looked or reader.at - STILL_NEW
    found = Voice.objects.select_related("author", "about").filter(entries(reader, "author"), network=network)
    unread = found.filter(said_at__gt=since, rewordings__isnull=True).exclude(author=reader.person_id)
    return list(unread.order_by("-said_at", "pk")[:3])


def open_questions(reader: Reader, network_id: UUID) -> list[OpenQuestion]:
    """The questions of a network that still stand open, the oldest first."""
    turns: QuerySet[Any] = QuestionTurn.objects.filter(question=OuterRef("pk")).order_by("-at", "pk")
    found = OpenQuestion.objects.select_related("asked_by").filter(entries(reader, "asked_by"), network=network_id)
    became = found.annotate(became=Subquery(turns.values("became")[:1]))
    closed = [Became.FOUND_ANSWER.value, Became.MELTED_AWAY.value]
    never_turned = Q(became__isnull=True)  # an exclude alone would lose these
    return list(became.filter(never_turned | ~Q(became__in=closed)).order_by("asked_at", "pk"))


def _latest_decision(reader: Reader, network: Network) -> Decision | None:
    mine_or_everyones = Q(audience=Audience.NETWORK.value) | Q(person=reader.person_id)
    told = Position.objects.filter(IN_VIEW, mine_or_everyones).select_related("person")
    told = told.order_by("person", "-number", "pk").distinct("person")
    found = Decision.objects.filter(entries(reader, "written_by"), network=network, decided_during__isnull=False)
    return found.prefetch_related(Prefetch("positions", queryset=told)).order_by("-at", "pk").first()


def _readings(reader: Reader, network: Network) -> list[Reading]:
    """The latest reading of each one who read, the newest first: who, not how often."""
    others = Reading.objects.filter(network=network, apart=False).exclude(person=reader.person_id)
    each = others.exclude(capacity=Capacity.PRIVACY_LEAD.value).order_by("person", "-at", "pk").distinct("person")
    found = Reading.objects.select_related("person").filter(pk__in=each.values("pk"))
    return list(found.order_by("-at", "person")[:4])
