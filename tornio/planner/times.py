"""Times as the planner counts them, and when somebody works: what every question to it shares, free of arrays.

A web process that only looks for a way at once loads this and not the week's problem, whose arrays bring numpy.
"""

from dataclasses import dataclass

LATEST = 2**30  # ticks; far enough that nobody is ever there, near enough that sums of times stay whole numbers


class Misstated(ValueError):
    """A problem that cannot be meant; its one sentence says why."""


def must(holds: object, sentence: str) -> None:
    """Errors: Misstated with this sentence, unless it holds."""
    if not holds:
        raise Misstated(sentence)


def said_twice(names: list[str]) -> list[str]:
    """What stands in a list more than once, in order."""
    return sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []


@dataclass(frozen=True, slots=True)
class Break:
    """A rest of so many ticks that begins between two moments, wherever somebody then is."""

    earliest: int
    latest: int
    length: int

    def __post_init__(self) -> None:
        said = f"A break of {self.length} begins from {self.earliest} to {self.latest}."
        must(0 <= self.earliest <= self.latest < LATEST and 0 < self.length < LATEST, said)


@dataclass(frozen=True, slots=True)
class Shift:
    """From when to when somebody works, in ticks, where they leave from, where they return to, and a break."""

    begins: int = 0
    ends: int = LATEST
    leaves: int = 0
    returns: int = 0
    rest: Break | None = None

    def __post_init__(self) -> None:
        must(0 <= self.begins <= self.ends <= LATEST, f"A shift is from {self.begins} to {self.ends}.")
        if self.rest is not None:
            within = max(self.begins, self.rest.earliest) + self.rest.length <= self.ends
            must(within, f"The break of a shift from {self.begins} to {self.ends} lies outside of it.")
