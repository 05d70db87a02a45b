"""Asking people into a network: the person decides who belongs, by themself or in words that staff heard (R8)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tornio.actions import people
from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import arranges, is_centre_of
from tornio.core.asking import Choice, settle
from tornio.core.errors import Refused
from tornio.core.inputs.names import a_name, same_name_key
from tornio.core.inputs.text import a_line
from tornio.core.networks import GONE, STILL_THERE, Belonging, InvitedBy, Ring, Sector
from tornio.people.acting import Reader
from tornio.people.models import Person
from tornio.records.models import Network, NetworkMember

ANEW = "new"  # the answer "somebody else who has the same name"


@action
def invite(
    *,
    key: UUID,
    network: Network,
    full_name: str,
    by: Reader,
    at: datetime,
    relation: str = "",
    ring: Ring = Ring.CLOSE,
    sector: Sector = Sector.FAMILY,
    person_agreed_at: datetime | None = None,
    answer: str | None = None,
) -> NetworkMember:
    """The person asks somebody in, or staff do with the person's word: `person_agreed_at` is when they gave it.

    They belong once they have said yes themself. Asks when somebody of this name was here before: a return is a new
    membership of the same human being.
    """
    kept: NetworkMember | None = kept_already(NetworkMember, key, network_id=network.pk)
    if kept is not None:
        return kept
    agreed_at = _persons_word(network, person_agreed_at, by, at)
    name = a_name(full_name, field="full_name")
    person = _who(network, name, answer, by, at)
    member = _member(
        network,
        person,
        at,
        id=key,
        relation=a_line(relation, limit=120, field="relation"),
        ring=ring.value,
        sector=sector.value,
        invited_by=(InvitedBy.PERSON if is_centre_of(by, network.pk) else InvitedBy.TEAM_WITH_PERSON).value,
        person_agreed_at=agreed_at,
    )
    note("asked somebody in", by=by, at=at, network=network.pk, subject=member.pk)
    return member


@action
def ask_again(
    *, key: UUID, former: NetworkMember, by: Reader, at: datetime, person_agreed_at: datetime | None = None
) -> NetworkMember:
    """Somebody who was here before is asked in again: a new membership, in the place they had."""
    kept: NetworkMember | None = kept_already(NetworkMember, key, network_id=former.network_id)
    if kept is not None:
        return kept
    agreed_at = _persons_word(former.network, person_agreed_at, by, at)
    if Belonging(former.belonging) not in GONE:
        raise Refused("They are in this network already.")
    centre = is_centre_of(by, former.network_id)
    member = _member(
        former.network,
        former.person,
        at,
        id=key,
        relation=former.relation,
        ring=former.ring,
        sector=former.sector,
        invited_by=(InvitedBy.PERSON if centre else InvitedBy.TEAM_WITH_PERSON).value,
        person_agreed_at=agreed_at,
    )
    note("asked somebody in again", by=by, at=at, network=former.network_id, subject=member.pk)
    return member


def _member(network: Network, person: Person, at: datetime, **columns: Any) -> NetworkMember:
    place = {"ring": Ring.CLOSE.value, "sector": Sector.FAMILY.value}
    return NetworkMember.objects.create(
        organisation_id=network.organisation_id,
        network=network,
        person=person,
        belonging=Belonging.ASKED.value,
        during=DateTimeTZRange(at, None),
        **(place | columns),
    )


def _who(network: Network, name: str, answer: str | None, by: Reader, at: datetime) -> Person:
    """Who is meant: somebody new, or somebody of that name who was here before, when that is answered."""
    alike = NetworkMember.objects.filter(network=network, person__name_key=same_name_key(name)).select_related("person")
    if same_name_key(name) == network.centre.name_key:
        raise Refused("This is the network around them already.", "full_name")
    before: dict[str, Person] = {}
    for each in alike:
        if Belonging(each.belonging) in STILL_THERE:
            raise Refused(
                f"{name} is here already. If it is somebody else, add what tells them apart: “{name} the younger”.",
                "full_name",
            )
        before[str(each.person_id)] = each.person
    if before:
        choices = [Choice(key, f"{person.full_name}, who was here before") for key, person in before.items()]
        question = f"Somebody called {name} was here before. Is it them?"
        answer = settle(question, [*choices, Choice(ANEW, "No, somebody else")], answer, "full_name")
        if answer != ANEW:
            return before[answer]
    return people.name_person(full_name=name, by=by, at=at)


def _persons_word(network: Network, agreed_at: datetime | None, by: Reader, at: datetime) -> datetime:
    """When the person gave their word: now, or as staff heard it; without it nobody is asked in (R8)."""
    arranges(by, network.pk)
    if is_centre_of(by, network.pk):
        return at
    if agreed_at is None:
        raise Refused("The person decides who belongs. Ask them first.", "person_agreed_at")
    if agreed_at > at:
        raise Refused("This lies ahead. When did they say so?", "person_agreed_at")
    return agreed_at
