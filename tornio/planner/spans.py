"""Stretches of whole ticks in which something may begin: sorted, apart from each other, both ends included."""

from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]


def common(a: Iterable[Span], b: Iterable[Span]) -> Spans:
    """What lies in both."""
    first, second = list(a), list(b)
    found, i, j = [], 0, 0
    while i < len(first) and j < len(second):
        begins, ends = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        if begins <= ends:
            found.append((begins, ends))
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def between(spans: Spans, least: int, greatest: int) -> Spans:
    """What of them lies from `least` to `greatest`."""
    return common(spans, ((least, greatest),)) if least <= greatest else ()


def nearest(spans: Spans, wanted: int) -> int | None:
    """The tick in them that is nearest to the wanted one, the earlier of two; None where there is none."""
    clipped = [min(max(wanted, begins), ends) for begins, ends in spans]
    return min(clipped, key=lambda tick: (abs(tick - wanted), tick), default=None)
