"""A person's full copy of their record: everything the policy lets them read, each thing once, in time (R9, R23, R24).

It reads through the same doors as the pages. For a member it is their own data: their words, their answers, their
place, how they can be reached; nobody else's.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tornio.core.copies import Copy, Item, Looked, Somebody, Told
from tornio.core.people import Capacity
from tornio.core.sharing import STAFF, Relationship
from tornio.people.acting import Reader
from tornio.people.models import Person, Practitioner
from tornio.records.models import Network, NetworkMember, TeamMember
from tornio.records.visible import copy_own, copy_whole, people
from tornio.records.visible.networks import as_person
from tornio.records.visible.reach import reach
from tornio.records.visible.readings import readings


def copy(reader: Reader, network_id: UUID) -> Copy | None:
    """The copy of one network's record for the person at its centre, or of a member's own data; None for others."""
    standing = reach(reader).standing(network_id)
    if reader.capacity is not Capacity.ONESELF or not standing:
        return None
    network = Network.objects.select_related("centre", "service").get(pk=network_id)
    whole = Relationship.CENTRE in standing
    items = copy_whole.items(reader, network_id) if whole else copy_own.items(reader, network_id)
    oneself = people.oneself(reader)
    return Copy(
        made_at=reader.at,
        service=network.service.name,
        name=oneself.full_name if oneself else "",
        whole=whole,
        about=_about(oneself),
        ways=tuple(_ways(reader)),
        people=tuple(_people(reader, network_id, whole=whole)),
        team=tuple(_team(network_id)) if whole else (),
        items=tuple(sorted(items, key=_in_time)),
        readings=tuple(_looked(reader, network_id)) if whole else (),
    )


def whose(reader: Reader, network_id: UUID) -> list[Person]:
    """For whom one of us may make a copy: the person, and everybody who belongs or did; nobody for anybody else."""
    if not reach(reader).standing(network_id) & STAFF:
        return []
    members = NetworkMember.objects.filter(network=network_id).values("person_id")
    centre = Network.objects.filter(pk=network_id).values("centre_id")
    return list(Person.objects.filter(pk__in=members.union(centre)).order_by("full_name", "pk"))


def copy_for(reader: Reader, network_id: UUID, person: Person) -> Copy | None:
    """Their copy in the hand of one of us: what both of them may read. Notes that somebody keeps for themself alone,
    and who has read, are not in it: those they find by coming in."""
    return copy(as_person(reader, person.pk), network_id)


def _in_time(item: Item) -> tuple[Any, ...]:
    return item.at, item.kind, item.key.hex


def _about(person: Person | None) -> dict[str, Told]:
    if person is None:
        return {}
    return {
        "full_name": person.full_name,
        "called": person.called,
        "born_on": person.born_on,
        "born_year": person.born_year,
        "languages": tuple(person.languages),
        "communication_needs": person.communication_needs,
        "identifier": person.identifier,
    }


def _ways(reader: Reader) -> Iterable[dict[str, Told]]:
    """How they can be reached: their own alone."""
    for each in people.safe_ways(reader, reader.person).order_by("since", "pk"):
        yield {
            "kind": each.kind,
            "value": each.value,
            "may_ring": each.may_ring,
            "may_text": each.may_text,
            "may_leave_word": each.may_leave_word,
            "good_hours": each.good_hours,
            "since": each.since,
        }


def _people(reader: Reader, network_id: UUID, *, whole: bool) -> Iterable[Somebody]:
    """Who belongs or did; for a member their own place."""
    rows: QuerySet[NetworkMember] = NetworkMember.objects.select_related("person").filter(network=network_id)
    if not whole:
        rows = rows.filter(person=reader.person_id)
    for each in rows.order_by("during", "pk"):
        yield Somebody(
            name=each.person.full_name,
            as_whom=each.relation,
            since=each.during.lower,
            until=each.during.upper,
            facts={
                "belonging": each.belonging,
                "ring": each.ring,
                "sector": each.sector,
                "may_read": each.may_read,
                "may_write": each.may_write,
            },
        )


def _team(network_id: UUID) -> Iterable[Somebody]:
    for each in (
        TeamMember.objects.select_related("practitioner__person").filter(network=network_id).order_by("during", "pk")
    ):
        works: Practitioner = each.practitioner
        yield Somebody(works.person.full_name, works.described, each.during.lower, each.during.upper)


def _looked(reader: Reader, network_id: UUID) -> Iterable[Looked]:
    for each in readings(reader, network_id).select_related("person").order_by("at", "pk"):
        name = each.person.full_name if each.person else ""
        yield Looked(name, each.as_whom, each.page, each.at, each.purpose)
