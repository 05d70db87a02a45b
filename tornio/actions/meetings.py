"""Arranging a network meeting: propose, agree, move, not held, with who chose the time and the place (R10–R14)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from tornio.actions import messages, presence
from tornio.actions.bookings import add, nobody_refused, nobody_twice, stand_in, team_of
from tornio.actions.first_meetings import contact_without_meeting, note_moved, note_offer_taken_back, note_offered
from tornio.actions.frame import action, change, kept_already, note
from tornio.actions.standing import arranges, as_range, held_still, is_staff_of, step, still_ahead, works_with
from tornio.core.errors import Refused
from tornio.core.meetings import (
    Answer,
    ChosenBy,
    MeetingStatus,
    NotHeldBy,
    PlaceKind,
    a_place,
    enough_are_there,
    enough_to_agree,
    host_to_ask,
)
from tornio.core.messages import MessageKind
from tornio.core.profiles import PeerRule
from tornio.core.values import Period
from tornio.people import profiles
from tornio.people.acting import Reader, as_clerk
from tornio.people.keys import new_key
from tornio.people.models import Person, Practitioner
from tornio.records.models import Episode, FirstContact, Invitation, Network, NetworkMeeting
from tornio.records.visible import reach
from tornio.records.visible.those_who import come
from tornio.records.visible.working import away_then


def open_episode(network: Network) -> Episode:
    """The stretch of work that goes on with this network; refused when it has ended."""
    found = Episode.objects.filter(network=network, ended_at__isnull=True).first()
    if found is None:
        raise Refused("The meetings with this network have ended. The person can come back with one call.")
    return found


def _place(kind: PlaceKind, words: str, network: Network) -> str:
    return a_place(kind, words, profiles.profile(network.service.profile).places)[:300]


def _promised(network: Network) -> dict[str, Any]:
    """What the service promises of each meeting, kept with it: a promise that changes later changes no old one."""
    promised = profiles.profile(network.service.profile)
    return {
        "minimum_therapists": promised.minimum_therapists,
        "peer_required": promised.peer is PeerRule.REQUIRED,
    }


def _hosted(host: Person | None, by: Reader, at: datetime) -> dict[str, Any]:
    """Whose place it is; who offers their own home has said yes by that."""
    own = host is not None and host.pk == by.person_id
    return {"host": host, "host_agreed_at": at if own else None}


@action
def propose(
    *,
    network: Network,
    planned: Period,
    place_kind: PlaceKind,
    place_chosen_by: ChosenBy,
    time_chosen_by: ChosenBy,
    by: Reader,
    at: datetime,
    place_words: str = "",
    practitioners: Iterable[Practitioner] = (),
    reasons: Mapping[UUID, str] | None = None,
    invited: Iterable[Person] | None = None,
    host: Person | None = None,
    first_contact: FirstContact | None = None,
    key: UUID | None = None,
) -> NetworkMeeting:
    """A time and a place for the network to meet, whom to ask, and which of us would come.

    Proposals may overlap (R14). `invited` None asks all who belong. `reasons`: why somebody stands in (R12), by key.
    """
    arranges(by, network.pk)
    kept = kept_already(NetworkMeeting, key, proposed_by_id=by.person) if key else None
    if kept is not None:
        return kept
    of_us = list(practitioners)
    if of_us:
        works_with(by, network.pk)  # only we say yes for each other
        nobody_refused(of_us, network)
    columns = {
        "first_contact": first_contact,
        "planned": as_range(planned),
        "place_kind": place_kind.value,
        "place_words": _place(place_kind, place_words, network),
        "place_chosen_by": place_chosen_by.value,
        "time_chosen_by": time_chosen_by.value,
        **_hosted(host, by, at),
    }
    meeting = _put_down(network, columns, of_us, reasons or {}, invited, by, at, key)
    if is_staff_of(by, network.pk):  # what the person asks for is a wish until one of us offers it
        note_offered(meeting, at)
    return meeting


def offered_as_planned(
    *,
    network: Network,
    planned: Period,
    place: Mapping[str, Any],
    practitioners: Iterable[Practitioner],
    reasons: Mapping[UUID, str],
    by: Reader,
    at: datetime,
) -> NetworkMeeting:
    """A meeting as the week was planned; the action that accepts it asks who may."""
    kind, words = place["place_kind"], place["place_words"]
    columns = {
        "planned": as_range(planned),
        "place_kind": kind.value,
        "place_words": _place(kind, words, network),
        "place_chosen_by": place["place_chosen_by"].value,
        "time_chosen_by": ChosenBy.TEAM.value,
    }
    meeting = _put_down(network, columns, practitioners, reasons, None, by, at, None)
    note_offered(meeting, at)
    return meeting


def _put_down(  # noqa: PLR0917
    network: Network,
    columns: dict[str, Any],
    practitioners: Iterable[Practitioner],
    reasons: Mapping[UUID, str],
    invited: Iterable[Person] | None,
    by: Reader,
    at: datetime,
    key: UUID | None,
) -> NetworkMeeting:
    episode = open_episode(network)
    columns["first_contact"] = columns.get("first_contact") or contact_without_meeting(episode)
    meeting = NetworkMeeting.objects.create(
        id=key or new_key(),
        organisation_id=by.organisation_id,
        network=network,
        episode=episode,
        status=MeetingStatus.PROPOSED.value,
        proposed_at=at,
        proposed_by_id=by.person,
        **_promised(network),
        **columns,
    )
    of_us = _who_comes(meeting, practitioners, reasons, at)
    messages.to_us(MessageKind.EXPECTED, meeting, of_us, by=by, at=at)
    _who_is_asked(meeting, invited, by, at)
    note("proposed a meeting", by=by, at=at, network=network.pk, subject=meeting.pk)
    reach.forget(by)
    return meeting


def _who_is_asked(meeting: NetworkMeeting, invited: Iterable[Person] | None, by: Reader, at: datetime) -> None:
    network = meeting.network
    people = presence.all_who_belong(network) if invited is None else [network.centre_id, *(p.pk for p in invited)]
    presence.may_be_asked(network, people)
    presence.ask(meeting, people, by=by, at=at)


def _who_comes(
    meeting: NetworkMeeting,
    practitioners: Iterable[Practitioner],
    reasons: Mapping[UUID, str],
    at: datetime,
) -> list[UUID]:
    chosen = {each.pk: each for each in practitioners}
    team = team_of(meeting.network_id, at)
    for pk, practitioner in chosen.items():
        if team and pk not in team:
            stand_in(meeting, practitioner, reasons.get(pk, ""), at=at)
        add(meeting, practitioner, has_team=bool(team), of_the_team=pk in team, at=at, key=new_key())
    return list(chosen)


@action
def agree(*, meeting: NetworkMeeting, by: Reader, at: datetime) -> NetworkMeeting:
    """The time holds: enough of us have said yes and are not away, nobody is elsewhere, and whose home it is agrees
    (R10, R11, R14)."""
    arranges(by, meeting.network_id)
    now = held_still(meeting, by)
    if now.status == MeetingStatus.AGREED.value:
        return now  # agreed twice is agreed
    booked = _come_then(now, now.planned)
    enough_to_agree(
        booked=len(booked),
        minimum=now.minimum_therapists,
        peer_required=now.peer_required,
        peer_booked=any(each.peer for each in booked),
    )
    _enough_are_there(now, booked)
    if host_to_ask(
        kind=PlaceKind(now.place_kind),
        chosen_by=ChosenBy(now.place_chosen_by),
        has_host=now.host_id is not None,
        host_agreed=now.host_agreed_at is not None,
    ):
        raise Refused("Ask first whose home or place it is, and write down that they said yes.", "host")
    nobody_twice([each.practitioner_id for each in booked], now.planned, now.pk)
    step(now, MeetingStatus.AGREED, agreed_at=at)
    presence.anew(now)
    if is_staff_of(by, now.network_id):
        note_offered(now, at)  # what the person asked for is ours to offer from now on
    messages.to_us(MessageKind.EXPECTED, now, [each.practitioner_id for each in booked], by=by, at=at)
    note("agreed a meeting", by=by, at=at, network=now.network_id, subject=now.pk)
    return now


def _come_then(now: NetworkMeeting, planned: Any) -> list[Any]:
    """Who comes, a place that is only kept being nobody's yes, and whether each is away at that time."""
    with as_clerk():  # the person agrees too, and may not read when we are away
        booked = come().filter(meeting=now).annotate(is_away=away_then(planned)).order_by("booked_at", "pk")
        return list(booked.select_related("practitioner__person"))


