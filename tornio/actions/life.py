"""What happened in life is written down by the person, with the network or from a file; put right by adding (R28)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tornio.actions.announcing import close_to
from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import arranges
from tornio.core.errors import NotForYou
from tornio.core.inputs.text import a_line
from tornio.core.life import Event, LifeSource, an_event
from tornio.core.people import Capacity
from tornio.people.acting import Reader, as_clerk
from tornio.records.models import Freeze, LifeEvent, Network

NEWER = "A newer file says so."


@action
def write(
    *,
    key: UUID,
    network: Network,
    event: Event,
    source: LifeSource,
    by: Reader,
    at: datetime,
    source_words: str = "",
) -> LifeEvent:
    """One thing that happened, told by the person and their network or read in another provider's record."""
    arranges(by, network.pk)
    kept: LifeEvent | None = kept_already(LifeEvent, key, written_by_id=by.person, network_id=network.pk)
    if kept is not None:
        return kept
    if source is LifeSource.FILE:
        raise NotForYou
    from_where = a_line(source_words, field="source_words")
    made = _made(key, network, an_event(event, _today(network, at)), by, at, source=source, source_words=from_where)
    _noted("wrote down what happened in life", made, by, at)
    return made


@action
def put_right(
    *,
    key: UUID,
    row: LifeEvent,
    event: Event,
    source: LifeSource,
    why: str,
    by: Reader,
    at: datetime,
    source_words: str = "",
) -> LifeEvent:
    """How it was, in the place of how it was written; that stays readable. Refused where somebody was faster."""
    arranges(by, row.network_id)
    kept: LifeEvent | None = kept_already(LifeEvent, key, corrects_id=row.pk, written_by_id=by.person)
    if kept is not None:
        return kept
    because = a_line(why, missing="Say why it is put right.", field="why")
    right = an_event(event, _today(row.network, at))
    if source is LifeSource.FILE:
        raise NotForYou
    made = _made(
        key, row.network, right, by, at, source=source, source_words=a_line(source_words, field="source_words"),
        file_key=row.file_key, corrects=row, why=because,
    )  # fmt: skip
    _noted("put right what happened in life", made, by, at)
    return made


@action
def take_back(*, key: UUID, row: LifeEvent, why: str, by: Reader, at: datetime, elsewhere: bool = False) -> LifeEvent:
    """It was not so. Where it is of somebody else (`elsewhere`), all of it is out of everybody's view at once (R28)."""
    arranges(by, row.network_id)
    kept: LifeEvent | None = kept_already(LifeEvent, key, corrects_id=row.pk, written_by_id=by.person)
    if kept is not None:
        return kept
    because = a_line(why, missing="Say why it is taken back.", field="why")
    columns = {name: getattr(row, name) for name in _SAME}
    made = LifeEvent.objects.create(
        id=key, organisation_id=by.organisation_id, network_id=row.network_id, corrects=row, why=because,
        taken_back=True, elsewhere=elsewhere, written_by_id=by.person, written_at=at, **columns,
    )  # fmt: skip
    _noted("took back what happened in life", made, by, at)
    return made


_SAME = ("kind", "sort", "what", "provider", "power", "since_on", "since_known", "until_on", "until_known",
         "told_up_to", "source", "source_words", "file_key")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brought:
    """One row of a file: whose, and what happened."""

    network: Network
    event: Event


@action
def bring_in(*, rows: Iterable[Brought], file: str, by: Reader, at: datetime) -> int:
    """What a file tells, by whoever leads the service. How many rows are new or say something new; the others stay.

    The same row is kept once however often it comes. What a newer file tells otherwise takes the earlier row's place,
    unless somebody with the network has put that right: they know better. A frozen record takes nothing new.
    """
    if by.capacity is not Capacity.SERVICE_LEAD:
        raise NotForYou
    named = a_line(file, field="file")
    return sum([_brought(each, named, by, at) for each in rows])


def _brought(each: Brought, file: str, by: Reader, at: datetime) -> bool:
    network = each.network
    if network.organisation_id != by.organisation_id or by.service_id not in (None, network.service_id):
        raise NotForYou
    event = an_event(each.event, _today(network, at))
    file_key = uuid5(network.pk, "\n".join((event.kind, event.what, event.provider, event.since.as_typed())))
    until = event.until.as_typed() if event.until else ""
    # The day up to which a file tells is no news of what has ended.
    goes_on = event.up_to.isoformat() if event.is_ongoing else ""
    key = uuid5(file_key, "\n".join((event.sort, event.power, until, goes_on)))
    with as_clerk():  # who brings a file in may not read what stands already; what is found decides, and is not shown
        here = {row.pk: row for row in LifeEvent.objects.filter(organisation_id=by.organisation_id, file_key=file_key)}
        frozen = Freeze.objects.filter(network=network.pk, lifted_at__isnull=True).exists()
    replaced = {row.corrects_id for row in here.values()}
    last = next((row for row in here.values() if row.pk not in replaced), None)
    put_right_here = last is not None and (last.source != LifeSource.FILE.value or last.taken_back)
    if frozen or key in here or put_right_here:
        return False
    rest: dict[str, Any] = {"corrects_id": last.pk, "why": NEWER} if last else {}
    made = _made(key, network, event, by, at, source=LifeSource.FILE, source_words=file, file_key=file_key, **rest)
    _noted("brought in from a file what happened in life", made, by, at)
    return True


def _made(
    key: UUID, network: Network, event: Event, by: Reader, at: datetime, *, source: LifeSource, **rest: Any
) -> LifeEvent:
    until = event.until
    return LifeEvent.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        kind=event.kind.value,
        sort=event.sort.value,
        what=event.what,
        provider=event.provider,
        power=event.power,
        since_on=event.since.first,
        since_known=event.since.known.value,
        until_on=until.last if until else None,
        until_known=until.known.value if until else None,
        told_up_to=event.up_to,
        source=source.value,
        written_by_id=by.person,
        written_at=at,
        **rest,
    )


def _today(network: Network, at: datetime) -> date:
    return at.astimezone(ZoneInfo(network.service.time_zone)).date()


def _noted(verb: str, made: LifeEvent, by: Reader, at: datetime) -> None:
    note(verb, by=by, at=at, network=made.network_id, subject=made.pk, to=[close_to(made.network_id)])
