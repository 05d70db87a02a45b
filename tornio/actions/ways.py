"""How somebody says that they can be reached, and when: their own to tell and to end, from this moment on (R9)."""

from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID

from tornio.actions import people
from tornio.actions.frame import action, note
from tornio.core.errors import NotForYou, Refused
from tornio.core.people import WayKind
from tornio.people.acting import Reader
from tornio.people.models import Person, SafeWay
from tornio.records.visible import people as visible

BY_MESSAGE = {WayKind.TELEPHONE, WayKind.EMAIL, WayKind.POST}


@action
def tell_own_way(
    *,
    kind: WayKind,
    value: str,
    by: Reader,
    at: datetime,
    hours_from: time | None = None,
    hours_until: time | None = None,
    days: Iterable[int] = (),
) -> SafeWay:
    """A way by which we may write to them, and the hours; an earlier one of the same kind ends at once."""
    return _tell(Person.objects.get(pk=by.person), kind, value, by, at, hours_from, hours_until, days)


@action
def write_down_way(
    *,
    person: Person,
    network: UUID,
    kind: WayKind,
    value: str,
    with_them: bool,
    by: Reader,
    at: datetime,
    hours_from: time | None = None,
    hours_until: time | None = None,
    days: Iterable[int] = (),
) -> SafeWay:
    """The same, in the hand of somebody who works with them, and with them; they see whose hand it is in.

    Errors: NotForYou for whoever may not change how these people are reached; Refused when it was not done with them.
    """
    if not visible.may_write_ways(by, network, person.pk):
        raise NotForYou
    if not with_them:
        raise Refused("Do this only with them: it is theirs to say.", "with_them")
    return _tell(person, kind, value, by, at, hours_from, hours_until, days)


def _tell(  # noqa: PLR0917 - the row's own columns
    person: Person,
    kind: WayKind,
    value: str,
    by: Reader,
    at: datetime,
    hours_from: time | None,
    hours_until: time | None,
    days: Iterable[int],
) -> SafeWay:
    if kind not in BY_MESSAGE:
        raise NotForYou
    if not value.strip():
        raise Refused("Write where we may reach you.", "value")
    before = SafeWay.objects.filter(person=person, kind=kind.value, until__isnull=True).first()
    return people.tell_safe_way(
        person=person,
        kind=kind,
        value=value,
        may_ring=before is not None and before.value == value and before.may_ring,
        may_leave_word=before is not None and before.value == value and before.may_leave_word,
        may_text=kind is WayKind.TELEPHONE,
        may_write=kind is not WayKind.TELEPHONE,
        hours_from=hours_from,
        hours_until=hours_until,
        days=days,
        by=by,
        at=at,
    )


@action
def end_own_way(*, way_id: UUID, by: Reader, at: datetime) -> None:
    """From now on nothing goes there any more, also nothing that was on its way out. Ended twice is ended."""
    mine = SafeWay.objects.filter(pk=way_id, person=by.person)
    if not mine.exists():
        raise NotForYou
    if mine.filter(until__isnull=True).update(until=at):
        note("ended a safe way", by=by, at=at, subject=by.person)
