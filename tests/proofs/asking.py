"""Asking for a page so that two answers compare byte by byte: what is random by design is the same each time."""

import os
import random
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from random import Random
from typing import Any, NamedTuple

import pytest
from django.http import HttpResponseBase
from django.test import Client

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")


class Chance:
    """The machine's source of random bytes, begun anew before each question."""

    def __init__(self) -> None:
        self._source = Random(0)

    def begin(self, seed: int | str = 0) -> None:
        """From here on the same bytes follow as after any other beginning with this seed."""
        self._source.seed(seed)

    def bytes(self, count: int) -> bytes:
        """So many of them."""
        return self._source.randbytes(count)


CHANCE = Chance()


@contextmanager
def chance_is_fixed() -> Iterator[Chance]:
    """Inside, keys, nonces and the forms' secrets follow from the last beginning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", CHANCE.bytes)
        patch.setattr(random, "_urandom", CHANCE.bytes)
        CHANCE.begin()
        yield CHANCE


class Answer(NamedTuple):
    """All that whoever asked can see: status, headers and cookies, body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def without_keys(self) -> "Answer":
        """The same without any key, and without the secret of its forms: they are random by design."""
        keys = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        body = re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]*', rb"\1", keys.sub(b"key", self.body))
        headers = [(name, value) for name, value in self.headers if not name.startswith("Set-Cookie")]
        named = tuple((name, keys.sub(b"key", value.encode()).decode()) for name, value in headers)
        return Answer(self.status, named, body)

    @property
    def there(self) -> bool:
        """False for what does not exist for whoever asked, and where they have first to come in."""
        to_the_door = self.status in (301, 302) and dict(self.headers).get("Location", "").startswith("/enter")
        return self.status not in (400, 403, 404) and not to_the_door


def seen(response: HttpResponseBase) -> Answer:
    """An answer as it is seen."""
    headers = [(name, value) for name, value in response.items()]
    headers += [(f"Set-Cookie {name}", str(cookie)) for name, cookie in response.cookies.items()]
    body = b"" if response.streaming else getattr(response, "content", b"")
    return Answer(response.status_code, tuple(sorted(headers)), body)


def ask(client: Client, method: str, address: str, given: Mapping[str, Any] | None = None, **headers: str) -> Answer:
    """One question, and all that is seen of its answer; one that breaks is answered with 500, as it would be."""
    client.raise_request_exception = False
    if method == "POST":
        return seen(client.post(address, given or {}, headers=headers or None))
    return seen(client.generic(method, address, headers=headers or None))
