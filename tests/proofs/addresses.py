"""Every address of the house as a test fills it in: its name, its pattern, and the keys it wants."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from tornio.web.policy import Policy, declared


@dataclass(frozen=True, slots=True)
class Address:
    """One address: `wants` names its parts and the kind of each, in their order."""

    name: str
    pattern: str
    wants: tuple[tuple[str, str], ...]

    @property
    def policy(self) -> Policy | None:
        """What is declared of it."""
        return declared().get(self.name)

    @property
    def is_about_somebody(self) -> bool:
        """True when it names a row by its key."""
        return any(kind == "uuid" for _part, kind in self.wants)

    def filled(self, given: Mapping[str, Any]) -> str:
        """The address with these parts."""
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(given[part[1]]), self.pattern)


def _kind(converter: object) -> str:
    if isinstance(converter, UUIDConverter):
        return "uuid"
    if isinstance(converter, IntConverter):
        return "number"
    return "slug" if isinstance(converter, SlugConverter) else "text"


def _walk(patterns: list[Any], before: str = "") -> Iterator[Address]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            wants = tuple((part, _kind(found)) for part, found in each.pattern.converters.items())
            yield Address(each.name or str(each.pattern), before + str(each.pattern), wants)


def every_address() -> list[Address]:
    """All of them, as the root of the house knows them."""
    return list(_walk(get_resolver().url_patterns))


def plain(part: str, kind: str) -> str:
    """Something for a part of an address that names no row."""
    return "1" if kind == "number" else WORDS.get(part, "word")


WORDS = {"verb": "more", "service": "saltmere", "token": "nonsense", "slug": "nonsense", "life_kind": "stay"}
NOBODYS = UUID("00000000-0000-4000-8000-000000000000")  # a key that no row has
