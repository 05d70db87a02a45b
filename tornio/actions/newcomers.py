"""Who begins with a first contact: the person, whoever called for them, their network and its first stretch of work."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from tornio.core.contacts import PLACES, ForWhom, Told
from tornio.core.inputs.names import same_name_key
from tornio.core.networks import Belonging, InvitedBy
from tornio.core.people import WayKind
from tornio.people.acting import Reader
from tornio.people.models import Person, SafeWay
from tornio.records.models import Episode, Network, NetworkMember


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The rows that a first contact stands on."""

    person: Person
    caller: Person | None
    network: Network
    episode: Episode


def welcome(told: Told, *, service_id: UUID, by: Reader, at: datetime) -> Newcomers:
    """A person, their network and an episode begin; whoever called for them is asked into it, and reads nothing yet."""
    person = _somebody(told.whose_name, told, by, is_caller=not told.names_a_caller)
    network = Network.objects.create(
        organisation_id=by.organisation_id, service_id=service_id, centre=person, opened_at=at
    )
    episode = Episode.objects.create(organisation_id=by.organisation_id, network=network, opened_at=at)
    caller = person
    if told.names_a_caller:
        caller = _somebody(told.caller_name, told, by, is_caller=True)
        ask_in(caller, told.caller_relation, told.for_whom, network.pk, by, at)
    _safe_ways(caller, told, by, at)
    return Newcomers(person, caller, network, episode)


def _somebody(name: str, told: Told, by: Reader, *, is_caller: bool) -> Person:
    """A person by the name that was told; without one they have no key, so nobody is taken for them."""
    languages = [told.language[:80]] if told.language and is_caller else []
    return Person.objects.create(
        organisation_id=by.organisation_id,
        full_name=name or _("Somebody whose name we do not know yet"),
        called=name.split(maxsplit=1)[0] if name else _("Somebody"),
        name_key=same_name_key(name) if name else "",
        languages=languages,
        communication_needs=told.needs if is_caller else "",
    )


def _safe_ways(person: Person, told: Told, by: Reader, at: datetime) -> None:
    """How whoever called can be reached: theirs alone (R9)."""
    for kind, value in ((WayKind.TELEPHONE, told.telephone), (WayKind.EMAIL, told.email)):
        if value:
            SafeWay.objects.create(
                organisation_id=by.organisation_id,
                person=person,
                kind=kind.value,
                value=value,
                may_ring=told.may_ring and kind is WayKind.TELEPHONE,
                may_text=told.may_text and kind is WayKind.TELEPHONE,
                may_leave_word=told.may_leave_word and kind is WayKind.TELEPHONE,
                may_write=kind is WayKind.EMAIL,  # asked for as one that only they read
                good_hours=told.good_hours,
                since=at,
            )


def ask_in(person: Person, relation: str, for_whom: ForWhom, network_id: UUID, by: Reader, at: datetime) -> None:
    """Whoever called is somebody of this network, if the person says so: until then they are only asked (R8)."""
    ring, sector = PLACES[for_whom]
    NetworkMember.objects.create(
        organisation_id=by.organisation_id,
        network_id=network_id,
        person=person,
        relation=relation[:120],
        ring=ring.value,
        sector=sector.value,
        belonging=Belonging.ASKED.value,
        invited_by=InvitedBy.CALLED_FIRST.value,
        during=DateTimeTZRange(at, None),
    )
