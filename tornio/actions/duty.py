"""Writing down who holds the telephone, and changing it: one at a time; a gap falls to the named person (R5)."""

from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from tornio.actions import messages
from tornio.actions.frame import action, kept_already, note
from tornio.core.asking import Choice, settle
from tornio.core.errors import NotForYou, Refused
from tornio.core.messages import MessageKind
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.people.acting import Reader
from tornio.people.models import Practitioner, Service
from tornio.records.models import Duty
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
    duty = Duty.objects.create(
        **({"id": key} if key else {}),
        organisation_id=by.organisation_id,
        service_id=service,
        practitioner_id=practitioner_id,
        during=DateTimeTZRange(period.start, period.end),
    )
    _told(duty, [practitioner_id], by, at)
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
    duty = Duty.objects.select_for_update().filter(pk=duty_id).first()
    if duty is None:
        raise NotForYou
    _keeps_the_rota(by, duty.service_id)
    start = duty.during.lower
    if end >= duty.during.upper:
        raise Refused(_("That is no earlier than before. Add another turn instead."), "end")
    if end <= start or end < at:
        raise Refused(_("Choose a time that is still to come, and later than the turn began."), "end")
    duty.during = DateTimeTZRange(start, end)
    Duty.objects.filter(pk=duty.pk).update(during=duty.during)
    falls_to = Service.objects.values_list("duty_fallback_id", flat=True).get(pk=duty.service_id)
    _told(duty, [duty.practitioner_id, falls_to], by, at)
    note("shortened a turn at the telephone", by=by, at=at, subject=duty.pk)
    return duty
