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
    if kind not in BY_MESSAGE:
        raise NotForYou
    if not value.strip():
        raise Refused("Write where we may reach you.", "value")
    before = SafeWay.objects.filter(person=by.person, kind=kind.value, until__isnull=True).first()
    return people.tell_safe_way(
        person=Person.objects.get(pk=by.person),
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
