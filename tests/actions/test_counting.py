"""Taking from the record what figures are counted from: the job alone, nobody's words, and it is written down (R31)."""

from collections.abc import Iterator

import pytest

from tests.people import MONDAY, Town
from tornio.actions import counting
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.evaluation.tables import TABLES
from tornio.people.acting import Reader, acting_as
from tornio.records.models import Change
from tornio.records.visible.tidy import PURPOSE, statements

SECRET, ANOTHER = b"a secret that only tests have...", b"another that only tests have...."


@pytest.fixture
def job(town: Town) -> Iterator[Reader]:
    """The job that counts."""
    with acting_as(
        human=None, capacity=Capacity.JOB, organisation=town.organisation, purpose=PURPOSE, at=MONDAY
    ) as reader:
        yield reader


def test_every_table_is_taken_and_that_it_was_done_is_written_down(town: Town, job: Reader) -> None:
    """R26, R31: the tables of the dictionary, all of them and no other; one change says that they were taken."""
    found = counting.extract(service=town.service, secret=SECRET, by=job, at=MONDAY)
    assert set(found) == set(TABLES) == set(statements())
    assert Change.objects.filter(verb="counted figures from the record", subject=town.service.pk).count() == 1


@pytest.mark.parametrize("called", ["Ruth", "Martin", "Priya", "Edith", "Ada", "Leon"])
def test_nobody_but_the_job_takes_them(town: Town, called: str) -> None:
    """R24, R31: not who works here, nor who leads, evaluates or keeps the installation; nor the person themself."""
    with town.acting(called) as by, pytest.raises(NotForYou):
        counting.extract(service=town.service, secret=SECRET, by=by, at=MONDAY)


def test_a_job_with_another_task_does_not_take_them(town: Town) -> None:
    """Each job works at one task."""
    job = acting_as(
        human=None, capacity=Capacity.JOB, organisation=town.organisation, purpose="keeping the trail", at=MONDAY
    )
    with job as by, pytest.raises(NotForYou):
        counting.extract(service=town.service, secret=SECRET, by=by, at=MONDAY)
