"""An XmR chart of shares as places on a picture of 460 by 250, and as words: what is usual, and what stands apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tornio.evaluation.counted import Figure
from tornio.evaluation.xmr import Apart, Chart, chart

LEFT, RIGHT, TOP, BOTTOM = 56.0, 446.0, 18.0, 220.0
MARGIN = 8.0
TICKS = ((0.0, "0%"), (0.25, ""), (0.5, "50%"), (0.75, ""), (1.0, "100%"))
LABELS = 4  # about so many months are named below
WHY = {
    Apart.OUTSIDE: "lies outside the usual range",
    Apart.ONE_SIDE: "is one of seven or more in a row on one side of the middle",
    Apart.TREND: "is one of seven in a row that go one way",
    Apart.NEAR_LIMIT: "is one of two in three that come near one edge",
}
NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
         "December")  # fmt: skip


def month_name(day: date) -> str:
    """A month as people name it."""
    return f"{NAMES[day.month - 1]} {day.year}"


def percent(share: float) -> str:
    """A share in full per cent."""
    return f"{share:.0%}"


@dataclass(frozen=True, slots=True)
class Dot:
    """One month on the picture; `apart` where it stands apart."""

    x: float
    y: float
    apart: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The places of everything on it, and the same in words."""

    dots: tuple[Dot, ...]
    line: str  # the path from dot to dot
    middle: float
    limits: tuple[float, ...]
    ticks: tuple[tuple[float, str], ...]
    labels: tuple[tuple[float, str, str], ...]  # where, which way it runs from there, what
    usual: str
    apart: tuple[str, ...]
    warning: str


def picture(months: Sequence[Figure]) -> Picture | None:
    """The picture of a share month by month; None where fewer than two months have one."""
    known = [(place, each, each.value) for place, each in enumerate(months) if each.value is not None]
    found = chart([value for _place, _each, value in known])
    if found is None:
        return None
    across = [_across(place, len(months)) for place, _each, _value in known]
    dots = tuple(
        Dot(x, _down(value), bool(found.apart[number]))
        for number, (x, (_place, _each, value)) in enumerate(zip(across, known, strict=True))
    )
    low, high = found.within(0.0, 1.0)
    return Picture(
        dots=dots,
        line="M" + " L".join(f"{dot.x} {dot.y}" for dot in dots),
        middle=_down(found.middle),
        limits=(_down(low), _down(high)),
        ticks=tuple((_down(share), told) for share, told in TICKS),
        labels=tuple(_labels(months)),
        usual=f"usual range {round(100 * low)} to {percent(high)}, middle {percent(found.middle)}",
        apart=tuple(_told([each for _place, each, _value in known], found)),
        warning=found.warning,
    )


def _across(place: int, many: int) -> float:
    room = RIGHT - LEFT - 2 * MARGIN
    return round(LEFT + MARGIN + (room * place / (many - 1) if many > 1 else room / 2), 1)


def _down(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def _labels(months: Sequence[Figure]) -> Iterator[tuple[float, str, str]]:
    """Some months by name, the first with its year."""
    step = max(1, round(len(months) / LABELS))
    for place in range(0, len(months), step):
        day = months[place].period.start
        name = NAMES[day.month - 1][:3]
        yield (
            _across(place, len(months)),
            "start" if place == 0 else "middle",
            f"{name} {day.year}" if place == 0 else name,
        )


def _told(months: Sequence[Figure], found: Chart) -> Iterator[str]:
    for each, why in zip(months, found.apart, strict=True):
        reasons = [WHY[rule] for rule in Apart if rule in why]
        if reasons:
            yield f"{month_name(each.period.start)} {', and '.join(reasons)}."
