"""Counts in the proofs' town: figures that were counted, tables that wait, one count under way, and a release."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tests.people import MONDAY, Town
from tornio.core.people import Capacity
from tornio.people.keys import new_key
from tornio.records.models import Counting, Release, Snapshot

YEAR = {"start": date(2025, 11, 1), "until": date(2026, 11, 1)}
ROWS = {"contacts": 2, "meetings": 3}
ANSWER = {"as_of": MONDAY.isoformat(), "rows": ROWS, "figures": []}


@dataclass
class Counts:
    """Their keys."""

    figures: UUID
    tables: UUID
    running: UUID
    release: UUID

    def of(self, address: str) -> UUID:
        """The count that an address is about."""
        return {"figures_tables": self.tables, "figures_now": self.running}.get(address, self.figures)


def counted(town: Town) -> Counts:
    """What Martin asked for; the job has found the first two, and Priya has agreed to what leaves."""
    with town.nobody(at=MONDAY, capacity=Capacity.JOB):
        martin, same = town.people["Martin"], {"organisation": town.organisation, "service": town.service}
        asked = {**same, "asked_by": martin, "asked_at": MONDAY}
        done = {**asked, "state": "done", "ended_at": MONDAY, "progress": 100, "answer": ANSWER}
        kept = Snapshot.objects.create(**same, taken_at=MONDAY, packed=b"PK", digest="0" * 64, exact={})
        return Counts(
            Counting.objects.create(kind="figures", **YEAR, **done).pk,
            Counting.objects.create(kind="tables", file=b"PK", **done).pk,
            Counting.objects.create(kind="figures", **YEAR, **asked, state="asked").pk,
            Release.objects.create(
                id=new_key(), **same, **YEAR, for_whom="The board", released_by=martin, released_at=MONDAY, figures=[],
                snapshot=kept, agreed=True, answered_by=town.people["Priya"], answered_at=MONDAY,
            ).pk,
        )  # fmt: skip
