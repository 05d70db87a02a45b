"""Keys of rows: opaque, made in Python, so that a form can carry the key of the row it will become."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random

_source: ContextVar[Random | None] = ContextVar("key_source", default=None)


def new_key() -> uuid.UUID:
    """A new opaque key: random, telling neither time nor order."""
    source = _source.get()
    return uuid.uuid4() if source is None else uuid.UUID(int=source.getrandbits(128), version=4)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Inside, keys follow from the seed: for a season that is the same each time it is played."""
    token = _source.set(Random(seed))  # noqa: S311 - a story's keys guard nothing
    try:
        yield
    finally:
        _source.reset(token)
