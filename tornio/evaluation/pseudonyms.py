"""Keys that mean nothing outside one extract: the same secret gives the same key, another secret another."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tornio.evaluation.tables import Tidy, Type

BYTES = 8
ALL_BUT_THE_SIGN = 2**63 - 1


class Pseudonyms:
    """Makes keys of 63 bits with a keyed hash (BLAKE2b); `secret` has 16 to 64 bytes and is not kept with the tables.

    Two of ten million keys are the same with a chance of one in two hundred thousand.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._known: dict[tuple[str, str], int] = {}

    def key(self, of: str, named: str) -> int:
        """The key of what is named so among its like."""
        known = self._known.get((of, named))
        if known is None:
            said = f"{of}/{named}".encode()
            hashed = hashlib.blake2b(said, key=self._secret, digest_size=BYTES).digest()
            known = self._known[of, named] = int.from_bytes(hashed) & ALL_BUT_THE_SIGN
        return known

    def over(self, tidy: Tidy, rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        """The rows with every key exchanged; all else stays as it is."""
        keys = [(place, each.of) for place, each in enumerate(tidy.columns) if each.type is Type.KEY]
        for row in rows:
            exchanged = list(row)
            for place, of in keys:
                if exchanged[place] is not None:
                    exchanged[place] = self.key(of, exchanged[place])
            yield exchanged
