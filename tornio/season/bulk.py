"""A large season for benchmarks: rows loaded in SQL as the owner of the tables, with every constraint on.

The words are fillers, not a story; times are real enough that no practitioner is in two meetings at once.
"""

from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from tornio.actions import people
from tornio.core.people import Capacity, Profession
from tornio.people import demo
from tornio.people.acting import acting_as
from tornio.people.entry import make_link
from tornio.people.models import Human, Seat
from tornio.season.large import NETWORKS_OF_A_PAIR, READERS, Size, key

IN_ONE_GO = 250
_ONCE = 3  # the staff, their hours, their days away


def statements() -> list[str]:
    """The SQL of one go, table by table; its parameters are named."""
    text = files("tornio.season").joinpath("bulk.sql").read_text()
    return [part.strip() for part in text.split("--;") if part.strip()]


def batches(size: Size) -> Iterator[tuple[int, int]]:
    """The first and last network of each transaction."""
    for first in range(0, size.networks, IN_ONE_GO):
        yield first, min(first + IN_ONE_GO, size.networks) - 1


def load(size: Size, until: datetime) -> UUID:
    """Load it into an empty database; gives the organisation. Takes minutes."""
    trust = people.found_organisation(slug="bulk", name="A large trust")
    with acting_as(human=None, capacity=Capacity.JOB, organisation=trust, purpose="a large season", at=until) as by:
        service = people.open_service(
            slug="bulk", name="A large service", profile="saltmere", telephone="01632 960145", neutral_name="Large",
            exit_url="https://www.bbc.co.uk/weather", fallback_name="Martin Oyelaran",
            fallback_profession=Profession.SOCIAL_WORKER, fallback_described="social worker", by=by, at=until,
        )  # fmt: skip
    numbers = {
        "organisation": trust.pk, "service": service.pk, "until": until, "meetings": size.meetings,
        "voices": size.voices, "pairs": size.pairs, "pair": NETWORKS_OF_A_PAIR,
    }  # fmt: skip
    wanted = statements()
    once, rest = wanted[:_ONCE], wanted[_ONCE:]
    _run(once, numbers)
    for first, last in batches(size):
        _run(rest, numbers | {"first": first, "last": last})
        if first == 0 or last == size.networks - 1:
            _look_at_the_tables()
    for token, what in READERS.items():
        let_in(trust.pk, key(what), token, until)
    return trust.pk


def _run(wanted: list[str], numbers: dict[str, Any]) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for statement in wanted:
            cursor.execute(statement, numbers)


def _look_at_the_tables() -> None:
    """Let PostgreSQL see how large its tables are, so that it plans the next statements for that."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def let_in(organisation: UUID, person: UUID, token: str, at: datetime) -> None:
    """A link for somebody of the large season, so that a benchmark can read as them."""
    human = Human.objects.create_user(called=token)
    Seat.objects.create(human=human, organisation_id=organisation, person_id=person)
    make_link(human, at=at, label=demo.label(token, token), reusable=True, token=token)
