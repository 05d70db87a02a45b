"""What two people lawfully delete goes from the trail as well, and the chain over it stays whole (R28)."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.people import HOUR
from tests.trails import MINUTE, SealedTown, sealed  # noqa: F401 - a fixture
from tornio.actions import break_glass, deletions, readings
from tornio.core.people import Capacity
from tornio.core.rights import DELETED, DeletionGround
from tornio.people.keys import new_key
from tornio.records.models import BreakGlass, Change, Deletion, Forgotten, Reading, Sealed

WHY = "His sister rang the ward: he is on the bridge."


@pytest.fixture
def told(sealed: SealedTown) -> SealedTown:  # noqa: F811
    """Sadia reached Leon's network, and said why; it is sealed."""
    with sealed.town.acting("Sadia", at=sealed.now) as sadia:
        break_glass.break_glass(key=new_key(), network=sealed.network, reason=WHY, by=sadia, at=sealed.now)
        readings.opened("story", by=sadia, at=sealed.now, network=sealed.network.pk)
    sealed.seal(sealed.now + MINUTE)
    sealed.now += HOUR
    return sealed


def deleted(town: SealedTown) -> Deletion:
    """Priya and Ruth delete Leon's whole record: a court has said so."""
    with town.town.acting("Priya", at=town.now) as priya:
        asked = deletions.put_forward(
            key=new_key(), what=town.network, ground=DeletionGround.COURT, words="Order 12 of the county court.",
            by=priya, at=town.now,
        )  # fmt: skip
    with town.town.acting("Ruth", at=town.now) as ruth:
        return deletions.agree(deletion=asked, by=ruth, at=town.now)


def whys(town: SealedTown) -> int:
    """In how many places the reason stands."""
    with town.town.nobody(town.now, capacity=Capacity.JOB):
        return (
            Reading.objects.filter(purpose=WHY).count()
            + Change.objects.filter(purpose=WHY).count()
            + BreakGlass.objects.filter(reason=WHY).count()
        )


def test_the_reason_goes_with_the_record_and_nothing_is_found_amiss(told: SealedTown) -> None:
    """R28: content and salt go, the commitment stays; who else read, and when, stays as it was."""
    with told.town.nobody(told.now, capacity=Capacity.JOB):
        entries, others = Sealed.objects.count(), Reading.objects.exclude(purpose=WHY).count()
    assert whys(told) == 3
    deleted(told)
    told.seal(told.now)
    assert whys(told) == 0
    assert told.found() == []
    with told.town.nobody(told.now, capacity=Capacity.JOB):
        assert Forgotten.objects.count() == 2
        assert Sealed.objects.filter(pk__in=Forgotten.objects.values("line")).count() == 2
        assert Sealed.objects.count() >= entries + 2
        assert Reading.objects.exclude(purpose=WHY).count() == others
        assert BreakGlass.objects.get().reason == DELETED


def test_a_line_that_goes_in_no_such_way_is_found(told: SealedTown) -> None:
    """R28: the deletion of the record is no cover for taking away anything else."""
    deleted(told)
    told.seal(told.now)
    with told.changed("DELETE FROM records_reading WHERE page = 'story' AND glass_id IS NULL"):
        assert any(each.endswith("the row is gone") for each in told.found())
    with told.changed("DELETE FROM records_forgotten; UPDATE records_seal SET seal = seal"):
        assert any(each.endswith("the row is gone") for each in told.found())


def test_without_two_people_the_database_lets_no_line_go(told: SealedTown) -> None:
    """R28, around the application: in SQL, as the application's roles."""
    with told.town.acting("Priya", at=told.now) as priya:
        asked = deletions.put_forward(
            key=new_key(), what=told.network, ground=DeletionGround.COURT, words="Order 12 of the county court.",
            by=priya, at=told.now,
        )  # fmt: skip
    with told.town.nobody(told.now, capacity=Capacity.JOB) as job:
        line = Reading.objects.get(purpose=WHY).pk
        with pytest.raises(IntegrityError, match="when_two_agreed"), transaction.atomic():
            Forgotten.objects.create(
                organisation_id=job.organisation_id, line=line, form="reading/1", deletion=asked, at=told.now
            )
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Reading.objects.filter(pk=line).delete()
    told.seal(told.now)
    assert whys(told) == 3
