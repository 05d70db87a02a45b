"""How a stretch of work ends: by the network with the person's yes, by the person, or a named exception (R22)."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tornio.actions import deaths, meetings
from tornio.actions.between import with_the_person
from tornio.actions.frame import action, kept_already, note
from tornio.actions.returns import return_by_own_call
from tornio.actions.standing import arranges, is_centre_of, works_with
from tornio.actions.teams import join_team, leave_team, stop_in_team, tell_left
from tornio.core.contacts import ClosedBy
from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.episodes import EndingKind, a_named_exception, a_network_ends
from tornio.core.errors import Refused
from tornio.core.inputs.text import a_line, own_words
from tornio.core.meetings import MeetingStatus, NotHeldBy, PresentAs
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.people.models import Person
from tornio.records.models import (
    Attempt,
    Decision,
    Ending,
    Episode,
    FirstContact,
    Network,
    NetworkMeeting,
    Position,
    Presence,
)
from tornio.records.visible.meetings import held

__all__ = [
    "end_by_exception", "end_by_network", "join_team", "latest_stands", "leave_team", "return_by_own_call", "stop",
    "stop_in_team", "tell_left", "who_was_present",
]  # fmt: skip

_AHEAD = [MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value]
_WHOSE_DOING = {
    EndingKind.NETWORK_DECIDED: NotHeldBy.NETWORK,
    EndingKind.PERSON_STOPPED: NotHeldBy.PERSON,
    EndingKind.SERVICE_CLOSED: NotHeldBy.SERVICE,
}
_CLOSED_BY = {
    EndingKind.NETWORK_DECIDED: ClosedBy.PERSON_AND_NETWORK,
    EndingKind.PERSON_STOPPED: ClosedBy.PERSON,
    EndingKind.NOT_FOUND: ClosedBy.NOT_FOUND,
}


def _going_on(network: Network) -> Episode:
    """The open episode, locked; refused when it has ended already."""
    found = Episode.objects.select_for_update().filter(network=network, ended_at__isnull=True).first()
    if found is None:
        raise Refused("This has ended already.")
    return found


def called_off() -> str:
    """Members read this: it says that nobody comes, and leaves what they may know to the person (R22)."""
    return _("It was called off.")


def end(ending: Ending, *, by: Reader, at: datetime) -> Ending:
    """The ending's row, the episode's end, and nothing left standing that nobody would come to."""
    ending.save(force_insert=True)
    Episode.objects.filter(pk=ending.episode_id).update(ended_at=at, ending=ending)
    kind = EndingKind(ending.kind)
    who = _WHOSE_DOING.get(kind, NotHeldBy.NOBODY)
    for meeting in NetworkMeeting.objects.filter(episode=ending.episode_id, status__in=_AHEAD):
        meetings.not_held(meeting=meeting, who=who, why=called_off(), by=by, at=at)
    _close_contacts(ending, kind, by, at)
    note("ended", by=by, at=at, network=ending.network_id, subject=ending.pk)
    return ending


def _close_contacts(ending: Ending, kind: EndingKind, by: Reader, at: datetime) -> None:
    """First contacts not met yet go no further (R4). What the person ends by their own hand the database closes: they
    reach no first contact.
    """
    if by.practitioner_id is None:
        return
    waiting = FirstContact.objects.filter(
        network=ending.network_id, first_met_at__isnull=True, closed_at__isnull=True, contacted_at__lte=at
    )
    waiting.update(
        closed_at=at,
        closed_by=_CLOSED_BY.get(kind, ClosedBy.SERVICE).value,
        closed_why=ending.words or _("The work with this network has ended."),
        closed_written_by=by.practitioner_id,
    )


def who_was_present(decision: Decision) -> list[UUID]:
    """Who of the network and of us was there at the moment of a decision: each has a position (R22)."""
    there = Presence.objects.filter(meeting=decision.meeting_id, present__contains=decision.at)
    counted = [PresentAs.CENTRE.value, PresentAs.MEMBER.value, PresentAs.PRACTITIONER.value]
    return list(there.filter(present_as__in=counted).values_list("person_id", flat=True))


def latest_stands(decision: Decision) -> dict[UUID, Position]:
    """Where each one stands now: the latest position of everybody (R19)."""
    given = Position.objects.filter(decision=decision).order_by("person_id", "-number").distinct("person_id")
    return {each.person_id: each for each in given}


@action
def end_by_network(*, key: UUID, decision: Decision, by: Reader, at: datetime, words: str = "") -> Ending:
    """The network stops: the person says yes, and everyone present has a position or did not say (R22)."""
    arranges(by, decision.network_id)
    kept: Ending | None = kept_already(Ending, key, decision_id=decision.pk)
    if kept is not None:
        return kept
    if decision.kind != DecisionKind.ENDING.value or decision.outcome != Outcome.DECIDED.value:
        raise Refused("It ends by a decision about stopping.", "leaving")
    meeting = with_the_person(decision.meeting, by, at)
    network = meeting.network
    stands = latest_stands(decision)
    a_network_ends(network.centre_id, who_was_present(decision), {pk: Stand(each.stand) for pk, each in stands.items()})
    ending = Ending(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        episode=_going_on(network),
        kind=EndingKind.NETWORK_DECIDED.value,
        at=at,
        words=own_words(words),
        written_by_id=by.person,
        centre_id=network.centre_id,
        decision=decision,
        persons_position=stands[network.centre_id],
        persons_stand=Stand.AGREE.value,
    )
    return end(ending, by=by, at=at)


@action
def stop(
    *, key: UUID, network: Network, by: Reader, at: datetime, members_may_know: str = "", words: str = ""
) -> Ending:
    """The person stops: at any time, in any way, with no reason (R22).

    By their own hand; or somebody of us writes down how they said it. Members learn `members_may_know`, or nothing.
    """
    arranges(by, network.pk)
    kept: Ending | None = kept_already(Ending, key, network_id=network.pk)
    if kept is not None:
        return kept
    said = own_words(words, missing=None if is_centre_of(by, network.pk) else "Write down how they said it.")
    ending = Ending(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        episode=_going_on(network),
        kind=EndingKind.PERSON_STOPPED.value,
        at=at,
        words=said,
        written_by_id=by.person,
        centre_id=network.centre_id,
        members_may_know=own_words(members_may_know, field="members_may_know"),
    )
    return end(ending, by=by, at=at)


@action
def end_by_exception(
    *,
    key: UUID,
    network: Network,
    kind: EndingKind,
    words: str,
    by: Reader,
    at: datetime,
    handed_to: str = "",
    died_on: date | None = None,
    members_may_know: str = "",
) -> Ending:
    """Died; moved, or the service closed, and handed over to whom; not found after the promised tries (R22).

    Errors: Refused for anything else: nobody from the service ends it alone, and no missed meeting ends anything.
    """
    works_with(by, network.pk)
    kept: Ending | None = kept_already(Ending, key, network_id=network.pk)
    if kept is not None:
        return kept
    promised = profiles.profile(network.service.profile).attempts_promised
    a_named_exception(kind, handed_to=handed_to, attempts=_tries(network), promised=promised)
    if kind is EndingKind.DIED and died_on is not None:
        Person.objects.filter(pk=network.centre_id).update(died_on=died_on)
    ending = Ending(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        episode=_going_on(network),
        kind=kind.value,
        at=at,
        words=own_words(words, missing="Write what happened."),
        written_by_id=by.person,
        centre_id=network.centre_id,
        handed_to=a_line(handed_to, limit=300, field="handed_to"),
        members_may_know=own_words(members_may_know, field="members_may_know"),
    )
    made = end(ending, by=by, at=at)
    if kind is EndingKind.DIED and not deaths.is_frozen(network):
        deaths.freeze(key=new_key(), network=network, words=words, died_on=died_on, by=by, at=at)
    return made


def _tries(network: Network) -> int:
    """How often the person was tried in vain since they were last reached or met."""
    of_network = Attempt.objects.filter(first_contact__network=network)
    reached = of_network.filter(reached=True).order_by("-at").values_list("at", flat=True).first()
    met = held(network).values_list("held_at", flat=True).first()
    since = max(filter(None, [reached, met]), default=None)
    in_vain = of_network.filter(reached=False)
    return in_vain.filter(at__gt=since).count() if since else in_vain.count()
