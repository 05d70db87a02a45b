"""Whom of others somebody has met where a network met: so that they read who is new to them (R12)."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tornio.records.models import Presence


def met_by(person: UUID | None, network: UUID | OuterRef) -> QuerySet[Presence, Any]:
    """The people who were at a meeting of a network at which this person was too, each once, by key.

    Whoever may not read who was there finds nobody, and is told of nobody that they are new.
    """
    too = Presence.objects.filter(person=person, meeting=OuterRef("meeting"))
    there = Presence.objects.filter(Exists(too), network=network)
    return there.exclude(person=person).order_by().values_list("person", flat=True).distinct()


def is_new(practitioner: UUID, met: frozenset[UUID]) -> bool:
    """Whether one of us is new to somebody who has met others of us; at a first meeting it goes without saying."""
    return bool(met) and practitioner not in met
