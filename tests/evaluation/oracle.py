"""Every figure once more, in slow and obvious Python from the rows of the record: what the library must agree with.

An answer is a day and what is so on it: yes or no, a number, or None where it cannot be known.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from math import log
from uuid import UUID
from zoneinfo import ZoneInfo

from tornio.core.clocks import Standing, due_at, offered_in_time, standing
from tornio.core.meetings import MeetingStatus
from tornio.people import profiles
from tornio.people.models import Practitioner, Service
from tornio.records.models import (
    Decision,
    Ending,
    Episode,
    FirstContact,
    NetworkMap,
    NetworkMeeting,
    NetworkMember,
    OpenQuestion,
    Presence,
    Responsibility,
    SafetyAct,
    StaffTalk,
    Substitution,
    TeamMember,
    Voice,
)  # fmt: skip
from tornio.records.visible.contacts import clocks_of

Answer = tuple[date, bool | float | None]
Oracle = Callable[["Record"], Iterator[Answer]]
ORACLES: dict[str, Oracle] = {}
HOUR = timedelta(hours=1)
A_DAY = timedelta(hours=24)
KEPT = {Standing.MET, Standing.MET_CHOSE_LATER, Standing.CHOSE_LATER}
LATER = {Standing.MET_CHOSE_LATER, Standing.CHOSE_LATER}
LATE = {Standing.MET_LATE, Standing.LATE}
OUT = KEPT | LATE | {Standing.NETWORK_MET}
THEIRS = {"person", "network", "together"}


class Record:
    """What the job that counts can read of one service, and when it reads."""

    def __init__(self, service: Service, at: datetime) -> None:
        self.at, self.zone = at, ZoneInfo(service.time_zone)
        self.profile = profiles.profile(service.profile)
        self.contacts = list(FirstContact.objects.filter(service=service))
        of_service = {"network__service": service}
        self.meetings = list(NetworkMeeting.objects.filter(**of_service))
        self.held = sorted(
            (each for each in self.meetings if each.status == MeetingStatus.HELD.value),
            key=lambda each: (each.opened_at, each.pk),
        )
        self.decisions = list(Decision.objects.filter(**of_service).prefetch_related("positions"))
        self.questions = list(OpenQuestion.objects.filter(**of_service).prefetch_related("turns"))
        self.acts = list(SafetyAct.objects.filter(**of_service).prefetch_related("tellings"))
        self.talks = list(StaffTalk.objects.filter(**of_service))
        self.episodes = list(Episode.objects.filter(**of_service))
        self.endings = list(Ending.objects.filter(**of_service))
        kept = NetworkMap.objects.filter(**of_service, kept_at__isnull=False)
        self.maps = list(kept.order_by("kept_at"))
        self.substitutions = list(Substitution.objects.filter(meeting__in=[each.pk for each in self.held]))

    def day(self, moment: datetime | None) -> date:
        """By the clocks of the service."""
        assert moment is not None
        return moment.astimezone(self.zone).date()


def oracle(*names: str) -> Callable[[Callable[..., Iterator[Answer]]], Callable[..., Iterator[Answer]]]:
    """This is how these figures are counted by hand; with several names, each is told its own."""

    def known(made: Callable[..., Iterator[Answer]]) -> Callable[..., Iterator[Answer]]:
        for name in names:
            ORACLES[name] = made if len(names) == 1 else partial(made, name=name)
        return made

    return known


def how(record: Record, contact: FirstContact) -> Standing:
    """How its promise stands, by the rule itself."""
    agreed = NetworkMeeting.objects.filter(first_contact=contact, agreed_at__isnull=False).exclude(status="not_held")
    first = agreed.order_by("planned").first()
    return standing(clocks_of(contact, first.planned.lower if first else None), record.profile, record.at)


@oracle("promise_kept", "met_in_time", "chose_later", "network_met_alone", "late", "offered_in_time")
def promises(record: Record, name: str) -> Iterator[Answer]:
    wanted = {
        "promise_kept": KEPT, "met_in_time": {Standing.MET}, "chose_later": LATER, "late": LATE,
        "network_met_alone": {Standing.NETWORK_MET}, "offered_in_time": set(),
    }  # fmt: skip
    for contact in record.contacts:
        stands, day = how(record, contact), record.day(contact.contacted_at)
        clocks = clocks_of(contact, None)
        if due_at(clocks, record.profile) is None:
            if contact.closed_at is None or contact.first_met_at is not None:
                yield day, None
        elif stands in OUT:
            offered = offered_in_time(clocks, record.profile)
            yield day, offered if name == "offered_in_time" else stands in wanted[name]


CLOCKS = {
    "contact": "contacted_at",
    "referral": "referred_at",
    "acceptance": "accepted_at",
    "offer": "first_offered_at",
}


@oracle(*[f"met_within_24h_of_{name}" for name in CLOCKS])
def within_a_day(record: Record, name: str) -> Iterator[Answer]:
    for contact in record.contacts:
        began, met = getattr(contact, CLOCKS[name.rpartition("_")[2]]), contact.first_met_at
        day = record.day(contact.contacted_at)
        if met is not None:
            yield day, None if began is None else met <= began + A_DAY
        elif contact.closed_at is None and began is None:
            yield day, None
        elif contact.closed_at is None and record.at > began + A_DAY:
            yield day, False


@oracle(*[f"hours_from_{name}" for name in CLOCKS])
def hours_until_met(record: Record, name: str) -> Iterator[Answer]:
    for contact in record.contacts:
        if contact.first_met_at is not None:
            began = getattr(contact, CLOCKS[name.rpartition("_")[2]])
            yield (
                record.day(contact.contacted_at),
                None if began is None else seconds(began, contact.first_met_at) / 3600,
            )


def seconds(first: datetime, second: datetime) -> int:
    """Whole seconds from the one to the other, each cut down to its second."""
    return int(second.timestamp() // 1) - int(first.timestamp() // 1)


@oracle("days_from_onset")
def days_from_onset(record: Record) -> Iterator[Answer]:
    for contact in record.contacts:
        if contact.first_met_at is not None:
            day, said = record.day(contact.contacted_at), contact.onset_on
            if said is None:
                yield day, None
            else:
                yield day, seconds(datetime(said.year, said.month, said.day, tzinfo=UTC), contact.first_met_at) / 86400


@oracle("hours_to_offer")
def hours_to_offer(record: Record) -> Iterator[Answer]:
    for contact in record.contacts:
        offered = contact.first_offered_at
        if offered is not None:
            yield record.day(contact.contacted_at), seconds(contact.contacted_at, offered) / 3600
        elif contact.closed_at is None:
            yield record.day(contact.contacted_at), None


@oracle("not_going_ahead")
def not_going_ahead(record: Record) -> Iterator[Answer]:
    for contact in record.contacts:
        if contact.closed_at is not None and contact.first_met_at is None:
            yield record.day(contact.contacted_at), contact.closed_by in {"person", "person_and_network"}


@oracle("never_handed_over", "handovers")
def handed_over(record: Record, name: str) -> Iterator[Answer]:
    for contact in record.contacts:
        times = sum(bool(each.accepted) for each in contact.hand_overs.all())
        times += sum(each.by_way == "duty_took" for each in contact.responsibilities.all())
        yield record.day(contact.contacted_at), times if name == "handovers" else times == 0


@oracle("answerer_came", "answerer_came_or_convened")
def answerer(record: Record, name: str) -> Iterator[Answer]:
    for contact in record.contacts:
        first = next((each for each in record.held if each.first_contact_id == contact.pk), None)
        if first is None:
            continue
        taken = Responsibility.objects.filter(first_contact=contact, by_way__in=["answered", "opened"])
        answered = min(taken, key=lambda each: each.during.lower, default=None)
        if answered is None:
            yield record.day(first.held_at), None
            continue
        who = answered.practitioner.person_id
        came = Presence.objects.filter(meeting=first, person=who, present_as="practitioner").exists()
        yield record.day(first.held_at), came or (name.endswith("convened") and first.proposed_by_id == who)


def began(meeting: NetworkMeeting) -> datetime:
    """When a meeting that was held was opened."""
    assert meeting.opened_at is not None
    return meeting.opened_at


def staff(meeting: NetworkMeeting) -> set[UUID]:
    """Who of us was there."""
    return set(meeting.presences.filter(present_as="practitioner").values_list("person_id", flat=True))


def own_network(meeting: NetworkMeeting) -> set[UUID]:
    """Who of the network was there, besides the person and besides helpers."""
    came = set(meeting.presences.filter(present_as="member").values_list("person_id", flat=True))
    helpers = NetworkMember.objects.filter(
        network=meeting.network_id, sector="helpers", during__contains=meeting.opened_at
    )
    return came - staff(meeting) - set(helpers.values_list("person_id", flat=True))


def team(meeting: NetworkMeeting) -> set[UUID]:
    """Whose team it was when it began."""
    stayed = TeamMember.objects.filter(network=meeting.network_id, during__contains=meeting.opened_at)
    return set(stayed.values_list("practitioner__person_id", flat=True))


def peers(meeting: NetworkMeeting) -> int:
    """How many peer practitioners were there."""
    return Practitioner.objects.filter(person__in=staff(meeting), profession="peer_practitioner").count()


MEETINGS: dict[str, Callable[[NetworkMeeting], bool | float | None]] = {
    "with_own_network": lambda each: bool(own_network(each)),
    "own_network_members": lambda each: len(own_network(each)),
    "person_there": lambda each: each.presences.filter(present_as="centre").exists(),
    "place_theirs": lambda each: each.place_kind == "home" or each.place_chosen_by in THEIRS,
    "at_home": lambda each: each.place_kind == "home",
    "place_chosen": lambda each: each.place_chosen_by in THEIRS,
    "time_chosen": lambda each: each.time_chosen_by in THEIRS,
    "on_time": lambda each: seconds(each.planned.lower, each.opened_at) / 60 if each.opened_at else None,
    "two_therapists": lambda each: len(staff(each)) >= 2,
    "as_many_as_promised": lambda each: (
        len(staff(each)) >= each.minimum_therapists and (peers(each) > 0 or not each.peer_required)
    ),
    "peer_there": lambda each: peers(each) > 0,
    "everyone_heard": lambda each: all(words(each).get(who) for who in there(each)),
    "words_of_staff": lambda each: (
        sum(words(each).get(who, 0) for who in staff(each)) / sum(words(each).get(who, 0) for who in there(each))
    ),
    "reflections": lambda each: any(
        voice.kind == "reflection" and voice.author_id in there(each) for voice in voices(each)
    ),
}


@oracle(*MEETINGS, "evenness")
def meetings(record: Record, name: str) -> Iterator[Answer]:
    for each in record.held:
        if name == "words_of_staff" and not any(words(each).get(who) for who in there(each)):
            continue
        if name == "everyone_heard" and not there(each):
            continue
        yield record.day(each.held_at), evenness(each) if name == "evenness" else MEETINGS[name](each)


def there(meeting: NetworkMeeting) -> set[UUID]:
    """Everybody who was there."""
    return set(meeting.presences.values_list("person_id", flat=True))


def voices(meeting: NetworkMeeting) -> list[Voice]:
    """What was said there, in the latest wording, but for notes to oneself."""
    said = Voice.objects.filter(meeting=meeting).exclude(audience="author")
    reworded = set(said.filter(rewords__isnull=False).values_list("rewords_id", flat=True))
    return [each for each in said if each.pk not in reworded]


def words(meeting: NetworkMeeting) -> dict[UUID, int]:
    """How many words each one said."""
    found: dict[UUID, int] = {}
    for each in voices(meeting):
        found[each.author_id] = found.get(each.author_id, 0) + len(each.text.split())
    return found


def evenness(meeting: NetworkMeeting) -> float | None:
    """Pielou's J over everybody who was there, written out."""
    said = [words(meeting).get(who, 0) for who in there(meeting)]
    total = sum(said)
    if len(said) < 2 or total == 0:
        return None
    return -sum(each / total * log(each / total) for each in said if each) / log(len(said))