def _enough_are_there(now: NetworkMeeting, found: list[Any]) -> None:
    """Who is away at that time is not expected then (R11)."""
    here = [each for each in found if not each.is_away]
    enough_are_there(
        here=len(here),
        minimum=now.minimum_therapists,
        peer_required=now.peer_required,
        peer_here=any(each.peer for each in here),
        away=[each.practitioner.person.called for each in found if each.is_away],
    )


@action
def move(
    *,
    meeting: NetworkMeeting,
    planned: Period,
    by: Reader,
    at: datetime,
    time_chosen_by: ChosenBy,
    place_kind: PlaceKind | None = None,
    place_words: str | None = None,
    place_chosen_by: ChosenBy | None = None,
    host: Person | None = None,
) -> NetworkMeeting:
    """Another time or another place. Whoever is booked moves along, and who is agreed elsewhere is named (R14).

    A new time asks everybody anew; a new place asks its host anew. Refused once the meeting has begun.
    """
    arranges(by, meeting.network_id)
    now = held_still(meeting, by)
    still_ahead(now)
    columns = _moved_place(now, place_kind, place_words, place_chosen_by, host, by, at)
    wanted = as_range(planned)
    other_time = wanted != now.planned
    if other_time and now.status == MeetingStatus.AGREED.value:
        nobody_twice(_come_to(now), wanted, now.pk)
        if not any(each.is_away for each in _come_then(now, now.planned)):  # else somebody is looked for anyway
            _enough_are_there(now, _come_then(now, wanted))
    if other_time:
        columns |= {"planned": wanted, "time_chosen_by": time_chosen_by.value}
    change(now, **columns)
    if other_time or "place_chosen_by" in columns:
        messages.to_the_invited(MessageKind.MOVED, now, by=by, at=at)
        presence.anew(now)
    if other_time:
        asked = Invitation.objects.filter(meeting=now).exclude(answer=Answer.NOT_YET.value)
        asked.update(answer=Answer.NOT_YET.value, words="", answered_at=None)
        note_moved(now, at)
        messages.to_us(MessageKind.EXPECTED, now, _come_to(now), by=by, at=at)
    note("moved a meeting", by=by, at=at, network=now.network_id, subject=now.pk)
    return now


