"""A person's copy of their record: one tree of plain values, told as a page and given as data from the same tree (R23).

The data is JSON in UTF-8 with one version of its form, `SCHEMA`; docs/copies.md says what stands in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from uuid import UUID

SCHEMA = "tornio-copy/1"

Told = str | int | bool | date | datetime | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the record: what kind, when, whose, in which words; and what belongs to it."""

    kind: str
    key: UUID
    at: datetime
    who: str = ""
    as_whom: str = ""
    words: str = ""
    facts: Mapping[str, Told] = field(default_factory=dict)
    parts: tuple["Item", ...] = ()

    def everything(self) -> Iterable["Item"]:
        """It, and all that belongs to it."""
        yield self
        for each in self.parts:
            yield from each.everything()


@dataclass(frozen=True, slots=True)
class Looked:
    """One reading: who, as whom, which page, when and why (R26)."""

    who: str
    as_whom: str
    page: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody of the network or the team, by name and for which time; never how to reach them (R9)."""

    name: str
    as_whom: str
    since: datetime
    until: datetime | None
    facts: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Copy:
    """All of one person's record of one network that they may read; `whole` for the person at the centre."""

    made_at: datetime
    service: str
    name: str
    whole: bool
    about: Mapping[str, Told]
    ways: tuple[Mapping[str, Told], ...]
    people: tuple[Somebody, ...]
    team: tuple[Somebody, ...]
    items: tuple[Item, ...]  # in time, the earliest first
    readings: tuple[Looked, ...] = ()

    def everything(self) -> Iterable[Item]:
        """Every item, also those inside others."""
        for each in self.items:
            yield from each.everything()


def as_data(copy: Copy) -> dict[str, object]:
    """The copy as JSON wants it: the same names, moments in ISO 8601 with their offset, keys as text."""
    return {"schema": SCHEMA, **_plain_fields(copy)}


def _plain_fields(value: Copy | Item | Looked | Somebody) -> dict[str, object]:
    return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}


def _plain(value: object) -> object:
    if isinstance(value, Copy | Item | Looked | Somebody):
        return _plain_fields(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
