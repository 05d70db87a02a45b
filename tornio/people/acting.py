"""The frame in which anybody acts: who, in which capacity, for which organisation, and why.

`acting_as` opens the transaction and sets the database's reader; outside it the tables of the record refuse.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Func, TextField, Value
from django.db.models.functions import Cast
from psycopg.pq import TransactionStatus

from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.core.values import aware
from tornio.people.frame import CLERK_ROLE
from tornio.people.models import Human, Office, Organisation, Practitioner, Seat

_SETTINGS = ("organisation", "human", "person", "practitioner", "capacity", "purpose", "subject", "at")
_READ = (
    "SELECT " + ", ".join(f"current_setting('tornio.{name}', true)" for name in _SETTINGS) + ", current_setting('role')"
)
# "known": the database has not yet looked how this reader stands; see `records.policies`.
_SET = (
    "SELECT "
    + ", ".join(f"set_config('tornio.{name}', %s, true)" for name in _SETTINGS)
    + ", set_config('role', %s, true), set_config('tornio.known', '', true)"
)
# Finding the practitioner tells the database in the same breath.
_TOLD = Func(
    Value("tornio.practitioner"),
    Cast("id", TextField()),
    Value(True),  # noqa: FBT003 (until the transaction ends)
    function="set_config",
    output_field=TextField(),
)
# Jobs have no reader whose networks would decide: they work for the whole organisation, each at one task.
_BEYOND = frozenset({Capacity.JOB})


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody acting: `person_id` is who they are in this organisation, `practitioner_id` when they work here."""

    organisation_id: UUID
    capacity: Capacity
    purpose: str
    at: datetime
    human_id: UUID | None = None
    person_id: UUID | None = None
    practitioner_id: UUID | None = None
    service_id: UUID | None = None  # of the practitioner, or of the office; none: the whole organisation
    subject_id: UUID | None = None  # the meeting whose shared screen this is
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def person(self) -> UUID:
        """Who they are here; a reader without a person cannot sign anything."""
        if self.person_id is None:
            raise NotForYou
        return self.person_id

    @property
    def practitioner(self) -> UUID:
        """Which practitioner they are; refused for anyone else."""
        if self.practitioner_id is None or self.capacity is not Capacity.PRACTITIONER:
            raise NotForYou
        return self.practitioner_id


def _set(values: tuple[Any, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, ["" if value is None else str(value) for value in values])


def _before() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def _seat(human: Human | None, organisation: Organisation) -> Seat | None:
    if human is None:
        return None
    seat = Seat.objects.filter(human=human, organisation=organisation).first()
    if seat is None or not human.is_active:
        raise NotForYou
    return seat


def _standing(capacity: Capacity, person_id: UUID | None, at: datetime) -> tuple[UUID | None, UUID | None]:
    """The practitioner and the service somebody may act for; refused when they do not hold that capacity today."""
    if capacity is Capacity.PRACTITIONER:
        works = Practitioner.objects.filter(person=person_id).exclude(until__lte=at).annotate(told=_TOLD)
        found = works.values_list("id", "service_id", "told").first()
        if found is None:
            raise NotForYou
        return found[:2]
    if capacity in (Capacity.ONESELF, Capacity.PUBLIC, Capacity.JOB, Capacity.SHARED_SCREEN):
        return None, None
    holds = Office.objects.filter(person=person_id, office=capacity.value, since__lte=at).exclude(until__lte=at)
    office = holds.values_list("service_id").first()
    if office is None:
        raise NotForYou
    return None, office[0]


@contextmanager
def acting_as(
    *,
    human: Human | None,
    capacity: Capacity,
    organisation: Organisation,
    purpose: str,
    at: datetime,
    service_id: UUID | None = None,
    subject_id: UUID | None = None,
) -> Iterator[Reader]:
    """Open the transaction as this reader. Errors: NotForYou when they do not hold the capacity just now.

    The public page, jobs and shared screens have readers of their own and no human. Frames may nest (a season
    plays many people); the outer reader is set again when the inner one ends.
    """
    aware(at)
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _before() if nested else None
        try:
            seat = _seat(human, organisation)
            human_id, person_id = (seat.human_id, seat.person_id) if seat else (None, None)
            role = CLERK_ROLE if capacity in _BEYOND else "none"
            rest = (capacity.value, purpose, subject_id, at.isoformat(), role)
            _set((organisation.pk, human_id, person_id, None, *rest))
            practitioner_id, standing_service = _standing(capacity, person_id, at)
            yield Reader(
                organisation_id=organisation.pk,
                capacity=capacity,
                purpose=purpose,
                at=at,
                human_id=human_id,
                person_id=person_id,
                practitioner_id=practitioner_id,
                service_id=service_id or standing_service,
                subject_id=subject_id,
            )
        finally:
            if before is not None and not connection.needs_rollback:
                _set(before)


@contextmanager
def as_clerk() -> Iterator[None]:
    """Look further than the reader for a while, within the organisation: for rules, never for showing.

    "Is anybody of the network left who has not said where they stand?" must be answered truly, also where the one
    who asks may not read the answers. What is found here decides; it does not reach a page.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), set_config('role', %s, true)", [CLERK_ROLE])
        before = cursor.fetchone()[0]
    try:
        yield
    finally:
        # After an error the savepoint around us is rolled back, and the role with it.
        if connection.connection.info.transaction_status != TransactionStatus.INERROR:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('role', %s, true)", [before])


def capacities(human: Human, organisation: Organisation, at: datetime) -> list[Capacity]:
    """As what this human may act here today; oneself always comes last, for staff begin with their work."""
    with acting_as(
        human=human, capacity=Capacity.ONESELF, organisation=organisation, purpose="signing in", at=at
    ) as reader:
        works = Practitioner.objects.filter(person=reader.person_id).exclude(until__lte=at).exists()
        offices = Office.objects.filter(person=reader.person_id, since__lte=at).exclude(until__lte=at)
        held = sorted(offices.values_list("office", flat=True).distinct())
    found = [Capacity.PRACTITIONER] if works else []
    return [*found, *(Capacity(office) for office in held), Capacity.ONESELF]


@functools.lru_cache(maxsize=1024)
def organisation_of(key: UUID) -> Organisation:
    """The organisation with this key; NotForYou when there is none. Its row never changes while we serve."""
    found = Organisation.objects.filter(pk=key).first()
    if found is None:
        raise NotForYou
    return found
