"""The trail as bytes: how a row is written out, committed to and chained, so that one changed byte is found (R26, R28).

    line        a row as PostgreSQL's COPY writes it: its salt, its form, its columns, parted by tabs
    commitment  sha256 of that line. The salt stands beside the content and goes with it when it is lawfully deleted
                (R28): the commitment that stays then tells nothing, and the chain over it stays whole
    seal        sha256 of the seal before, what this seal says of itself, and every commitment under it, in order
    head        the last seal, published outside the database

Whoever has the rows and the heads can check them with these few functions alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

BEGINNING = "0" * 64  # what stands before the first seal

Value = str | int | bool | UUID | datetime | None
_ESCAPED = str.maketrans(
    {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
)  # as COPY does


def written(value: Value) -> str:
    """One value as COPY writes it, in UTC."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        moment = value.astimezone(UTC)
        fraction = f".{moment.microsecond:06d}".rstrip("0") if moment.microsecond else ""
        return f"{moment:%Y-%m-%d %H:%M:%S}{fraction}+00"
    return str(value).translate(_ESCAPED)


def line(salt: UUID, form: str, values: Iterable[Value]) -> bytes:
    """A row's canonical bytes: `form` names the table and which columns it had when it was sealed."""
    return "\t".join(written(value) for value in (salt, form, *values)).encode()


def commitment(content: bytes) -> str:
    """What is kept of a line for ever: 64 hexadecimal digits."""
    return sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Seal:
    """What a seal says of itself: its number, the entries under it, when, and the seal before.

    Every transaction before `through` has ended and its rows are sealed.
    """

    number: int
    first: int
    last: int
    sealed_at: datetime
    through: int
    previous: str

    @property
    def line(self) -> bytes:
        """Its own canonical bytes."""
        parts = (self.previous, self.number, self.first, self.last, self.sealed_at, self.through)
        return "\t".join(written(part) for part in parts).encode() + b"\n"


def entry(number: int, form: str, row: UUID, committed: str) -> bytes:
    """One line under a seal: which place in the chain, which row, and its commitment."""
    return f"{number}\t{form}\t{row}\t{committed}\n".encode()


def sealed(seal: Seal, entries: Iterable[bytes]) -> str:
    """The seal over these entries, in their order: 64 hexadecimal digits."""
    digest = sha256(seal.line)
    for each in entries:
        digest.update(each)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain as it is published: one line of a file that only grows."""

    number: int
    last: int
    sealed_at: datetime
    seal: str

    @property
    def line(self) -> str:
        """As it is published."""
        return f"{self.number} {self.last} {self.sealed_at.astimezone(UTC).isoformat()} {self.seal}\n"


def head(published: str) -> Head:
    """A published line, read again. Errors: ValueError when it is no such line."""
    number, last, sealed_at, seal = published.split()
    if len(seal) != len(BEGINNING):
        raise ValueError(published)
    return Head(int(number), int(last), datetime.fromisoformat(sealed_at), bytes.fromhex(seal).hex())


def key(seal: str) -> UUID:
    """The key of a seal's row follows from the seal, so that nothing in the row is free to change."""
    return UUID(seal[:32])


def unlike(published: Sequence[Head], seals: dict[int, str]) -> list[Head]:
    """The published heads that the chain does not hold: cut off, or another seal in their place."""
    return [each for each in published if seals.get(each.number) != each.seal]