def _come_to(meeting: NetworkMeeting) -> list[UUID]:
    return list(come().filter(meeting=meeting).values_list("practitioner_id", flat=True))


def _moved_place(  # noqa: PLR0917
    now: NetworkMeeting,
    kind: PlaceKind | None,
    words: str | None,
    chosen_by: ChosenBy | None,
    host: Person | None,
    by: Reader,
    at: datetime,
) -> dict[str, Any]:
    if kind is None:
        return {}
    said = _place(kind, now.place_words if words is None else words, now.network)
    columns: dict[str, Any] = {"place_kind": kind.value, "place_words": said}
    if (kind.value, said) != (now.place_kind, now.place_words):
        columns |= _hosted(host, by, at)
        columns["place_chosen_by"] = (chosen_by or ChosenBy(now.place_chosen_by)).value
    return columns


@action
def agree_host(*, meeting: NetworkMeeting, by: Reader, at: datetime, host: Person | None = None) -> NetworkMeeting:
    """Whose home or place it is says yes (R10): the host, or staff who heard it and write down who it was."""
    now = held_still(meeting, by)
    still_ahead(now)
    if now.host_id is None or now.host_id != by.person_id:
        works_with(by, now.network_id)
    whose = host.pk if host is not None else now.host_id
    if whose is None:
        raise Refused("Who said yes?", "host")
    if host is not None:
        presence.may_be_asked(now.network, [host.pk])
    change(now, host_id=whose, host_agreed_at=at)
    note("a host said yes", by=by, at=at, network=now.network_id, subject=now.pk)
    return now


@action
def not_held(*, meeting: NetworkMeeting, who: NotHeldBy, why: str, by: Reader, at: datetime) -> NetworkMeeting:
    """A proposed or agreed meeting will not be, or was not, held: whose doing, and why. It ends nothing (R22)."""
    arranges(by, meeting.network_id)
    if not why.strip():
        raise Refused("Say why, in a few words.", "why")
    now = held_still(meeting, by)
    if at < now.planned.lower:
        messages.to_the_invited(MessageKind.CALLED_OFF, now, by=by, at=at)
    messages.to_us(MessageKind.NOT_EXPECTED, now, _come_to(now), by=by, at=at)
    step(now, MeetingStatus.NOT_HELD, not_held_at=at, not_held_by=who.value, not_held_why=why.strip())
    if who is NotHeldBy.SERVICE:
        note_offer_taken_back(now)
    note("a meeting was not held", by=by, at=at, network=now.network_id, subject=now.pk)
    reach.forget(by)
    return now
