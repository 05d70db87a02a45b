"""What each of us brings: for the team, and where somebody starts from for themself and whoever leads them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tornio.core.errors import NotForYou
from tornio.core.particulars import ParticularKind, Particulars, Training
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.models import Practitioner, Service
from tornio.records.models import Particular
from tornio.records.visible.working import keeps

NOTHING = Particulars()


@dataclass(frozen=True, slots=True)
class Brings:
    """One of us and what is written down of them; whether the reader may write it."""

    practitioner: Practitioner
    held: Particulars
    may_write: bool


def promised(service: Service) -> tuple[str, ...]:
    """The trainings of which a service wants one at a meeting, as its profile says."""
    return profiles.profile(service.profile).trainings


def everybody(reader: Reader, service_id: UUID) -> list[Brings]:
    """All who work in the service today, by name; where they start from only for those who may write it."""
    staff = Practitioner.objects.select_related("person", "service").filter(service=service_id)
    us = list(staff.exclude(until__lte=reader.at).order_by("person__full_name", "pk"))
    held = standing([each.pk for each in us])
    return [_brings(reader, each, held.get(each.pk, NOTHING)) for each in us]


def one(reader: Reader, practitioner_id: UUID) -> Brings:
    """One of us; NotForYou unless the reader may write it down."""
    works = Practitioner.objects.select_related("person", "service").filter(pk=practitioner_id)
    found = works.exclude(until__lte=reader.at).first()
    if found is None or not keeps(reader, found):
        raise NotForYou
    return _brings(reader, found, standing([found.pk]).get(found.pk, NOTHING))


def _brings(reader: Reader, practitioner: Practitioner, held: Particulars) -> Brings:
    may_write = keeps(reader, practitioner)
    return Brings(practitioner, held if may_write else replace(held, base=""), may_write)


def standing(practitioners: Collection[UUID]) -> dict[UUID, Particulars]:
    """What stands of each of them, in one question: for looking for a time, and for the pages above."""
    rows = Particular.objects.filter(practitioner__in=list(practitioners), taken_back_at__isnull=True)
    by_whom: defaultdict[UUID, list[Particular]] = defaultdict(list)
    for row in rows.order_by("-held_on", "words", "pk"):
        by_whom[row.practitioner_id].append(row)
    return {who: _particulars(some) for who, some in by_whom.items()}


def trained(practitioners: Collection[UUID], trainings: Collection[str], on: date) -> frozenset[UUID]:
    """Who of them holds one of these trainings on that day; where none is asked for, nothing is looked up."""
    if not trainings:
        return frozenset()
    held = standing(practitioners)
    return frozenset(who for who, brings in held.items() if brings.holds_one_of(trainings, on))


def _particulars(rows: list[Particular]) -> Particulars:
    bases = [row.words for row in rows if row.kind == ParticularKind.BASE.value]
    return Particulars(
        languages=tuple(row.words for row in rows if row.kind == ParticularKind.LANGUAGE.value),
        trainings=tuple(Training(row.words, row.held_on, row.until) for row in rows if row.held_on is not None),
        base=bases[0] if bases else "",
    )
