"""Figures of what happened in life in slow and obvious Python: a day at a time, a network at a time."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from tests.evaluation.oracle import Answer, Record, oracle
from tornio.core.life import Event, LifeKind, Sort
from tornio.records.models import LifeEvent
from tornio.records.visible.life import in_order

A_DAY = timedelta(days=1)
SORTS = {"occupied": {Sort.WORK, Sort.STUDY}, "antipsychotic": {Sort.ANTIPSYCHOTIC}, "benefit": {Sort.BENEFIT}}
KINDS = {"occupied": LifeKind.OCCUPATION, "antipsychotic": LifeKind.MEDICATION, "benefit": LifeKind.BENEFIT}


def lives(record: Record, kind: LifeKind) -> dict[UUID, list[Event]]:
    """What stands of this kind, by network."""
    found: dict[UUID, list[Event]] = {each.network_id: [] for each in record.episodes}
    for network in found:
        rows = LifeEvent.objects.filter(network=network, kind=kind.value, out_of_view_at__isnull=True)
        found[network] = [each.event for each in in_order(rows) if not each.is_taken_back]
    return found


def began(record: Record, network: UUID) -> date:
    return min(record.day(each.opened_at) for each in record.episodes if each.network_id == network)


def days(since: date, until: date) -> Iterator[date]:
    """Every day from one to another, that one not any more."""
    for number in range((until - since).days):
        yield since + number * A_DAY


def watched(record: Record, kind: LifeKind) -> Iterator[tuple[date, list[Event]]]:
    """Every day of a network on which somebody told how it was, and what they told."""
    for network, events in lives(record, kind).items():
        if events:
            for day in days(began(record, network), max(each.up_to for each in events)):
                yield day, events


def lies_in(day: date, event: Event) -> bool:
    return event.sort is not Sort.NONE and event.counted_from <= day < event.counted_until


@oracle("bed_days", "bed_days_detained", "bed_days_voluntary", "crisis_contacts")
def nights(record: Record, name: str) -> Iterator[Answer]:
    """Each day that was watched is an answer: how many nights, or calls for help, there were on it."""
    kind = LifeKind.CRISIS_CONTACT if name == "crisis_contacts" else LifeKind.STAY
    for day, events in watched(record, kind):
        there = [each for each in events if lies_in(day, each)]
        held = [each for each in there if each.sort is Sort.DETAINED]
        if name == "crisis_contacts":
            yield day, len(there)
        else:
            counted = {"bed_days": there, "bed_days_detained": held}.get(name, [] if held else there)
            yield day, bool(counted)


def months_unwatched(record: Record, name: str, since: date, until: date) -> int:
    """Months of a network in which it worked with us and nobody told how it was."""
    kind = LifeKind.CRISIS_CONTACT if name == "crisis_contacts" else LifeKind.STAY
    others = LifeKind.STAY if kind is LifeKind.CRISIS_CONTACT else LifeKind.CRISIS_CONTACT
    until, missing = min(until, record.at.date() + A_DAY), 0
    for network, events in lives(record, kind).items():
        told = max((each.up_to for each in events), default=date.min)
        also = max((each.up_to for each in lives(record, others)[network]), default=date.min)
        stretches = [each for each in record.episodes if each.network_id == network]
        open_until = max(record.day(each.ended_at) + A_DAY if each.ended_at else date.max for each in stretches)
        start = began(record, network)
        for day in days(since, until):
            if day == since or day.day == 1:
                following = min((day.replace(day=1) + 32 * A_DAY).replace(day=1), until)
                here = start < following and max(open_until, told, also) > day
                missing += here and not max(start, day) < min(told, following)
    return missing


def months_later(day: date, many: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + many, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


HORIZONS = [f"{name}_at_{many}" for name in ("antipsychotic", "occupied") for many in (3, 12, 24)]


@oracle(*HORIZONS, "benefit_at_12", "benefit_at_24", "occupied_at_60", "benefit_at_60")
def at_a_horizon(record: Record, name: str) -> Iterator[Answer]:
    what, many = name.split("_at_")
    for network, events in lives(record, KINDS[what]).items():
        day = months_later(began(record, network), int(many))
        if day <= record.at.date():
            yield day, _so(events, day, SORTS[what])


def _so(events: list[Event], day: date, sorts: set[Sort]) -> bool | None:
    if not any(each.up_to >= day for each in events):
        return None
    might = [each for each in events if each.sort in sorts | {Sort.NOT_SAID} and each.counted_from <= day]
    lies = [each for each in might if (each.up_to >= day if each.is_ongoing else day < each.counted_until)]
    if any(each.sort in sorts for each in lies):
        return True
    return None if lies or any(each.is_ongoing and each.up_to < day for each in might) else False


@oracle("stay_by_12", "stay_by_24", "detained_by_12")
def by_a_horizon(record: Record, name: str) -> Iterator[Answer]:
    for network, events in lives(record, LifeKind.STAY).items():
        start = began(record, network)
        day = months_later(start, int(name[-2:]))
        if day > record.at.date():
            continue
        there = [each for each in events if each.counted_from < day and each.counted_until > start]
        there = [each for each in there if each.sort is not Sort.NONE]
        known = any(each.up_to >= day for each in events)
        if name.startswith("detained"):
            held = any(each.sort is Sort.DETAINED for each in there)
            sure = held or not any(each.sort is Sort.NOT_SAID for each in there)
            yield day, held if known and sure else None
        else:
            yield day, bool(there) if known else None
