"""A database with the town of the proofs in it, where commits are real; one for each file of proofs."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import database
from tests.proofs import town


@pytest.fixture(scope="module")
def proofs(run_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[town.ProofsTown]:
    """Saltmere and Northcliff, on Wednesday at half past nine."""
    with django_db_blocker.unblock(), database.copy_for_this_run("_proofs") as name:
        database.point_at(name)
        try:
            built = town.build()
            with town.the_clock_says(town.NOW):
                yield built
        finally:
            database.point_at(run_database)
