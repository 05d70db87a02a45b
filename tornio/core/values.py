"""Values that every room uses: a period of time that refuses nonsense at birth."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def aware(moment: datetime) -> datetime:
    """The same moment, refused when it carries no time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open stretch of time, `start` included and `end` not; `end` None means it goes on. Kept in UTC.

    Two moments of one zone are compared by their wall clocks, which is wrong over a clock change; in UTC it is right.
    """

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", aware(self.start).astimezone(UTC))
        if self.end is not None:
            object.__setattr__(self, "end", aware(self.end).astimezone(UTC))
            if self.end <= self.start:
                raise ValueError("A period ends after it starts.")

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)

    def overlaps(self, other: "Period") -> bool:
        """True when at least one moment belongs to both."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    @property
    def length(self) -> timedelta | None:
        """How long it is in elapsed time; None while it goes on."""
        return None if self.end is None else self.end - self.start
