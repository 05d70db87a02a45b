"""What a meeting came to, with the person in the room, and where each one stands (R15, R16, R19, R20)."""

from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Max

from tornio.actions.announcing import hearers
from tornio.actions.frame import action, kept_already, note
from tornio.actions.room import hand, round_the_table, writes_in
from tornio.actions.standing import is_centre_of, is_staff_of
from tornio.actions.voices import people_chosen
from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.core.meetings import MeetingStatus
from tornio.core.voices import Audience, How, audience_of_words
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import Decision, NetworkMeeting, Position, Presence, SpokenOf
from tornio.records.visible.reach import entries


def spoken_of_before(meeting: NetworkMeeting) -> int:
    """How many meetings of this network spoke of medication before this one (R16)."""
    return SpokenOf.objects.filter(network=meeting.network_id).exclude(meeting=meeting).count()


def _settles(by: Reader, whose: Reader, meeting: NetworkMeeting) -> None:
    """The person or staff write down what the meeting came to; members say where they stand."""
    if whose is by and not (is_staff_of(by, meeting.network_id) or is_centre_of(by, meeting.network_id)):
        raise NotForYou


@action
def speak_of_medication(*, meeting: NetworkMeeting, by: Reader, at: datetime, writer: UUID | None = None) -> SpokenOf:
    """This meeting speaks of medication; noted once, and counted beside a decision about it (R16)."""
    whose = hand(by, meeting, writer)
    _settles(by, whose, meeting)
    _open(meeting, by)
    return _spoken(meeting, whose, at)


def _spoken(meeting: NetworkMeeting, whose: Reader, at: datetime) -> SpokenOf:
    found = SpokenOf.objects.filter(meeting=meeting).first()
    if found is not None:
        return found
    made = SpokenOf.objects.create(
        id=new_key(),
        organisation_id=whose.organisation_id,
        meeting=meeting,
        network_id=meeting.network_id,
        at=at,
        noted_by_id=whose.person,
    )
    note("spoke of medication", by=whose, at=at, network=meeting.network_id, subject=meeting.pk)
    return made


def _open(meeting: NetworkMeeting, by: Reader) -> NetworkMeeting:
    """The meeting as it is now, kept from closing until the verb is done; refused unless it is open (R20)."""
    rows = NetworkMeeting.objects.select_related("network").select_for_update(of=("self",))
    now = rows.filter(organisation_id=by.organisation_id, pk=meeting.pk).first()
    if now is None:
        raise NotForYou
    if now.status != MeetingStatus.OPEN.value:
        raise Refused("A decision is made only in an open meeting.")
    return now


@action
def settle(
    *,
    key: UUID,
    meeting: NetworkMeeting,
    outcome: Outcome,
    words: str,
    by: Reader,
    at: datetime,
    kind: DecisionKind = DecisionKind.GENERAL,
    writer: UUID | None = None,
    audience: Audience = Audience.NETWORK,
) -> Decision:
    """What the meeting came to: decided while the person is here, or not decided, which is complete (R15, R20).

    Errors: Refused when the meeting is not open, or it was decided and the person is not here at this moment.
    """
    whose = hand(by, meeting, writer)
    _settles(by, whose, meeting)
    kept: Decision | None = kept_already(Decision, key, meeting_id=meeting.pk, written_by_id=whose.person)
    if kept is not None:
        return kept
    now = _open(meeting, by)
    decided = outcome is Outcome.DECIDED
    here = Presence.objects.filter(meeting=now, person=now.network.centre_id, present__contains=at)
    if decided and not here.exists():
        raise Refused("A decision is made only while the person is here.", "outcome")
    before = spoken_of_before(now) if kind is DecisionKind.MEDICATION else None
    if kind is DecisionKind.MEDICATION:
        _spoken(now, whose, at)
    made = Decision.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network_id=now.network_id,
        meeting=now,
        centre_id=now.network.centre_id,
        outcome=outcome.value,
        kind=kind.value,
        words=own_words(words, missing="Write what it was about."),
        at=at,
        decided_during=DateTimeTZRange(at, at, "[]") if decided else None,
        spoken_of_before=before,
        written_by_id=whose.person,
        audience=audience_of_words(audience, staff=True).value,
    )
    note("settled something" if decided else "left something open", by=whose, at=at, network=now.network_id,
         subject=made.pk)  # fmt: skip
    return made


@action
def stand(
    *,
    key: UUID,
    decision: Decision,
    stand: Stand,
    by: Reader,
    at: datetime,
    words: str = "",
    person: UUID | None = None,
    writer: UUID | None = None,
    audience: Audience = Audience.NETWORK,
    chosen: tuple[UUID, ...] = (),
) -> Position:
    """Where somebody stands, in their own words, in the meeting or later; an earlier position stays (R19).

    For somebody else only staff write it down. Errors: NotForYou for who does not read the decision.
    """
    meeting = decision.meeting
    whose = hand(by, meeting, writer)
    if whose is by:
        writes_in(by, decision.network_id)
    if not Decision.objects.filter(entries(by, "written_by"), pk=decision.pk).exists():
        raise NotForYou
    stands = person or whose.person
    kept: Position | None = kept_already(Position, key, decision_id=decision.pk, person_id=stands)
    if kept is not None:
        return kept
    staff = whose is not by or is_staff_of(by, decision.network_id)
    if stands != whose.person and (not staff or stands not in round_the_table(meeting)):
        raise NotForYou
    own = How.OWN if stands == whose.person else How.FOR_SOMEBODY
    heard = audience_of_words(audience, staff=staff, how=own)
    latest = Position.objects.filter(decision=decision, person=stands).aggregate(number=Max("number"))
    made = Position.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        decision=decision,
        person_id=stands,
        number=(latest["number"] or 0) + 1,
        stand=stand.value,
        words=own_words(words),
        at=at,
        written_by_id=whose.person,
        audience=heard.value,
        chosen=people_chosen(heard, chosen, decision.network_id),
    )
    hears = hearers(decision.network_id, made.audience, made.person_id, made.chosen)
    note("said where they stand", by=whose, at=at, network=decision.network_id, subject=decision.pk, to=hears)
    return made
