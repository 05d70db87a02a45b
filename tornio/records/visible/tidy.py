"""What figures are counted from: facts and numbers of one service's record, for the job that counts, and nobody else.

Words are counted where they are kept, in the database; nobody's words, names or ways to be reached come out of it.
What somebody wrote for themself alone is not counted either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection

from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.models import Service

PURPOSE = "counting figures"
IN_ONE_GO = 10_000


@dataclass(frozen=True, slots=True)
class Facts:
    """One table: its name, and its rows in the order of its columns, each key as text."""

    name: str
    rows: Iterator[tuple[Any, ...]]


@cache
def statements() -> Mapping[str, str]:
    """The questions of `tidy.sql`, by the table that they fill."""
    text = files("tornio.records.visible").joinpath("tidy.sql").read_text(encoding="utf-8")
    parts = (part.strip().removeprefix("-- ").partition("\n") for part in text.split("--;"))
    return {name: said for name, _newline, said in parts}


def tidy(reader: Reader, service: Service) -> Iterator[Facts]:
    """Every table of one service, one after the other. Errors: NotForYou for whoever is not the job that counts."""
    if reader.capacity is not Capacity.JOB or reader.purpose != PURPOSE:
        raise NotForYou
    promised = profiles.profile(service.profile)
    asked = {
        "service": service.pk,
        "zone": service.time_zone,
        "clock": promised.clock_start.value,
        "window": promised.window,
    }
    for name, said in statements().items():
        yield Facts(name, _rows(said, asked))


def _rows(said: str, asked: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(said, asked)
        while found := cursor.fetchmany(IN_ONE_GO):
            yield from found
