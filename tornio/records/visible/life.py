"""What happened in life, as far as the reader may see: for the person and those who work with them (R24)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tornio.core.inputs.rough import Precision, RoughDay
from tornio.core.life import Event, LifeKind, Sort
from tornio.core.sharing import CLOSE, STAFF, Relationship
from tornio.people.acting import Reader
from tornio.people.models import Service
from tornio.records.models import LifeEvent, Network
from tornio.records.visible.reach import IN_VIEW, reach

NetworkRow = Network  # for annotations of floors above, which know no tables


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing as it stands today, and how it stood before, the latest first."""

    row: LifeEvent
    event: Event
    before: tuple[LifeEvent, ...] = ()

    @property
    def is_taken_back(self) -> bool:
        """True for what was not so; it is told as that, and counted nowhere."""
        return self.row.taken_back


def event_of(row: LifeEvent) -> Event:
    """The row as the rules know it."""
    return Event(
        kind=LifeKind(row.kind),
        sort=Sort(row.sort),
        since=_rough(row.since_on, row.since_known),
        up_to=row.told_up_to,
        until=None if row.until_on is None else _rough(row.until_on, str(row.until_known)),
        what=row.what,
        provider=row.provider,
        power=row.power,
    )


def _rough(on: date, known: str) -> RoughDay:
    """A beginning is kept as its first day, an end as its last: both are the same month or year."""
    precision = Precision(known)
    if precision is Precision.DAY:
        return RoughDay(on)
    return RoughDay(on.replace(day=1) if precision is Precision.MONTH else on.replace(month=1, day=1), precision)


def events(reader: Reader) -> QuerySet[LifeEvent]:
    """Every row that the reader may see, put right or not."""
    return LifeEvent.objects.filter(IN_VIEW, network__in=reach(reader).standing_as(*CLOSE))


def network(reader: Reader, network_id: UUID) -> Network | None:
    """The network whose person's life the reader may look at."""
    if not reach(reader).standing(network_id) & CLOSE:
        return None
    return Network.objects.select_related("centre", "service").filter(pk=network_id).first()


def may_write(reader: Reader, network_id: UUID) -> bool:
    """The person themself, and those who work with them."""
    return bool(reach(reader).standing(network_id) & (STAFF | {Relationship.CENTRE}))


def life(reader: Reader, network_id: UUID) -> list[Standing]:
    """Everything, the latest beginning first; what was taken back is among it."""
    return in_order(events(reader).filter(network=network_id).select_related("written_by"))


def in_order(rows: Iterable[LifeEvent]) -> list[Standing]:
    """The rows as they stand, each with those in whose place it stands."""
    known: dict[UUID | None, LifeEvent] = {row.pk: row for row in rows}
    replaced = {row.corrects_id for row in known.values()}
    standing = [row for row in known.values() if row.pk not in replaced]
    found = [Standing(row, event_of(row), tuple(_before(row, known))) for row in standing]
    return sorted(found, key=lambda each: (each.row.since_on, each.row.written_at, each.row.pk), reverse=True)


def _before(row: LifeEvent, known: Mapping[UUID | None, LifeEvent]) -> Iterable[LifeEvent]:
    while (former := known.get(row.corrects_id)) is not None:
        yield former
        row = former


def one(reader: Reader, network_id: UUID, key: UUID) -> Standing | None:
    """One thing that stands, and has not been put right meanwhile."""
    return next((each for each in life(reader, network_id) if each.row.pk == key), None)


def networks_by_number(reader: Reader, service: Service, numbers: Iterable[str]) -> dict[str, Network]:
    """The networks of a service by the number by which its person is known: for whoever brings in a file."""
    found = Network.objects.select_related("centre").filter(service=service, centre__identifier__in=set(numbers) - {""})
    return {each.centre.identifier: each for each in found.filter(organisation_id=reader.organisation_id)}
