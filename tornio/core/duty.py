"""Who holds the telephone: turns one after another, and the gaps between them that fall to the named person (R5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from tornio.core.values import Period

Holder = TypeVar("Holder")


@dataclass(frozen=True, slots=True)
class Turn(Generic[Holder]):
    """A stretch of the rota: `holder` None is a gap."""

    start: datetime
    end: datetime
    holder: Holder | None = None

    @property
    def is_gap(self) -> bool:
        """True when nobody was put down for it."""
        return self.holder is None


def rota(
    turns: Iterable[tuple[datetime, datetime | None, Holder]], start: datetime, end: datetime
) -> Iterator[Turn[Holder]]:
    """The whole of `start` to `end` without a hole: each turn as far as it lies inside, and each gap between."""
    reached = Period(start, end).start
    for begins, ends, holder in sorted(turns, key=lambda turn: turn[0]):
        first, last = max(begins, reached), min(ends or end, end)
        if last <= first:
            continue
        if first > reached:
            yield Turn(reached, first)
        yield Turn(first, last, holder)
        reached = last
    if reached < end:
        yield Turn(reached, end)
