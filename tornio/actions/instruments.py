"""Offering an instrument, answering it, showing one's answers and taking them back; nobody ever has to (R17, R30)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tornio.actions.announcing import hearers
from tornio.actions.frame import action, change, kept_already, note
from tornio.core import instrument_files
from tornio.core.errors import NotForYou, Refused
from tornio.core.instruments import Definition, ReadBy, Schedule, When, read_answers, totals
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.records.models import Instrument, Response
from tornio.records.visible import instruments as visible
from tornio.records.visible.instruments import Asking

SLOTS = "Some of its questions have no words yet. Fill in those that you have a licence for, and load the file again."


def _leads(by: Reader, service_id: UUID) -> None:
    if by.capacity is not Capacity.SERVICE_LEAD or by.service_id not in (None, service_id):
        raise NotForYou


@action
def load(*, key: UUID, service_id: UUID, file: Mapping[str, Any], by: Reader, at: datetime) -> Instrument:
    """An instrument's file is kept whole, and is not offered yet. Raises `WrongFile` where it cannot be read."""
    _leads(by, service_id)
    made = instrument_files.from_data(file)
    kept: Instrument | None = kept_already(Instrument, key, service_id=service_id)
    if kept is not None:
        return kept
    same = Instrument.objects.filter(service=service_id, name=made.name, version=made.version, definition=file)
    there = same.order_by("-kept_at", "pk").first()
    if there is not None:
        return there
    row = _kept(key, made, made.schedule, by, service_id=service_id, definition=file, kept_at=at)
    note("loaded an instrument", by=by, at=at, subject=row.pk)
    return row


def _kept(key: UUID, made: Definition, schedule: Schedule, by: Reader, **columns: Any) -> Instrument:
    return Instrument.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        name=made.name,
        version=made.version,
        offered=schedule.when.value,
        weeks=schedule.weeks,
        kept_by_id=by.person,
        **columns,
    )


@action
def offer(*, key: UUID, instrument: Instrument, schedule: Schedule, by: Reader, at: datetime) -> Instrument:
    """From now on it is offered, after each meeting or every so many weeks; another version of it no longer is."""
    _leads(by, instrument.service_id)
    made = visible.definition_of(instrument)
    if made.without_words:
        raise Refused(SLOTS)
    if schedule.when is When.WEEKS and schedule.weeks is None:
        raise Refused("After how many weeks shall it come again?", "weeks")
    kept: Instrument | None = kept_already(Instrument, key, service_id=instrument.service_id)
    if kept is not None:
        return kept
    for row in Instrument.objects.filter(service=instrument.service_id, name=instrument.name, during__contains=at):
        _ends(row, at)
    row = _kept(
        key,
        made,
        schedule,
        by,
        service_id=instrument.service_id,
        definition=instrument.definition,
        during=DateTimeTZRange(at, None),
        kept_at=at,
    )
    note("offered an instrument", by=by, at=at, subject=row.pk)
    return row


def _ends(row: Instrument, at: datetime) -> None:
    if row.during.lower == at:  # offered twice in one moment: the first was never there
        change(row, during=None)
    else:
        change(row, during=DateTimeTZRange(row.during.lower, at))


@action
def stop(*, instrument: Instrument, by: Reader, at: datetime) -> None:
    """It is offered no longer; what was answered stays with those who answered."""
    _leads(by, instrument.service_id)
    now = Instrument.objects.filter(pk=instrument.pk, during__contains=at).first()
    if now is not None:
        _ends(now, at)
        note("no longer offers an instrument", by=by, at=at, subject=now.pk)


@action
def answer(
    *, key: UUID, asking: Asking, instrument: UUID, typed: Mapping[str, str], read_by: ReadBy, by: Reader, at: datetime
) -> Response:
    """Somebody's own answers, each of which may be left out. Answered again, the new ones follow the old (R17)."""
    offered = next((each for each in asking.offered if each.row.pk == instrument), None)
    if offered is None:
        raise NotForYou
    meeting = asking.meeting.pk if asking.meeting else None
    kept: Response | None = kept_already(Response, key, author_id=by.person, network_id=asking.network.pk)
    if kept is not None:
        return kept
    said = read_answers(offered.definition.asked, typed)
    before = _before(offered.row, asking, by)
    made = Response.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        instrument=offered.row,
        network_id=asking.network.pk,
        meeting_id=meeting,
        author_id=by.person,
        answered_as=asking.answered_as.value,
        answers=said,
        totals=totals(offered.definition, said),
        answered_at=at,
        follows=before,
        audience=(ReadBy.PERSON_AND_TEAM if asking.is_staff else read_by).value,
    )
    if before is not None:
        _to_themself(before, by)
    to = hearers(made.network_id, made.audience, made.author_id)
    note("answered", by=by, at=at, network=made.network_id, subject=made.pk, to=to)
    return made


def _before(row: Instrument, asking: Asking, by: Reader) -> Response | None:
    """What these answers take the place of: those about the same meeting, also where they were taken back."""
    if asking.meeting is None:
        return None
    mine = Response.objects.filter(instrument=row, meeting=asking.meeting, author=by.person)
    return mine.order_by("-answered_at", "-pk").first()


def _to_themself(row: Response, by: Reader, **columns: Any) -> None:
    """What no longer stands is its author's alone; what one of us wrote the person may go on reading (R18)."""
    alone = {} if by.capacity is Capacity.PRACTITIONER else {"audience": ReadBy.AUTHOR.value}
    if alone or columns:
        change(row, **alone, **columns)


def _own(response: UUID, by: Reader) -> Response:
    found = visible.latest_answers(by).filter(pk=response, author=by.person_id).first()
    if found is None:
        raise NotForYou
    return found


@action
def show(*, response: UUID, read_by: ReadBy, by: Reader, at: datetime) -> Response:
    """Its author says who reads it from now on (R24)."""
    mine = _own(response, by)
    if mine.audience != read_by.value:
        before = hearers(mine.network_id, mine.audience, mine.author_id)
        change(mine, audience=read_by.value)
        to = {*before, *hearers(mine.network_id, mine.audience, mine.author_id)}
        note("said who reads their answers", by=by, at=at, network=mine.network_id, subject=mine.pk, to=to)
    return mine


@action
def take_back(*, response: UUID, by: Reader, at: datetime) -> None:
    """Its author takes it back: nobody reads it from now on and nothing counts it; that it was there stays (R28)."""
    mine = _own(response, by)
    hearing = hearers(mine.network_id, mine.audience, mine.author_id)
    _to_themself(mine, by, taken_back_at=at)
    note("took their answers back", by=by, at=at, network=mine.network_id, subject=mine.pk, to=hearing)
