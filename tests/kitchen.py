"""Leon's network and an open meeting in his kitchen, made directly in the tables: ground for other tests."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import between, episodes, wishes
from tornio.core.between import ActKind, Telling, WishKind
from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.episodes import LeftBy
from tornio.core.meetings import MeetingStatus, PresentAs
from tornio.core.networks import Belonging
from tornio.core.voices import Audience
from tornio.people.acting import Reader, as_clerk
from tornio.people.keys import new_key
from tornio.records.models import (
    Booking,
    Decision,
    Ending,
    Episode,
    Invitation,
    Network,
    NetworkMeeting,
    NetworkMember,
    OpenQuestion,
    Position,
    Presence,
    QuestionTurn,
    Substitution,
    TeamMember,
    Voice,
)

BEGAN = MONDAY - 14 * DAY


def a_network(town: Town, *, began: datetime = BEGAN) -> Network:
    """Leon at the centre; Carol, his mother, belongs; Neil is there in name only; Ruth and Tomasz are the team."""
    with town.acting("Ruth", at=began) as by:
        network = Network.objects.create(
            organisation_id=by.organisation_id, service=town.service, centre=town.people["Leon"], opened_at=began
        )
        Episode.objects.create(organisation_id=by.organisation_id, network=network, opened_at=began)
        _member(town, network, "Carol", "his mother", Belonging.BELONGS, began)
        _member(town, network, "Neil", "his uncle", Belonging.IN_NAME, began)
    first = a_meeting(town, network, began + DAY)
    close(town, first, began + DAY + HOUR)
    with town.acting("Ruth", at=began + DAY) as by:
        for called in ("Ruth", "Tomasz"):
            TeamMember.objects.create(
                organisation_id=by.organisation_id,
                network=network,
                practitioner=town.practitioners[called],
                during=DateTimeTZRange(began + DAY, None),
                joined_by="first_meeting",
                meeting=first,
            )
    return network


def _member(town: Town, network: Network, called: str, relation: str, belonging: Belonging, began: datetime) -> None:
    reads = belonging is Belonging.BELONGS
    NetworkMember.objects.create(
        organisation_id=network.organisation_id,
        network=network,
        person=town.people[called],
        relation=relation,
        ring=1,
        sector="family",
        belonging=belonging.value,
        invited_by="person",
        during=DateTimeTZRange(began, None),
        person_agreed_at=began,
        member_agreed_at=began,
        may_read=reads,
        may_write=reads,
    )


EVERYBODY = {
    "Leon": PresentAs.CENTRE,
    "Carol": PresentAs.MEMBER,
    "Ruth": PresentAs.PRACTITIONER,
    "Tomasz": PresentAs.PRACTITIONER,
}
ALL_AGREE = dict.fromkeys(EVERYBODY, Stand.AGREE)


def a_meeting(
    town: Town,
    network: Network,
    at: datetime = MONDAY,
    *,
    present: dict[str, PresentAs] | None = None,
    status: MeetingStatus = MeetingStatus.OPEN,
) -> NetworkMeeting:
    """A meeting in the kitchen that was opened at `at`, with everybody there; or one that is only agreed."""
    is_open = status is MeetingStatus.OPEN
    with town.acting("Ruth", at=at) as by:
        meeting = NetworkMeeting.objects.create(
            organisation_id=by.organisation_id,
            network=network,
            episode=Episode.objects.get(network=network, ended_at__isnull=True),
            status=status.value,
            planned=DateTimeTZRange(at, at + timedelta(minutes=90)),
            place_kind="home",
            place_words="in the kitchen",
            place_chosen_by="person",
            time_chosen_by="network",
            proposed_at=at - HOUR,
            proposed_by_id=by.person,
            minimum_therapists=2,
            agreed_at=at - HOUR,
            opened_at=at if is_open else None,
            opened_by_id=by.person if is_open else None,
            without_person_asked_at=at - HOUR if present and "Leon" not in present else None,
            without_person_answer="Yes." if present and "Leon" not in present else "",
        )
        _who_said_yes(town, meeting, by, at)
        for called, capacity in ((EVERYBODY if present is None else present) if is_open else {}).items():
            Presence.objects.create(
                organisation_id=by.organisation_id, meeting=meeting, network=network, person=town.people[called],
                present=DateTimeTZRange(at, None), present_as=capacity.value, way="room", noted_by_id=by.person,
            )  # fmt: skip
    return meeting


def _who_said_yes(town: Town, meeting: NetworkMeeting, by: Reader, at: datetime) -> None:
    for called in ("Ruth", "Tomasz"):
        Booking.objects.create(
            organisation_id=by.organisation_id,
            meeting=meeting,
            practitioner=town.practitioners[called],
            booked_as="team",
            peer=called == "Tomasz",
            planned=meeting.planned,
            meeting_status=meeting.status,
            booked_at=at - 7 * DAY,
        )
    for called in ("Leon", "Carol"):
        Invitation.objects.create(
            organisation_id=by.organisation_id, meeting=meeting, person=town.people[called],
            invited_at=at - HOUR, invited_by_id=by.person,
        )  # fmt: skip


def close(town: Town, meeting: NetworkMeeting, at: datetime) -> None:
    """The meeting is held."""
    with town.acting("Ruth", at=at):
        NetworkMeeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.HELD.value, held_at=at)


def a_decision(
    town: Town,
    meeting: NetworkMeeting,
    at: datetime,
    *,
    kind: DecisionKind = DecisionKind.ENDING,
    words: str = "We stop meeting after today.",
    stands: dict[str, Stand] | None = None,
) -> Decision:
    """Something decided in an open meeting while Leon is there, with where each one stands."""
    with town.acting("Ruth", at=at) as by:
        decision = Decision.objects.create(
            organisation_id=by.organisation_id,
            network_id=meeting.network_id,
            meeting=meeting,
            centre=town.people["Leon"],
            outcome=Outcome.DECIDED.value,
            kind=kind.value,
            words=words,
            at=at,
            decided_during=DateTimeTZRange(at, at, "[]"),
            spoken_of_before=3 if kind is DecisionKind.MEDICATION else None,
            written_by_id=by.person,
            audience=Audience.NETWORK.value,
        )
        for called, where in (stands or {}).items():
            stand(town, decision, called, where, at)
    return decision


def stand(town: Town, decision: Decision, called: str, where: Stand, at: datetime, number: int = 1) -> UUID:
    """Where somebody stands, written down in the meeting."""
    key = new_key()
    Position.objects.create(
        id=key, organisation_id=decision.organisation_id, decision=decision, person=town.people[called], number=number,
        stand=where.value, at=at, written_by=town.people["Ruth"], audience=Audience.NETWORK.value,
    )  # fmt: skip
    return key


def stop(town: Town, network: Network, called: str = "Leon", **other: Any) -> Ending:
    """Somebody keeps that Leon stops."""
    with town.acting(called) as by:
        given: dict[str, Any] = {"key": new_key(), "network": network, "by": by, "at": MONDAY} | other
        return episodes.stop(**given)


def a_voice(town: Town, meeting: NetworkMeeting, called: str, text: str, *, front: bool = False,
            audience: Audience = Audience.NETWORK, monday: datetime = MONDAY) -> Voice:  # fmt: skip
    """Somebody spoke in a meeting."""
    person = town.people[called]
    with town.acting(called if called in ("Leon", "Carol") else "Ruth", at=monday), as_clerk():
        return Voice.objects.create(
            organisation_id=meeting.organisation_id, network_id=meeting.network_id, meeting=meeting, kind="voice",
            author=person, written_by=person, text=text, said_at=monday, audience=audience.value,
            front_at=monday if front else None,
        )  # fmt: skip


def a_full_fortnight(
    town: Town, network: Network, monday: datetime = MONDAY, now: datetime = MONDAY + 17 * DAY
) -> NetworkMeeting:
    """A meeting with everything in it, a night without one, talk, a call, a wish, somebody gone, what comes next."""
    meeting = a_meeting(town, network, monday)
    a_voice(town, meeting, "Leon", "I was listening.", front=True, monday=monday)
    a_voice(town, meeting, "Carol", "I rang them.", monday=monday)
    stands = {"Leon": Stand.AGREE, "Ruth": Stand.AGREE, "Tomasz": Stand.AGREE, "Carol": Stand.UNSURE}
    a_decision(town, meeting, monday, kind=DecisionKind.MEDICATION, words="No tablets for now.", stands=stands)
    with town.acting("Ruth", at=monday) as by:
        asked = OpenQuestion.objects.create(
            organisation_id=by.organisation_id, network=network, meeting=meeting, asked_by=town.people["Carol"],
            written_by_id=by.person, text="What shall we do at night?", asked_at=monday, audience="network",
        )  # fmt: skip
        Substitution.objects.create(
            organisation_id=by.organisation_id, meeting=meeting, practitioner=town.practitioners["Sadia"],
            stands_in_for=town.practitioners["Ruth"], reason="Ruth had flu.", named_at=monday - DAY,
            told_at=monday - HOUR,
        )  # fmt: skip
        between.talk(
            key=new_key(), network=network, with_whom=[town.practitioners["Farah"]], why="Before Thursday.",
            words="What Farah could offer.", minutes=10, by=by, at=monday,
        )  # fmt: skip
        act = between.act(
            key=new_key(), network=network, kind=ActKind.DETENTION, what="A night at the place of safety.",
            by_whom="Police", power="Mental Health Act, section 136", why_without="It was dark.", by=by, at=monday,
        )  # fmt: skip
        between.tell(key=new_key(), act=act, meeting=meeting, told=Telling.NOT_TODAY, by=by, at=monday)
        between.call(
            key=new_key(), network=network, caller=town.people["Carol"], words="He cannot sleep.",
            told_that_it_is_read=True, decided_for_self="I sleep at Jean's.", by=by, at=monday,
        )  # fmt: skip
        episodes.stop_in_team(
            network=network, practitioner=town.practitioners["Tomasz"], left_by=LeftBy.LONG_AWAY, by=by, at=monday
        )
    with town.acting("Leon", at=monday) as by:
        wishes.wish(key=new_key(), network=network, kind=WishKind.NOT_AT_HOME, by=by, at=monday)
        between.say(key=new_key(), network=network, words="I ate.", audience=Audience.NETWORK, by=by, at=monday + HOUR)
    close(town, meeting, monday + HOUR)
    again = a_meeting(town, network, monday + DAY)
    with town.acting("Ruth", at=monday + DAY) as by:
        QuestionTurn.objects.create(
            organisation_id=by.organisation_id, question=asked, network=network, meeting=again, became="stays_open",
            at=monday + DAY, written_by_id=by.person,
        )  # fmt: skip
        between.tell(key=new_key(), act=act, meeting=again, told=Telling.SPOKEN_OF, by=by, at=monday + DAY)
    close(town, again, monday + DAY + HOUR)
    a_meeting(town, network, now + DAY, status=MeetingStatus.AGREED)
    return meeting


class refused_by:  # noqa: N801 - reads as a sentence
    """PostgreSQL refuses with this constraint's name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.block = transaction.atomic()

    def __enter__(self) -> None:
        self.block.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if error is None:
            with connection.cursor() as cursor:
                try:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                except DatabaseError as late:
                    kind, error, trace = type(late), late, late.__traceback__
        self.block.__exit__(kind, error, trace)
        assert isinstance(error, DatabaseError), f"{self.name} was not refused"
        assert getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) == self.name
        return True
