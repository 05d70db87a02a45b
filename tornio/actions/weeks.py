"""Planning a service's week: ask for a timetable, stop it, choose a point, accept its lines or decline them.

Nothing of a timetable holds until it is accepted, and then it is offered to the network like anything else (R10–R14).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from tornio.actions.bookings import agreed_elsewhere, bookings_of, comes_instead, enough_without, one_at_a_time
from tornio.actions.frame import action, change, kept_already, note
from tornio.actions.meetings import offered_as_planned
from tornio.actions.messages import wake
from tornio.actions.standing import held_still, is_staff_of
from tornio.actions.week_meanwhile import Meanwhile, in_words
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.core.weeks import UNDER_WAY, USUAL, PlannedState, TimetableState, a_price, a_week
from tornio.core.working import covers
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.people.models import Practitioner, Service
from tornio.records.models import Network, NetworkMeeting, PlannedMeeting, Timetable
from tornio.records.visible import those_who
from tornio.records.visible import timetables as visible
from tornio.records.visible.diaries import turns
from tornio.records.visible.weeks import taken_over
from tornio.records.visible.working import Rota, rotas

PLAN = "tornio.plan"
SEED = 1  # the same week asked for twice gives the same timetable, as far as the machine has time for it


@dataclass(frozen=True, slots=True)
class Became:
    """What came of accepting a line: it holds now, or why not."""

    line: UUID
    refused: str = ""


def waiting(*, by: Reader) -> list[UUID]:
    """Timetables that were asked for, or whose job was killed before its end: for the one job that reckons them."""
    if by.capacity is not Capacity.JOB:
        raise NotForYou
    rows = Timetable.objects.filter(state__in=[each.value for each in UNDER_WAY]).order_by("asked_at", "pk")
    return list(rows.values_list("pk", flat=True))


def _led(by: Reader, service_id: UUID) -> None:
    if by.person_id is None or not visible.leads(by, service_id):
        raise NotForYou


def _still(pk: UUID, by: Reader) -> Timetable:
    """The timetable as it is now, locked until the verb is done."""
    found = _locked(pk)
    _led(by, found.service_id)
    return found


def _locked(pk: UUID) -> Timetable:
    found = Timetable.objects.select_for_update().filter(pk=pk, put_aside_at__isnull=True).first()
    if found is None:
        raise NotForYou
    return found


def _decides(by: Reader, planned: Timetable, network: UUID) -> None:
    """Whoever works with the network arranges its meetings, and whoever leads the service the week; nobody else."""
    if not is_staff_of(by, network):
        _led(by, planned.service_id)


@action
def ask(
    *,
    service: Service,
    week: date,
    by: Reader,
    at: datetime,
    without: Collection[UUID] = (),
    days: Mapping[UUID, int] | None = None,
    key: UUID | None = None,
) -> Timetable:
    """A timetable is wanted for this week; a job reckons it. What is planned for it otherwise stays beside it.

    Errors: Refused for another day than a Monday, a week that is over, or while another plan of the service runs.
    """
    _led(by, service.pk)
    kept = kept_already(Timetable, key, asked_by_id=by.person) if key else None
    if kept is not None:
        return kept
    made = Timetable.objects.create(
        id=key or new_key(),
        organisation_id=by.organisation_id,
        service=service,
        week=a_week(week, at.astimezone(ZoneInfo(service.time_zone)).date()),
        asked_by_id=by.person,
        asked_at=at,
        seed=SEED,
        without=sorted(without),
        days={str(network): day for network, day in (days or {}).items()},
        state=TimetableState.ASKED.value,
        price=USUAL,
    )
    note("asked for a plan of a week", by=by, at=at, subject=made.pk)
    wake(PLAN, by)
    return made


@action
def stop(*, timetable_id: UUID, by: Reader, at: datetime) -> None:
    """Enough: the best so far is what there is. One that has ended stays as it is."""
    planned = _still(timetable_id, by)
    if planned.state in UNDER_WAY and planned.stop_asked_at is None:
        change(planned, stop_asked_at=at)
        note("stopped a plan of a week", by=by, at=at, subject=planned.pk)


@action
def put_aside(*, timetable_id: UUID, by: Reader, at: datetime) -> None:
    """It is shown no more. What was accepted of it stays offered; nothing else ever held."""
    planned = _still(timetable_id, by)
    if planned.state in UNDER_WAY:
        raise Refused(_("It is being reckoned. Stop it first."))
    change(planned, put_aside_at=at)
    note("put a plan of a week aside", by=by, at=at, subject=planned.pk)


@action
def choose(*, timetable_id: UUID, price: int, by: Reader, at: datetime) -> None:
    """Another point of the curve is shown; refused once something of this one was accepted or declined."""
    planned = _still(timetable_id, by)
    a_price(price)
    if planned.price == price:
        return
    if visible.is_touched(planned):
        raise Refused(_("Something of this timetable is decided already. Ask for a new one to choose another point."))
    if price not in {point["price"] for point in planned.curve}:
        raise Refused(_("That point was not reached. Ask for a new timetable."))
    change(planned, price=price)
    note("chose how much the same faces matter", by=by, at=at, subject=planned.pk)


@action
def decline(*, timetable_id: UUID, lines: Iterable[UUID], by: Reader, at: datetime) -> int:
    """These are not offered to anybody. How many."""
    planned = _locked(timetable_id)
    found = list(PlannedMeeting.objects.filter(timetable=planned, pk__in=list(lines)))
    for network in {line.network_id for line in found}:
        _decides(by, planned, network)
    wanted = [line for line in found if _still_waits(line, planned)]
    for line in wanted:
        change(line, state=PlannedState.DECLINED.value, decided_at=at, decided_by_id=by.person)
    if wanted:
        note("declined some of a planned week", by=by, at=at, subject=planned.pk)
    return len(wanted)


@action
def take_back(*, timetable_id: UUID, line: UUID, by: Reader, at: datetime) -> None:
    """What was declined can be offered again; twice is once. Refused where it could not be accepted any more."""
    planned = _locked(timetable_id)
    row = PlannedMeeting.objects.filter(timetable=planned, pk=line).first()
    if row is None:
        raise NotForYou
    _decides(by, planned, row.network_id)
    if _still_waits(row, planned):
        return
    if row.state != PlannedState.DECLINED.value or row.price != planned.price:
        raise Refused(_("That cannot be taken back any more."))
    _possible(row, by, at)
    change(row, state=PlannedState.PROPOSED.value, decided_at=None, decided_by_id=None)
    note("took back that some of a planned week was declined", by=by, at=at, subject=planned.pk)


def accept(*, timetable_id: UUID, lines: Iterable[UUID], by: Reader, at: datetime) -> list[Became]:
    """Each of these is offered to its network, or somebody is named who stands in; what cannot be any more says why.

    One that is refused holds up no other.
    """
    found = []
    for line in dict.fromkeys(lines):
        try:
            _accept(timetable_id=timetable_id, line=line, by=by, at=at)
        except Refused as no:
            found.append(Became(line, no.sentence))
        else:
            found.append(Became(line))
    return found


@action
def _accept(*, timetable_id: UUID, line: UUID, by: Reader, at: datetime) -> None:
    planned = _locked(timetable_id)
    row = PlannedMeeting.objects.filter(timetable=planned, pk=line).first()
    if row is None:
        raise NotForYou
    _decides(by, planned, row.network_id)
    if row.state == PlannedState.ACCEPTED.value:
        return  # accepted twice is accepted
    if not _still_waits(row, planned):
        raise Refused(_("That cannot be accepted any more."))
    of_us = _possible(row, by, at)
    became = _instead(row, of_us[0], by, at) if row.meeting_id else _offered(row, of_us, by, at)
    change(row, state=PlannedState.ACCEPTED.value, decided_at=at, decided_by_id=by.person, became_id=became.pk)
    note("accepted some of a planned week", by=by, at=at, subject=planned.pk)


def _still_waits(line: PlannedMeeting, planned: Timetable) -> bool:
    """True while somebody has to decide it, and it is of the point that is shown."""
    return line.state == PlannedState.PROPOSED.value and line.price == planned.price


def _possible(row: PlannedMeeting, by: Reader, at: datetime) -> list[Practitioner]:
    """Those of us who would come; refused where something has come in between."""
    service = row.timetable.service_id
    here = {each.practitioner.pk: each for each in rotas(service, row.planned.lower, row.planned.upper)}
    if row.meeting_id:
        _still_wanted(row, here, by)
        return _free(row, here, at)
    of_us, ahead = _free(row, here, at), NetworkMeeting.objects.filter(network=row.network_id, planned__endswith__gt=at)
    if ahead.filter(status__in=[MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value]).exists():
        raise Refused(in_words(Meanwhile.ARRANGED))
    return of_us


def _still_wanted(row: PlannedMeeting, here: Mapping[UUID, Rota], by: Reader) -> None:
    """Refused where nobody has to come instead any more: it is at another time, or somebody is found, or is back."""
    assert row.meeting is not None
    assert row.instead_of is not None
    now, away = held_still(row.meeting, by), here.get(row.instead_of.pk)
    place = bookings_of(now).filter(practitioner=row.instead_of).first()
    if now.planned != row.planned or place is None:
        raise Refused(in_words(Meanwhile.FOUND))
    if place.stopped_at is not None:
        if enough_without(row.instead_of.pk, now):
            raise Refused(in_words(Meanwhile.FOUND))
    elif away is not None and not away.away:
        raise Refused(in_words(Meanwhile.IS_BACK, row.instead_of.person.called))


def _free(row: PlannedMeeting, here: Mapping[UUID, Rota], at: datetime) -> list[Practitioner]:
    """Those of us who come: at work, wanted there, nobody of them booked meanwhile, the time still ahead (R12, R14)."""
    if row.planned.lower <= at:
        raise Refused(in_words(Meanwhile.PASSED))
    one_at_a_time(row.practitioners)
    busy = agreed_elsewhere(row.practitioners, row.planned, None)
    if busy:
        raise Refused(in_words(Meanwhile.BOOKED, busy[0].person.called))
    works = Practitioner.objects.select_related("person").exclude(until__lte=at).in_bulk(row.practitioners)
    if len(works) < len(row.practitioners):
        raise Refused(_("One of those who would come does not work here any more."))
    of_us = [works[key] for key in row.practitioners]
    if not those_who.refused([row.network_id])[row.network_id].isdisjoint(works):
        raise Refused(in_words(Meanwhile.REFUSED))
    for who in of_us:
        _at_work(who, here.get(who.pk), Period(row.planned.lower, row.planned.upper))
    return of_us


def _at_work(who: Practitioner, hours: Rota | None, planned: Period) -> None:
    """Refused where one of us is away by now, works at other hours, or holds the telephone."""
    assert planned.end is not None
    if hours is None or not covers(hours.at_work(planned.start, planned.end), planned):
        raise Refused(in_words(Meanwhile.NOT_AT_WORK, who.person.called))
    if turns([who.pk], planned.start, planned.end):
        raise Refused(in_words(Meanwhile.TELEPHONE, who.person.called))


def _offered(row: PlannedMeeting, of_us: list[Practitioner], by: Reader, at: datetime) -> NetworkMeeting:
    network = Network.objects.select_related("service").get(pk=row.network_id)
    promised = profiles.profile(network.service.profile)
    return offered_as_planned(
        network=network,
        planned=Period(row.planned.lower, row.planned.upper),
        place=taken_over(row.as_at, promised),
        practitioners=of_us,
        reasons={each.pk: _("Not all of the team are free in time.") for each in of_us},
        by=by,
        at=at,
    )


def _instead(row: PlannedMeeting, comes: Practitioner, by: Reader, at: datetime) -> NetworkMeeting:
    meeting: NetworkMeeting | None = row.meeting
    away = row.instead_of
    assert meeting is not None
    assert away is not None
    stopped = those_who.no_longer_come().filter(meeting=meeting, practitioner=away).exists()
    why = _("%(who)s does not come any more.") if stopped else _("%(who)s cannot come that day.")
    reason = why % {"who": away.person.called}
    comes_instead(meeting=meeting, practitioner=comes, instead_of=away, reason=reason, by=by, at=at)
    return meeting
