"""What happened in life as items of a person's full copy, each with how it was written before."""

from collections.abc import Iterable
from uuid import UUID

from tornio.core.copies import Item, Told
from tornio.people.acting import Reader
from tornio.records.models import LifeEvent
from tornio.records.visible import life


def items(reader: Reader, network: UUID) -> Iterable[Item]:
    """Every thing, and inside it what stood in its place before."""
    for each in life.life(reader, network):
        yield _item(each.row, tuple(_item(before) for before in each.before))


def _item(row: LifeEvent, before: tuple[Item, ...] = ()) -> Item:
    event = life.event_of(row)
    facts: dict[str, Told] = {
        "about": row.kind,
        "sort": row.sort,
        "which": row.what,
        "where": row.provider,
        "power": row.power,
        "since": event.since.as_typed(),
        "until": event.until.as_typed() if event.until else "",
        "known_up_to": row.told_up_to,
        "told_by": row.source,
        "whose_record": row.source_words,
        "why_put_right": row.why,
        "taken_back": row.taken_back,
    }
    return Item("life", row.pk, row.written_at, row.written_by.full_name, "", "", facts, before)
