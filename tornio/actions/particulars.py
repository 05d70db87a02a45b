"""Writing down what each of us brings; by themself, or by whoever leads their service."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from tornio.actions.frame import action, note
from tornio.actions.working import of_ours
from tornio.core.particulars import ParticularKind, Particulars
from tornio.people.acting import Reader
from tornio.records.models import Particular

_Row = tuple[str, str, date | None, date | None]


@action
def keep_particulars(*, practitioner_id: UUID, brings: Particulars, by: Reader, at: datetime) -> bool:
    """This is what somebody brings from now on; what it no longer has is taken back and stays written down.

    Whether anything has changed: written again as it stands, nothing does.
    """
    works = of_ours(practitioner_id, by, at)
    wanted = _rows(brings)
    standing = Particular.objects.filter(practitioner=works, taken_back_at__isnull=True)
    held = {_row(each): each.pk for each in standing}
    gone, new = held.keys() - wanted, wanted - held.keys()
    if not gone and not new:
        return False
    standing.filter(pk__in=[held[row] for row in gone]).update(taken_back_at=at)
    for kind, words, held_on, until in sorted(new, key=str):
        Particular.objects.create(
            organisation_id=by.organisation_id,
            practitioner=works,
            kind=kind,
            words=words,
            held_on=held_on,
            until=until,
        )
    note("wrote down what somebody brings", by=by, at=at, subject=works.pk)
    return True


def _rows(brings: Particulars) -> set[_Row]:
    return {
        *((ParticularKind.LANGUAGE.value, each, None, None) for each in brings.languages),
        *((ParticularKind.TRAINING.value, each.name, each.held_on, each.until) for each in brings.trainings),
        *((ParticularKind.BASE.value, each, None, None) for each in (brings.base,) if each),
    }


def _row(row: Particular) -> _Row:
    return row.kind, row.words, row.held_on, row.until


@action
def keep_everybodys(*, brings: Mapping[UUID, Particulars], by: Reader, at: datetime) -> int:
    """What several of us bring at once: all of them, or none. Of how many it has changed."""
    return sum(
        keep_particulars(practitioner_id=each, brings=brings[each], by=by, at=at)
        for each in sorted(brings)  # always in one order, so that nobody waits in a ring
    )
