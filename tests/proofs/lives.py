"""What happened in lives of the proofs' town: for the person and those who work with them, and nobody else (R24)."""

from datetime import datetime
from uuid import UUID

from tests.people import Town
from tornio.actions import life
from tornio.core.inputs.rough import RoughDay
from tornio.core.life import Event, LifeKind, LifeSource, Sort
from tornio.people.keys import new_key
from tornio.records.models import Network


def a_stay(town: Town, network: UUID, called: str, at: datetime) -> UUID:
    """Somebody writes down that the person was held on a ward."""
    day = RoughDay(at.date())
    event = Event(LifeKind.STAY, Sort.DETAINED, day, at.date(), day, provider="Moorland ward", power="Section 136")
    with town.acting(called, at=at) as by:
        kept = Network.objects.select_related("service").get(pk=network)
        return life.write(key=new_key(), network=kept, event=event, source=LifeSource.SAID, by=by, at=at).pk
