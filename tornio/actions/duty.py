"""Writing down who holds the telephone, and changing it: one at a time; a gap falls to the named person (R5)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from tornio.actions import messages
from tornio.actions.frame import action, change, kept_already, note
from tornio.core import duty_table
from tornio.core.asking import Choice, settle
from tornio.core.errors import NotForYou, Refused
from tornio.core.messages import MessageKind
from tornio.core.people import Capacity
from tornio.core.table_of_times import Becomes, Line, Row, Stands
from tornio.core.values import Period
from tornio.people.acting import Reader
from tornio.people.models import Practitioner, Service
from tornio.records.models import Duty
from tornio.records.visible.duty import held
from tornio.records.visible.working import gone

KEEPS_THE_ROTA = frozenset({Capacity.PRACTITIONER, Capacity.SERVICE_LEAD, Capacity.JOB})


def _keeps_the_rota(by: Reader, service_id: UUID) -> None:
    elsewhere = by.service_id is not None and by.service_id != service_id
    if by.capacity not in KEEPS_THE_ROTA or elsewhere:
        raise NotForYou


def _works_there(practitioner_id: UUID, service_id: UUID, start: datetime) -> None:
    works = Practitioner.objects.filter(pk=practitioner_id, service=service_id).exclude(until__lte=start)
    if not works.exists():
        raise Refused(_("Choose somebody who works here at that time."), "practitioner")


def _is_there(practitioner_id: UUID, during: DateTimeTZRange, answer: str | None) -> None:
    away = gone(during).select_related("practitioner__person").filter(practitioner=practitioner_id).first()
    if away is not None:
        asked = _("%(name)s is away then. Choose somebody else, or say that they hold it all the same.")
        yes = Choice("yes", _("Yes, they hold it all the same"))
        settle(asked % {"name": away.practitioner.person.full_name}, [yes], answer, "practitioner")


@action
def give_turn(
    *,
    practitioner_id: UUID,
    start: datetime,
    end: datetime,
    by: Reader,
    at: datetime,
    service_id: UUID | None = None,
    key: UUID | None = None,
    answer: str | None = None,
) -> Duty:
    """Somebody holds the telephone from `start` to `end`; refused where somebody else does, asked where they are away.

    `answer` is "yes" where they hold it all the same.
    """
    service = service_id or by.service_id or Service.objects.values_list("pk", flat=True).get()
    _keeps_the_rota(by, service)
    if key is not None and (kept := kept_already(Duty, key, service_id=service)):
        given: Duty = kept
        return given
    if end <= start:
        raise Refused(_("It has to end after it begins."), "end")
    _works_there(practitioner_id, service, start)
    period = Period(start, end)
    _is_there(practitioner_id, DateTimeTZRange(start, end), answer)
    duty = _given(practitioner_id, service, period, by, at, key)
    _told(duty, [practitioner_id], by, at)
    return duty


def _given(
    practitioner_id: UUID, service_id: UUID, period: Period, by: Reader, at: datetime, key: UUID | None = None
) -> Duty:
    duty = Duty.objects.create(
        **({"id": key} if key else {}),
        organisation_id=by.organisation_id,
        service_id=service_id,
        practitioner_id=practitioner_id,
        during=DateTimeTZRange(period.start, period.end),
    )
    note("gave the telephone to somebody", by=by, at=at, subject=duty.pk)
    return duty


def _told(duty: Duty, who: list[UUID], by: Reader, at: datetime) -> None:
    """Those of us whose hours at the telephone change are told, but whoever changes them."""
    people = Practitioner.objects.filter(pk__in=who).exclude(person=by.person_id).order_by("pk")
    messages.write(
        MessageKind.TELEPHONE,
        people.values_list("person_id", flat=True),
        occasion=f"{duty.pk} {at.timestamp():.6f}",
        service_id=duty.service_id,
        subject=duty.pk,
        useful_until=duty.during.upper,
        by=by,
        at=at,
    )


@action
def shorten_turn(*, duty_id: UUID, end: datetime, by: Reader, at: datetime) -> Duty:
    """A turn ends earlier; what is left falls to whoever is put down for it, or to the named person (R5)."""
    duty = _standing(duty_id, by)
    start = duty.during.lower
    if end >= duty.during.upper:
        raise Refused(_("That is no earlier than before. Add another turn instead."), "end")
    if end <= start or end < at:
        raise Refused(_("Choose a time that is still to come, and later than the turn began."), "end")
    change(duty, during=DateTimeTZRange(start, end))
    _told(duty, [duty.practitioner_id, duty.service.duty_fallback_id], by, at)
    note("shortened a turn at the telephone", by=by, at=at, subject=duty.pk)
    return duty


def _standing(duty_id: UUID, by: Reader) -> Duty:
    """A turn that stands, of which nobody else writes at this moment; NotForYou for whoever does not keep its rota."""
    duty = Duty.objects.select_for_update(of=("self",)).select_related("service").filter(pk=duty_id).first()
    if duty is None:
        raise NotForYou
    _keeps_the_rota(by, duty.service_id)
    if duty.taken_back_at is not None:
        raise Refused(_("Somebody took this turn back meanwhile. Look at who holds the telephone now."))
    return duty


@action
def take_back_turn(*, duty_id: UUID, by: Reader, at: datetime) -> Duty:
    """A turn that has not begun is no more; it falls to whoever is put down for it, or to the named person (R5)."""
    duty = _standing(duty_id, by)
    if duty.during.lower <= at:
        raise Refused(_("It has begun already. Say when it ends, or who holds it from now on."))
    change(duty, taken_back_at=at)
    _told(duty, [duty.practitioner_id, duty.service.duty_fallback_id], by, at)
    note("took back a turn at the telephone", by=by, at=at, subject=duty.pk)
    return duty


@action
def hand_on(*, duty_id: UUID, practitioner_id: UUID, by: Reader, at: datetime, answer: str | None = None) -> Duty:
    """Somebody else holds a turn, or what is left of it; who held it until now stays written down.

    `answer` is "yes" where they hold it although they are away then.
    """
    duty = _standing(duty_id, by)
    start, end = duty.during.lower, duty.during.upper
    if end <= at:
        raise Refused(_("It is over already."), "practitioner")
    if duty.practitioner_id == practitioner_id:
        raise Refused(_("They hold it already. Choose somebody else."), "practitioner")
    if start < at:
        change(duty, during=DateTimeTZRange(start, at))
    else:
        change(duty, taken_back_at=at)
    _told(duty, [duty.practitioner_id], by, at)
    return give_turn(
        practitioner_id=practitioner_id,
        start=max(start, at),
        end=end,
        service_id=duty.service_id,
        by=by,
        at=at,
        answer=answer,
    )


@action
def keep_rota(
    *, rows: Sequence[Row[UUID]], service_id: UUID, by: Reader, at: datetime, zone: ZoneInfo, answer: str | None = None
) -> list[Line[UUID, Duty]]:
    """Several turns at once: all of them, or none. One that begins when one stands already takes its place; what stands
    and is not among them stays. Refused as a whole (`WrongRows`) where one overlaps with that, or has begun.

    `answer` is "yes" where those who are away then hold it all the same.
    """
    _keeps_the_rota(by, service_id)
    since = min((each.during.start for each in rows), default=at)
    ours = held().select_for_update().filter(service=service_id, during__endswith__gt=since)
    standing = [Stands(each.practitioner_id, Period(each.during.lower, each.during.upper), each) for each in ours]
    lines = duty_table.held(rows, standing, at, zone)
    changes = [each for each in lines if each.becomes in (Becomes.NEW, Becomes.CHANGES)]
    whose = dict[UUID, Duty]()
    for line in changes:
        if line.stands is not None:
            change(line.stands.what, taken_back_at=at)
            whose[line.stands.who] = line.stands.what
            note("took back a turn at the telephone", by=by, at=at, subject=line.stands.what.pk)
    for line in changes:
        during = line.row.during
        _works_there(line.row.who, service_id, during.start)
        _is_there(line.row.who, DateTimeTZRange(during.start, during.end), answer)
        whose[line.row.who] = _given(line.row.who, service_id, during, by, at)
    for who, turn in sorted(whose.items()):  # each is told once, of the last of their turns
        _told(turn, [who], by, at)
    return lines
