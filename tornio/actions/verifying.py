"""Checking the chain against the rows and against the heads that were published: every changed byte is found (R26)."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from tornio.core import trail
from tornio.records.models.trail import FORMS
from tornio.records.visible import trail as visible

# A row is written when it happens. One that says it happened long before the seal that came before its own was not
# written by the application: the longest that a page, a job or two clocks that differ may take.
LATE = timedelta(minutes=15)
NOTHING = b"\\N"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was sealed, and where."""

    place: str
    told: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check looked at: how many entries under how many seals, and the end of the chain."""

    entries: int
    seals: int
    findings: tuple[Finding, ...]


def verify(organisation: UUID, published: Sequence[trail.Head], *, most: int = 100) -> Checked:
    """Read the whole chain and every row in it. The reader is a job; `visible.held_still` comes before.

    `most`: how many findings are told one by one; one is enough to know.
    """
    seals = visible.seals(organisation)
    found: list[Finding] = []
    entries = 0

    def keep(more: Iterator[Finding]) -> None:
        for each in more:
            if len(found) < most:
                found.append(each)

    reading = visible.entries(organisation)
    keep(_chain(reading, seals))
    for each in reading:
        keep(iter([Finding(f"entry {each.split(TAB)[0].decode()}", "stands under no seal")]))
    keep(_heads(published, seals))
    bounds, lawfully_gone = _bounds(seals), visible.forgotten(organisation)
    for form in FORMS:
        for finding in _contents(organisation, form, bounds, lawfully_gone):
            if finding is None:
                entries += 1
            else:
                keep(iter([finding]))
        through = seals[-1].through if seals else 0
        keep(_strays(organisation, form, through))
    return Checked(entries, len(seals), tuple(found))


TAB = b"\t"


def _chain(entries: Iterator[bytes], seals: Sequence[visible.SealRow]) -> Iterator[Finding]:
    """Each seal made again over its entries, in order; one that is broken does not hide the next."""
    previous, number, last = trail.BEGINNING, 0, 0
    for seal in seals:
        place = f"seal {seal.number}, of {trail.written(seal.sealed_at)}"
        if (seal.number, seal.first, seal.previous) != (number + 1, last + 1, previous):
            yield Finding(place, "does not follow the seal before it: a seal was taken away, put in or changed")
        digest = sha256(_stamp(seal).line)
        for _ in range(seal.first, seal.last + 1):
            line = next(entries, None)
            if line is None:
                yield Finding(place, "has fewer entries than it sealed")
                break
            digest.update(line + b"\n")
        if (digest.hexdigest(), trail.key(digest.hexdigest())) != (seal.seal, seal.pk):
            yield Finding(place, f"its entries {seal.first} to {seal.last} or the seal itself are not what was sealed")
        previous, number, last = seal.seal, seal.number, seal.last


def _stamp(seal: visible.SealRow) -> trail.Seal:
    return trail.Seal(seal.number, seal.first, seal.last, seal.sealed_at, seal.through, seal.previous)


def _heads(published: Sequence[trail.Head], seals: Sequence[visible.SealRow]) -> Iterator[Finding]:
    known = {seal.number: seal.seal for seal in seals}
    for head in trail.unlike(published, known):
        gone = "is not there: the chain was cut off" if head.number not in known else "is another than was published"
        yield Finding(f"seal {head.number}, published {trail.written(head.sealed_at)}", gone)


def _bounds(seals: Sequence[visible.SealRow]) -> tuple[list[int], list[bytes]]:
    """For each seal its last entry, and the earliest moment that a row under it may tell of.

    Seals of one moment are batches of one sealing; what counts is the sealing before.
    """
    earliest: list[bytes] = []
    for index, seal in enumerate(seals):
        if index and seal.sealed_at == seals[index - 1].sealed_at:
            earliest.append(earliest[-1])
        else:
            earliest.append(trail.written(seals[index - 1].sealed_at - LATE).encode() if index else b"")
    return [seal.last for seal in seals], earliest


def _contents(
    organisation: UUID, form: str, bounds: tuple[list[int], list[bytes]], lawfully_gone: set[bytes]
) -> Iterator[Finding | None]:
    """Every row against its commitment; None for one that is as it was sealed, or went as the law says (R28)."""
    lasts, earliest = bounds
    columns = FORMS[form][1]
    after = len(columns) - columns.index("at")
    for each in visible.contents(organisation, form):
        number, row, committed, line = each.split(TAB, 3)
        if sha256(line).hexdigest().encode() != committed:
            gone = line.startswith(NOTHING)
            if gone and row in lawfully_gone:
                yield None
                continue
            told = "the row is gone" if gone else "the row is not what was sealed"
            yield Finding(_place(form, row, number), told)
            continue
        at = line.rsplit(TAB, after)[1]
        under = bisect_left(lasts, int(number))
        if under < len(earliest) and at < earliest[under]:
            yield Finding(_place(form, row, number), "tells of a time that had long been sealed when it was put in")
            continue
        yield None


def _strays(organisation: UUID, form: str, through: int) -> Iterator[Finding]:
    for each in visible.strays(organisation, form, through):
        row = each.split(TAB)[0]
        yield Finding(_place(form, row, b""), "was put in after its time had been sealed")


def _place(form: str, row: bytes, number: bytes) -> str:
    kind = form.partition("/")[0]
    return f"{kind} {row.decode()}" + (f", entry {number.decode()}" if number else "")
