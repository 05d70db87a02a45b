"""Between meetings: calls, messages, talk among staff, acts without a meeting and how they are told (R20, R21, R23)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tornio.actions.announcing import close_to, hearers
from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import held_still, is_centre_of, is_staff_of, works_with
from tornio.core.between import ActKind, Telling, audience_of_staff
from tornio.core.contacts import Channel
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import a_line, own_words
from tornio.core.meetings import MeetingStatus
from tornio.core.networks import STILL_THERE, Belonging
from tornio.core.voices import Audience, VoiceKind
from tornio.people.acting import Reader
from tornio.people.models import Person, Practitioner
from tornio.records.models import (
    ActTelling,
    Call,
    Episode,
    Network,
    NetworkMeeting,
    NetworkMember,
    Presence,
    SafetyAct,
    StaffTalk,
    Voice,
)
from tornio.records.visible import between as visible
from tornio.records.visible import reach

TELL_FIRST = "Tell them first that the person may read it."
SEEN = "Say what showed that they could not decide it now."
ASKED = "Say who was asked."


def _may_answer(by: Reader, network: Network, caller_id: UUID) -> None:
    """Staff of the network, or whoever is on duty when somebody of the network calls."""
    if is_staff_of(by, network.pk):
        return
    if visible.answering(by, network.pk, caller_id) is None:
        raise NotForYou


def _of_the_network(network: Network, person_id: UUID) -> bool:
    there = NetworkMember.objects.filter(network=network, person=person_id, belonging__in=sorted(STILL_THERE))
    return network.centre_id == person_id or there.exists()


def _goes_on(network: Network, caller_id: UUID) -> None:
    """After an ending only the person's own call belongs here; anyone else's is a new first contact (R22)."""
    if network.centre_id != caller_id and not Episode.objects.filter(network=network, ended_at__isnull=True).exists():
        raise Refused("This begins anew: write it down as a first contact, and ask the person before anybody reads.")


def _not_ahead(moment: datetime, at: datetime, field: str) -> None:
    if moment > at:
        raise Refused("That time has not come yet.", field)


@action
def call(
    *,
    key: UUID,
    network: Network,
    caller: Person,
    words: str,
    told_that_it_is_read: bool,
    by: Reader,
    at: datetime,
    began_at: datetime | None = None,
    way: Channel = Channel.TELEPHONE,
    decided_for_self: str = "",
    audience: Audience = Audience.PERSON_AND_TEAM,
) -> Call:
    """Somebody of the network called, at any hour: what was said, and what they decided for themself (R20, R23).

    Errors: NotForYou for whoever is neither of its staff nor on duty; Refused before the caller was told who reads.
    """
    _may_answer(by, network, caller.pk)
    kept: Call | None = kept_already(Call, key, taken_by_id=by.practitioner, network_id=network.pk)
    if kept is not None:
        return kept
    if not told_that_it_is_read:
        raise Refused(TELL_FIRST, "told")
    if not _of_the_network(network, caller.pk):
        raise Refused("They are not of this network. Write it down as a first contact.", "caller")
    _goes_on(network, caller.pk)
    _not_ahead(began_at or at, at, "began_at")
    made = Call.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        taken_by_id=by.practitioner,
        caller=caller,
        began_at=began_at or at,
        ended_at=at,
        way=way.value,
        words=own_words(words, missing="Write what was said."),
        decided_for_self=own_words(decided_for_self, field="decided_for_self"),
        told_that_it_is_read=True,
        audience=audience_of_staff(audience).value,
    )
    hears = hearers(made.network_id, made.audience, made.caller_id)
    note("wrote down a call", by=by, at=at, network=network.pk, subject=made.pk, to=hears)
    reach.forget(by)
    return made


@action
def say(*, key: UUID, network: Network, words: str, audience: Audience, by: Reader, at: datetime) -> Voice:
    """Words sent between two meetings: by the person, a member whom the person lets write, or staff to them (R17)."""
    centre, staff = is_centre_of(by, network.pk), is_staff_of(by, network.pk)
    member = _member_who_writes(network, by)
    proxy = reach.writes_for(by, network.pk) if not (centre or staff or member) else None
    if not (centre or staff or member or proxy):
        raise NotForYou
    kept: Voice | None = kept_already(Voice, key, author_id=by.person, network_id=network.pk)
    if kept is not None:
        return kept
    if staff and not centre:
        audience_of_staff(audience)
    if audience is Audience.CHOSEN:
        raise Refused("Say who may read it.", "audience")
    made = Voice.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        kind=VoiceKind.VOICE.value,
        author_id=by.person,
        written_by_id=by.person,
        spoken_as=proxy.power[:120] if proxy else member.relation if member and not centre else "",
        text=own_words(words, missing="Nothing is written yet."),
        said_at=at,
        audience=audience.value,
    )
    hears = hearers(made.network_id, made.audience, made.author_id)
    note("said something between meetings", by=by, at=at, network=network.pk, subject=made.pk, to=hears)
    return made


def _member_who_writes(network: Network, by: Reader) -> NetworkMember | None:
    mine = NetworkMember.objects.filter(network=network, person=by.person, may_write=True)
    return mine.filter(belonging=Belonging.BELONGS.value, during__contains=by.at).first()


@action
def talk(
    *,
    key: UUID,
    network: Network,
    with_whom: Iterable[Practitioner],
    why: str,
    words: str,
    by: Reader,
    at: datetime,
    others: str = "",
    spoken_at: datetime | None = None,
    minutes: int | None = None,
) -> StaffTalk:
    """Staff spoke of the person without them: who, why, what. The person reads it (R20)."""
    works_with(by, network.pk)
    kept: StaffTalk | None = kept_already(StaffTalk, key, written_by_id=by.person, network_id=network.pk)
    if kept is not None:
        return kept
    people = list(dict.fromkeys([by.person, *(each.person_id for each in with_whom)]))
    named = a_line(others, limit=300, field="others")
    if len(people) == 1 and not named:
        raise Refused("With whom did you speak?", "with_whom")
    _not_ahead(spoken_at or at, at, "spoken_at")
    made = StaffTalk.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        people=people,
        others=named,
        at=spoken_at or at,
        minutes=minutes,
        why=own_words(why, missing="Say why you spoke without them.", field="why"),
        words=own_words(words, missing="Write what was said."),
        written_by_id=by.person,
    )
    hears = [close_to(network.pk)]
    note("wrote down talk among staff", by=by, at=at, network=network.pk, subject=made.pk, to=hears)
    return made


@action
def act(
    *,
    key: UUID,
    network: Network,
    kind: ActKind,
    what: str,
    by_whom: str,
    power: str,
    why_without: str,
    by: Reader,
    at: datetime,
    happened_at: datetime | None = None,
    until: datetime | None = None,
    capacity_evidence: str = "",
    consulted: str = "",
    audience: Audience = Audience.PERSON_AND_TEAM,
) -> SafetyAct:
    """Something was done without a meeting. It stands first at the next meeting with the person (R21)."""
    works_with(by, network.pk)
    kept: SafetyAct | None = kept_already(SafetyAct, key, written_by_id=by.person, network_id=network.pk)
    if kept is not None:
        return kept
    began = happened_at or at
    _not_ahead(began, at, "happened_at")
    if until is not None and until < began:
        raise Refused("It cannot end before it began.", "until")
    made = SafetyAct.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        kind=kind.value,
        at=began,
        until=until,
        what=own_words(what, missing="Say what was done.", field="what"),
        by_whom=own_words(by_whom, missing="Say by whom.", field="by_whom"),
        power=a_line(power, missing="Say under which power.", field="power"),
        capacity_evidence=own_words(capacity_evidence, missing=_by_law(kind, SEEN), field="capacity_evidence"),
        consulted=own_words(consulted, missing=_by_law(kind, ASKED), field="consulted"),
        why_without=own_words(why_without, missing="Say why it was not done with the network.", field="why_without"),
        written_by_id=by.person,
        written_at=at,
        audience=audience_of_staff(audience).value,
    )
    hears = hearers(made.network_id, made.audience, made.written_by_id)
    note("wrote down what was done without a meeting", by=by, at=at, network=network.pk, subject=made.pk, to=hears)
    return made


def _by_law(kind: ActKind, sentence: str) -> str | None:
    return sentence if kind is ActKind.BY_LAW else None


@action
def tell(*, key: UUID, act: SafetyAct, meeting: NetworkMeeting, told: Telling, by: Reader, at: datetime) -> ActTelling:
    """The act was spoken of with the person, or they said "not today": then it stands first again (R21)."""
    works_with(by, meeting.network_id)
    if act.network_id != meeting.network_id:
        raise NotForYou
    kept: ActTelling | None = kept_already(ActTelling, key, act_id=act.pk, meeting_id=meeting.pk)
    if kept is not None:
        return kept
    with_the_person(meeting, by, at)
    made = ActTelling.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        act=act,
        network_id=meeting.network_id,
        meeting=meeting,
        told=told.value,
        at=at,
        written_by_id=by.person,
    )
    hears = hearers(act.network_id, act.audience, act.written_by_id)
    note("told what was done without a meeting", by=by, at=at, network=meeting.network_id, subject=act.pk, to=hears)
    return made


def with_the_person(meeting: NetworkMeeting, by: Reader, at: datetime) -> NetworkMeeting:
    """The open meeting, while the person at its centre is in it; refused otherwise (R20, R21)."""
    now = held_still(meeting, by)
    if now.status != MeetingStatus.OPEN.value:
        raise Refused("This is told in an open meeting.")
    if not Presence.objects.filter(meeting=now, person=now.network.centre_id, present__contains=at).exists():
        raise Refused("It waits until the person is here.")
    return now
